"""How well the positive class is ranked above the other: the ROC curve and the precision-recall curve, thinned."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.digits import shorts
from models.record import PrecisionRecallCurve, RocCurve

Array = NDArray[np.float64]

MAX_POINTS = 100


@dataclass(frozen=True)
class Ranked:
    """Thresholds from strict to lenient, and what weight of positives and of negatives lies at or above each."""

    thresholds: Array
    caught: Array
    alarmed: Array

    @classmethod
    def of(cls, is_positive: NDArray[np.bool_], probability: Array, weight: Array) -> "Ranked":
        """Sort rows by falling probability; equal ones are taken together."""
        order = np.argsort(-probability, kind="stable")
        sorted_probability = probability[order]
        last = np.flatnonzero(np.r_[np.diff(sorted_probability) < 0, True])
        positive = np.cumsum(weight[order] * is_positive[order])[last]
        negative = np.cumsum(weight[order] * ~is_positive[order])[last]
        return cls(sorted_probability[last], positive, negative)

    @property
    def has_both(self) -> bool:
        """Whether there are rows of both classes."""
        return bool(self.caught[-1] > 0 and self.alarmed[-1] > 0)


def roc_curve(ranked: Ranked) -> RocCurve | None:
    """Return the ROC curve, its corners kept as long as there are few; None where all rows are of one class.

    Examples
    --------
    >>> perfect = Ranked.of(np.array([False, False, True]), np.array([0.1, 0.2, 0.9]), np.ones(3))
    >>> roc_curve(perfect)
    RocCurve(thresholds=(0.9, 0.1), false_positive_rates=(0.0, 1.0), true_positive_rates=(1.0, 1.0))
    """
    if not ranked.has_both:
        return None
    false_rate, true_rate = ranked.alarmed / ranked.alarmed[-1], ranked.caught / ranked.caught[-1]
    corners = _corners(false_rate, true_rate)
    kept = corners[_evenly((false_rate + true_rate)[corners])]
    return RocCurve(shorts(ranked.thresholds[kept]), shorts(false_rate[kept], 4), shorts(true_rate[kept], 4))


def precision_recall_curve(ranked: Ranked) -> PrecisionRecallCurve | None:
    """Return the precision-recall curve, at about equal steps of recall; None where all rows are of one class."""
    if not ranked.has_both:
        return None
    recall = ranked.caught / ranked.caught[-1]
    precision = ranked.caught / (ranked.caught + ranked.alarmed)
    kept = _evenly(recall)
    base_rate = float(precision[-1])
    return PrecisionRecallCurve(
        shorts(ranked.thresholds[kept]), shorts(recall[kept], 4), shorts(precision[kept], 4), shorts([base_rate])[0]
    )


def _corners(x: Array, y: Array) -> NDArray[np.intp]:
    """Return the points at which a curve turns, and its last: what lies between two of them is drawn by the line."""
    dx, dy = np.diff(x, prepend=0.0), np.diff(y, prepend=0.0)
    turns = np.abs(dx[:-1] * dy[1:] - dx[1:] * dy[:-1]) > 1e-15
    return np.flatnonzero(np.r_[turns, True])


def _evenly(along: Array) -> NDArray[np.intp]:
    """Return the points nearest to even steps along a rising measure, and the last; all of them where they are few."""
    if len(along) <= MAX_POINTS:
        return np.arange(len(along))
    steps = np.linspace(along[0], along[-1], MAX_POINTS - 1)
    return np.unique(np.r_[np.searchsorted(along, steps), len(along) - 1].clip(0, len(along) - 1))
