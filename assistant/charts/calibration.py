"""Calibration: what was predicted against what happened, with intervals."""

from assistant.charts.drawing import ChartKind, Drawing
from assistant.charts.frame import Axis, dots, framed, line, note, percent, whiskers
from assistant.charts.palette import ACCENT, CHOSEN, CONTEXT, Look
from assistant.evidence.diagnostics import CALIBRATION as HREF
from assistant.evidence.diagnostics import bin_facts, calibration, worst_bin
from assistant.evidence.fact import EvidenceFact
from assistant.evidence.numerals import written
from models.record import CalibrationBin, RunRecord

ENDS = (-3.0, 103.0)


def draw(record: RunRecord) -> Drawing | None:
    """Draw what happened over what was predicted; None for values, or without diagnostics."""
    told = calibration(record)
    if told is None or not told.bins:
        return None
    worst = worst_bin(record)
    title, facts = _finding(record, worst)
    marks = [line("perfect", [0.0, 100.0], [0.0, 100.0], CONTEXT, "dash")]
    for name, group, look in (
        ("rows of about one probability", [one for one in told.bins if one != worst], Look(ACCENT)),
        ("the most off", [one for one in told.bins if one == worst], CHOSEN),
    ):
        mark = dots(name, [percent(b.predicted) for b in group], [percent(b.happened) for b in group], look)
        low, high = [percent(b.happened - b.low) for b in group], [percent(b.high - b.happened) for b in group]
        marks.append(mark | {"error_y": whiskers(low, high, ACCENT)})
    is_binary = record.goal.task == "binary"
    what = "positive class" if is_binary else "most probable class"
    return Drawing(
        title=title,
        sentence="Dots on the dashed line are probabilities that hold; a dot below it was predicted too surely. The "
        "lines are where the true share likely lies.",
        figure=framed(
            marks,
            title,
            Axis(f"predicted, {what} (%)", ends=ENDS),
            Axis("what happened (%)", ends=ENDS, has_grid=True),
            [note(85.0, 85.0, "perfect")],
        ),
        columns=("predicted (%)", "happened (%)", "low (%)", "high (%)", "rows"),
        rows=tuple(
            (percent(b.predicted), percent(b.happened), percent(b.low), percent(b.high), b.n_rows) for b in told.bins
        ),
        facts=facts,
    )


def _finding(record: RunRecord, worst: CalibrationBin | None) -> tuple[str, tuple[EvidenceFact, ...]]:
    if worst is None:
        told = calibration(record)
        off = EvidenceFact("mean distance from perfect", percent(told.error if told else 0.0), "%", HREF)
        mean = written(float(off.value or 0), 2)
        return f"The probabilities hold: on average they are {mean} percentage points off.", (off,)
    facts = bin_facts(worst)
    said, happened = (written(float(fact.value or 0), 3) for fact in (facts.predicted, facts.happened))
    return f"When it says {said} %, it happens in {happened} % of the rows.", (facts.predicted, facts.happened)


CALIBRATION = ChartKind(
    name="calibration",
    label="Calibration",
    reading=(
        "Rows are put together by their predicted probability. Each dot says in what share of them it really happened, "
        "the line where that share likely lies. On the dashed line probabilities can be taken at their word; a long "
        "line rests on few rows."
    ),
    needs="a model of classes, and a run that recorded its diagnostics",
    draw=draw,
)
