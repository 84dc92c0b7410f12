"""Raw columns from JSON: a list of objects, or one object a line."""

import io
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, BinaryIO

import pandas as pd

from models.errors import DamagedFileError, InputError, UnknownFormatError
from models.tables.limits import TableLimits, check_shape
from models.tables.names import checked_names
from models.tables.plain import refuse_nested

_CHECKED_EVERY = 1000
_NOT_RECORDS = "JSON of another shape than a list of objects, one object a row"


def read_json(open_bytes: Callable[[], BinaryIO], name: str, encoding: str, limits: TableLimits) -> pd.DataFrame:
    """Read JSON records or JSON lines.

    Raises
    ------
    InputError
        When it is broken, of another shape, holds lists or objects as values, or is too large.
    """
    encoding = "utf-8-sig" if encoding == "utf-8" else encoding
    try:
        with open_bytes() as stream, io.TextIOWrapper(stream, encoding=encoding) as lines:
            return _read(lines, name, limits)
    except InputError:
        raise
    except json.JSONDecodeError as error:
        raise DamagedFileError(name, "JSON", f"{error.msg} in line {error.lineno}") from None
    except UnicodeDecodeError:
        raise DamagedFileError(name, "JSON", "it is not UTF-8") from None
    except RecursionError:
        raise DamagedFileError(name, "JSON", "it is nested too deeply") from None
    except ValueError:  # Python refuses to read such a number, whose reading takes quadratic time
        raise DamagedFileError(name, "JSON", "a whole number in it has more than 4,300 digits") from None


def frame_of_records(records: Iterable[object], name: str, limits: TableLimits) -> pd.DataFrame:
    """Return records as columns of objects, in the order in which their names first come.

    A name that a record does not have is a missing value.

    Raises
    ------
    UnknownFormatError, NestedValuesError, DuplicateColumnsError, UnnamedColumnError, TableLimitError
        When a record is no object, or a name or value cannot stand in a table.
    """
    columns, n_rows = columns_of_records(records, name, limits)
    series = {key: pd.Series(items, dtype=object) for key, items in columns.items()}
    return pd.DataFrame(series, index=pd.RangeIndex(n_rows))


def columns_of_records(
    records: Iterable[object], name: str, limits: TableLimits
) -> tuple[dict[str, list[object]], int]:
    """As ``frame_of_records``, but return the columns as lists, and the number of rows."""
    columns: dict[str, list[object]] = {}
    n_rows = 0
    for record in records:
        if not isinstance(record, Mapping):
            raise UnknownFormatError(name, _NOT_RECORDS)
        for new in [key for key in record if key not in columns]:
            check_shape(n_rows + 1, len(columns) + 1, limits)
            columns[new] = [None] * n_rows
        for key, values in columns.items():
            values.append(record.get(key))
        n_rows += 1
        if n_rows % _CHECKED_EVERY == 0:
            check_shape(n_rows, len(columns), limits)
    check_shape(n_rows, len(columns), limits)
    named = dict(zip(checked_names(columns), columns.values(), strict=True))
    for key, items in named.items():
        refuse_nested(key, items)
    return named, n_rows


def _read(lines: io.TextIOWrapper, name: str, limits: TableLimits) -> pd.DataFrame:
    start = lines.read(1)
    while start.isspace():
        start = lines.read(1)
    if start != "{":
        records = json.loads(start + lines.read(), object_pairs_hook=_object)
        if not isinstance(records, list):
            raise UnknownFormatError(name, _NOT_RECORDS)
        return frame_of_records(records, name, limits)
    first = start + lines.readline()
    return frame_of_records(_line_records(first, lines, name), name, limits)


def _line_records(first: str, lines: Iterator[str], name: str) -> Iterator[object]:
    try:
        yield json.loads(first, object_pairs_hook=_object)
    except json.JSONDecodeError:
        if not _is_object(first + "".join(lines)):
            raise
        raise UnknownFormatError(name, _NOT_RECORDS) from None
    for number, line in enumerate(lines, start=2):
        if line.strip():
            yield _line_record(line, number, name)


def _line_record(line: str, number: int, name: str) -> object:
    try:
        return json.loads(line, object_pairs_hook=_object)
    except json.JSONDecodeError as error:
        raise DamagedFileError(name, "JSON lines", f"{error.msg} in line {number}") from None


def _is_object(text: str) -> bool:
    try:
        json.loads(text)
    except json.JSONDecodeError:
        return False
    return True


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    record = dict(pairs)
    if len(record) < len(pairs):
        checked_names(key for key, _ in pairs)
    return record
