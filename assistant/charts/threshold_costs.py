"""Thresholds and what their mistakes cost."""

from statistics import median

from assistant.charts.drawing import ChartKind, Drawing
from assistant.charts.frame import Axis, dots, framed, line, note
from assistant.charts.palette import ACCENT, CHOSEN, CONTEXT, Look
from assistant.evidence.diagnostics import at_threshold, binary, threshold_facts
from assistant.evidence.fact import EvidenceFact
from assistant.evidence.numerals import written
from models.record import RunRecord, ThresholdRow

ROOM = 2.0
"""Times the cost of the model, of the cheapest threshold or of the middle one that is shown: beyond, a wall."""
CUT = " Far dearer thresholds lie outside of the picture and stand in the table."


def draw(record: RunRecord) -> Drawing | None:
    """Draw the cost over the threshold; None without a model of two classes."""
    told = binary(record)
    if told is None:
        return None
    rows, table = told.thresholds.rows, told.thresholds
    best, here = at_threshold(record, table.cheapest), at_threshold(record, table.delivered)
    if best is None or here is None:
        return None
    title, facts = _finding(record, best, here)
    top = max(ROOM * here.cost, ROOM * best.cost, ROOM * median(row.cost for row in rows)) or 1.0
    is_cut = any(row.cost > top for row in rows)
    unit = "cost per thousand rows" if table.is_stated else "mistakes per thousand rows"
    marks = [
        line("cost", [row.threshold for row in rows], [row.cost for row in rows], CONTEXT),
        dots("the model's threshold", [here.threshold], [here.cost], Look(ACCENT, "circle-open", 12)),
        dots("cheapest", [best.threshold], [best.cost], CHOSEN),
    ]
    notes = [note(best.threshold, best.cost, "cheapest")]
    if here != best:
        notes.append(note(here.threshold, here.cost, "as it is"))
    return Drawing(
        title=title,
        sentence="To the left alarms are raised early and many are false, to the right positives are missed; the ring "
        f"is the threshold of the model, the dot the cheapest one on these rows.{CUT if is_cut else ''}",
        figure=framed(
            marks,
            title,
            Axis("threshold (probability)"),
            Axis(unit, ends=(0.0, top) if is_cut else None, has_grid=True),
            notes,
        ),
        columns=(
            "threshold",
            "caught per thousand",
            "false alarms per thousand",
            "missed per thousand",
            "left alone rightly per thousand",
            "cost per thousand",
        ),
        rows=tuple(
            (r.threshold, r.true_positives, r.false_positives, r.false_negatives, r.true_negatives, r.cost)
            for r in rows
        ),
        facts=facts,
    )


def _finding(record: RunRecord, best: ThresholdRow, here: ThresholdRow) -> tuple[str, tuple[EvidenceFact, ...]]:
    least, now = threshold_facts(record, best), threshold_facts(record, here)
    at, cost, present = (written(float(fact.value or 0), 3) for fact in (least.threshold, least.cost, now.cost))
    if best.cost >= here.cost:
        return f"No threshold is cheaper than that of the model: {present} per thousand rows.", (now.cost,)
    facts = (least.threshold, least.cost, now.cost)
    return f"At {at} the cost is lowest: {cost} per thousand rows, now {present}.", facts


THRESHOLD_COSTS = ChartKind(
    name="threshold_costs",
    label="Thresholds and costs",
    reading=(
        "The line is what the mistakes of each threshold cost, by the costs of the goal or with both mistakes counted "
        "alike. Where it is flat, the threshold hardly matters. The cheapest one is chosen on these rows, so expect a "
        "little more on new ones."
    ),
    needs="a model of two classes, and a run that recorded its diagnostics",
    draw=draw,
)
