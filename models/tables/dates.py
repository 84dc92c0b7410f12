"""Dates and times as people write them, and the evidence for day first or month first."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from models.tables.number_texts import SAMPLE_FIT, SAMPLE_SIZE, matches, share_of

Times = npt.NDArray[np.datetime64]
Integers = npt.NDArray[np.int64]
DateForm = Literal["date", "compact", "time"]

# What 64 bits of nanoseconds hold in whole years.
FIRST_YEAR, LAST_YEAR = 1678, 2261

_CLOCK = (
    r"(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,](?P<fraction>\d{1,9})\d*)?)?"
    r"\s*(?P<half>[AaPp]\.?[Mm]\.?)?"
)
_TIME = rf"(?:(?:[Tt]|,?\s+){_CLOCK}\s*(?P<zone>[Zz]|UTC|GMT|[+-]\d{{2}}(?::?\d{{2}})?)?)?$"
_MONTH = r"(?P<month>(?i:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-zA-Z]{0,6})"
_WEEKDAY = r"^(?:(?i:mon|tue|wed|thu|fri|sat|sun)[a-zA-Z]{0,6}\.?,?\s+)?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"

_YEAR_FIRST = rf"^(?P<year>\d{{4}})[-/.](?P<month>\d{{1,2}})[-/.](?P<day>\d{{1,2}}){_TIME}"
_YEAR_LAST = rf"^(?P<first>\d{{1,2}})[-/.](?P<second_part>\d{{1,2}})[-/.](?P<year>\d{{4}}|\d{{2}}){_TIME}"
_DAY_MONTH_NAME = rf"{_WEEKDAY}{_DAY}[-/. ]+{_MONTH}\.?,?[-/. ]+(?P<year>\d{{4}}|\d{{2}}){_TIME}"
_MONTH_NAME_DAY = rf"{_WEEKDAY}{_MONTH}\.?\s+{_DAY},?\s+(?P<year>\d{{4}}){_TIME}"
_MONTH_ALONE = r"^(?P<year>\d{4})[-/](?P<month>\d{1,2})$"
_MONTH_NAME_ALONE = rf"^{_MONTH}\.?,?[-/ ]+(?P<year>\d{{4}})$"
_COMPACT = rf"^(?P<year>\d{{4}})(?P<month>\d{{2}})(?P<day>\d{{2}}){_TIME}"
_TIME_ALONE = rf"^{_CLOCK}$"

_DATE_PATTERNS = (_YEAR_FIRST, _YEAR_LAST, _DAY_MONTH_NAME, _MONTH_NAME_DAY, _MONTH_ALONE, _MONTH_NAME_ALONE)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


@dataclass(frozen=True)
class DateFormat:
    """How the dates of a column are written.

    ``is_day_first`` settles 03/04/2024. ``form`` is date (with or without a time), compact (20240304), or
    time (a time of day alone, kept as that time on 1 January 1970).
    """

    is_day_first: bool = False
    form: DateForm = "date"


@dataclass(frozen=True)
class DateGuess:
    """How a column's dates are written, and the time of each distinct text (NaT where it is none)."""

    format: DateFormat
    found: Times
    notes: tuple[str, ...]


def parse_dates(texts: pa.Array, date_format: DateFormat) -> Times:
    """Read texts as points in time, in UTC where a zone is given.

    Parameters
    ----------
    texts : pyarrow string array, length n
    date_format : DateFormat

    Returns
    -------
    datetime64[ns] array, length n
        NaT where the text is no date, or a year outside 1678 to 2261.

    Examples
    --------
    >>> str(parse_dates(pa.array(["3.4.2024 18:05"]), DateFormat(is_day_first=True))[0])
    '2024-04-03T18:05:00.000000000'
    """
    texts = pc.utf8_trim_whitespace(pc.fill_null(texts, ""))
    times = np.full(len(texts), np.datetime64("NaT"), dtype="datetime64[ns]")
    for pattern in _patterns(date_format.form):
        left = np.flatnonzero(np.isnat(times))
        if len(left):
            times[left] = _parse_pattern(texts.take(pa.array(left)), pattern, date_format.is_day_first)
    return times


