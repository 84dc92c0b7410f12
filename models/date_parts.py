"""Dates and times as numbers: the day count, and the parts that vary (year, month, day, weekday, hour)."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

Matrix = NDArray[np.float32]

_DAY = np.timedelta64(1, "D")
_HOUR = np.timedelta64(1, "h")


def _days(values: pd.Series) -> NDArray[np.float64]:
    """Days since 1970, NaN where missing."""
    days: NDArray[np.float64] = (values.to_numpy("datetime64[ns]") - np.datetime64("1970-01-01")) / _DAY
    return days


def _all_parts(values: pd.Series) -> dict[str, NDArray[np.float64]]:
    dates = values.dt
    return {
        "days": _days(values),
        "year": dates.year.to_numpy(float),
        "month": dates.month.to_numpy(float),
        "day": dates.day.to_numpy(float),
        "weekday": dates.day_of_week.to_numpy(float),
        "hour": (dates.hour + dates.minute / 60).to_numpy(float),
    }


class DateParts:
    """The parts of a date column that vary over the training rows."""

    def fit(self, values: pd.Series) -> "DateParts":
        """Learn which parts vary."""
        parts = _all_parts(values)
        varying = [name for name, part in parts.items() if len(np.unique(part[~np.isnan(part)])) > 1]
        self.feature_names_ = varying or ["days"]
        return self

    def transform(self, values: pd.Series) -> Matrix:
        """Return the parts, shape (n_rows, n_parts)."""
        parts = _all_parts(values)
        return np.column_stack([parts[name] for name in self.feature_names_]).astype(np.float32)


def differences(dates: list[pd.Series]) -> Matrix:
    """Return the hours between each two date columns, shape (n_rows, n_pairs)."""
    hours = [
        (later.to_numpy("datetime64[ns]") - earlier.to_numpy("datetime64[ns]")) / _HOUR
        for i, earlier in enumerate(dates)
        for later in dates[i + 1 :]
    ]
    return np.column_stack(hours).astype(np.float32)
