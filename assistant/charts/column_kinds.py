"""Kinds of columns: what the table holds, and how much of it the models see."""

from collections import Counter

from assistant.charts.drawing import ChartKind, Drawing
from assistant.charts.frame import Axis, bars, framed
from assistant.charts.palette import ACCENT, CONTEXT
from assistant.evidence.columns import is_seen, seen_fact, table_fact
from models.record import RunRecord


def draw(record: RunRecord) -> Drawing | None:
    """Draw how many columns there are of each kind, seen by the models or not; None without columns."""
    columns = record.data.columns
    if not columns:
        return None
    seen = Counter(column.kind for column in columns if is_seen(column))
    unseen = Counter(column.kind for column in columns if not is_seen(column))
    kinds = sorted({*seen, *unseen}, key=lambda kind: (-seen[kind] - unseen[kind], kind))
    used, all_of_them = seen_fact(record), table_fact(record)
    told = f"The models see {used.value} of {all_of_them.value} columns."
    marks = [
        bars("seen by the models", [float(seen[kind]) for kind in kinds], list(kinds), [ACCENT] * len(kinds)),
        bars("not seen", [float(unseen[kind]) for kind in kinds], list(kinds), [CONTEXT] * len(kinds)),
    ]
    figure = framed(marks, told, Axis("columns", has_grid=True), Axis(scale="category", is_down=True))
    return Drawing(
        title=told,
        sentence="Each bar is the number of columns of a kind: dark what the models see, gray the target and what was "
        "left out.",
        figure={**figure, "layout": {**figure["layout"], "barmode": "stack"}},
        columns=("kind", "seen by the models", "not seen"),
        rows=tuple((kind, seen[kind], unseen[kind]) for kind in kinds),
        facts=(used, all_of_them),
    )


COLUMN_KINDS = ChartKind(
    name="column_kinds",
    label="Kinds of columns",
    reading=(
        "Each bar is how many columns of the table are of a kind, such as numeric or categorical: dark those that "
        "the models see, gray the target and those that were left out. A kind that surprises you was perhaps read "
        "wrongly; it can be corrected at the dataset."
    ),
    needs="a table with columns on record",
    draw=draw,
)
