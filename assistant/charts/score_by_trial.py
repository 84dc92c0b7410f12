"""Score by trial: when the search got better, and when it stopped to."""

from math import ceil

from assistant.charts.drawing import ChartKind, Drawing
from assistant.charts.frame import MOST_MARKS, Axis, dots, framed, line, note, outside_words, room_for, score_title
from assistant.charts.palette import ACCENT, CHOSEN, Look
from assistant.evidence.fact import EvidenceFact
from assistant.evidence.numerals import written
from assistant.evidence.trials import completed, number_fact, score_fact, score_of
from models.record import RunRecord, Trial


def draw(record: RunRecord) -> Drawing | None:
    """Draw the complete trials in the order of their numbers; None with fewer than two."""
    trials = sorted(completed(record), key=lambda trial: trial.number)
    if len(trials) < 2:
        return None
    bests = _best_so_far(record, trials)
    best = bests[-1]
    ends, n_outside = room_for(record, [score_of(trial) for trial in trials])
    kept = _thinned(trials, bests)
    numbers = [trial.number for trial in kept]
    told = _finding(record, trials, best)
    marks = [
        dots("score", numbers, [score_of(trial) for trial in kept], Look(), [trial.family for trial in kept]),
        line("best so far", [t.number for t in trials], [score_of(t) for t in bests], ACCENT, "step"),
        dots("best", [best.number], [score_of(best)], CHOSEN, [best.family]),
    ]
    labels = [note(best.number, score_of(best), f"{written(score_of(best))}, trial {best.number}")]
    few = f" {len(kept):,} of {len(trials):,} trials are drawn." if len(kept) < len(trials) else ""
    return Drawing(
        title=told,
        sentence=f"Each dot is a trial, the line the best score so far.{outside_words(n_outside)}{few}",
        figure=framed(marks, told, Axis("trial"), Axis(score_title(record), ends=ends, has_grid=True), labels),
        columns=("trial", "family", "score", "best so far"),
        rows=tuple((t.number, t.family, score_of(t), score_of(b)) for t, b in zip(trials, bests, strict=True)),
        facts=(score_fact(record, best), number_fact(best), _after(trials, best)),
    )


def _best_so_far(record: RunRecord, trials: list[Trial]) -> list[Trial]:
    bests: list[Trial] = []
    for trial in trials:
        is_better = not bests or record.metric.is_better(score_of(trial), score_of(bests[-1]))
        bests.append(trial if is_better else bests[-1])
    return bests


def _thinned(trials: list[Trial], bests: list[Trial]) -> list[Trial]:
    """Keep so many that a browser can draw, every improvement among them."""
    stride, records = ceil(len(trials) / MOST_MARKS), {trial.number for trial in bests}
    return [trial for place, trial in enumerate(trials) if place % stride == 0 or trial.number in records]


def _after(trials: list[Trial], best: Trial) -> EvidenceFact:
    count = sum(trial.number > best.number for trial in trials)
    return EvidenceFact(f"complete trials after trial {best.number}", count, href="trials")


def _finding(record: RunRecord, trials: list[Trial], best: Trial) -> str:
    said = f"The best {record.metric.title}, {written(score_of(best))}, came in trial {best.number}"
    after = sum(trial.number > best.number for trial in trials)
    if not after:
        return f"{said}, the last complete one."
    return f"{said}; the {f'{after:,} complete trials' if after > 1 else 'complete trial'} after it did not beat it."


SCORE_BY_TRIAL = ChartKind(
    name="score_by_trial",
    label="Score by trial",
    reading=(
        "Each dot is a trial, from the first on the left to the last on the right; the line is the best score so "
        "far. A line that is level for long says that more of the same search would add little; one that still "
        "climbs at the end says that it would."
    ),
    needs="two complete trials",
    draw=draw,
)