def guess_dates(texts: pa.Array, counts: Integers, min_fit: float, may_be_compact: bool) -> DateGuess | None:
    """Tell how a column's dates are written, if they are dates at all.

    Parameters
    ----------
    texts : pyarrow string array, length n
        The distinct texts of the column in order of appearance, trimmed, without those that mean missing.
    counts : int array, length n
        How often each occurs.
    min_fit : float
        The share of the column's cells that must be dates, 0 to 1.
    may_be_compact : bool
        Whether eight digits may be a date: only where the column's name speaks of one.

    Returns
    -------
    DateGuess or None
        None where too few texts are dates.
    """
    sample, weights = texts[:SAMPLE_SIZE], counts[:SAMPLE_SIZE]
    if share_of(matches(sample, r"\d"), weights) < min(SAMPLE_FIT, min_fit):
        return None
    forms: tuple[DateForm, ...] = ("compact", "date", "time") if may_be_compact else ("date", "time")
    for form in forms:
        is_day_first, note = _day_first(texts, sample) if form == "date" else (False, "")
        date_format = DateFormat(is_day_first, form)
        if _share(parse_dates(sample, date_format), weights) < min(SAMPLE_FIT, min_fit):
            continue
        values = parse_dates(texts, date_format)
        if _share(values, counts) >= min_fit:
            return DateGuess(date_format, values, _notes(form, note))
    return None


def _patterns(form: DateForm) -> tuple[str, ...]:
    if form == "time":
        return (_TIME_ALONE,)
    return (_COMPACT, *_DATE_PATTERNS) if form == "compact" else _DATE_PATTERNS


def _parse_pattern(texts: pa.Array, pattern: str, is_day_first: bool) -> Times:
    parts = pc.extract_regex(texts, pattern)
    times = np.full(len(texts), np.datetime64("NaT"), dtype="datetime64[ns]")
    matched = pc.is_valid(parts).to_numpy(zero_copy_only=False)
    if matched.any():
        fields = _Fields(parts.filter(pa.array(matched)))
        times[matched] = fields.times(is_day_first)
    return times


class _Fields:
    """The named parts of matched texts, as integers."""

    def __init__(self, parts: pa.StructArray) -> None:
        names = [field.name for field in parts.type]
        self._texts = dict(zip(names, parts.flatten(), strict=True))
        self._length = len(parts)

    def times(self, is_day_first: bool) -> Times:
        """Put date and time of day together; NaT where they do not exist, such as 31 April."""
        if "first" in self._texts:
            order = ("first", "second_part") if is_day_first else ("second_part", "first")
            day, month = (self._number(name, 1) for name in order)
        else:
            day, month = self._number("day", 1), self._month()
        days, is_date = _days(self._year(), month, day)
        seconds, is_time = self._seconds()
        nanoseconds = (days * 86_400 + seconds) * 1_000_000_000 + self._fraction()
        times = nanoseconds.astype("datetime64[ns]")
        times[~(is_date & is_time)] = np.datetime64("NaT")
        return times

    def _number(self, name: str, default: int) -> Integers:
        if name not in self._texts:
            return np.full(self._length, default, dtype=np.int64)
        texts = self._texts[name]
        filled = pc.if_else(pc.equal(texts, ""), str(default), texts)
        numbers: Integers = pc.cast(filled, pa.int64()).to_numpy(zero_copy_only=False).copy()
        return numbers

    def _year(self) -> Integers:
        if "year" not in self._texts:
            return np.full(self._length, 1970, dtype=np.int64)
        year = self._number("year", 1970)
        short = pc.less(pc.utf8_length(self._texts["year"]), 4).to_numpy(zero_copy_only=False)
        year[short] += np.where(year[short] < 69, 2000, 1900)  # POSIX: 69 to 99 are the last century's
        return year

    def _month(self) -> Integers:
        texts = self._texts.get("month")
        if texts is None or not pc.any(pc.match_substring_regex(texts, "[A-Za-z]")).as_py():
            return self._number("month", 1)
        starts = pc.utf8_slice_codeunits(pc.utf8_lower(texts), 0, 3)
        found = pc.fill_null(pc.index_in(starts, pa.array(_MONTHS)), -1)
        return np.asarray(found.to_numpy(zero_copy_only=False), dtype=np.int64) + 1

    def _seconds(self) -> tuple[Integers, npt.NDArray[np.bool_]]:
        hour, minute, second = self._number("hour", 0), self._number("minute", 0), self._number("second", 0)
        is_time = (hour < 24) & (minute < 60) & (second < 61)
        if "half" in self._texts:
            half = pc.utf8_slice_codeunits(pc.utf8_lower(self._texts["half"]), 0, 1)
            has_half = pc.not_equal(half, "").to_numpy(zero_copy_only=False)
            is_time &= ~has_half | ((hour >= 1) & (hour <= 12))
            is_afternoon = pc.equal(half, "p").to_numpy(zero_copy_only=False)
            hour = np.where(has_half, hour % 12 + 12 * is_afternoon, hour)
        return hour * 3600 + minute * 60 + second - self._offset(), is_time

    def _offset(self) -> Integers:
        if "zone" not in self._texts:
            return np.zeros(self._length, dtype=np.int64)
        zones = pc.dictionary_encode(self._texts["zone"])
        seconds = np.array([_zone_seconds(zone) for zone in zones.dictionary.to_pylist()], dtype=np.int64)
        offsets: Integers = seconds[zones.indices.to_numpy(zero_copy_only=False)]
        return offsets

    def _fraction(self) -> Integers:
        if "fraction" not in self._texts:
            return np.zeros(self._length, dtype=np.int64)
        padded = pc.utf8_rpad(self._texts["fraction"], 9, "0")
        numbers: Integers = pc.cast(padded, pa.int64()).to_numpy(zero_copy_only=False)
        return numbers


