"""Small pictures drawn on the server: where their marks are, in the units of the picture."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor, log10

from models.record import MetricAccount, Score, Trial

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


@dataclass(frozen=True)
class RangePicture:
    """An honest score on its axis: the range, the score, the best seen, and the baseline where there is one."""

    low: float
    high: float
    corrected: float
    best_seen: float
    baseline: float | None

    @property
    def has_room_for_low(self) -> bool:
        """Whether the lower end can be labeled without touching the words of the baseline."""
        return self.baseline is None or abs(self.baseline - self.low) > WIDTH / 3

    def anchor(self, at: float) -> str:
        """Return to which side of a mark its words go, so that they stay inside the picture."""
        if at < WIDTH / 4:
            return "start"
        return "end" if at > WIDTH * 3 / 4 else "middle"


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


def range_picture(score: Score, baseline: float | None) -> RangePicture | None:
    """Draw an honest score; None where it has no range."""
    if score.low is None or score.high is None or score.corrected is None:
        return None
    known = [score.low, score.high, score.corrected, score.cross_validated]
    low, high = min(known), max(known)
    spread = (high - low) or abs(high) or 1.0
    # A baseline far away would squeeze the range to a dot: it is told in words then.
    is_near = baseline is not None and low - 8 * spread <= baseline <= high + 8 * spread
    ends = [*known, baseline] if is_near and baseline is not None else known
    start, width = min(ends), (max(ends) - min(ends)) or 1.0

    def at(value: float) -> float:
        return 24.0 + (value - start) / width * (WIDTH - 48.0)

    return RangePicture(
        at(score.low),
        at(score.high),
        at(score.corrected),
        at(score.cross_validated),
        at(baseline) if is_near and baseline is not None else None,
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
