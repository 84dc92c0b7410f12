"""Columns of words: categories, free text, or a name for every row."""

from collections.abc import Mapping

from models.columns import Column
from models.record import ColumnKind
from models.tables.keys import is_key_name

# With fewer rows, all words may well differ by chance.
MIN_ROWS_FOR_KEY = 20
MIN_TEXT_WORDS = 3
MIN_LONG_TEXT_WORDS = 5
MIN_TEXT_CHARACTERS = 40
N_EXAMPLES = 3
EXAMPLE_CHARACTERS = 60


def word_column(name: str, counts: Mapping[str, int], n_rows: int) -> Column:
    """Tell what a column of words holds.

    Parameters
    ----------
    name : str
    counts : mapping of label to rows
        Without the labels that mean missing.
    n_rows : int

    Examples
    --------
    >>> word_column("city", {"Rome": 3, "Oslo": 2}, n_rows=5).kind
    'categorical'
    """
    kind, note = _kind_of_words(name, counts, n_rows)
    return Column(name, kind, n_rows - sum(counts.values()), len(counts), example_texts(counts), (note,))


def example_texts(counts: Mapping[str, int]) -> tuple[str, ...]:
    """Return the most frequent texts, shortened, those that come first in the table first."""
    top = sorted(counts, key=lambda text: -counts[text])[:N_EXAMPLES]
    return tuple(text if len(text) <= EXAMPLE_CHARACTERS else f"{text[: EXAMPLE_CHARACTERS - 1]}…" for text in top)


def _kind_of_words(name: str, counts: Mapping[str, int], n_rows: int) -> tuple[ColumnKind, str]:
    n_given, n_distinct = sum(counts.values()), len(counts)
    if not n_distinct:
        return "constant", "It has no value at all."
    if n_distinct == 1 and n_given == n_rows:
        return "constant", "It has one value only."
    if _is_text(counts, n_given):
        return "text", "Most of its values are different and several words long."
    if n_distinct == n_given and is_key_name(name):
        return "identifier", "Every value is different and it is named like a key."
    if n_distinct == n_given >= MIN_ROWS_FOR_KEY:
        return "identifier", "Every value is different, so it names rows."
    different = f"{n_distinct:,} different ones" if n_distinct > 1 else "one and the same where any is given"
    return "categorical", f"Its values are words or codes, {different}."


def _is_text(counts: Mapping[str, int], n_given: int) -> bool:
    if len(counts) < 0.3 * n_given:
        return False
    n_words = sum(text.count(" ") + 1 for text in counts) / len(counts)
    n_characters = sum(map(len, counts)) / len(counts)
    if n_words >= MIN_LONG_TEXT_WORDS or (n_words >= 2 and n_characters >= MIN_TEXT_CHARACTERS):
        return len(counts) > 2
    return n_words >= MIN_TEXT_WORDS and n_given >= MIN_ROWS_FOR_KEY
