"""Predicted against true values, with the middle of the true ones by the size of the prediction."""

from assistant.charts.drawing import ChartKind, Drawing
from assistant.charts.frame import Axis, dots, framed, line, note, whiskers
from assistant.charts.palette import ACCENT, CHOSEN, CONTEXT, Look
from assistant.evidence.diagnostics import misses, regression
from assistant.evidence.fact import EvidenceFact
from assistant.evidence.numerals import written
from models.record import RegressionDiagnostics, RunRecord


def draw(record: RunRecord) -> Drawing | None:
    """Draw a sample of rows and the bins over it; None without a model of values."""
    told = regression(record)
    if told is None:
        return None
    title, facts = finding(record)
    ends = _ends(told)
    bins = dots(
        "middle of the true values", [one.predicted for one in told.bins], [one.median for one in told.bins], CHOSEN
    )
    reach = whiskers([one.median - one.low for one in told.bins], [one.high - one.median for one in told.bins], ACCENT)
    marks = [
        line("perfect", list(ends), list(ends), CONTEXT, "dash"),
        dots("rows", told.sample_predicted, told.sample_true, Look(CONTEXT, "circle", 4)),
        bins | {"error_y": reach},
    ]
    target = record.goal.target
    return Drawing(
        title=title,
        sentence="Gray dots are rows, on the dashed line where the prediction is right; dark dots are the middle of "
        "the true values, their lines hold eight in ten of them.",
        figure=framed(
            marks,
            title,
            Axis(f"predicted {target}"),
            Axis(f"true {target}", has_grid=True),
            [note(ends[1], ends[1], "perfect")],
        ),
        columns=("predicted", "middle of the true values", "low", "high", "rows"),
        rows=tuple((one.predicted, one.median, one.low, one.high, one.n_rows) for one in told.bins),
        facts=facts,
    )


def finding(record: RunRecord) -> tuple[str, tuple[EvidenceFact, ...]]:
    """Return how far predictions are off, and what the numbers in it rest on."""
    facts = misses(record)
    if facts is None:
        return "How far predictions are off is not recorded.", ()
    if facts.is_to_one_side:
        return "Predictions lean to one side as a whole.", ()
    known = (facts.too_high, facts.too_low)
    high, low = (written(float(fact.value or 0), 3) for fact in known)
    return f"Eight in ten predictions are at most {high} too high and {low} too low.", known


def _ends(told: RegressionDiagnostics) -> tuple[float, float]:
    both = (*told.sample_predicted, *told.sample_true)
    return min(both), max(both)


PREDICTED_TRUE = ChartKind(
    name="predicted_true",
    label="Predicted and true values",
    reading=(
        "Each gray dot is a row. Where the dark dots leave the dashed line, predictions of that size are too high or "
        "too low on the whole; the longer their lines, the less sure a single prediction is."
    ),
    needs="a model of values, and a run that recorded its diagnostics",
    draw=draw,
)
