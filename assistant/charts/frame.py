"""The frame of a figure and its marks, as Plotly takes them. Text in a figure is escaped: Plotly reads it as HTML."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from assistant.charts.palette import INK, LINE, Look
from assistant.draft import Chart
from assistant.evidence.trials import unit_of
from assistant.markup import one_line
from models.record import RunRecord, Scalar

MOST_MARKS = 2_000
LONGEST_LABEL = 40
EDGE_SPREADS = 5.0
"""Scores further from the best than this many times the better half's spread lie outside of the picture."""
MARGIN = 0.06

_TICKS: Mapping[str, dict[str, Any]] = {
    "-": {"nticks": 6},
    "log": {"nticks": 4},
    "category": {"tickmode": "linear", "dtick": 1},
}

Values = Sequence[Scalar]


@dataclass(frozen=True)
class Axis:
    """One axis of a figure. ``ends`` bound it where some marks are left outside; ``is_down`` lists from the top."""

    title: str = ""
    scale: Literal["-", "log", "category"] = "-"
    ends: tuple[float, float] | None = None
    is_down: bool = False
    has_grid: bool = False

    def plain(self) -> dict[str, Any]:
        """Return the axis as Plotly takes it."""
        axis: dict[str, Any] = {"type": self.scale, "showgrid": self.has_grid, "gridcolor": LINE, "zeroline": False}
        axis |= {"title": {"text": shown(self.title)}} if self.title else {}
        axis |= {"range": list(self.ends)} if self.ends else {}
        axis |= {"autorange": "reversed"} if self.is_down else {}
        return axis | _TICKS[self.scale] | {"automargin": True}


def framed(data: Sequence[dict[str, Any]], title: str, x: Axis, y: Axis, notes: Sequence[dict[str, Any]] = ()) -> Chart:
    """Put marks into a frame with one pair of axes; ``notes`` are labels that stand on the marks."""
    layout = {
        "title": {"text": shown(title, len(title))},
        "xaxis": x.plain(),
        "yaxis": y.plain(),
        "showlegend": False,
        "font": {"color": INK},
        "annotations": list(notes),
    }
    return {"data": list(data), "layout": layout}


def dots(name: str, x: Values, y: Values, look: Look, words: Sequence[str] = ()) -> dict[str, Any]:
    """Return dots; ``words`` are what is shown at each one when it is pointed at."""
    marks: dict[str, Any] = {
        "type": "scatter",
        "mode": "markers",
        "name": shown(name),
        "x": _texts(x),
        "y": _texts(y),
        "marker": {"color": look.color, "symbol": look.symbol, "size": look.size},
    }
    return marks | ({"text": [shown(word) for word in words]} if words else {})


def line(
    name: str, x: Values, y: Values, color: str, form: Literal["solid", "dash", "step"] = "solid"
) -> dict[str, Any]:
    """Return a line through points; None breaks it, and a step goes level to the next point."""
    shape = {"color": color, "dash": "dash" if form == "dash" else "solid", "width": 2}
    shape |= {"shape": "hv"} if form == "step" else {}
    return {
        "type": "scatter", "mode": "lines", "name": shown(name), "x": _texts(x), "y": _texts(y), "line": shape,
    }  # fmt: skip


def bars(name: str, lengths: Sequence[float], labels: Sequence[str], colors: Sequence[str]) -> dict[str, Any]:
    """Return horizontal bars, one a label."""
    return {
        "type": "bar",
        "orientation": "h",
        "name": shown(name),
        "x": list(lengths),
        "y": _texts(labels),
        "marker": {"color": list(colors)},
    }


def whiskers(low: Sequence[float], high: Sequence[float], color: str) -> dict[str, Any]:
    """Return lines that reach so far below and above each dot."""
    return {"type": "data", "symmetric": False, "arrayminus": list(low), "array": list(high), "color": color}


def note(x: Scalar, y: Scalar, words: str) -> dict[str, Any]:
    """Return a label above a mark."""
    return {"x": x, "y": y, "text": shown(words), "showarrow": False, "yshift": 14, "font": {"color": INK}}


def shown(text: str, longest: int = LONGEST_LABEL) -> str:
    """Return text as it may stand in a figure: one line, shortened in the middle, nothing read as markup.

    Examples
    --------
    >>> shown("a <b>"), shown("R&D")
    ('a &lt;b>', 'R&amp;D')
    """
    text = one_line(text)
    if len(text) > longest:
        half = longest // 2
        text = f"{text[: half - 1]}\N{HORIZONTAL ELLIPSIS}{text[-(longest - half) :]}"
    return text.replace("&", "&amp;").replace("<", "&lt;")


def percent(share: float) -> float:
    """Return a share as percent, as it stands on an axis.

    Examples
    --------
    >>> percent(0.12345)
    12.3
    """
    return round(100 * share, 1)


def score_title(record: RunRecord) -> str:
    """Return the title of an axis of held-back scores, which says what is better."""
    better = "greater" if record.metric.greater_is_better else "smaller"
    unit = unit_of(record)
    return f"{record.metric.title}{f' in {unit}' if unit else ''} ({better} is better)"


def room_for(record: RunRecord, scores: Sequence[float]) -> tuple[tuple[float, float], int]:
    """Return the ends of an axis on which the good scores can be told apart, and how many lie outside of it."""
    ordered = sorted(scores, reverse=record.metric.greater_is_better)
    reach = EDGE_SPREADS * abs(ordered[0] - ordered[len(ordered) // 2])
    near = [score for score in ordered if abs(score - ordered[0]) <= reach] if reach else ordered
    low, high = min(near), max(near)
    margin = (high - low) * MARGIN or abs(high) * 0.02 or 0.02
    return (low - margin, high + margin), len(ordered) - len(near)


def outside_words(n_outside: int) -> str:
    """Return the sentence on marks that lie outside of the picture; empty where there are none."""
    if n_outside == 1:
        return " One far worse trial lies outside of the picture and stands in the table."
    return f" {n_outside:,} far worse trials lie outside of the picture and stand in the table." if n_outside else ""


def _texts(values: Values) -> list[Scalar]:
    return [shown(value) if isinstance(value, str) else value for value in values]
