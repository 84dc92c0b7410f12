"""Rows by class: how common each answer is."""

from assistant.charts.drawing import ChartKind, Drawing
from assistant.charts.frame import Axis, bars, framed
from assistant.charts.palette import ACCENT, CONTEXT
from assistant.evidence.fact import EvidenceFact
from assistant.markup import one_line
from models.record import RunRecord

MOST = 20
HREF = "data"


def draw(record: RunRecord) -> Drawing | None:
    """Draw how many rows each class has; None where there are no classes."""
    classes = sorted(record.data.classes, key=lambda item: -item.rows)
    total = sum(item.rows for item in classes)
    if len(classes) < 2 or not total:
        return None
    rarest = classes[-1]
    share = EvidenceFact(f"share of rows of the class {one_line(rarest.name)}", _percent(rarest.rows, total), "%", HREF)
    count = EvidenceFact(f"rows of the class {one_line(rarest.name)}", rarest.rows, "rows", HREF)
    told = f"The rarest class, {one_line(rarest.name)}, has {share.value} % of the rows ({rarest.rows:,})."
    drawn = classes if len(classes) <= MOST else [*classes[: MOST - 1], rarest]
    colors = [*([CONTEXT] * (len(drawn) - 1)), ACCENT]
    names = [item.name for item in drawn]
    marks = [bars("rows", [float(item.rows) for item in drawn], names, colors)]
    few = f" {len(drawn)} of {len(classes):,} classes are drawn." if len(drawn) < len(classes) else ""
    return Drawing(
        title=told,
        sentence=f"Each bar is the number of rows of a class; the dark one is the rarest.{few}",
        figure=framed(marks, told, Axis("rows", has_grid=True), Axis(scale="category", is_down=True)),
        columns=("class", "rows", "share"),
        rows=tuple((item.name, item.rows, item.rows / total) for item in drawn),
        facts=(share, count),
    )


def _percent(part: int, whole: int) -> float:
    share = 100 * part / whole
    return round(share) if share >= 1 else round(share, 2)


CLASSES = ChartKind(
    name="classes",
    label="Rows by class",
    reading=(
        "Each bar is how many rows have that answer. Bars of very unlike length mean that one answer is rare: then a "
        "model that always says the common one is right most of the time and of no use, and the metric must see that."
    ),
    needs="a target with classes",
    draw=draw,
)
