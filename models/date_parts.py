"""Dates and times as numbers: the day count, and the parts that vary (year, month, day, weekday, hour)."""

from collections.abc import Callable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float32]
Floats = NDArray[np.float64]
Times = NDArray[np.datetime64]
Integers = NDArray[np.int64]

_DAY = np.timedelta64(1, "D")
_HOUR = np.timedelta64(1, "h")
_EPOCH = np.datetime64("1970-01-01")
_THURSDAY = 3
"""The weekday of the day 0, where Monday is 0."""


def _count(times: Times, unit: str) -> Integers:
    """Whole units since 1970, rounded down."""
    return times.astype(f"datetime64[{unit}]").astype(np.int64)


def _days(times: Times) -> Floats:
    days: Floats = (times - _EPOCH) / _DAY
    return days


def _year(times: Times) -> Floats:
    return (_count(times, "Y") + 1970).astype(np.float64)


def _month(times: Times) -> Floats:
    return (_count(times, "M") % 12 + 1).astype(np.float64)


def _day(times: Times) -> Floats:
    firsts = times.astype("datetime64[M]").astype("datetime64[D]").astype(np.int64)
    return (_count(times, "D") - firsts + 1).astype(np.float64)


def _weekday(times: Times) -> Floats:
    return ((_count(times, "D") + _THURSDAY) % 7).astype(np.float64)


def _hour(times: Times) -> Floats:
    minutes = _count(times, "m")
    return minutes // 60 % 24 + minutes % 60 / 60


_PARTS: Mapping[str, Callable[[Times], Floats]] = {
    "days": _days,
    "year": _year,
    "month": _month,
    "day": _day,
    "weekday": _weekday,
    "hour": _hour,
}


def part_of(name: str, times: Times) -> Floats:
    """Return one part of times, NaN where there is none, shape (n_rows,).

    Examples
    --------
    >>> times = np.array(["2024-02-29T18:30", "NaT"], dtype="datetime64[ns]")
    >>> {name: part_of(name, times)[0].item() for name in ("year", "month", "day", "weekday", "hour")}
    {'year': 2024.0, 'month': 2.0, 'day': 29.0, 'weekday': 3.0, 'hour': 18.5}
    """
    known: Floats = np.where(np.isnat(times), np.nan, _PARTS[name](times))
    return known


class DateParts:
    """The parts of a date column that vary over the training rows."""

    def fit(self, times: Times) -> "DateParts":
        """Learn which parts vary; ``times`` has shape (n_rows,)."""
        known = times[~np.isnat(times)]
        varying = [name for name in _PARTS if len(np.unique(part_of(name, known))) > 1]
        self.feature_names_ = varying or ["days"]
        return self

    def transform(self, times: Times) -> Matrix:
        """Return the parts, shape (n_rows, n_parts)."""
        return np.column_stack([part_of(name, times) for name in self.feature_names_]).astype(np.float32)


def differences(dates: Sequence[Times]) -> Matrix:
    """Return the hours between each two date columns, shape (n_rows, n_pairs)."""
    hours = [(later - earlier) / _HOUR for i, earlier in enumerate(dates) for later in dates[i + 1 :]]
    return np.column_stack(hours).astype(np.float32)
