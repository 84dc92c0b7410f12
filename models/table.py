"""Any upload, or a DataFrame, as a checked table: raw columns, their kinds, and what a reader should know."""

import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

import pandas as pd

from models.columns import Column, convert_frame
from models.errors import EmptyFileError, TooShortTableError, UnknownColumnError
from models.record import from_plain, to_plain
from models.tables.cautions import TableWarning
from models.tables.corrections import column_of_kind
from models.tables.kinds import Clues
from models.tables.limited import run_limited
from models.tables.limits import DEFAULT_LIMITS, TableLimits
from models.tables.names import checked_names
from models.tables.plain import refuse_nul, storable
from models.tables.profiling import noted, profile, warnings_of
from models.tables.reading import RawTable, is_packed, read_raw, source_of_bytes
from models.tables.reading_json import columns_of_records
from models.tables.table_file import TableAccount, content_hash, discard_parts, read_account, read_columns, write_table

__all__ = [
    "Table", "TableAccount", "TableLimits", "TableWarning", "columns_from_records", "load_table", "read_table",
    "read_table_file", "rows_from_bytes", "save_table", "table_from_frame", "with_kinds",
]  # fmt: skip

MIN_ROWS = 2
MOST_BYTES_HERE = 4_000_000  # rows to predict that are read without a process of their own
_READER = "models.tables.reading_child"


@dataclass(frozen=True)
class Upload:
    """What is said of an uploaded file, and how many rows it must have."""

    name: str
    content_type: str | None
    min_rows: int


@dataclass(frozen=True, eq=False)
class Table:
    """A checked table.

    Parameters
    ----------
    name : str
    raw : DataFrame, shape (n_rows, n_columns)
        The cells as they were read, in their order: strings from text, plain types from typed formats.
    columns : tuple of Column
    warnings : tuple of TableWarning
    hash : str
        SHA-256 of the raw content, hexadecimal.
    """

    name: str
    raw: pd.DataFrame
    columns: tuple[Column, ...]
    warnings: tuple[TableWarning, ...]
    hash: str

    @property
    def n_rows(self) -> int:
        """How many rows there are."""
        return len(self.raw)

    @property
    def account(self) -> TableAccount:
        """What is known of the table, without its rows."""
        return TableAccount(self.name, self.n_rows, self.columns, self.warnings, self.hash)

    @cached_property
    def frame(self) -> pd.DataFrame:
        """The cells as the models take them: float64, datetime64[ns], and labels with None for missing."""
        return convert_frame(self.raw, self.columns).frame

    def column(self, name: str) -> Column:
        """Return the column of that name.

        Raises
        ------
        UnknownColumnError
            When there is none.
        """
        for column in self.columns:
            if column.name == name:
                return column
        raise UnknownColumnError(name, tuple(column.name for column in self.columns))


def read_table(
    path: Path, *, name: str, content_type: str | None = None, limits: TableLimits = DEFAULT_LIMITS
) -> Table:
    """Read an uploaded file as a checked table, in a process of its own with the limits.

    Parameters
    ----------
    path : Path
        The file: CSV, TSV, JSON records, JSON lines or Parquet, or gzip of these; its content decides.
    name : str
        What the user calls it.
    content_type : str, optional
        What it is said to be; heard on what its content leaves open.
    limits : TableLimits

    Raises
    ------
    InputError
        One of the errors on tables: what is wrong with the file, or which limit it exceeds.
    """
    with tempfile.TemporaryDirectory(prefix="plaintune-") as folder:
        destination = Path(folder) / "table.parquet"
        read_table_file(path, destination, name=name, content_type=content_type, limits=limits)
        return load_table(destination)


def read_table_file(
    path: Path,
    destination: Path,
    *,
    name: str,
    content_type: str | None = None,
    limits: TableLimits = DEFAULT_LIMITS,
) -> TableAccount:
    """Read an uploaded file into a table file, without taking any of it into the caller's memory.

    As ``read_table``, but the table is left in ``destination``, for ``load_table``, and only what is known
    of it comes back.
    """
    return _read_limited(path, destination, Upload(name, content_type, MIN_ROWS), limits)


def table_from_frame(frame: pd.DataFrame, name: str = "table") -> Table:
    """Return a DataFrame as a checked table; a number in it is meant as one, and a category as that.

    Raises
    ------
    InputError
        When column names are twice there or empty, values are lists or objects, or there are too few rows.
    """
    names = checked_names(frame.columns)
    raw = pd.DataFrame(
        {known: storable(known, frame.iloc[:, place]) for place, known in enumerate(names)},
        index=pd.RangeIndex(len(frame)),
    )
    table = _checked(RawTable(raw), name, MIN_ROWS, are_types_trusted=True)
    categories = [
        known
        for place, known in enumerate(names)
        if isinstance(frame.dtypes.iloc[place], pd.CategoricalDtype) and table.columns[place].kind != "constant"
    ]
    return _with_kinds(table, dict.fromkeys(categories, "categorical"), "It is a category in the DataFrame.")


