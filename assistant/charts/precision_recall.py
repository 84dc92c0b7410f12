"""Precision-recall curve: how many alarms are right when so many positives are caught."""

from assistant.charts.drawing import ChartKind, Drawing
from assistant.charts.frame import Axis, dots, framed, line, note, percent
from assistant.charts.palette import ACCENT, CHOSEN, CONTEXT
from assistant.evidence.diagnostics import binary, rates_of
from assistant.evidence.fact import EvidenceFact
from assistant.evidence.numerals import written
from models.record import PrecisionRecallCurve, RunRecord

HREF = "charts/precision_recall"
AIM = 0.5
ENDS = (-2.0, 102.0)


def draw(record: RunRecord) -> Drawing | None:
    """Draw the curve, with the threshold of the model on it; None without a model of two classes."""
    told = binary(record)
    if told is None or told.precision_recall is None:
        return None
    curve = told.precision_recall
    title, facts = _finding(curve)
    recalls, precisions = ([percent(share) for share in part] for part in (curve.recalls, curve.precisions))
    base = percent(curve.base_rate)
    marks = [
        line("alarms drawn by lot", [0.0, 100.0], [base, base], CONTEXT, "dash"),
        line("the delivered model", recalls, precisions, ACCENT),
    ]
    notes = [note(50.0, base, "alarms drawn by lot")]
    rates = rates_of(record, told.positive_class)
    if rates is not None and rates.recall is not None and rates.precision is not None:
        here = (percent(rates.recall), percent(rates.precision))
        marks.append(dots("its threshold", [here[0]], [here[1]], CHOSEN))
        notes.append(note(*here, "its threshold"))
    return Drawing(
        title=title,
        sentence="From left to right more positives are caught, and fewer of the alarms are right; the dashed line is "
        "what alarms drawn by lot would give.",
        figure=framed(
            marks,
            title,
            Axis("of positives, caught (%)", ends=ENDS),
            Axis("of alarms, right (%)", ends=ENDS, has_grid=True),
            notes,
        ),
        columns=("threshold", "caught (%)", "right (%)"),
        rows=tuple(zip(curve.thresholds, recalls, precisions, strict=True)),
        facts=facts,
    )


def _finding(curve: PrecisionRecallCurve) -> tuple[str, tuple[EvidenceFact, ...]]:
    pairs = zip(curve.recalls, curve.precisions, strict=True)
    caught, right = next((pair for pair in pairs if pair[0] >= AIM), (1.0, curve.base_rate))
    facts = (
        EvidenceFact("share of the positives that are caught", percent(caught), "%", HREF),
        EvidenceFact("share of the alarms that are right then", percent(right), "%", HREF),
        EvidenceFact("share of alarms that would be right if drawn by lot", percent(curve.base_rate), "%", HREF),
    )
    first, second, lot = (written(float(fact.value or 0), 3) for fact in facts)
    return (
        f"Catching {first} % of the positives, {second} % of the alarms are right; by lot it would be {lot} %.",
        facts,
    )


PRECISION_RECALL = ChartKind(
    name="precision_recall",
    label="Precision and recall",
    reading=(
        "Each point is a threshold: to the right more positives are caught (recall), further up more of the alarms are "
        "right (precision). Look here rather than at the ROC curve where the positive class is rare. A left end that "
        "jumps rests on few alarms."
    ),
    needs="a model of two classes, and a run that recorded its diagnostics",
    draw=draw,
)
