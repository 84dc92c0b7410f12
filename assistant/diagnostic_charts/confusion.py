"""Confusion: which classes are taken for which, as shaded cells with their counts."""

from assistant.diagnostic_charts.drawing import ChartKind, Drawing
from assistant.diagnostic_charts.frame import Axis, framed, shown
from assistant.diagnostic_charts.palette import INK, SHADES
from assistant.evidence.diagnostics import confusion, most_frequent_mistake
from assistant.evidence.fact import EvidenceFact
from assistant.evidence.numerals import written
from assistant.markup import one_line
from models.record import Confusion, RunRecord, Scalar

SIDE, LEAST_CELL = 300, 18
MOST_WRITTEN = 15
"""Classes up to which each cell holds its number; of more, only the table does."""


def draw(record: RunRecord) -> Drawing | None:
    """Draw the matrix, true classes down and predicted ones across; None for values, or without diagnostics."""
    told = confusion(record)
    if told is None:
        return None
    title, facts = _finding(record)
    return Drawing(
        title=title,
        sentence="Each row is a true class, each column what it was taken for; the darker a cell, the larger its share "
        "of the row. Right answers are on the diagonal.",
        figure=framed(
            [_cells(told)],
            title,
            Axis("predicted class", scale="category"),
            Axis("true class", scale="category", is_down=True),
        ),
        columns=("true class", "predicted class", "rows", "share of the true class (%)"),
        rows=tuple(
            (true, predicted, told.counts[i][j], _share(told, i, j))
            for i, true in enumerate(told.classes)
            for j, predicted in enumerate(told.classes)
        ),
        facts=facts,
    )


def _cells(told: Confusion) -> dict[str, Scalar | list[Scalar] | dict[str, object]]:
    """Return squares, one a cell, shaded by their share of the row."""
    n = len(told.classes)
    places = [(i, j) for i in range(n) for j in range(n)]
    counts = [written(_whole(told.counts[i][j]), 4) for i, j in places]
    return {
        "type": "scatter",
        "mode": "markers+text" if n <= MOST_WRITTEN else "markers",
        "name": "rows",
        "x": [shown(told.classes[j]) for _, j in places],
        "y": [shown(told.classes[i]) for i, _ in places],
        "text": list(counts),
        "textfont": {"color": INK},
        "marker": {
            "symbol": "square",
            "size": max(LEAST_CELL, SIDE // n),
            "color": [_shade(_share(told, i, j)) for i, j in places],
        },
    }


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
