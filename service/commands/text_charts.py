"""Charts of an answer as text, from the Plotly figures that the page draws: the same numbers, one source.

Named values become rows with a bar or a dot, pairs of numbers a small field of dots. A library (plotext: pure Python,
MIT) was weighed and left: it knows no Plotly figure, so the reading below would be needed all the same, and it keeps
its drawing in one global state; what it would save is the field of dots.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import isfinite, log10
from typing import Any

from assistant.evidence.numerals import written
from assistant.markup import one_line

LEAST_WIDTH, MOST_WIDTH = 40, 100
FIELD_LINES = 12
MOST_ROWS = 40
VALUE_CHARACTERS = 10
MOST_LABEL = 32


@dataclass(frozen=True)
class Marks:
    """What is drawn with: a full bar, dots of one series after the other, one standard error, the frame."""

    bar: str
    dots: str
    reach: str
    side: str
    floor: str


BLOCKS = Marks("█", "●○◆◇▲△", "─", "│", "─")
ASCII = Marks("#", "*o+x%@", "-", "|", "-")


@dataclass(frozen=True)
class Row:
    """One named value. ``reach`` is one standard error, or zero; ``series`` is the place of its series."""

    label: str
    value: float
    reach: float
    series: int
    is_bar: bool


@dataclass(frozen=True)
class Dot:
    """One pair of numbers."""

    x: float
    y: float
    series: int


def drawn(figure: Mapping[str, Any], width: int, marks: Marks = BLOCKS) -> str:
    """Draw a figure in text.

    Parameters
    ----------
    figure : mapping
        A Plotly figure as plain data: ``data`` and ``layout``.
    width : int
        Characters of a line; taken as 40 to 100.
    marks : Marks
        What to draw with: blocks, or plain ASCII.

    Examples
    --------
    >>> data = [{"type": "bar", "orientation": "h", "y": ["a", "b"], "x": [1, 2]}]
    >>> print(drawn({"data": data, "layout": {"title": {"text": "Two"}}}, 40, ASCII))
    Two
      a  ############                      1
      b  #######################           2
    """
    width = min(max(width, LEAST_WIDTH), MOST_WIDTH)
    data, layout = list(figure.get("data", ())), figure.get("layout", {})
    rows = [row for place, series in enumerate(data) for row in _rows(series, place)]
    dots = [dot for place, series in enumerate(data) for dot in _dots(series, place)]
    lines = [_text_of(layout.get("title")) or "Chart"]
    if rows:
        lines += _row_lines(rows, width, marks)
    elif dots:
        lines += _field(dots, layout, width, marks)
    else:
        return f"{lines[0]} (a chart that the page draws, and this terminal does not)"
    return "\n".join([*lines, *_legend(data, layout, marks)])


def _text_of(title: object) -> str:
    text = title.get("text") if isinstance(title, Mapping) else title
    return one_line(str(text)) if text else ""


def _pairs(series: Mapping[str, Any]) -> list[tuple[Any, Any]]:
    x, y = series.get("x"), series.get("y")
    if not isinstance(x, (list, tuple)) or not isinstance(y, (list, tuple)):
        return []
    return list(zip(x, y, strict=False))


def _is_number(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and isfinite(value)


def _rows(series: Mapping[str, Any], place: int) -> list[Row]:
    """Read named values, whichever axis holds the names."""
    reaches = (series.get("error_x") or series.get("error_y") or {}).get("array") or ()
    rows = []
    for number, (x, y) in enumerate(_pairs(series)):
        label, value = (y, x) if _is_number(x) and not _is_number(y) else (x, y)
        is_named = series.get("type") == "bar" or not _is_number(label)
        if is_named and label is not None and _is_number(value):
            reach = reaches[number] if number < len(reaches) and _is_number(reaches[number]) else 0.0
            rows.append(Row(_label(label), float(value), float(reach), place, series.get("type") == "bar"))
    return rows


def _label(name: object) -> str:
    text = one_line(written(name) if isinstance(name, (int, float)) and _is_number(name) else str(name))
    return text if len(text) <= MOST_LABEL else f"{text[: MOST_LABEL - 1]}…"


def _dots(series: Mapping[str, Any], place: int) -> list[Dot]:
    return [Dot(float(x), float(y), place) for x, y in _pairs(series) if _is_number(x) and _is_number(y)]


def _row_lines(rows: Sequence[Row], width: int, marks: Marks) -> list[str]:
    shown = rows[:MOST_ROWS]
    label_width = min(max(len(row.label) for row in shown), width // 2)
    room = width - label_width - VALUE_CHARACTERS - 6
    low = min(row.value - row.reach for row in shown)
    high = max(row.value + row.reach for row in shown)
    if any(row.is_bar for row in shown):
        low, high = min(low, 0.0), max(high, 0.0)
    lines = [
        f"  {row.label[:label_width]:<{label_width}}  {_line(row, (low, high), room, marks)}"
        f"  {written(row.value):>{VALUE_CHARACTERS}}".rstrip()
        for row in shown
    ]
    return [*lines, f"  and {len(rows) - len(shown)} more"] if len(rows) > len(shown) else lines


def _line(row: Row, ends: tuple[float, float], room: int, marks: Marks) -> str:
    cells = [" "] * room
    here = _place(row.value, ends, room)
    if row.is_bar:
        zero = _place(0.0, ends, room)
        for at in range(min(zero, here), max(zero, here) + 1):
            cells[at] = marks.bar
    else:
        for at in range(_place(row.value - row.reach, ends, room), _place(row.value + row.reach, ends, room) + 1):
            cells[at] = marks.reach if row.reach else " "
        cells[here] = _dot(row.series, marks)
    return "".join(cells)


def _place(value: float, ends: tuple[float, float], room: int) -> int:
    low, high = ends
    share = (value - low) / (high - low) if high > low else 0.5
    return min(room - 1, max(0, round(share * (room - 1))))


def _dot(series: int, marks: Marks) -> str:
    return marks.dots[series % len(marks.dots)]


def _field(dots: Sequence[Dot], layout: Mapping[str, Any], width: int, marks: Marks) -> list[str]:
    """Draw pairs of numbers as dots; later series over earlier ones."""
    is_log = layout.get("xaxis", {}).get("type") == "log" and all(dot.x > 0 for dot in dots)
    xs = [log10(dot.x) if is_log else dot.x for dot in dots]
    ends_x, ends_y = (min(xs), max(xs)), (min(dot.y for dot in dots), max(dot.y for dot in dots))
    room = width - VALUE_CHARACTERS - 4
    cells = [[" "] * room for _ in range(FIELD_LINES)]
    for dot, x in zip(dots, xs, strict=True):
        cells[FIELD_LINES - 1 - _place(dot.y, ends_y, FIELD_LINES)][_place(x, ends_x, room)] = _dot(dot.series, marks)
    labels = {0: written(ends_y[1]), FIELD_LINES - 1: written(ends_y[0])}
    lines = [
        f"  {labels.get(number, ''):>{VALUE_CHARACTERS}} {marks.side}{''.join(line)}".rstrip()
        for number, line in enumerate(cells)
    ]
    left, right = written(min(dot.x for dot in dots)), written(max(dot.x for dot in dots))
    indent = " " * (VALUE_CHARACTERS + 4)
    below = f"{indent}{left}{right:>{max(1, room - len(left))}}"
    return [*lines, f"{indent[:-1]}{marks.side}{marks.floor * room}", below]


def _legend(data: Sequence[Mapping[str, Any]], layout: Mapping[str, Any], marks: Marks) -> list[str]:
    named = [(place, one_line(str(series["name"]))) for place, series in enumerate(data) if series.get("name")]
    lines = [f"  {_dot(place, marks)} {name}" for place, name in named] if len(named) > 1 else []
    axes = [(side, _text_of(layout.get(key, {}).get("title"))) for side, key in (("across", "xaxis"), ("up", "yaxis"))]
    said = ", ".join(f"{side}: {title}" for side, title in axes if title)
    return [*lines, f"  {said}"] if said else lines
