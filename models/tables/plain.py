"""From whatever a user holds to a few plain types: whole and real numbers, booleans, strings, times."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow.compute as pc

from models.errors import NestedValuesError, NulCharacterError
from models.tables.dates import FIRST_YEAR, LAST_YEAR
from models.tables.labels import is_missing, label_text, string_chunks

TEXT = pd.StringDtype("pyarrow", na_value=np.nan)

_NESTED = (dict, list, tuple, set, frozenset, np.ndarray, pd.Series, pd.DataFrame)
_WHOLE_NUMBERS = (int, np.integer)
_NUMBERS = (int, float, np.number, Decimal)
_BOOLEANS = (bool, np.bool_)
_TIMES = (datetime, date, np.datetime64)
EXACT = 2**53  # whole numbers up to here are kept by a float


def plain_dtype(values: pd.Series) -> pd.Series:
    """Return a series as numbers, booleans, strings, times or objects, with a fresh index.

    Categories become what they stand for, durations their seconds, periods their start, nullable and sparse
    types the ordinary ones.
    """
    return plain_values(values.reset_index(drop=True))


def plain_values(values: pd.Series) -> pd.Series:
    """As ``plain_dtype``, for whom the index does not matter."""
    dtype = values.dtype
    if isinstance(dtype, np.dtype) and dtype.kind == "m":
        seconds: pd.Series = values.dt.total_seconds()
        return seconds
    if isinstance(dtype, pd.PeriodDtype):
        starts: pd.Series = values.dt.to_timestamp()
        return starts
    if isinstance(dtype, (np.dtype, pd.DatetimeTZDtype)):
        return values
    if isinstance(dtype, pd.SparseDtype):
        return pd.Series(np.asarray(values))
    if isinstance(dtype, pd.StringDtype):
        return values.astype(TEXT)
    return values.astype(object)


def storable(name: str, values: pd.Series) -> pd.Series:
    """Return a series of one plain type that a columnar file holds.

    Raises
    ------
    NestedValuesError
        When a value is a list, an object or another container.
    """
    values = plain_dtype(values)
    if values.dtype == object:
        return plain_objects(name, values.tolist())
    if pd.api.types.is_datetime64_any_dtype(values.dtype):
        return pd.Series(nanoseconds(values))
    if values.dtype.kind == "c":
        return pd.Series([label_text(value) for value in values.tolist()], dtype=TEXT)
    if values.dtype.kind == "u":
        return values.astype(np.int64) if values.max() < 2**63 or values.empty else values.astype(str).astype(TEXT)
    return values.astype(np.int64) if values.dtype.kind == "i" else _float64(values)


def _float64(values: pd.Series) -> pd.Series:
    return values.astype(np.float64) if values.dtype.kind == "f" else values


def plain_objects(name: str, items: Sequence[object]) -> pd.Series:
    """Return Python objects as a series of the one plain type that holds them all; strings if none does.

    Raises
    ------
    NestedValuesError
        When a value is a list, an object or another container.
    """
    refuse_nested(name, items)
    given = [None if is_missing(item) else item for item in items]
    kinds = {type(item) for item in given} - {type(None)}
    has_missing = any(item is None for item in given)
    if not kinds or all(issubclass(kind, str) for kind in kinds):
        return _texts(given)
    if all(issubclass(kind, _BOOLEANS) for kind in kinds):
        return _texts([label_text(item) for item in given]) if has_missing else pd.Series(given, dtype=bool)
    if any(issubclass(kind, _BOOLEANS) for kind in kinds):
        return _texts([label_text(item) for item in given])
    if all(issubclass(kind, _NUMBERS) and not issubclass(kind, np.complexfloating) for kind in kinds):
        return _numbers(given, has_missing, all(issubclass(kind, _WHOLE_NUMBERS) for kind in kinds))
    if all(issubclass(kind, _TIMES) for kind in kinds):
        return pd.Series(nanoseconds(pd.to_datetime(pd.Series(given, dtype=object), utc=True, format="mixed")))
    return _texts([_spelled(item) for item in given])


def refuse_nested(name: str, items: Sequence[object]) -> None:
    """Refuse a column with a list, an object or another container in it.

    Raises
    ------
    NestedValuesError
        When there is one.
    """
    if any(issubclass(kind, _NESTED) for kind in {type(item) for item in items}):
        raise NestedValuesError(name)


def refuse_nul(frame: pd.DataFrame) -> None:
    """Refuse a table of plain types with the character NUL in a text.

    Raises
    ------
    NulCharacterError
        When there is one.
    """
    for name, values in frame.items():
        is_text = isinstance(values.dtype, pd.StringDtype)
        if is_text and pc.any(pc.match_substring(string_chunks(values), "\0")).as_py():
            raise NulCharacterError(str(name))


def nanoseconds(values: pd.Series) -> npt.NDArray[np.datetime64]:
    """Return times in UTC without zone, in nanoseconds; NaT where these cannot hold the year."""
    naive = values.dt.tz_convert("UTC").dt.tz_localize(None) if values.dt.tz is not None else values
    inside = naive.dt.year.between(FIRST_YEAR, LAST_YEAR)
    times: npt.NDArray[np.datetime64] = naive.where(inside).to_numpy().astype("datetime64[ns]")
    return times


def _numbers(given: list[object], has_missing: bool, is_whole: bool) -> pd.Series:
    largest = max(abs(int(item)) for item in given if isinstance(item, _WHOLE_NUMBERS)) if is_whole else 0
    if largest >= 2**63 or (has_missing and largest > EXACT):
        return _texts([label_text(item) for item in given])  # such numbers are keys, and a float would merge them
    if is_whole and not has_missing:
        return pd.Series(given, dtype=np.int64)
    return pd.Series([np.nan if item is None else _real(item) for item in given], dtype=np.float64)


def _real(item: object) -> float:
    try:
        return float(item)  # type: ignore[arg-type]  # the caller has checked that these are numbers
    except OverflowError:
        return np.inf


def _spelled(item: object) -> str | None:
    return item.isoformat() if isinstance(item, (datetime, date)) else label_text(item)


def _texts(given: Sequence[object]) -> pd.Series:
    try:
        return pd.Series(given, dtype=TEXT)
    except UnicodeEncodeError:  # half of a surrogate pair, which JSON can spell and UTF-8 cannot
        clean = [None if item is None else str(item).encode("utf-8", "replace").decode() for item in given]
        return pd.Series(clean, dtype=TEXT)
