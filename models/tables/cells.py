"""The cells of one column as numbers, times or labels: the one rule for each, whatever the cells came in.

A column of a frame and a list of Python's own objects meet the same rules. A few cells cost microseconds each: what
is written in the plainest way is read without Arrow, whose passes pay off over many.
"""

import math
import re
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from models.tables.dates import FIRST_YEAR, LAST_YEAR, DateFormat, Times, parse_dates
from models.tables.labels import MISSING_WORDS, is_missing, label_text, string_array
from models.tables.number_texts import Floats, NumberFormat, parse_numbers
from models.tables.plain import nanoseconds

Cells = pd.Series | list[Any]
"""Cells of one column: a series of one of the types that ``plain_values`` gives, or objects as Python has them."""
Mask = npt.NDArray[np.bool_]

# Missing in a column of numbers or dates, whatever their case.
_MISSING_NUMBERS = frozenset(
    {word.casefold() for word in MISSING_WORDS}
    | {
        "-",
        "--",
        "---",
        "\N{EN DASH}",
        "\N{EM DASH}",
        ".",
        "..",
        "*",
        "none",
        "nil",
        "void",
        "missing",
        "unknown",
        "unk",
    }
    | {"not available", "not applicable", "tbd", "undefined", "(null)", "[null]", "#null!"}
)

# What every format of numbers (but one with points between thousands) and of dates reads in the same way.
_PLAIN_NUMBER = re.compile(r"[+-]?\d{1,15}(?:\.\d{1,15})?", re.ASCII)
_PLAIN_TIME = re.compile(r"\d{4}-\d\d-\d\d(?:[T ](?:[01]\d|2[0-3]):\d\d(?::\d\d)?)?", re.ASCII)
_NO_TIME = np.datetime64("NaT", "ns")


def means_missing(texts: pa.Array) -> Mask:
    """Tell which texts mean missing in a column of numbers or dates."""
    folded = pc.utf8_lower(pc.utf8_trim_whitespace(pc.fill_null(texts, "")))
    found = pc.is_in(folded, pa.array(sorted(_MISSING_NUMBERS), folded.type))
    mask: Mask = found.to_numpy(zero_copy_only=False)
    return mask


def numbers_of(cells: Cells, number_format: NumberFormat) -> tuple[Floats, Mask]:
    """Return numbers, NaN where there is none, and which cells mean missing; both of shape (n_rows,)."""
    if isinstance(cells, pd.Series):
        if isinstance(cells.dtype, pd.StringDtype):
            texts = string_array(cells)
            return parse_numbers(texts, number_format), means_missing(texts)
        if cells.dtype != object and cells.dtype.kind in "biuf":
            numbers: Floats = cells.to_numpy(dtype=np.float64)
            return numbers, np.isnan(numbers)
        cells = cells.tolist()
    numbers = np.array([_number(cell) for cell in cells], dtype=np.float64)
    is_absent = np.array([is_missing(cell) for cell in cells], dtype=bool)
    at = [place for place, cell in enumerate(cells) if isinstance(cell, str)]
    if at:
        numbers[at], is_absent[at] = _numbers_of_texts([cells[place] for place in at], number_format)
    return numbers, is_absent


def times_of(cells: Cells, date_format: DateFormat) -> tuple[Times, Mask]:
    """Return times in nanoseconds, NaT where there is none, and which cells mean missing; both of shape (n_rows,)."""
    if isinstance(cells, pd.Series):
        if isinstance(cells.dtype, pd.StringDtype):
            texts = string_array(cells)
            return parse_dates(texts, date_format), means_missing(texts)
        if pd.api.types.is_datetime64_any_dtype(cells.dtype):
            return nanoseconds(cells), cells.isna().to_numpy()
        cells = cells.tolist()
    texts = [cell.isoformat() if isinstance(cell, date) else label_text(cell) for cell in cells]
    times = np.array([_plain_time(text, date_format) for text in texts], dtype="datetime64[ns]")
    is_absent = np.array([text is None for text in texts], dtype=bool)
    at = np.flatnonzero(np.isnat(times) & ~is_absent)
    if len(at):
        unread = _text_array([texts[place] for place in at])
        times[at], is_absent[at] = parse_dates(unread, date_format), means_missing(unread)
    return times, is_absent


def labels_of(cells: Cells) -> npt.NDArray[np.object_]:
    """Return the labels of cells, None where missing, shape (n_rows,)."""
    if not isinstance(cells, pd.Series):
        return _objects([label_text(cell) for cell in cells])
    if not isinstance(cells.dtype, pd.StringDtype):
        return _objects([label_text(cell) for cell in cells.tolist()])
    encoded = pc.dictionary_encode(string_array(cells))
    spellings = [None if text is None else label_text(text) for text in encoded.dictionary.to_pylist()]
    codes = pc.fill_null(encoded.indices, len(spellings)).to_numpy(zero_copy_only=False)
    labels: npt.NDArray[np.object_] = _objects([*spellings, None])[codes]
    return labels


def _objects(labels: list[str | None]) -> npt.NDArray[np.object_]:
    return np.array(labels, dtype=object)


def _number(cell: object) -> float:
    if not isinstance(cell, (bool, int, float, np.number, np.bool_, Decimal)) or is_missing(cell):
        return math.nan
    try:
        return float(cell)
    except OverflowError:  # a whole number beyond 1e308
        return math.inf


def _numbers_of_texts(texts: list[str], number_format: NumberFormat) -> tuple[Floats, Mask]:
    if number_format.thousands != "." and all(map(_PLAIN_NUMBER.fullmatch, texts)):
        return np.array([float(text) for text in texts]), np.zeros(len(texts), dtype=bool)
    array = _text_array(texts)
    return parse_numbers(array, number_format), means_missing(array)


def _plain_time(text: str | None, date_format: DateFormat) -> datetime | np.datetime64:
    """Return the time of a text in the plainest way of writing one; NaT leaves it to be read in all other ways."""
    if text is None or date_format.form == "time" or not _PLAIN_TIME.fullmatch(text):
        return _NO_TIME
    try:
        time = datetime.fromisoformat(text)
    except ValueError:
        return _NO_TIME
    return time if FIRST_YEAR <= time.year <= LAST_YEAR else _NO_TIME


def _text_array(texts: list[str] | list[str | None]) -> pa.Array:
    try:
        return pa.array(texts, pa.string())
    except UnicodeEncodeError:  # half of a surrogate pair, which JSON can spell and UTF-8 cannot
        return pa.array([text and text.encode("utf-8", "replace").decode() for text in texts], pa.string())
