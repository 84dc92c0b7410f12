"""Marks of a static picture, and the axes on which they stand. Colors are classes of the style sheet."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil, floor, log10

from markupsafe import Markup

WIDTH = 560.0
LINE = 26.0
"""Height of one line of a picture that lists things."""
EDGE = 5.0
"""Scores further from the best than this many times the better half's spread lie at the edge of a picture."""


@dataclass(frozen=True)
class Tick:
    """One number on an axis."""

    at: float
    label: str


@dataclass(frozen=True)
class Axis:
    """From values ``low`` to ``high`` to places ``start`` to ``end`` of the picture; values beyond lie at the edge."""

    low: float
    high: float
    start: float
    end: float
    is_log: bool = False

    def at(self, value: float) -> float:
        """Return where a value stands."""
        low, high, here = (self._scaled(v) for v in (self.low, self.high, min(max(value, self.low), self.high)))
        return self.start if high == low else self.start + (here - low) / (high - low) * (self.end - self.start)

    def ticks(self, most: int = 5) -> tuple[Tick, ...]:
        """Return round numbers within the axis."""
        values = _powers(self.low, self.high) if self.is_log else ()
        step, labels = 0.0, {value: f"{value:,.10g}" for value in values}
        if not labels:
            step, linear = _round_numbers(self.low, self.high, most)
            labels = {value: f"{value:,.{max(0, -floor(log10(step)))}f}" for value in linear}
        return tuple(Tick(self.at(value), label) for value, label in labels.items())

    def _scaled(self, value: float) -> float:
        return log10(value) if self.is_log else value


def widened(values: Iterable[float], by: float = 0.06) -> tuple[float, float]:
    """Return the ends of an axis that leaves some room around values."""
    known = list(values)
    low, high = min(known), max(known)
    room = (high - low) * by or abs(high) * 0.02 or 0.02
    return low - room, high + room


def near_best(values: Iterable[float], *, greater_is_better: bool) -> list[float]:
    """Return the scores that a picture has room for: a few that ran away would flatten all others."""
    ordered = sorted(values, reverse=greater_is_better)
    reach = EDGE * abs(ordered[0] - ordered[len(ordered) // 2])
    return [value for value in ordered if abs(value - ordered[0]) <= reach] if reach else ordered


def picture(height: float, marks: Iterable[Markup]) -> Markup:
    """Return a whole picture."""
    return Markup('<svg viewBox="0 0 {} {}" role="presentation">{}</svg>').format(
        _short(WIDTH), _short(height), Markup("").join(marks)
    )


def line(x: tuple[float, float], y: tuple[float, float], kind: str) -> Markup:
    """Return a straight line."""
    return Markup('<line class="{}" x1="{}" x2="{}" y1="{}" y2="{}"/>').format(kind, *map(_short, (*x, *y)))


def dot(x: float, y: float, kind: str, radius: float = 4.0) -> Markup:
    """Return a dot."""
    return Markup('<circle class="{}" cx="{}" cy="{}" r="{}"/>').format(kind, *map(_short, (x, y, radius)))


def bar(x: float, y: float, width: float, height: float, kind: str) -> Markup:
    """Return a bar."""
    return Markup('<rect class="{}" x="{}" y="{}" width="{}" height="{}"/>').format(
        kind, *map(_short, (x, y, width, height))
    )


def path(points: Iterable[tuple[float, float]], kind: str, *, is_stepped: bool = False) -> Markup:
    """Return a line through points, which goes in steps where it is told so."""
    known = list(points)
    start, rest = known[0], known[1:]
    parts = [f"M{_short(start[0])} {_short(start[1])}"]
    form = "H{0}V{1}" if is_stepped else "L{0} {1}"
    parts += [form.format(_short(x), _short(y)) for x, y in rest]
    return Markup('<path class="{}" d="{}"/>').format(kind, "".join(parts))


def words(x: float, y: float, said: str, anchor: str = "start", kind: str = "") -> Markup:
    """Return words; ``anchor`` is start, middle or end."""
    return Markup('<text class="{}" x="{}" y="{}" text-anchor="{}">{}</text>').format(
        kind, _short(x), _short(y), anchor, said
    )


def inside(x: float) -> str:
    """Return on which side of a place its words stay inside of the picture."""
    if x < WIDTH * 0.2:
        return "start"
    return "end" if x > WIDTH * 0.8 else "middle"


def shortened(name: str, most: int) -> str:
    """Return a name that fits.

    Examples
    --------
    >>> shortened("neural network", 8)
    'neural \N{HORIZONTAL ELLIPSIS}'
    """
    return name if len(name) <= most else f"{name[: most - 1]}\N{HORIZONTAL ELLIPSIS}"


def _short(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


def _powers(low: float, high: float) -> tuple[float, ...]:
    exponents = range(ceil(log10(low)), floor(log10(high)) + 1)
    stride = max(1, ceil(len(exponents) / 4))
    return tuple(10.0**exponent for exponent in exponents[::stride]) if len(exponents) > 1 else ()


def _round_numbers(low: float, high: float, most: int) -> tuple[float, list[float]]:
    rough = (high - low) / max(1, most - 1) or 1.0
    power = 10.0 ** floor(log10(rough))
    step = next(factor * power for factor in (1, 2, 5, 10) if factor * power >= rough * 0.999)
    return step, [n * step for n in range(ceil(low / step - 1e-9), floor(high / step + 1e-9) + 1)]
