"""The columns of a table as a person looks at them: a small picture and a few words for each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from models.tables.sketches import ColumnSketch, Shares, Spread
from service.page.numbers import count

WIDTH, HEIGHT = 120.0, 28.0
GAP = 1.5
MINUS = "\N{MINUS SIGN}"
NO_BREAK = "\N{NO-BREAK SPACE}"
PERCENT = f"{NO_BREAK}%"
LEAST_BAR = 1.5
"""A bar of a single row can still be seen."""

KINDS: Mapping[str, str] = {
    "numeric": "number",
    "categorical": "category",
    "boolean": "yes or no",
    "datetime": "date or time",
    "text": "text",
    "identifier": "names rows: left out",
    "constant": "one value: left out",
}
"""What each kind is called, with what follows from it where that is that the column is not used."""

CONSEQUENCES: Mapping[str, str] = {
    "number": "compared by size: 3 is between 2 and 4.",
    "category": "each value stands for itself; their order means nothing.",
    "yes or no": "one of two values.",
    "date or time": "becomes year, month, weekday, hour and the time passed.",
    "text": "read by its words and letters.",
    "names rows": "left out, as it differs in every row and can only be learned by heart.",
    "one value": "left out, as it tells nothing.",
}


@dataclass(frozen=True)
class ColumnLine:
    """One column on the page.

    ``bars`` is the path of the picture, of ``WIDTH`` by ``HEIGHT``; empty without one. ``words`` say what it shows,
    ``typical`` the usual values and ``beyond`` what was left out of the picture. ``is_drawn`` is whether it was
    looked at at all, and ``n_rows`` in how many rows.
    """

    column: Mapping[str, Any]
    missing: str
    bars: str
    words: str
    typical: str
    beyond: str
    warnings: tuple[str, ...]
    is_drawn: bool
    n_rows: int


def column_line(
    column: Mapping[str, Any], sketch: ColumnSketch | None, n_rows: int, warnings: Sequence[str]
) -> ColumnLine:
    """Put one column in a picture and words."""
    bars, words, beyond = "", "", ""
    typical = _plain_typical(column)
    if sketch is not None and sketch.spread is not None:
        write = _date if column["kind"] == "datetime" else _number
        bars, beyond = _bars(sketch.spread.bars), _beyond(sketch.spread, write)
        ends = f"{write(sketch.spread.smallest)} to {write(sketch.spread.largest)}"
        middle = write(sketch.spread.middle)
        typical = ends if column["kind"] == "datetime" else f"{ends}, middle{NO_BREAK}{middle}"
        words = f"Bars of how many rows lie where from {write(sketch.spread.low)} to {write(sketch.spread.high)}"
    elif sketch is not None and sketch.shares is not None:
        bars, typical = _stack(sketch.shares), _shares(sketch.shares)
        words = "One bar, divided by how frequent the values are"
    missing = _missing(column["missing"], n_rows)
    return ColumnLine(
        column,
        missing,
        bars,
        words,
        typical,
        beyond,
        tuple(warnings),
        sketch is not None,
        sketch.n_rows if sketch else 0,
    )


def _missing(n_missing: int, n_rows: int) -> str:
    r"""Say how many cells are empty.

    Examples
    --------
    >>> _missing(0, 10), _missing(84, 1200), _missing(1, 7043), _missing(10, 10)
    ('none', '84 (7\xa0%)', '1 (under 1\xa0%)', 'all')
    """
    if not n_missing:
        return "none"
    if n_missing >= n_rows:
        return "all"
    percent = 100 * n_missing / n_rows
    return f"{count(n_missing)} ({'under 1' if percent < 1 else min(round(percent), 99)}{PERCENT})"


def _plain_typical(column: Mapping[str, Any]) -> str:
    if not column["examples"]:
        return "empty: left out"
    if column["kind"] == "identifier":
        return "all differ"
    return f"for example {column['examples'][0]}" if column["kind"] != "constant" else str(column["examples"][0])


def _bars(rows: Sequence[int]) -> str:
    """Return the path of bars side by side."""
    most, width = max(rows, default=0), WIDTH / max(1, len(rows))
    parts = []
    for place, n in enumerate(rows):
        if n:
            height = max(LEAST_BAR, HEIGHT * n / most)
            parts.append(f"M{place * width:.1f} {HEIGHT:g}v-{height:.1f}h{width - GAP:.1f}v{height:.1f}z")
    return "".join(parts)


def _stack(shares: Shares) -> str:
    """Return the path of one bar that is divided among the labels; what is left stands for the others."""
    rows = [share.n_rows for share in shares.labels] + ([shares.n_other_rows] if shares.n_other_rows else [])
    whole, at, parts = sum(rows), 0.0, []
    for place, n in enumerate(rows):
        width = WIDTH * n / whole
        # The others are a thin line: many values, none of them frequent.
        height = HEIGHT / 2 if place < len(shares.labels) else HEIGHT / 6
        parts.append(f"M{at:.1f} {(HEIGHT - height) / 2:.1f}h{max(width - GAP, 0.5):.1f}v{height:.1f}h-")
        parts.append(f"{max(width - GAP, 0.5):.1f}z")
        at += width
    return "".join(parts)


def _shares(shares: Shares) -> str:
    whole = sum(share.n_rows for share in shares.labels) + shares.n_other_rows
    named = [f"{share.label} ({_percent(share.n_rows, whole)})" for share in shares.labels]
    if shares.n_other_labels:
        others = f"{count(shares.n_other_labels)} other{'s' if shares.n_other_labels > 1 else ''}"
        named.append(f"{others} ({_percent(shares.n_other_rows, whole)})")
    return ", ".join(named)


def _percent(n: int, whole: int) -> str:
    percent = 100 * n / whole
    if percent < 1:
        return f"under 1{PERCENT}"
    return f"{min(round(percent), 99) if n < whole else 100}{PERCENT}"


def _beyond(spread: Spread, write: Any) -> str:  # noqa: ANN401  one of the two functions below
    parts = []
    if spread.n_below:
        parts.append(f"{count(spread.n_below)} below {write(spread.low)}")
    if spread.n_above:
        parts.append(f"{count(spread.n_above)} above {write(spread.high)}")
    return " and ".join(parts)


def _number(value: float) -> str:
    """Write a value with about four digits.

    Examples
    --------
    >>> _number(29.0), _number(1234567.8), _number(0.031234)
    ('29', '1,234,568', '0.03123')
    """
    is_whole = abs(value) >= 1000 or value == round(value)
    text = f"{value:.3g}" if abs(value) >= 1e15 else f"{value:,.0f}" if is_whole else f"{value:.4g}"
    return text.replace("-", MINUS)


def _date(seconds: float) -> str:
    try:
        return f"{datetime.fromtimestamp(seconds, UTC):%Y-%m-%d}"
    except (ValueError, OverflowError, OSError):  # beyond the years that Python's dates know
        return f"{1970 + seconds // (365.2425 * 86400):.0f}"
