"""A column read as the kind that its owner says it is, or the reason why it cannot be that."""

from dataclasses import replace

import pandas as pd

from models.columns import COLUMN_KINDS
from models.errors import ColumnKindError
from models.record import ColumnKind
from models.tables.kinds import (
    Clues,
    Found,
    Tally,
    date_column,
    label_column,
    number_column,
    numbers_found,
    tally_of,
    time_column,
)

# Whoever corrects a kind knows better than the guess, and may lose up to half of the cells.
MIN_FIT = 0.5


def column_of_kind(name: str, values: pd.Series, kind: str, clues: Clues, note: str) -> Found:
    """Read a column as the given kind.

    Parameters
    ----------
    name : str
    values : Series of plain types
    kind : str
    clues : Clues
    note : str
        Why it is of this kind, as a sentence.

    Raises
    ------
    ColumnKindError
        When there is no such kind, or the values cannot be of it.
    """
    for known in COLUMN_KINDS:
        if kind == known:
            found = _readers.get(known, _labels)(name, values, known, clues)
            notes = (note, *found.column.notes[1:])  # the first said why the guess was what it was
            return replace(found, column=replace(found.column, kind=known, notes=notes))
    raise ColumnKindError(name, kind, f"the kinds are {', '.join(COLUMN_KINDS)}")


def _numeric(name: str, values: pd.Series, kind: ColumnKind, clues: Clues) -> Found:
    if values.dtype.kind == "M":
        raise ColumnKindError(name, kind, "it holds dates")
    if values.dtype.kind in "iufb":
        return numbers_found(name, values.astype(float) if values.dtype == bool else values, clues)
    tally = tally_of(values)
    found = number_column(name, tally, MIN_FIT, clues, may_be_names=False)
    if found is None:
        raise ColumnKindError(name, kind, f"fewer than half of its values are numbers, {_such_as(tally)}")
    return found


def _datetime(name: str, values: pd.Series, kind: ColumnKind, _: Clues) -> Found:
    if values.dtype.kind == "M":
        return time_column(name, values)
    tally = tally_of(values)
    found = date_column(name, tally, MIN_FIT, may_be_compact=True)
    if found is None:
        raise ColumnKindError(
            name, kind, f"fewer than half of its values are dates that can be read, {_such_as(tally)}"
        )
    return found


def _labels(name: str, values: pd.Series, kind: ColumnKind, _: Clues) -> Found:
    column = label_column(name, tally_of(values))
    if kind == "boolean" and column.distinct != 2:
        raise ColumnKindError(name, kind, f"it has {column.distinct:,} different values and not two")
    if kind == "constant" and column.distinct > 1:
        raise ColumnKindError(name, kind, f"it has {column.distinct:,} different values")
    return Found(column)


def _such_as(tally: Tally) -> str:
    return f'such as "{tally.texts[0].as_py()[:40]}"' if len(tally.texts) else "as it is empty"


_readers = {"numeric": _numeric, "datetime": _datetime}
