"""The gap of all trials: how much better each is on rows it was fitted on than on rows held back."""

from assistant.charts.drawing import ChartKind, Drawing
from assistant.charts.frame import Axis, dots, framed, note, outside_words, room_for, score_title
from assistant.charts.palette import CHOSEN, Look
from assistant.evidence.fact import EvidenceFact
from assistant.evidence.gap import family_gaps, gap_fact, gap_of
from assistant.evidence.numerals import written
from assistant.evidence.trials import completed, leader, score_of, unit_of
from assistant.naming import plain_title
from models.record import RunRecord, Trial

USUAL = 1.5
"""Times the median of its family beyond which a gap is called large, and under its inverse small."""


def draw(record: RunRecord) -> Drawing | None:
    """Draw the gap of each complete trial over its score; None with fewer than two gaps, or without a leader."""
    first = leader(record)
    found = [(trial, gap) for trial in completed(record) if (gap := gap_of(record, trial)) is not None]
    if first is None or len(found) < 2 or gap_of(record, first) is None or first.validation_score is None:
        return None
    told, facts = _finding(record, first)
    ends, n_outside = room_for(record, [score_of(trial) for trial, _ in found])
    others = [(trial, gap) for trial, gap in found if trial.number != first.number]
    own = gap_of(record, first)
    words = [f"trial {trial.number}, {trial.family}" for trial, _ in others]
    marks = [
        dots("other trials", [score_of(t) for t, _ in others], [gap for _, gap in others], Look(), words),
        dots("leads", [score_of(first)], [own], CHOSEN, [f"trial {first.number}, {first.family}"]),
    ]
    upward = Axis("gap (train better by)", has_grid=True)
    return Drawing(
        title=told,
        sentence="Each dot is a trial: across its score on rows held back, upward how much better it is on rows that "
        f"it was fitted on.{outside_words(n_outside)}",
        figure=framed(marks, told, Axis(score_title(record), ends=ends), upward, [note(score_of(first), own, "leads")]),
        columns=("trial", "family", "validation score", "gap"),
        rows=tuple((trial.number, trial.family, score_of(trial), gap) for trial, gap in found),
        facts=facts,
    )


def _finding(record: RunRecord, first: Trial) -> tuple[str, tuple[EvidenceFact, ...]]:
    gap, usual = gap_fact(record, first), family_gaps(record, first)
    if gap is None or not isinstance(gap.value, int | float):
        return "The leading trial has no gap on record.", ()
    said = f"The gap of the leading trial is {written(gap.value, 2)}"
    if usual is None:
        return f"{said}; no two other trials of its family tell what is usual.", (gap,)
    label = f"median gap of the other {usual.n_trials} trials of {first.family}"
    middle = EvidenceFact(label, usual.middle, unit_of(record), "trials")
    size = "usual"
    if gap.value > USUAL * usual.middle > 0:
        size = "large"
    elif 0 <= gap.value < usual.middle / USUAL:
        size = "small"
    title = plain_title(record, first.family)
    return f"{said}, {size} for {title} here (median {written(usual.middle, 2)}).", (gap, middle)


GAP = ChartKind(
    name="gap",
    label="Gap of all trials",
    reading=(
        "Across is the score on rows held back, upward how much better a trial is on rows that it was fitted on. A "
        "large gap is no fault by itself: what counts is how far to the good side a dot lies. Trials high up that "
        "score no better than low ones have learned by heart for nothing."
    ),
    needs="training scores of two complete trials",
    draw=draw,
)
