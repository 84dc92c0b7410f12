"""Parallel coordinates: one line a trial through all its settings, for the family that leads."""

from math import log
from typing import Any

from assistant.charts.drawing import ChartKind, Drawing
from assistant.charts.frame import Axis, framed, line
from assistant.charts.palette import ACCENT, CONTEXT
from assistant.charts.spans import span_facts, span_words
from assistant.evidence.fact import EvidenceFact
from assistant.evidence.searched import as_number, best_tenth, leading_family, searched_settings, span_of
from assistant.evidence.trials import score_of
from assistant.evidence.tried_values import TriedValues
from assistant.naming import plain_title
from models.record import RunRecord, Scalar, Trial

MOST_LINES, MOST_AXES = 200, 7
SCORE = "score"


def draw(record: RunRecord) -> Drawing | None:
    """Draw the trials of the leading family; None with too few, or with fewer than two settings that varied."""
    found = leading_family(record)
    if found is None:
        return None
    first, trials = found
    tried = searched_settings(record, first.family)[:MOST_AXES]
    if len(tried) < 2:
        return None
    shown, best = trials[:MOST_LINES], best_tenth(trials)
    told, facts = _finding(record, tried, trials)
    names = [*(one.account.name for one in tried), SCORE]
    marks = [
        _lines("other trials", [t for t in shown if t not in best], tried, (trials, record), CONTEXT),
        _lines("the best trials", list(best), tried, (trials, record), ACCENT),
    ]
    few = f" The best {MOST_LINES} of {len(trials):,} trials are drawn." if len(trials) > MOST_LINES else ""
    return Drawing(
        title=told,
        sentence="Each line is a trial: it meets each axis at its value, from the lowest that was tried, at the "
        f"bottom, to the highest, and the best score on top. The dark lines are the best {len(best)}.{few}",
        figure=framed(marks, told, Axis(scale="category"), Axis("from lowest to highest", ends=(-0.03, 1.03))),
        columns=("trial", *names),
        rows=tuple((t.number, *(one.value(t) for one in tried), score_of(t)) for t in shown if _has_all(t, tried)),
        facts=facts,
    )


def _has_all(trial: Trial, tried: tuple[TriedValues, ...]) -> bool:
    return all(one.account.name in trial.hyperparameters for one in tried)


def _lines(
    name: str, trials: list[Trial], tried: tuple[TriedValues, ...], of: tuple[tuple[Trial, ...], RunRecord], color: str
) -> dict[str, Any]:
    """Return the lines of some trials as one broken line."""
    x: list[Scalar] = []
    y: list[Scalar] = []
    for trial in trials:
        if _has_all(trial, tried):
            x += [*(one.account.name for one in tried), SCORE, None]
            y += [*(_height(one, one.value(trial)) for one in tried), _score_height(trial, *of), None]
    return line(name, x, y, color)


def _height(tried: TriedValues, value: Scalar) -> float:
    """Return where a value stands between the lowest (0) and the highest (1) that was tried."""
    values = tried.values
    numbers = [as_number(one) for one in values]
    if any(number is None for number in numbers):
        return values.index(value) / (len(values) - 1)
    scaled = [
        _scaled(number or 0.0, is_log=tried.account.is_log and min(n or 0.0 for n in numbers) > 0) for number in numbers
    ]
    here = scaled[values.index(value)]
    return (here - scaled[0]) / ((scaled[-1] - scaled[0]) or 1.0)


def _scaled(number: float, *, is_log: bool) -> float:
    return log(number) if is_log else number


def _score_height(trial: Trial, trials: tuple[Trial, ...], record: RunRecord) -> float:
    scores = [score_of(one) for one in trials]
    best, worst = score_of(trials[0]), max(scores) if not record.metric.greater_is_better else min(scores)
    return (score_of(trial) - worst) / ((best - worst) or 1.0)


def _finding(
    record: RunRecord, tried: tuple[TriedValues, ...], trials: tuple[Trial, ...]
) -> tuple[str, tuple[EvidenceFact, ...]]:
    """Say which setting the best trials agree on most: whose values lie closest together."""
    title = plain_title(record, trials[0].family)
    spans = [span for span in (span_of(one, best_tenth(trials)) for one in tried) if span is not None]
    closest = min(spans, key=lambda span: span.share, default=None)
    if closest is None or closest.share > 0.5:
        return f"The best trials of {title} do not agree on any setting.", ()
    every = EvidenceFact(f"complete trials of {title}", len(trials), href="trials")
    told = f"The best {closest.n_trials} of {len(trials):,} trials of {title} agree most on {span_words(closest)}."
    return told, (*span_facts(closest), every)


PARALLEL_COORDINATES = ChartKind(
    name="parallel_coordinates",
    label="Parallel coordinates",
    reading=(
        "Each line is one trial of a family, and each upright place one of its settings; the last is the "
        "score. Where the dark lines, the best trials, run through a narrow gate, that setting matters; where they "
        "spread over the whole height, it hardly does."
    ),
    needs="four complete trials of one family, with two settings that were varied",
    draw=draw,
)
