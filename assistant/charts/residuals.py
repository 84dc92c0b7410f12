"""Residuals: where predictions are too high or too low, by the size of the prediction."""

from assistant.charts.drawing import ChartKind, Drawing
from assistant.charts.frame import Axis, dots, framed, line, note, whiskers
from assistant.charts.palette import ACCENT, CHOSEN, CONTEXT, Look
from assistant.evidence.diagnostics import RESIDUALS as HREF
from assistant.evidence.diagnostics import regression
from assistant.evidence.fact import EvidenceFact
from assistant.evidence.numerals import written
from models.record import RunRecord, ValueBin

LEAST_LEAN, CHANCE = 0.1, 1.5
"""Of the width that holds eight in ten rows: less is no lean that anybody would act on, and less than the second by the
root of the rows is chance. A median's standard error is near half of that for bell-shaped misses, and of ten sizes the
worst is looked at."""


def draw(record: RunRecord) -> Drawing | None:
    """Draw true minus predicted values over the predicted ones; None without a model of values."""
    told = regression(record)
    if told is None:
        return None
    title, facts = _finding(told.bins)
    off = [true - said for true, said in zip(told.sample_true, told.sample_predicted, strict=True)]
    predicted = [one.predicted for one in told.bins]
    bins = dots("middle", predicted, [one.median - one.predicted for one in told.bins], CHOSEN)
    reach = whiskers([one.median - one.low for one in told.bins], [one.high - one.median for one in told.bins], ACCENT)
    ends = [min(told.sample_predicted), max(told.sample_predicted)]
    marks = [
        line("right", ends, [0.0, 0.0], CONTEXT, "dash"),
        dots("rows", told.sample_predicted, off, Look(CONTEXT, "circle", 4)),
        bins | {"error_y": reach},
    ]
    target = record.goal.target
    return Drawing(
        title=title,
        sentence="Above the dashed line the true value is greater than predicted. Dark dots are the middle for "
        "predictions of a size, their lines hold eight in ten rows.",
        figure=framed(
            marks,
            title,
            Axis(f"predicted {target}"),
            Axis("true minus predicted", has_grid=True),
            [note(ends[1], 0.0, "right")],
        ),
        columns=("predicted", "middle of true minus predicted", "low", "high", "rows"),
        rows=tuple(
            (b.predicted, b.median - b.predicted, b.low - b.predicted, b.high - b.predicted, b.n_rows)
            for b in told.bins
        ),
        facts=facts,
    )


def _finding(bins: tuple[ValueBin, ...]) -> tuple[str, tuple[EvidenceFact, ...]]:
    """Say where predictions lean most, by how far they scatter there; nothing where that may be chance."""
    worst = max(bins, key=_lean)
    if _lean(worst) < max(LEAST_LEAN, CHANCE / worst.n_rows**0.5):
        return "Predictions of no size lean much to one side.", ()
    leans = worst.median - worst.predicted
    facts = (
        EvidenceFact("predicted value around which predictions lean most", worst.predicted, "", HREF),
        EvidenceFact("by how much they lean there, in the middle", abs(leans), "", HREF),
    )
    at, by = (written(float(fact.value or 0), 3) for fact in facts)
    way = "too low" if leans > 0 else "too high"
    return f"It leans most around {at}: there predictions are {by} {way} in the middle.", facts


def _lean(one: ValueBin) -> float:
    return abs(one.median - one.predicted) / ((one.high - one.low) or 1.0)


RESIDUALS = ChartKind(
    name="residuals",
    label="Residuals",
    reading=(
        "Each gray dot is how far the true value of a row lies above its prediction. Dark dots off the dashed line say "
        "that predictions of that size are too low (above) or too high (below); lines that grow say that larger "
        "predictions are less sure."
    ),
    needs="a model of values, and a run that recorded its diagnostics",
    draw=draw,
)
