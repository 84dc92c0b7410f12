"""Raw columns from Parquet: what it claims to hold is checked before any of it is unpacked."""

from collections.abc import Callable
from typing import BinaryIO

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from pyarrow import types

from models.errors import DamagedFileError, InputError, NestedValuesError, UnknownFormatError
from models.tables.limits import TableLimits, check_shape
from models.tables.names import checked_names
from models.tables.plain import EXACT, TEXT


def read_parquet(open_bytes: Callable[[], BinaryIO], name: str, limits: TableLimits) -> pd.DataFrame:
    """Read a Parquet file.

    Raises
    ------
    DamagedFileError, NestedValuesError, DuplicateColumnsError, UnnamedColumnError, TableLimitError
        When it is broken, holds lists or objects, or is too large.
    """
    try:
        with open_bytes() as stream:
            return _read(stream if stream.seekable() else pa.BufferReader(stream.read()), name, limits)
    except (pa.ArrowMemoryError, MemoryError, InputError):
        raise
    except (pa.ArrowException, OSError, ValueError) as error:
        raise DamagedFileError(name, "Parquet", _first_line(error)) from None


def _read(stream: BinaryIO | pa.BufferReader, name: str, limits: TableLimits) -> pd.DataFrame:
    file = pq.ParquetFile(stream)
    schema = file.schema_arrow
    check_shape(file.metadata.num_rows, len(schema.names), limits)
    names = checked_names(schema.names)
    for field in schema:
        if types.is_nested(field.type):
            raise NestedValuesError(field.name)
    table = file.read(use_threads=False)
    table.validate(full=True)  # text that is no UTF-8, and places outside of a dictionary, else fail much later
    columns = {}
    for position, column_name in enumerate(names):
        columns[column_name] = _series(table.column(position), column_name, name)
    return pd.DataFrame(columns, index=pd.RangeIndex(table.num_rows))


def _series(column: pa.ChunkedArray, column_name: str, name: str) -> pd.Series:
    if types.is_dictionary(column.type):
        column = column.cast(column.type.value_type)
    if types.is_binary(column.type) or types.is_large_binary(column.type) or types.is_fixed_size_binary(column.type):
        column = _as_text(column, column_name, name)
    if types.is_integer(column.type) and column.null_count and _is_beyond_floats(column):
        column = column.cast(pa.string())
    series: pd.Series = column.to_pandas(
        types_mapper={pa.string(): TEXT, pa.large_string(): TEXT, pa.string_view(): TEXT}.get
    )
    return series


def _is_beyond_floats(column: pa.ChunkedArray) -> bool:
    """Whether whole numbers are so large that as floats, which can be missing, some would become the same."""
    bounds = pc.min_max(column)
    return any(bound is not None and abs(bound) > EXACT for bound in (bounds["min"].as_py(), bounds["max"].as_py()))


def _as_text(column: pa.ChunkedArray, column_name: str, name: str) -> pa.ChunkedArray:
    try:
        return column.cast(pa.binary()).cast(pa.string())
    except pa.ArrowInvalid:
        raise UnknownFormatError(name, f'bytes that are no text in the column "{column_name[:100]}"') from None


def _first_line(error: Exception) -> str:
    return str(error).strip().split("\n")[0][:200]
