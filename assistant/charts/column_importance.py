"""Importance of columns: how much worse the score gets when the values of a column are shuffled."""

from typing import Any

from assistant.charts.drawing import ChartKind, Drawing
from assistant.charts.frame import Axis, dots, framed, whiskers
from assistant.charts.palette import ACCENT, CHOSEN, CONTEXT, Look
from assistant.evidence.fact import EvidenceFact
from assistant.evidence.numerals import written
from assistant.evidence.trials import unit_of
from assistant.markup import one_line
from models.record import ColumnImportance, RunRecord

MOST = 15
HREF = "importances/columns"


def draw(record: RunRecord) -> Drawing | None:
    """Draw the most important columns with their ranges; None where that was not measured."""
    measured = record.importances.columns if record.importances else None
    if measured is None or not measured.columns:
        return None
    ordered = sorted(measured.columns, key=lambda item: -item.drop)[:MOST]
    names = [_name(one) for one in ordered]
    told, facts = _finding(record, ordered)
    first, others = ordered[:1], ordered[1:]
    marks = [
        dots("first", [one.drop for one in first], names[:1], CHOSEN) | {"error_x": _range(first, ACCENT)},
        dots("other columns", [one.drop for one in others], names[1:], Look()) | {"error_x": _range(others, CONTEXT)},
    ]
    down = Axis(scale="category", ends=(len(names) - 0.5, -0.5))
    few = f" The first {MOST} of {len(measured.columns):,} columns are drawn." if len(measured.columns) > MOST else ""
    return Drawing(
        title=told,
        sentence=f"Each dot is what {record.metric.title} loses without the column, the line its likely range.{few}"
        f"{_shared(measured.groups)}",
        figure=framed(marks, told, Axis(f"{record.metric.title} lost", has_grid=True), down),
        columns=("column", "loss", "low", "high"),
        rows=tuple((_name(one), one.drop, one.low, one.high) for one in ordered),
        facts=facts,
    )


def _range(ordered: list[ColumnImportance], color: str) -> dict[str, Any]:
    return whiskers([one.drop - one.low for one in ordered], [one.high - one.drop for one in ordered], color)


def _name(one: ColumnImportance) -> str:
    return one_line(", ".join(one.columns))


def _finding(record: RunRecord, ordered: list[ColumnImportance]) -> tuple[str, tuple[EvidenceFact, ...]]:
    first = ordered[0]
    if first.low <= 0:
        return "No single column clearly matters by itself.", ()
    label = f"{record.metric.title} lost without {_name(first)}"
    fact = EvidenceFact(label, first.drop, unit_of(record), HREF)
    return f"{_name(first)} matters most: without it, {record.metric.title} gets {written(first.drop, 2)} worse.", (
        fact,
    )


def _shared(groups: tuple[ColumnImportance, ...]) -> str:
    if not groups:
        return ""
    names = " and ".join(one_line(name) for name in groups[0].columns[:2])
    return f" {names} tell nearly the same and share what they are worth."


COLUMN_IMPORTANCE = ChartKind(
    name="column_importance",
    label="Importance of columns",
    reading=(
        "Each dot is a column; the further to the right, the more the score loses when its values are shuffled, on "
        "rows that the model did not see. A line that reaches zero says that the column may not matter at all. "
        "Columns that tell the same hide each other. It is no proof of cause."
    ),
    needs="the importance of columns, which is measured at the end of a run",
    draw=draw,
)
