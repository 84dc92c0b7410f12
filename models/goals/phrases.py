"""Phrases, in the notation of ``re``, that are searched for as whole words."""

import re


def whole_words(*phrases: str) -> re.Pattern[str]:
    r"""Compile phrases into one pattern that begins and ends at the edge of a word.

    Examples
    --------
    >>> bool(whole_words(r"keep \w+ together", "grouped by").search("please keep them together"))
    True
    """
    return re.compile(r"\b(?:" + "|".join(phrases) + r")\b")


def word_set(text: str) -> frozenset[str]:
    """Return the words of a text as a set."""
    return frozenset(text.split())
