"""The columns of a raw table, one by one, and what a reader should know of them."""

from dataclasses import replace

import pandas as pd

from models.columns import Column
from models.tables.cautions import TableWarning
from models.tables.kinds import Clues, Found, find_kind

MANY_CATEGORIES = 1000
MOSTLY_MISSING = 0.5


def profile(raw: pd.DataFrame, *, are_types_trusted: bool) -> tuple[tuple[Column, ...], tuple[TableWarning, ...]]:
    """Tell what each column of a raw table holds, and warn of what stands out.

    Parameters
    ----------
    raw : DataFrame of plain types
    are_types_trusted : bool
        Whether the table comes from Python, where a number is meant as one.
    """
    clues = Clues(n_columns=raw.shape[1], are_types_trusted=are_types_trusted)
    found = [find_kind(str(name), raw[name], clues) for name in raw]
    if any(item.column.format.numbers.decimal == "," for item in found):
        clues = replace(clues, has_decimal_commas=True)
        found = [_read_again(item, raw[item.column.name], clues) for item in found]
    warnings = [warning for item in found for warning in warnings_of(item, len(raw))]
    return tuple(noted(item) for item in found), (*warnings, *_duplicate_rows(raw))


def warnings_of(found: Found, n_rows: int) -> list[TableWarning]:
    """Say what a reader should know of a column."""
    column, name = found.column, found.column.name
    said = []
    if not column.distinct:
        said.append(("all_missing", "no cell has a value that can be used, so it is left out"))
    elif column.kind == "constant":
        said.append(("constant", "every row has the same value, so it is left out"))
    elif column.missing > MOSTLY_MISSING * n_rows:
        said.append(("mostly_missing", f"{column.missing:,} of {n_rows:,} cells are empty"))
    if column.kind == "identifier":
        said.append(("identifier", "it names rows, so it is left out unless its kind is corrected"))
    if column.kind == "categorical" and column.distinct > MANY_CATEGORIES:
        said.append(("many_categories", f"it has {column.distinct:,} different words"))
    if found.n_infinite:
        said.append(("infinite", f"{_count(found.n_infinite)} infinite and treated as missing"))
    if found.n_unread:
        what = "dates" if column.kind == "datetime" else "numbers"
        said.append(
            (
                "mixed",
                f'{_count(found.n_unread)} not {what} and treated as missing, such as "{found.example[:40]}"',
            )
        )
    return [TableWarning(code, name, f"{name[:100]}: {sentence}.") for code, sentence in said]


def noted(found: Found) -> Column:
    """Return a column with notes on what was lost in reading it."""
    losses = []
    if found.n_unread:
        losses.append(
            f'{_count(found.n_unread)} of another kind and treated as missing, such as "{found.example[:40]}".'
        )
    if found.n_infinite:
        losses.append(f"{_count(found.n_infinite)} infinite and treated as missing.")
    return replace(found.column, notes=(*found.column.notes, *losses))


def _count(n_values: int) -> str:
    return f"{n_values:,} values are" if n_values > 1 else "1 value is"


def _read_again(found: Found, values: pd.Series, clues: Clues) -> Found:
    """Read numbers once more where another column settled what a comma is."""
    is_open = found.column.kind == "numeric" and isinstance(values.dtype, pd.StringDtype)
    return find_kind(found.column.name, values, clues) if is_open else found


def _duplicate_rows(raw: pd.DataFrame) -> list[TableWarning]:
    n_duplicates = int(pd.util.hash_pandas_object(raw, index=False).duplicated().sum())
    if not n_duplicates:
        return []
    rows = f"{n_duplicates:,} rows repeat" if n_duplicates > 1 else "1 row repeats"
    return [TableWarning("duplicate_rows", None, f"{rows} an earlier row in every column.")]
