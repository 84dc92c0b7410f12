"""Confusion: which classes are taken for which, as shaded cells with their counts."""

from typing import Any

from assistant.charts.drawing import ChartKind, Drawing
from assistant.charts.frame import Axis, framed, shown
from assistant.charts.palette import INK, LINE, SHADES
from assistant.evidence.diagnostics import confusion, most_frequent_mistake
from assistant.evidence.fact import EvidenceFact
from assistant.evidence.numerals import written
from assistant.markup import one_line
from models.record import Confusion, RunRecord

SIDE = 0.96
"""Of a cell, how much is shaded, both ways."""
MOST_WRITTEN = 15
"""Classes up to which each cell holds its number; of more, only the table does."""


def draw(record: RunRecord) -> Drawing | None:
    """Draw the matrix, true classes down and predicted ones across; None for values, or without diagnostics."""
    told = confusion(record)
    if told is None:
        return None
    title, facts = _finding(record)
    n = len(told.classes)
    # Places and not names on the axes: two long names may look alike when they are shortened.
    ticks = {"tickvals": [k + 0.5 for k in range(n)], "ticktext": [shown(name) for name in told.classes]}
    across = Axis("predicted class", ends=(0.0, float(n))).plain() | ticks
    down = Axis("true class", ends=(float(n), 0.0)).plain() | ticks
    figure = framed(_cells(told), title, Axis(), Axis())
    return Drawing(
        title=title,
        sentence="Each row is a true class, each column what it was taken for; the darker a cell, the larger its share "
        "of the row. Right answers are on the diagonal.",
        figure={**figure, "layout": {**figure["layout"], "xaxis": across, "yaxis": down, "barmode": "overlay"}},
        columns=("true class", "predicted class", "rows", "share of the true class (%)"),
        rows=tuple(
            (true, predicted, told.counts[i][j], _share(told, i, j))
            for i, true in enumerate(told.classes)
            for j, predicted in enumerate(told.classes)
        ),
        facts=facts,
    )


def _cells(told: Confusion) -> list[dict[str, Any]]:
    """Return the columns of cells, each a bar that begins where the one before ends, shaded by its share of the row."""
    rows, names = range(len(told.classes)), [shown(name) for name in told.classes]
    return [
        {
            "type": "bar",
            "orientation": "h",
            "name": names[j],
            "y": [i + 0.5 for i in rows],
            "base": [j + (1 - SIDE) / 2 for _ in rows],
            "x": [SIDE for _ in rows],
            "width": SIDE,
            "text": [written(_whole(told.counts[i][j]), 4) if len(names) <= MOST_WRITTEN else "" for i in rows],
            "textposition": "inside",
            "insidetextanchor": "middle",
            "textangle": 0,
            "textfont": {"color": INK},
            "marker": {"color": [_shade(_share(told, i, j)) for i in rows], "line": {"color": LINE, "width": 1}},
        }
        for j in rows
    ]


def _whole(count: float) -> float:
    return int(count) if float(count).is_integer() else count


def _share(told: Confusion, true: int, predicted: int) -> float:
    total = sum(told.counts[true])
    return round(100 * told.counts[true][predicted] / total, 1) if total else 0.0


def _shade(share: float) -> str:
    return SHADES[min(len(SHADES) - 1, int(share / 100 * len(SHADES)))]


def _finding(record: RunRecord) -> tuple[str, tuple[EvidenceFact, ...]]:
    most = most_frequent_mistake(record)
    if most is None:
        return "No row is taken for another class.", ()
    share = written(float(most.share.value or 0), 3)
    true, predicted = (one_line(str(fact.value)) for fact in (most.true, most.predicted))
    return f"{share} % of the rows of {true} are taken for {predicted}.", (most.share, most.true, most.predicted)


CONFUSION = ChartKind(
    name="confusion",
    label="Confusion",
    reading=(
        "Read along a row: of all rows of that class, how many were taken for which. The diagonal holds the right "
        "answers, and each dark cell beside it is a mistake that is made often. Of very many classes, the most "
        "confused stand alone and the rest together."
    ),
    needs="a model of classes, and a run that recorded its diagnostics",
    draw=draw,
)
