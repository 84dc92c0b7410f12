"""One column of a table: what it holds, how it is written, and its values as the models take them.

What was learned about a column when the table was read is kept with the model, so that rows to predict are
read in the same way.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, get_args

import numpy as np
import numpy.typing as npt
import pandas as pd

from models.errors import MissingColumnsError
from models.record import ColumnAccount, ColumnKind
from models.tables.cells import Cells, labels_of, means_missing, numbers_of, times_of
from models.tables.dates import DateFormat
from models.tables.labels import label_text
from models.tables.number_texts import NumberFormat
from models.tables.plain import plain_values

__all__ = [
    "COLUMN_KINDS",
    "Column",
    "ColumnFormat",
    "Converted",
    "account",
    "convert",
    "convert_columns",
    "convert_frame",
    "label_text",
    "means_missing",
]

COLUMN_KINDS: tuple[ColumnKind, ...] = get_args(ColumnKind)
Mask = npt.NDArray[np.bool_]
Values = npt.NDArray[Any]

FEW_ROWS = 32
"""Up to so many texts are read as a list, one by one; the passes of Arrow pay off over more."""


@dataclass(frozen=True)
class ColumnFormat:
    """How the values of a column are written, as far as reading new rows needs it."""

    numbers: NumberFormat = field(default_factory=NumberFormat)
    dates: DateFormat = field(default_factory=DateFormat)


@dataclass(frozen=True)
class Column:
    """One column of a table: what it holds and how that was told.

    ``missing`` and ``distinct`` count cells and values as the models see them. ``examples`` are typical values
    as text. ``notes`` are sentences: why it is of this kind, and what was read how.
    """

    name: str
    kind: ColumnKind
    missing: int
    distinct: int
    examples: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    format: ColumnFormat = field(default_factory=ColumnFormat)


@dataclass(frozen=True)
class Converted:
    """Rows as the models take them, and a sentence for each thing that could not be read.

    ``values`` holds one array of shape (n_rows,) a column: float64 for numeric, datetime64[ns] (UTC, without zone)
    for datetime, and objects, strings or None, for the others.
    """

    values: Mapping[str, Values]
    n_rows: int
    warnings: tuple[str, ...]

    @property
    def frame(self) -> pd.DataFrame:
        """The values as a frame."""
        series = {name: pd.Series(values, dtype=values.dtype) for name, values in self.values.items()}
        return pd.DataFrame(series, index=pd.RangeIndex(self.n_rows))


def account(column: Column, role: str = "feature", *, is_used: bool = True) -> ColumnAccount:
    """Return the public face of a column, as it stands in a record."""
    return ColumnAccount(
        name=column.name,
        kind=column.kind,
        missing=column.missing,
        distinct=column.distinct,
        examples=column.examples,
        notes=column.notes,
        role=role,
        is_used=is_used,
    )


def convert(values: pd.Series, column: Column) -> pd.Series:
    """Turn raw values into those that the models take.

    Parameters
    ----------
    values : Series of strings, numbers, booleans, times or a mix of them
    column : Column

    Returns
    -------
    Series, same length, fresh index
        float64 for numeric, datetime64[ns] (UTC, without zone) for datetime, and strings with None for the
        others. What cannot be read is missing.
    """
    typed = _typed(values, column)[0]
    return pd.Series(typed, dtype=typed.dtype)


def convert_frame(frame: pd.DataFrame, columns: Sequence[Column], ignored: Collection[str] = ()) -> Converted:
    """Turn raw rows, as ``rows_from_bytes`` gives them or as a user has them, into those that the models take.

    As ``convert_columns``, whose rules the cells of a frame meet.
    """
    given = {str(name).strip(): values for name, values in frame.items()}
    return convert_columns(given, len(frame), columns, ignored)


def convert_columns(
    given: Mapping[str, Cells], n_rows: int, columns: Sequence[Column], ignored: Collection[str] = ()
) -> Converted:
    """Turn columns of raw cells into those that the models take, and say what could not be read.

    Parameters
    ----------
    given : mapping of names to cells
        Series or lists, each of length ``n_rows``; a list may hold anything that JSON holds.
    n_rows : int
    columns : sequence of Column
        The columns that are needed, in the order of the result.
    ignored : collection of str
        Names of further columns that may be there without a word.

    Raises
    ------
    MissingColumnsError
        When a needed column is not in ``given``.
    """
    absent = tuple(column.name for column in columns if column.name not in given)
    if absent:
        raise MissingColumnsError(absent)
    warnings: list[str] = []
    converted = {}
    for column in columns:
        cells = given[column.name]
        converted[column.name], is_unread = _typed(cells, column)
        if is_unread.any():
            warnings.append(_unread_sentence(cells, column, is_unread))
    known = {column.name for column in columns}.union(ignored)
    extra = [name for name in given if name not in known]
    warnings += [f'The column "{name[:100]}" was not in the training table and was ignored.' for name in extra]
    return Converted(converted, n_rows, tuple(warnings))


def _typed(cells: Cells, column: Column) -> tuple[Values, Mask]:
    """Return the values for the models, and which of the given cells could not be read."""
    if isinstance(cells, pd.Series):
        is_few = len(cells) <= FEW_ROWS and isinstance(cells.dtype, pd.StringDtype)
        cells = cells.tolist() if is_few else plain_values(cells)
    if column.kind == "numeric":
        numbers, is_absent = numbers_of(cells, column.format.numbers)
        is_finite = np.isfinite(numbers)
        return np.where(is_finite, numbers, np.nan), ~is_finite & ~is_absent
    if column.kind == "datetime":
        times, is_absent = times_of(cells, column.format.dates)
        return times, np.isnat(times) & ~is_absent
    return labels_of(cells), np.zeros(len(cells), dtype=bool)


def _unread_sentence(cells: Cells, column: Column, is_unread: Mask) -> str:
    at = np.flatnonzero(is_unread)
    what = "finite numbers" if column.kind == "numeric" else "dates that can be read"
    example = str(cells.iloc[at[0]] if isinstance(cells, pd.Series) else cells[at[0]])[:40]
    subject = f"{len(at)} values are not {what} and were" if len(at) > 1 else f"1 value is not among {what} and was"
    return f'{column.name}: {subject} treated as missing, for example "{example}".'
