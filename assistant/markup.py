"""Strings of the data and of the record, made safe to stand inside Markdown.

Column names, class labels and error messages are written by whoever made the table: they are shown, and never
read as markup.
"""

import re

LONGEST_SHOWN = 60
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~&!$^])")
_BLANKS = re.compile(r"[\s\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]+")


def one_line(text: str) -> str:
    """Return the text without line breaks, control characters and marks that turn the writing direction."""
    return _BLANKS.sub(" ", text).strip()


def code(text: str) -> str:
    """Quote a string of the data as a Markdown code span, shortened where it is long.

    Examples
    --------
    >>> code("plain"), code("tick ` tick")
    ('`plain`', '`` tick ` tick ``')
    """
    shown = one_line(text)
    if len(shown) > LONGEST_SHOWN:
        shown = shown[: LONGEST_SHOWN - 1] + "…"
    if not shown:
        return "(an empty name)"
    runs = [len(run) for run in re.findall(r"`+", shown)]
    if not runs:
        return f"`{shown}`"
    fence = "`" * (max(runs) + 1)
    return f"{fence} {shown} {fence}"


def escaped(text: str) -> str:
    r"""Escape every character that Markdown would read as markup.

    Examples
    --------
    >>> escaped("a_b <i>")
    'a\\_b \\<i\\>'
    """
    return _SPECIAL.sub(r"\\\1", one_line(text))
