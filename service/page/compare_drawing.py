"""A picture of two honest scores, each in its range, on one axis."""

from dataclasses import dataclass

from models.record import Score
from service.page.drawing import Tick, ticks

WIDTH, LEFT, RIGHT = 640.0, 40.0, 24.0
HEIGHTS = (34, 72)
MOST_TICKS = 7


@dataclass(frozen=True)
class Bar:
    """One score in its range, in units of the picture."""

    letter: str
    low: float
    corrected: float
    high: float
    y: int


@dataclass(frozen=True)
class RangesPicture:
    """The bars below each other, and the numbers of their axis."""

    bars: tuple[Bar, ...]
    ticks: tuple[Tick, ...]


def ranges_picture(first: Score, second: Score) -> RangesPicture | None:
    """Draw two scores of one metric; None where one of them has no range."""
    known = [
        (score.low, score.corrected, score.high)
        for score in (first, second)
        if score.low is not None and score.corrected is not None and score.high is not None
    ]
    if len(known) < 2:
        return None
    low, high = min(ends[0] for ends in known), max(ends[2] for ends in known)
    margin = (high - low) * 0.06 or abs(high) * 0.01 or 0.01
    low, high = low - margin, high + margin

    def across(value: float) -> float:
        return LEFT + (value - low) / (high - low) * (WIDTH - LEFT - RIGHT)

    bars = tuple(
        Bar(letter, across(ends[0]), across(ends[1]), across(ends[2]), y)
        for letter, ends, y in zip("AB", known, HEIGHTS, strict=True)
    )
    return RangesPicture(bars, tuple(Tick(across(value), label) for value, label in ticks(low, high, MOST_TICKS)))
