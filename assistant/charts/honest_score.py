"""The honest score on its axis: twenty dots that share out what is likely, the range, and the best seen."""

from collections import Counter
from statistics import NormalDist

from assistant.charts.drawing import ChartKind, Drawing
from assistant.charts.frame import Axis, dots, framed, line, note, score_title
from assistant.charts.palette import ACCENT, INK_2, RING, Look
from assistant.evidence import honest_score as facts_of
from assistant.evidence.fact import EvidenceFact
from assistant.evidence.numerals import written
from assistant.evidence.trials import baseline, score_fact, score_of
from models.record import RunRecord, Score

N_DOTS = 20
BINS = 12
FAR = 4.0
"""Widths of the range beyond which the baseline is told in the table alone: it would squeeze the dots to a line."""


def draw(record: RunRecord) -> Drawing | None:
    """Draw the honest score of the delivered model; None where it has no range."""
    score = record.result.score if record.result else None
    if score is None or score.low is None or score.high is None or score.corrected is None:
        return None
    quantiles = _quantiles(score.low, score.corrected, score.high, score.level)
    heights = _heights(quantiles)
    told = (
        f"Expect {record.metric.title} {written(score.corrected)} on new rows, "
        f"likely {written(score.low)} to {written(score.high)}."
    )
    marks = [
        dots("what is likely", quantiles, heights, Look(ACCENT, "circle", 9)),
        line("likely range", [score.low, score.high], [0.4, 0.4], ACCENT),
        dots("best seen while searching", [score.cross_validated], [0.4], RING),
    ]
    floor = _near_floor(record, score)
    marks += [line("baseline", [floor, floor], [0.0, max(heights)], INK_2)] if floor is not None else []
    labels = [note(floor, max(heights), "baseline")] if floor is not None else []
    upward = Axis(ends=(0.0, max(heights) + 1.5)).plain()
    figure = framed(marks, told, Axis(score_title(record)), Axis(), labels)
    return Drawing(
        title=told,
        sentence=f"The {N_DOTS} dots are equally likely scores on new rows; the level line is the likely range, the "
        "ring the best score seen while searching.",
        figure={**figure, "layout": {**figure["layout"], "yaxis": {**upward, "showticklabels": False}}},
        columns=("quantile", "score"),
        rows=tuple(((2 * place + 1) / (2 * N_DOTS), value) for place, value in enumerate(quantiles)),
        facts=_facts(record, score),
    )


def _quantiles(low: float, middle: float, high: float, level: float) -> list[float]:
    """Share out the range: half a normal distribution to each side of the expected score."""
    normal = NormalDist()
    reach = normal.inv_cdf(0.5 + level / 2)
    places = [normal.inv_cdf((2 * place + 1) / (2 * N_DOTS)) for place in range(N_DOTS)]
    return [middle + at * ((middle - low) if at < 0 else (high - middle)) / reach for at in places]


def _heights(values: list[float]) -> list[float]:
    """Pile up dots that are near each other."""
    width = (max(values) - min(values)) / BINS or 1.0
    piles: Counter[int] = Counter()
    heights = []
    for value in values:
        pile = int((value - min(values)) / width)
        piles[pile] += 1
        heights.append(float(piles[pile]))
    return heights


def _near_floor(record: RunRecord, score: Score) -> float | None:
    floor = baseline(record)
    if floor is None or score.low is None or score.high is None:
        return None
    reach = FAR * (score.high - score.low)
    return score_of(floor) if score.low - reach <= score_of(floor) <= score.high + reach else None


def _facts(record: RunRecord, score: Score) -> tuple[EvidenceFact, ...]:
    floor, corrected = baseline(record), facts_of.corrected_fact(record, score)
    known = [facts_of.cross_validated_fact(record, score), *(facts_of.interval_facts(record, score) or ())]
    known += [corrected] if corrected else []
    return (*known, score_fact(record, floor)) if floor else tuple(known)


HONEST_SCORE = ChartKind(
    name="honest_score",
    label="Honest score",
    reading=(
        "Each dot is an equally likely score on new rows, so count dots to weigh chances: where the dots pile up, the "
        "score most likely lies. The level line is the likely range, and the ring the best score seen while "
        "searching, which flatters because it was picked as the best of many."
    ),
    needs="a finished run whose score has a range",
    draw=draw,
)
