"""Small pictures drawn on the server: where their marks are, in the units of the picture."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor, log10

from models.record import MetricAccount, Trial

WIDTH, HEIGHT = 640.0, 220.0
LEFT, RIGHT, TOP, BOTTOM = 64.0, 16.0, 12.0, 32.0
MOST_DOTS = 300
# Scores further from the best than this many times the better half's spread are drawn at the edge.
EDGE_SPREADS = 5.0


@dataclass(frozen=True)
class Mark:
    """One mark of a picture, and what it stands for."""

    x: float
    y: float
    trial: int
    value: float


@dataclass(frozen=True)
class Tick:
    """One number on an axis."""

    at: float
    label: str


@dataclass(frozen=True)
class Curve:
    """Scores over trials: a dot a trial, and a line along the best so far. ``n_clipped`` dots lie at the edge."""

    dots: tuple[Mark, ...]
    line: str
    best: Mark
    ticks: tuple[Tick, ...]
    last_trial: int
    n_clipped: int


def score_curve(trials: Sequence[Trial], metric: MetricAccount) -> Curve | None:
    """Draw the scores of complete trials in the order of their numbers; None without a score."""
    scored = [(t.number, t.validation_score) for t in trials if t.validation_score is not None]
    if not scored:
        return None
    low, high = _shown([value for _, value in scored], metric)
    last = max(1, *(number for number, _ in scored))
    marks = [
        Mark(_across(number, last), _down(min(max(value, low), high), low, high), number, value)
        for number, value in scored
    ]
    records = _records(marks, metric)
    return Curve(
        dots=_thinned(marks, records),
        line=_steps(records),
        best=records[-1],
        ticks=tuple(Tick(_down(v, low, high), label) for v, label in ticks(low, high)),
        last_trial=last,
        n_clipped=sum(not low <= mark.value <= high for mark in marks),
    )


def _shown(values: Sequence[float], metric: MetricAccount) -> tuple[float, float]:
    """Return the scores at the two ends of the axis."""
    ordered = sorted(values, reverse=metric.greater_is_better)
    best, middle = ordered[0], ordered[len(ordered) // 2]
    reach = EDGE_SPREADS * abs(best - middle)
    far = [value for value in ordered if abs(value - best) <= reach] if reach else ordered
    low, high = min(far), max(far)
    margin = (high - low) * 0.08 or abs(high) * 0.01 or 0.01
    return low - margin, high + margin


def _across(number: int, last: int) -> float:
    return LEFT + 8 + number / last * (WIDTH - LEFT - RIGHT - 16)


def _down(value: float, low: float, high: float) -> float:
    return TOP + (high - value) / (high - low) * (HEIGHT - TOP - BOTTOM)


def _records(marks: Sequence[Mark], metric: MetricAccount) -> list[Mark]:
    records: list[Mark] = []
    for mark in marks:
        if not records or metric.is_better(mark.value, records[-1].value):
            records.append(mark)
    return records


def _steps(records: Sequence[Mark]) -> str:
    start = records[0]
    parts = [f"M{start.x:.1f} {start.y:.1f}"]
    parts += [f"H{mark.x:.1f}V{mark.y:.1f}" for mark in records[1:]]
    return "".join([*parts, f"H{WIDTH - RIGHT:.1f}"])


def _thinned(marks: Sequence[Mark], records: Sequence[Mark]) -> tuple[Mark, ...]:
    """Keep at most ``MOST_DOTS`` marks, every improvement among them."""
    stride = ceil(len(marks) / MOST_DOTS)
    kept = {mark.trial for mark in records}
    return tuple(mark for position, mark in enumerate(marks) if position % stride == 0 or mark.trial in kept)


def ticks(low: float, high: float, most: int = 4) -> list[tuple[float, str]]:
    """Return round numbers between two ends, each with its label: at most so many, and at least about half of that."""
    rough = (high - low) / most
    power = 10.0 ** floor(log10(rough))
    step = next(factor * power for factor in (1, 2, 5, 10) if factor * power >= rough)
    decimals = max(0, -floor(log10(step)))
    first = ceil(low / step)
    return [(n * step, f"{n * step:,.{decimals}f}") for n in range(first, floor(high / step) + 1)]