def table_from_raw(raw: RawTable, name: str, min_rows: int = MIN_ROWS) -> Table:
    """Return columns that were read from a file as a checked table.

    Raises
    ------
    TooShortTableError
        When there are fewer rows than ``min_rows``.
    """
    plain = pd.DataFrame({key: storable(str(key), values) for key, values in raw.frame.items()})
    return _checked(RawTable(plain, raw.warnings), name, min_rows, are_types_trusted=False)


def with_kinds(table: Table, kinds: Mapping[str, str]) -> Table:
    """Return the table with the kinds of some columns corrected.

    Raises
    ------
    UnknownColumnError
        When the table has no such column.
    ColumnKindError
        When there is no such kind, or the values cannot be of it.
    """
    return _with_kinds(table, kinds, "Its kind was set by hand.")


def save_table(table: Table, path: Path) -> None:
    """Write a table to one columnar file that appears whole or not at all."""
    write_table(path, table.raw, table.account)


def load_table(path: Path) -> Table:
    """Return the table in a file that ``save_table`` or ``read_table_file`` wrote.

    Raises
    ------
    DamagedFileError
        When the file is not one of theirs.
    """
    known = read_account(path)
    return Table(known.name, read_columns(path), known.columns, known.warnings, known.hash)


def rows_from_bytes(
    data: bytes, *, name: str = "rows", content_type: str | None = None, limits: TableLimits = DEFAULT_LIMITS
) -> pd.DataFrame:
    """Return raw rows to predict, for ``convert_frame``, from bytes of any format that ``read_table`` reads.

    Compressed formats, which may unpack to far more than they are, and whatever is large are read in a process of
    their own.

    Raises
    ------
    InputError
        One of the errors on tables: what is wrong with the bytes, or which limit they exceed.
    """
    if not is_packed(data) and len(data) <= MOST_BYTES_HERE:
        frame = read_raw(source_of_bytes(data, name, content_type), limits).frame
    else:
        with tempfile.TemporaryDirectory(prefix="plaintune-") as folder:
            packed, unpacked = Path(folder) / "packed", Path(folder) / "rows.parquet"
            packed.write_bytes(data)
            _read_limited(packed, unpacked, Upload(name, content_type, 1), limits)
            frame = read_columns(unpacked)
    if not len(frame):
        raise TooShortTableError(name, 0, 1)
    return frame


def columns_from_records(
    records: Sequence[object], *, name: str = "rows", limits: TableLimits = DEFAULT_LIMITS
) -> dict[str, list[object]]:
    """Return raw rows to predict, for ``convert_columns``, from objects that were parsed from JSON.

    Returns
    -------
    dict of lists, each of length n_rows
        The cells by column, None where a record does not have that column.

    Raises
    ------
    InputError
        When a record is no object, or a name or value cannot stand in a table.
    """
    if not records:
        raise TooShortTableError(name, 0, 1)
    return columns_of_records(records, name, limits)[0]


def _with_kinds(table: Table, kinds: Mapping[str, str], note: str) -> Table:
    clues = Clues(has_decimal_commas=any(column.format.numbers.decimal == "," for column in table.columns))
    found = {
        name: column_of_kind(table.column(name).name, table.raw[name], kind, clues, note)
        for name, kind in kinds.items()
    }
    columns = tuple(noted(found[column.name]) if column.name in found else column for column in table.columns)
    kept = [warning for warning in table.warnings if warning.column not in found]
    said = [warning for item in found.values() for warning in warnings_of(item, table.n_rows)]
    return replace(table, columns=columns, warnings=(*kept, *said))


def _checked(raw: RawTable, name: str, min_rows: int, *, are_types_trusted: bool) -> Table:
    if not raw.frame.shape[1]:
        raise EmptyFileError(name)
    if len(raw.frame) < min_rows:
        raise TooShortTableError(name, len(raw.frame), min_rows)
    refuse_nul(raw.frame)
    columns, warnings = profile(raw.frame, are_types_trusted=are_types_trusted)
    return Table(name, raw.frame, columns, (*raw.warnings, *warnings), content_hash(raw.frame))


def _read_limited(path: Path, destination: Path, upload: Upload, limits: TableLimits) -> TableAccount:
    order = {
        "path": str(path.absolute()),
        "destination": str(destination.absolute()),
        "upload": to_plain(upload),
        "limits": to_plain(limits),
    }
    try:
        return from_plain(TableAccount, run_limited(_READER, order, limits))
    finally:
        discard_parts(destination)  # of a child that was stopped while it wrote
