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
    ends = (score_of(trials[-1]), score_of(trials[0]))
    names = [*(one.account.name for one in tried), SCORE]
    marks = [
        _lines("other trials", [t for t in shown if t not in best], tried, ends, CONTEXT),
        _lines("the best trials", list(best), tried, ends, ACCENT),
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
    name: str, trials: list[Trial], tried: tuple[TriedValues, ...], scores: tuple[float, float], color: str
) -> dict[str, Any]:
    """Return the lines of some trials as one broken line; ``scores`` are the worst and the best of all."""
    heights = [_heights(one) for one in tried]
    x: list[Scalar] = []
    y: list[Scalar] = []
    for trial in trials:
        if _has_all(trial, tried):
            x += [*(one.account.name for one in tried), SCORE, None]
            y += [*(places[one.value(trial)] for one, places in zip(tried, heights, strict=True))]
            y += [(score_of(trial) - scores[0]) / ((scores[1] - scores[0]) or 1.0), None]
    return line(name, x, y, color)


def _heights(tried: TriedValues) -> dict[Scalar, float]:
    """Return where each value stands between the lowest (0) and the highest (1) that was tried."""
    values = tried.values
    numbers = [number for number in map(as_number, values) if number is not None]
    if len(numbers) < len(values):
        return {value: place / (len(values) - 1) for place, value in enumerate(values)}
    scaled = [log(number) for number in numbers] if tried.account.is_log and numbers[0] > 0 else numbers
    width = (scaled[-1] - scaled[0]) or 1.0
    return {value: (here - scaled[0]) / width for value, here in zip(values, scaled, strict=True)}


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
