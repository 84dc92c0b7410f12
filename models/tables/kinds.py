"""What a column holds, told from its values and its name, with the reason in words."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from models.columns import Column, ColumnFormat, means_missing
from models.record import ColumnKind
from models.tables.dates import guess_dates
from models.tables.keys import code_reason, is_date_name, is_key_name, key_reason
from models.tables.labels import label_text, string_chunks
from models.tables.number_texts import Counts, Floats, NumberFormat, guess_numbers
from models.tables.words import N_EXAMPLES, example_texts, word_column

MIN_FIT = 0.98
_TRUTHS = (
    {"yes", "no"}, {"true", "false"}, {"y", "n"}, {"t", "f"}, {"0", "1"}, {"on", "off"},
    {"ja", "nein"}, {"oui", "non"}, {"si", "no"}, {"sí", "no"}, {"sim", "não"},
)  # fmt: skip


@dataclass(frozen=True)
class Clues:
    """What is known of the table around a column.

    ``are_types_trusted`` is set for tables from Python, where a number is meant as one. ``has_decimal_commas``
    is set where another column leaves no doubt about them.
    """

    n_columns: int = 1
    are_types_trusted: bool = False
    has_decimal_commas: bool = False


@dataclass(frozen=True)
class Tally:
    """The distinct texts of a column, trimmed and in order of appearance, and how often each occurs."""

    texts: pa.Array
    counts: Counts
    n_rows: int

    def without(self, is_left_out: npt.NDArray[np.bool_]) -> "Tally":
        """Return the tally of the other texts."""
        kept = pa.array(~is_left_out)
        return Tally(self.texts.filter(kept), self.counts[~is_left_out], self.n_rows)


@dataclass(frozen=True)
class Found:
    """A column, and what was lost in reading it: infinite numbers, and values that are not of its kind."""

    column: Column
    n_infinite: int = 0
    n_unread: int = 0
    example: str = ""


def find_kind(name: str, values: pd.Series, clues: Clues) -> Found:
    """Tell what a column holds.

    Parameters
    ----------
    name : str
    values : Series of strings, numbers, booleans or times, as ``storable`` gives them
    clues : Clues
    """
    if values.dtype.kind == "M":
        return time_column(name, values)
    if values.dtype.kind == "f" or (values.dtype.kind == "i" and clues.are_types_trusted):
        return numbers_found(name, values, clues)
    tally = tally_of(values)
    if is_date_name(name):
        dates = date_column(name, tally, MIN_FIT, may_be_compact=True)
        if dates is not None:
            return dates
    found = number_column(name, tally, MIN_FIT, clues) or date_column(name, tally, MIN_FIT, may_be_compact=False)
    return found or Found(label_column(name, tally))


def tally_of(values: pd.Series) -> Tally:
    """Count the distinct texts of a column; numbers and booleans count as their labels."""
    if not isinstance(values.dtype, pd.StringDtype):
        counts = values.value_counts(sort=False)
        spellings = [label_text(value) for value in counts.index]
        return Tally(pa.array(spellings, pa.string()), counts.to_numpy().astype(np.int64), len(values))
    counted = pc.value_counts(string_chunks(values))
    # Of what is distinct alone: to trim the column would be another copy of it.
    trimmed = pc.dictionary_encode(pc.utf8_trim_whitespace(counted.field(0)), null_encoding="encode")
    texts, times = trimmed.dictionary, counted.field(1).to_numpy(zero_copy_only=False)
    summed: Counts = np.bincount(trimmed.indices, weights=times, minlength=len(texts)).astype(np.int64)
    is_empty = pc.fill_null(pc.equal(texts, ""), fill_value=True).to_numpy(zero_copy_only=False)
    return Tally(texts, summed, len(values)).without(is_empty)


def label_column(name: str, tally: Tally) -> Column:
    """Return a column of words: boolean, categorical, text, identifier or constant."""
    counts: dict[str, int] = {}
    for text, count in zip(tally.texts.to_pylist(), tally.counts.tolist(), strict=True):
        label = label_text(text)
        if label is not None:
            counts[label] = counts.get(label, 0) + count
    if len(counts) == 2 and {label.casefold() for label in counts} in _TRUTHS:
        return labelled(name, "boolean", counts, tally.n_rows, "Its two values say yes or no.")
    return word_column(name, counts, tally.n_rows)


def labelled(name: str, kind: ColumnKind, counts: Mapping[str, int], n_rows: int, note: str) -> Column:
    """Return a column of labels of the given kind."""
    return Column(name, kind, n_rows - sum(counts.values()), len(counts), example_texts(counts), (note,))


def number_column(name: str, tally: Tally, min_fit: float, clues: Clues, *, may_be_names: bool = True) -> Found | None:
    """Return a column of numbers, or of labels that only look like numbers; None if they are no numbers."""
    given = tally.without(means_missing(tally.texts))
    guess = guess_numbers(given.texts, given.counts, min_fit, clues.has_decimal_commas) if len(given.texts) else None
    if guess is None:
        return None
    reason = code_reason(name, given.texts) if may_be_names else None
    if reason is not None:
        column = label_column(name, tally)
        return Found(replace(column, notes=(reason, *column.notes)))
    numbers = Numbers(guess.found, given.counts, tally.n_rows, guess.format, guess.notes)
    found = measured(name, numbers, clues)
    unread = np.isnan(guess.found)
    if may_be_names and found.column.kind in ("boolean", "identifier", "categorical"):
        return _named_by_numbers(found.column, label_column(name, tally))
    if not unread.any():
        return found
    example = str(given.texts.filter(pa.array(unread))[0])
    return replace(found, n_unread=int(given.counts[unread].sum()), example=example)


def _named_by_numbers(column: Column, words: Column) -> Found:
    """Return a column of numbers that are names, counted as the labels that the models see."""
    if column.kind == "boolean" and words.distinct != 2:  # "-" is missing among numbers and a word among words
        return Found(replace(column, kind="numeric", notes=("Its values are numbers.", *column.notes[1:])))
    return Found(replace(words, kind=column.kind, notes=column.notes))


@dataclass(frozen=True)
class Numbers:
    """The distinct numbers of a column in order of appearance, and how they were written.

    ``floats`` may hold NaN and infinities, and a number twice that is written in two ways.
    """

    floats: Floats
    counts: Counts
    n_rows: int
    format: NumberFormat = field(default_factory=NumberFormat)
    notes: tuple[str, ...] = ()


def measured(name: str, numbers: Numbers, clues: Clues) -> Found:
    """Return a column of numbers: numeric, or boolean, identifier or constant where the numbers say so."""
    is_finite = np.isfinite(numbers.floats)
    values, counts = numbers.floats[is_finite], numbers.counts[is_finite]
    unique = np.unique(values)
    kind, reason = _kind_of_numbers(name, numbers, unique, clues)
    order = np.argsort(-counts, kind="stable")[:N_EXAMPLES]
    column = Column(
        name=name,
        kind=kind,
        missing=numbers.n_rows - int(counts.sum()),
        distinct=len(unique),
        examples=tuple(str(label_text(float(value))) for value in values[order]),
        notes=(reason, *numbers.notes),
        format=ColumnFormat(numbers=numbers.format),
    )
    return Found(column, n_infinite=int(numbers.counts[np.isinf(numbers.floats)].sum()))


def _kind_of_numbers(name: str, numbers: Numbers, unique: Floats, clues: Clues) -> tuple[ColumnKind, str]:
    if not len(unique):
        return "constant", "It has no value at all."
    n_given = int(numbers.counts.sum())
    if len(unique) == 1 and n_given == numbers.n_rows and np.isfinite(numbers.floats).all():
        return "constant", "It has one value only."
    return _named_kind(name, numbers, unique, clues) or ("numeric", "Its values are numbers.")


def _named_kind(name: str, numbers: Numbers, unique: Floats, clues: Clues) -> tuple[ColumnKind, str] | None:
    """Return the kind of numbers that are names; None where they measure something."""
    if not np.isfinite(numbers.floats).all():  # as labels, what is no number would come back
        return None
    if len(unique) == 2 and set(unique.tolist()) == {0.0, 1.0}:
        return "boolean", "Its two values are 0 and 1."
    is_whole = bool(np.all(unique == np.floor(unique)))
    if is_whole and len(unique) == int(numbers.counts.sum()):
        reason = key_reason(name, numbers.floats, clues.n_columns, are_types_trusted=clues.are_types_trusted)
        if reason is not None:
            return "identifier", reason
    if is_whole and is_key_name(name) and not clues.are_types_trusted:
        return "categorical", "It is named like a key, so its numbers are names and no amounts."
    return None


def numbers_found(name: str, values: pd.Series, clues: Clues) -> Found:
    """Return the column of a series of numbers."""
    counted = values.value_counts(sort=False, dropna=True)
    return measured(
        name, Numbers(counted.index.to_numpy(np.float64), counted.to_numpy().astype(np.int64), len(values)), clues
    )


def time_column(name: str, values: pd.Series) -> Found:
    """Return the column of a series of times."""
    counts = values.value_counts(sort=False)
    top = counts.nlargest(N_EXAMPLES).index
    examples = tuple(time.isoformat(sep=" ") for time in top)
    missing = int(values.isna().sum())
    if not len(counts) or (len(counts) == 1 and not missing):
        return Found(Column(name, "constant", missing, len(counts), examples, ("It has at most one value.",)))
    return Found(Column(name, "datetime", missing, len(counts), examples, ("Its values are dates or times.",)))


def date_column(name: str, tally: Tally, min_fit: float, *, may_be_compact: bool) -> Found | None:
    """Return a column of dates or times; None if too few of its texts are that."""
    given = tally.without(means_missing(tally.texts))
    guess = guess_dates(given.texts, given.counts, min_fit, may_be_compact) if len(given.texts) else None
    if guess is None:
        return None
    is_read = ~np.isnat(guess.found)
    n_read, n_distinct = int(given.counts[is_read].sum()), len(np.unique(guess.found[is_read]))
    is_constant = n_distinct == 1 and n_read == tally.n_rows
    top = np.argsort(-np.where(is_read, given.counts, 0), kind="stable")[: min(N_EXAMPLES, n_distinct)]
    column = Column(
        name=name,
        kind="constant" if is_constant else "datetime",
        missing=tally.n_rows - n_read,
        distinct=n_distinct,
        examples=tuple(given.texts.take(pa.array(top)).to_pylist()),
        notes=("It has one value only.",) if is_constant else ("Its values are dates or times.", *guess.notes),
        format=ColumnFormat(dates=guess.format),
    )
    if is_read.all():
        return Found(column)
    return Found(
        column, n_unread=int(given.counts[~is_read].sum()), example=str(given.texts.filter(pa.array(~is_read))[0])
    )
