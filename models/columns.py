"""One column of a table: what it holds, how it is written, and its values as the models take them.

What was learned about a column when the table was read is kept with the model, so that rows to predict are
read in the same way.
"""

import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import get_args

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from models.errors import MissingColumnsError
from models.record import ColumnAccount, ColumnKind
from models.tables.dates import DateFormat, Times, parse_dates
from models.tables.labels import MISSING_WORDS, is_missing, label_text, labels, string_array
from models.tables.number_texts import Floats, NumberFormat, parse_numbers
from models.tables.plain import nanoseconds, plain_dtype

__all__ = [
    "COLUMN_KINDS",
    "Column",
    "ColumnFormat",
    "Converted",
    "account",
    "convert",
    "convert_frame",
    "label_text",
    "means_missing",
]

COLUMN_KINDS: tuple[ColumnKind, ...] = get_args(ColumnKind)
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
    """Rows as the models take them, and a sentence for each thing that could not be read."""

    frame: pd.DataFrame
    warnings: tuple[str, ...]


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
    return _convert(values, column)[0]


def convert_frame(frame: pd.DataFrame, columns: Sequence[Column], ignored: Collection[str] = ()) -> Converted:
    """Turn rows into those that the models take, and say what could not be read.

    Parameters
    ----------
    frame : DataFrame
        Raw rows, as ``rows_from_bytes`` gives them or as a user has them.
    columns : sequence of Column
        The columns that are needed, in the order of the result.
    ignored : collection of str
        Names of further columns that may be there without a word.

    Raises
    ------
    MissingColumnsError
        When a needed column is not in ``frame``.
    """
    places = {str(name).strip(): place for place, name in enumerate(frame.columns)}
    absent = tuple(column.name for column in columns if column.name not in places)
    if absent:
        raise MissingColumnsError(absent)
    warnings: list[str] = []
    converted = {}
    for column in columns:
        values = frame.iloc[:, places[column.name]]
        converted[column.name], is_unread = _convert(values, column)
        if is_unread.any():
            warnings.append(_unread_sentence(values, column, is_unread))
    known = {column.name for column in columns}.union(ignored)
    extra = [name for name in places if name not in known]
    warnings += [f'The column "{name[:100]}" was not in the training table and was ignored.' for name in extra]
    return Converted(pd.DataFrame(converted, index=pd.RangeIndex(len(frame))), tuple(warnings))


def means_missing(texts: pa.Array) -> Mask:
    """Tell which texts mean missing in a column of numbers or dates."""
    folded = pc.utf8_lower(pc.utf8_trim_whitespace(pc.fill_null(texts, "")))
    found = pc.is_in(folded, pa.array(sorted(_MISSING_NUMBERS), folded.type))
    mask: Mask = found.to_numpy(zero_copy_only=False)
    return mask


def _convert(values: pd.Series, column: Column) -> tuple[pd.Series, Mask]:
    """Return the values for the models, and which of the given ones could not be read."""
    values = plain_dtype(values)
    if column.kind == "numeric":
        numbers, is_absent = _numbers(values, column.format.numbers)
        is_finite = np.isfinite(numbers)
        return pd.Series(np.where(is_finite, numbers, np.nan)), ~is_finite & ~is_absent
    if column.kind == "datetime":
        times, is_absent = _times(values, column.format.dates)
        return pd.Series(times), np.isnat(times) & ~is_absent
    return labels(values), np.zeros(len(values), dtype=bool)


def _numbers(values: pd.Series, number_format: NumberFormat) -> tuple[Floats, Mask]:
    if isinstance(values.dtype, pd.StringDtype):
        texts = string_array(values)
        return parse_numbers(texts, number_format), means_missing(texts)
    if values.dtype != object and values.dtype.kind in "biuf":
        numbers: Floats = values.to_numpy(dtype=np.float64)
        return numbers, np.isnan(numbers)
    items = values.tolist()
    numbers = np.array([_number(item) for item in items], dtype=np.float64)
    is_absent = np.array([is_missing(item) for item in items], dtype=bool)
    is_text = np.array([isinstance(item, str) for item in items], dtype=bool)
    if is_text.any():
        texts = _text_array([item for item in items if isinstance(item, str)])
        numbers[is_text], is_absent[is_text] = parse_numbers(texts, number_format), means_missing(texts)
    return numbers, is_absent


def _number(item: object) -> float:
    if not isinstance(item, (bool, int, float, np.number, np.bool_, Decimal)) or is_missing(item):
        return math.nan
    try:
        return float(item)
    except OverflowError:  # a whole number beyond 1e308
        return math.inf


def _times(values: pd.Series, date_format: DateFormat) -> tuple[Times, Mask]:
    if isinstance(values.dtype, pd.StringDtype):
        texts = string_array(values)
        return parse_dates(texts, date_format), means_missing(texts)
    if pd.api.types.is_datetime64_any_dtype(values.dtype):
        return nanoseconds(values), values.isna().to_numpy()
    items = values.tolist()
    texts = _text_array([item.isoformat() if isinstance(item, date) else label_text(item) for item in items])
    return parse_dates(texts, date_format), means_missing(texts)


def _text_array(texts: list[str] | list[str | None]) -> pa.Array:
    try:
        return pa.array(texts, pa.string())
    except UnicodeEncodeError:  # half of a surrogate pair, which JSON can spell and UTF-8 cannot
        return pa.array([text and text.encode("utf-8", "replace").decode() for text in texts], pa.string())


def _unread_sentence(values: pd.Series, column: Column, is_unread: Mask) -> str:
    n_unread = int(is_unread.sum())
    what = "finite numbers" if column.kind == "numeric" else "dates that can be read"
    example = str(values[is_unread].iloc[0])[:40]
    subject = f"{n_unread} values are not {what} and were" if n_unread > 1 else f"1 value is not among {what} and was"
    return f'{column.name}: {subject} treated as missing, for example "{example}".'
