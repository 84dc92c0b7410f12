"""The honest score as twenty dots: each an equally likely score, so that chances can be counted.

Quantile dotplots (Kay et al., CHI 2016) led to better decisions than intervals alone (Fernandes et al., CHI 2018).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.charts.honest_score import HONEST_SCORE
from models.record import RunRecord

WIDTH, SIDE = 420.0, 40.0
PILE, PITCH, TOP = 30.0, 17.0, 4.0
"""Width of a pile, how far the dots on it lie apart, and room above them."""
FLOOR, LABELS = 12.0, 34.0
WORDS, LINE = 50.0, 18.0
"""How far the words on the baseline reach to either side of it, and how high they are."""
"""Room below the dots for the bracket, and for the labels under it."""
FAR = 1.0
"""Widths of all dots beyond which a baseline is told in words alone: it would squeeze the dots to a pile."""


@dataclass(frozen=True)
class Dot:
    """One likely score; ``is_inside`` the range."""

    x: float
    y: float
    is_inside: bool


@dataclass(frozen=True)
class Dots:
    """The picture of an honest score, in its own units.

    ``floor`` is where the piles of dots begin, ``above`` where the words on the baseline stand: on top of its dots.
    """

    dots: tuple[Dot, ...]
    low: float
    high: float
    best_seen: float | None
    baseline: float | None
    floor: float
    above: float
    height: float

    @property
    def n_inside(self) -> int:
        """How many of the dots lie in the range."""
        return sum(dot.is_inside for dot in self.dots)

    def anchor(self, at: float) -> str:
        """Return to which side of a place its words go, so that they stay inside the picture."""
        if at < WIDTH / 5:
            return "start"
        return "end" if at > WIDTH * 4 / 5 else "middle"


def quantile_dots(record: RunRecord, baseline: float | None) -> Dots | None:
    """Draw the honest score of a run; None where it has no range."""
    drawing, result = HONEST_SCORE.draw(record), record.result
    if drawing is None or result is None or result.score.low is None or result.score.high is None:
        return None
    low, high, best = result.score.low, result.score.high, result.score.cross_validated
    values = [float(row[1] or 0) for row in drawing.rows]
    start, end = min(*values, low), max(*values, high)
    spread = (end - start) or abs(end) or 1.0
    shown = [at for at in (best, baseline) if at is not None and start - FAR * spread <= at <= end + FAR * spread]
    start, end = min(start, *shown, start), max(end, *shown, end)
    width = (end - start) or 1.0

    def at(value: float) -> float:
        return SIDE + (value - start) / width * (WIDTH - 2 * SIDE)

    piles = _piles([(at(value), low <= value <= high) for value in values])
    guess = at(baseline) if baseline is not None and baseline in shown else None
    n_under = max((len(pile) for pile in piles if guess is not None and _is_near(pile, guess)), default=0)
    floor = max(PITCH * max(len(pile) for pile in piles) + TOP, PITCH * n_under + LINE)
    dots = tuple(dot for pile in piles for dot in _stacked(pile, floor))
    return Dots(
        dots=dots,
        low=at(low),
        high=at(high),
        best_seen=at(best) if best in shown else None,
        baseline=guess,
        floor=floor,
        above=floor - max(PITCH * n_under + TOP, LINE),
        height=floor + FLOOR + LABELS,
    )


def _is_near(pile: Sequence[tuple[float, bool]], at: float) -> bool:
    """Whether the words at a place would lie on a pile."""
    return abs((pile[0][0] + pile[-1][0]) / 2 - at) < WORDS


def _piles(places: Sequence[tuple[float, bool]]) -> list[list[tuple[float, bool]]]:
    """Put dots that would touch onto one pile (Wilkinson, The American Statistician 53, 1999)."""
    piles: list[list[tuple[float, bool]]] = []
    for x, is_inside in sorted(places):
        if piles and x - piles[-1][0][0] < PILE:
            piles[-1].append((x, is_inside))
        else:
            piles.append([(x, is_inside)])
    return piles


def _stacked(pile: Sequence[tuple[float, bool]], floor: float) -> Iterator[Dot]:
    middle = (pile[0][0] + pile[-1][0]) / 2
    for k, (_, is_inside) in enumerate(pile):
        yield Dot(middle, floor - PITCH * (k + 0.5), is_inside)