def _zone_seconds(zone: str) -> int:
    if not zone or zone[0] not in "+-":
        return 0
    digits = zone[1:].replace(":", "").ljust(4, "0")
    return (int(digits[:2]) * 3600 + int(digits[2:]) * 60) * (1 if zone[0] == "+" else -1)


def _days(year: Integers, month: Integers, day: Integers) -> tuple[Integers, npt.NDArray[np.bool_]]:
    is_date = (year >= FIRST_YEAR) & (year <= LAST_YEAR) & (month >= 1) & (month <= 12) & (day >= 1) & (day <= 31)
    months = np.where(is_date, (year - 1970) * 12 + month - 1, 0)
    firsts = months.astype("datetime64[M]").astype("datetime64[D]").astype(np.int64)
    days = firsts + np.where(is_date, day, 1) - 1
    is_date &= days.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64) == months
    return days, is_date


def _day_first(texts: pa.Array, sample: pa.Array) -> tuple[bool, str]:
    if not pc.any(pc.match_substring_regex(sample, _YEAR_LAST)).as_py():
        return False, ""
    parts = pc.drop_null(pc.extract_regex(texts, _YEAR_LAST))
    first, second = (pc.cast(part, pa.int64()).to_numpy() for part in parts.flatten()[:2])
    n_day_first, n_month_first = int((first > 12).sum()), int((second > 12).sum())
    if n_day_first != n_month_first:
        is_day_first = n_day_first > n_month_first
        order = "Day before month" if is_day_first else "Month before day"
        part = "first" if is_day_first else "second"
        return is_day_first, f"{order}: the {part} number goes beyond 12."
    return _undecided(texts)


def _undecided(texts: pa.Array) -> tuple[bool, str]:
    steps_back = [
        int((np.diff(parse_dates(texts, DateFormat(order))).astype(np.int64) < 0).sum()) for order in (False, True)
    ]
    if min(steps_back) == 0 < max(steps_back):
        is_day_first = steps_back[1] == 0
        order = "Day before month" if is_day_first else "Month before day"
        return is_day_first, f"{order}: only so do the rows follow in time."
    has_slashes = pc.any(pc.match_substring(texts, "/")).as_py()
    order = "month before day, as dates with slashes often are" if has_slashes else "day before month"
    return not has_slashes, f"Nothing tells day from month here; read as {order}."


def _share(values: Times, counts: Integers) -> float:
    return share_of(~np.isnat(values), counts)


def _notes(form: DateForm, order: str) -> tuple[str, ...]:
    if form == "compact":
        return ("Eight digits were read as year, month and day.",)
    if form == "time":
        return ("Times of day without a date.",)
    return (order,) if order else ()
