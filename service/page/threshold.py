"""The movable threshold: what is decided from a probability on, per thousand rows, and what its mistakes cost."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import isfinite
from statistics import median

from models.record import BinaryDiagnostics, RunRecord, ThresholdRow

WIDTH, HEIGHT, LEFT, BOTTOM, TOP = 640.0, 220.0, 76.0, 28.0, 24.0
ROOM = 2.0
"""Times the least or the middle cost that is shown: beyond, the line is a wall."""


@dataclass(frozen=True)
class Asked:
    """What a reader chose: a threshold (None for that of the model), and what the two mistakes cost."""

    threshold: float | None
    false_negative: float
    false_positive: float


@dataclass(frozen=True)
class Priced:
    """One threshold with its cost per thousand rows, and where it lies in the picture."""

    row: ThresholdRow
    cost: float
    x: float
    y: float


@dataclass(frozen=True)
class ThresholdPanel:
    """All thresholds at these costs: the one looked at, the cheapest, and that of the model."""

    positive: str
    asked: Asked
    priced: tuple[Priced, ...]
    place: int
    cheapest: Priced
    delivered: Priced
    top: float
    is_stated: bool

    @property
    def here(self) -> Priced:
        """The threshold that is looked at."""
        return self.priced[self.place]

    @property
    def line(self) -> str:
        """The cost over the threshold, as the path of a line."""
        return "M" + "L".join(f"{one.x:.1f} {one.y:.1f}" for one in self.priced)

    @property
    def plain(self) -> dict[str, object]:
        """What the script needs to move the threshold without asking the server."""
        rows = [
            [r.threshold, r.true_positives, r.false_positives, r.false_negatives, r.true_negatives]
            for r in (one.row for one in self.priced)
        ]
        box = {"width": WIDTH, "height": HEIGHT, "left": LEFT, "bottom": BOTTOM, "top": TOP, "room": ROOM}
        return {"rows": rows, "box": box, "delivered": self.priced.index(self.delivered)}


def threshold_panel(record: RunRecord, given: Mapping[str, str]) -> ThresholdPanel | None:
    """Return the panel of a run as a form asked for it; None without a model of two classes.

    What cannot be read as a number counts as not given.
    """
    told = None if record.diagnostics is None else record.diagnostics.binary
    if told is None or not told.thresholds.rows:
        return None
    asked = _asked(told, given)
    costs = [_cost(row, asked) for row in told.thresholds.rows]
    top = ROOM * max(min(costs), median(costs)) or 1.0
    priced = tuple(_priced(row, cost, top) for row, cost in zip(told.thresholds.rows, costs, strict=True))
    delivered = min(priced, key=lambda one: abs(one.row.threshold - told.thresholds.delivered))
    wanted = delivered.row.threshold if asked.threshold is None else asked.threshold
    return ThresholdPanel(
        positive=told.positive_class,
        asked=asked,
        priced=priced,
        place=min(range(len(priced)), key=lambda k: abs(priced[k].row.threshold - wanted)),
        cheapest=min(priced, key=lambda one: one.cost),
        delivered=delivered,
        top=top,
        is_stated=told.thresholds.is_stated,
    )


def _asked(told: BinaryDiagnostics, given: Mapping[str, str]) -> Asked:
    costs = told.thresholds.costs
    return Asked(
        threshold=_number(given.get("threshold")),
        false_negative=_cost_given(given.get("false_negative"), costs.false_negative),
        false_positive=_cost_given(given.get("false_positive"), costs.false_positive),
    )


def _cost_given(text: str | None, otherwise: float) -> float:
    number = _number(text)
    return otherwise if number is None or number < 0 else number


def _number(text: str | None) -> float | None:
    try:
        number = float(text or "")
    except ValueError:
        return None
    return number if isfinite(number) and abs(number) < 1e12 else None


def _cost(row: ThresholdRow, asked: Asked) -> float:
    return row.false_negatives * asked.false_negative + row.false_positives * asked.false_positive


def _priced(row: ThresholdRow, cost: float, top: float) -> Priced:
    across, up = WIDTH - LEFT - 16.0, HEIGHT - BOTTOM - TOP
    x = LEFT + row.threshold * across
    return Priced(row, cost, x, HEIGHT - BOTTOM - min(cost, top) / top * up)
