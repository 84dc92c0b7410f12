"""What is usual in the columns of a table: what a form is filled with, and what is beyond all that was seen."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import floor, log10
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from models.columns import Column
from models.table import Table

MOST_CHOICES = 100
DIGITS = 10


@dataclass(frozen=True)
class UsualValues:
    """What is usual in one column.

    Parameters
    ----------
    usual : str
        The middle value of numbers and dates, the most frequent one of labels, as it would be typed: numbers to about
        a thousandth of their range. Empty where there is none.
    low, high : float or str or None
        The ends of numbers, or of dates in ISO 8601; None for labels.
    choices : tuple of str
        The labels, the most frequent first, at most 100.
    n_choices : int
        How many labels there are.
    is_whole : bool
        Whether all numbers are whole, or all dates without a time of day.
    """

    usual: str
    low: float | str | None = None
    high: float | str | None = None
    choices: tuple[str, ...] = ()
    n_choices: int = 0
    is_whole: bool = False


def usual_values(table: Table, names: Sequence[str]) -> dict[str, UsualValues]:
    """Tell what is usual in columns of a table; names that it does not have are left out."""
    known = {column.name: column for column in table.columns}
    return {name: _usual(known[name], table.frame[name]) for name in names if name in known}


def _usual(column: Column, cells: pd.Series) -> UsualValues:
    given = cells.dropna()
    if not len(given):
        return UsualValues("")
    if column.kind == "numeric":
        return _of_numbers(given.to_numpy(dtype=np.float64))
    if column.kind == "datetime":
        return _of_dates(given)
    counts = given.value_counts()
    return UsualValues(
        str(counts.index[0]), choices=tuple(map(str, counts.index[:MOST_CHOICES])), n_choices=len(counts)
    )


def _of_numbers(values: NDArray[np.float64]) -> UsualValues:
    low, high, middle = float(values.min()), float(values.max()), float(_middle(values))
    if (values == np.floor(values)).all():
        return UsualValues(f"{middle:.0f}", low, high, is_whole=True)
    # A thousandth of the range is as fine as anybody types.
    decimals = max(0, 3 - floor(log10(high - low))) if high > low else DIGITS
    return UsualValues(f"{round(middle, decimals):.{DIGITS}g}", low, high)


def _of_dates(given: pd.Series) -> UsualValues:
    values = given.to_numpy()
    is_day = bool((values == values.astype("datetime64[D]")).all())
    ends = np.array([_middle(values), values.min(), values.max()], dtype=values.dtype)
    usual, low, high = np.datetime_as_string(ends, unit="D" if is_day else "s").tolist()
    return UsualValues(usual, low, high, is_whole=is_day)


def _middle(values: NDArray[Any]) -> Any:  # noqa: ANN401  a number or a date
    """Return the value in the middle, which is one of them."""
    middle = (len(values) - 1) // 2
    return np.partition(values, middle)[middle]
