"""ROC curve: how many positives are caught at the price of how many false alarms."""

from assistant.charts.drawing import ChartKind, Drawing
from assistant.charts.frame import Axis, dots, framed, line, note, percent
from assistant.charts.palette import ACCENT, CHOSEN, CONTEXT
from assistant.evidence.diagnostics import binary
from assistant.evidence.fact import EvidenceFact
from assistant.evidence.numerals import written
from models.record import BinaryDiagnostics, RocCurve, RunRecord

HREF = "charts/roc"
AIM = 0.8
ENDS = (-2.0, 102.0)


def draw(record: RunRecord) -> Drawing | None:
    """Draw the curve, with the threshold of the model on it; None without a model of two classes."""
    told = binary(record)
    if told is None or told.roc is None:
        return None
    title, facts = _finding(told.roc)
    false_alarms = [0.0, *(percent(rate) for rate in told.roc.false_positive_rates)]
    caught = [0.0, *(percent(rate) for rate in told.roc.true_positive_rates)]
    here = (_rate(told, 0), _rate(told, 1))
    marks = [
        line("chance", [0.0, 100.0], [0.0, 100.0], CONTEXT, "dash"),
        line("the delivered model", false_alarms, caught, ACCENT),
        dots("its threshold", [here[0]], [here[1]], CHOSEN),
    ]
    figure = framed(
        marks,
        title,
        Axis("of others, alarmed for nothing (%)", ends=ENDS),
        Axis("of positives, caught (%)", ends=ENDS, has_grid=True),
        [note(*here, "its threshold"), note(60.0, 52.0, "chance")],
    )
    rows = zip(told.roc.thresholds, false_alarms[1:], caught[1:], strict=True)
    return Drawing(
        title=title,
        sentence="The further the curve bends to the upper left, the better the positives are told from the others; "
        "the dot is the threshold of the model, the dashed line is guessing.",
        figure=figure,
        columns=("threshold", "alarmed for nothing (%)", "caught (%)"),
        rows=tuple(rows),
        facts=facts,
    )


def _finding(curve: RocCurve) -> tuple[str, tuple[EvidenceFact, ...]]:
    """Say what catching most of the positives costs in false alarms."""
    pairs = zip(curve.true_positive_rates, curve.false_positive_rates, strict=True)
    caught, alarmed = next((pair for pair in pairs if pair[0] >= AIM), (1.0, 1.0))
    facts = (
        EvidenceFact("share of the positives that are caught", percent(caught), "%", HREF),
        EvidenceFact("share of the others that are alarmed for nothing then", percent(alarmed), "%", HREF),
    )
    first, second = (written(float(fact.value or 0), 3) for fact in facts)
    return f"To catch {first} % of the positives, {second} % of the others are alarmed for nothing.", facts


def _rate(told: BinaryDiagnostics, true: int) -> float:
    """Return what share of a class is taken for positive at the threshold of the model, in percent."""
    counts = told.confusion.counts[true]
    return percent(counts[1] / sum(counts)) if sum(counts) else 0.0


ROC = ChartKind(
    name="roc",
    label="ROC curve",
    reading=(
        "From left to right the threshold falls: more positives are caught, and more of the others are alarmed for "
        "nothing. A curve through the upper left corner tells them apart perfectly, one along the dashed line not at "
        "all. The area under it is the ROC AUC."
    ),
    needs="a model of two classes, and a run that recorded its diagnostics",
    draw=draw,
)
