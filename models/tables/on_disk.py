"""A large table in its file, of which only those columns are read that are asked for."""

import threading
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from models.columns import Column, convert
from models.tables.corrections import column_of_kind
from models.tables.kinds import Clues
from models.tables.plain import TEXT
from models.tables.profiling import noted
from models.tables.table_file import read_account

SET_BY_HAND = "Its kind was set by hand."


class ColumnsOnDisk:
    """The typed columns of a table file, each read when it is first asked for; safe to use from many threads.

    Parameters
    ----------
    path : Path
    columns : mapping of name to Column
    """

    def __init__(self, path: Path, columns: Mapping[str, Column]) -> None:
        # Kept open: finding one column of ten thousand anew takes longer than reading it.
        self._file = pq.ParquetFile(path)
        self._columns = columns
        self._read: dict[str, pd.Series] = {}
        self._lock = threading.Lock()

    def __getitem__(self, name: str) -> pd.Series:
        """Return the values of a column as the models take them."""
        with self._lock:
            if name not in self._read:
                self._read[name] = convert(self._raw(name), self._columns[name])
            return self._read[name]

    def corrected(self, kinds: Mapping[str, str]) -> "ColumnsOnDisk":
        """Correct the kinds of some columns, and return the columns.

        Raises
        ------
        ColumnKindError
            When there is no such kind, or the values cannot be of it.
        """
        clues = Clues(has_decimal_commas=any(c.format.numbers.decimal == "," for c in self._columns.values()))
        found = {
            name: noted(column_of_kind(name, self._raw(name), kind, clues, SET_BY_HAND)) for name, kind in kinds.items()
        }
        self._columns = {**self._columns, **found}
        return self

    @property
    def columns(self) -> tuple[Column, ...]:
        """What each holds, in the order of the table."""
        return tuple(self._columns.values())

    def _raw(self, name: str) -> pd.Series:
        table = self._file.read(columns=[name], use_threads=False)
        frame = table.to_pandas(types_mapper={pa.string(): TEXT, pa.large_string(): TEXT}.get)
        values: pd.Series = frame[name]
        return values


@dataclass(frozen=True)
class TableOnDisk:
    """A table, as far as a goal is concerned.

    Parameters
    ----------
    columns : tuple of Column
    n_rows : int
    frame : ColumnsOnDisk
    """

    columns: tuple[Column, ...]
    n_rows: int
    frame: ColumnsOnDisk


def table_on_disk(path: Path, kinds: Mapping[str, str]) -> TableOnDisk:
    """Open a file that ``save_table`` or ``read_table_file`` wrote, with the kinds of some columns corrected.

    Raises
    ------
    DamagedFileError
        When the file is not one of theirs.
    ColumnKindError
        When there is no such kind, or the values cannot be of it.
    """
    account = read_account(path)
    columns = ColumnsOnDisk(path, {column.name: column for column in account.columns}).corrected(kinds)
    return TableOnDisk(columns.columns, account.n_rows, columns)
