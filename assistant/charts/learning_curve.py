"""The learning curve of the best trial that has one: its loss by rounds, on rows fitted on and on rows held apart."""

from dataclasses import dataclass
from math import isfinite
from statistics import fmean

from assistant.charts.drawing import ChartKind, Drawing
from assistant.charts.frame import Axis, framed, line, note
from assistant.charts.palette import ACCENT, CONTEXT, INK_2
from assistant.evidence.fact import EvidenceFact
from assistant.evidence.trials import address, completed, leader, number_fact
from models.record import CurvePoint, RunRecord, Trial

STILL_FALLING = 0.9
"""Share of all rounds after which a lowest loss counts as one at the end."""


@dataclass(frozen=True)
class _Point:
    """The losses of all folds after so many rounds: their mean, and the least and the greatest of the held apart."""

    rounds: int
    train: float
    stopping: float
    low: float
    high: float


def draw(record: RunRecord) -> Drawing | None:
    """Draw the best curve there is, averaged over the folds; None where no trial learns in rounds."""
    first = _trial(record)
    if first is None:
        return None
    points = _points(first)
    rounds = [point.rounds for point in points]
    best = min(points, key=lambda point: point.stopping)
    told, facts = _finding(first, points, best)
    marks = [
        line("least of the folds", rounds, [point.low for point in points], CONTEXT),
        line("greatest of the folds", rounds, [point.high for point in points], CONTEXT),
        line("rows fitted on", rounds, [point.train for point in points], INK_2, "dash"),
        line("rows held apart", rounds, [point.stopping for point in points], ACCENT),
    ]
    labels = [
        note(rounds[-1], points[-1].train, "rows fitted on"),
        note(rounds[-1], points[-1].stopping, "rows held apart"),
    ]
    return Drawing(
        title=told,
        sentence="Dashed is the loss on the rows fitted on, solid on rows held apart, gray the least and the greatest "
        "of the folds; smaller is better.",
        figure=framed(marks, told, Axis("rounds"), Axis("loss (smaller is better)", has_grid=True), labels),
        columns=("rounds", "train loss", "loss on rows held apart", "least", "greatest"),
        rows=tuple((p.rounds, p.train, p.stopping, p.low, p.high) for p in points),
        facts=facts,
    )


def _trial(record: RunRecord) -> Trial | None:
    """Return the leading trial, or else the best one, that has a curve."""
    first = leader(record)
    known = [*([first] if first else []), *completed(record)]
    return next((trial for trial in known if len(_points(trial)) > 1), None)


def _points(trial: Trial) -> list[_Point]:
    """Average the folds where all of them have a point, or take the first fold where they share none."""
    curves = [[point for point in fold.curve if _is_finite(point)] for fold in trial.folds]
    curves = [curve for curve in curves if len(curve) > 1]
    if not curves:
        return []
    shared = set.intersection(*({point.rounds for point in curve} for curve in curves))
    used = curves if len(shared) > 1 else curves[:1]
    by_rounds: dict[int, list[CurvePoint]] = {}
    for curve in used:
        for point in curve:
            by_rounds.setdefault(point.rounds, []).append(point)
    return [_joined(rounds, found) for rounds, found in sorted(by_rounds.items()) if len(found) == len(used)]


def _is_finite(point: CurvePoint) -> bool:
    return isfinite(point.train_loss) and isfinite(point.stopping_loss)


def _joined(rounds: int, found: list[CurvePoint]) -> _Point:
    held = [point.stopping_loss for point in found]
    return _Point(rounds, fmean(point.train_loss for point in found), fmean(held), min(held), max(held))


def _finding(trial: Trial, points: list[_Point], best: _Point) -> tuple[str, tuple[EvidenceFact, ...]]:
    last = points[-1].rounds
    facts = (
        number_fact(trial),
        EvidenceFact("rounds at the lowest loss on rows held apart", best.rounds, "rounds", address(trial)),
        EvidenceFact("rounds that were drawn", last, "rounds", address(trial)),
    )
    said = f"In trial {trial.number} the loss on rows held apart"
    if best.rounds >= STILL_FALLING * last:
        return f"{said} still fell near the end, after {best.rounds:,} of {last:,} rounds.", facts
    return f"{said} was lowest after {best.rounds:,} of {last:,} rounds.", facts


LEARNING_CURVE = ChartKind(
    name="learning_curve",
    label="Learning curve",
    reading=(
        "Across are the rounds (or passes) of training, upward the loss. The dashed line, on rows fitted on, always "
        "falls. Watch the solid one, on rows held apart: while it falls, the model learns what holds for new rows; "
        "where it turns upward, it begins to learn by heart, and that is where early stopping ends."
    ),
    needs="a trial that learns in rounds or passes, with its curve recorded",
    draw=draw,
)
