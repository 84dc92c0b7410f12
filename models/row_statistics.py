"""How each metric is computed under row weights.

Most metrics are functions of weighted sums of per-row statistics (``RowStatistics``). The two ranking metrics
are not; they sort once and then sum along the ranks.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

_SMALLEST_PROBABILITY = 1e-15


@dataclass(frozen=True)
class RowStatistics:
    """A metric as a function of weighted sums.

    ``of_rows(y, prediction)`` gives statistics of shape (n_rows, n_statistics); ``to_score(sums, total)`` takes
    their weighted sums, shape (n_weightings, n_statistics), and the weights' totals, shape (n_weightings,).
    """

    of_rows: Callable[[Array, Array], Array]
    to_score: Callable[[Array, Array], Array]


def _mean(sums: Array, total: Array) -> Array:
    score: Array = sums[:, 0] / total
    return score


def _root_mean(sums: Array, total: Array) -> Array:
    score: Array = np.sqrt(sums[:, 0] / total)
    return score


def _log_loss_rows(y: Array, probability: Array) -> Array:
    clipped = np.clip(probability, _SMALLEST_PROBABILITY, 1.0)
    clipped = clipped / clipped.sum(axis=1, keepdims=True)
    loss: Array = -np.log(clipped[np.arange(len(y)), y.astype(np.intp)])[:, None]
    return loss


def _confusion_rows(y: Array, decided: Array) -> Array:
    """For each class: is it right, is it true, is it predicted. Shape (n_rows, 3 * n_classes)."""
    classes = np.arange(max(y.max(initial=1), decided.max(initial=1)) + 1)
    true = y[:, None] == classes
    predicted = decided[:, None] == classes
    return np.hstack([true & predicted, true, predicted]).astype(float)


def _f1(sums: Array) -> Array:
    hits, true, predicted = np.split(sums, 3, axis=1)
    score: Array = np.where(true + predicted > 0, 2 * hits / (true + predicted), np.nan)
    return score


def _f1_positive(sums: Array, _total: Array) -> Array:
    score: Array = np.nan_to_num(_f1(sums)[:, 1])
    return score


def _f1_macro(sums: Array, _total: Array) -> Array:
    return _mean_over_known(_f1(sums))


def _balanced(sums: Array, _total: Array) -> Array:
    hits, true, _ = np.split(sums, 3, axis=1)
    return _mean_over_known(np.where(true > 0, hits / true, np.nan))


def _mean_over_known(per_class: Array) -> Array:
    known = ~np.isnan(per_class)
    with np.errstate(invalid="ignore"):  # no class is known: the score is not either
        score: Array = np.where(known, per_class, 0.0).sum(axis=1) / known.sum(axis=1)
    return score


def _r2_rows(y: Array, value: Array) -> Array:
    center = y.mean()  # keeps the sums small; the score does not depend on it
    return np.column_stack([(y - value) ** 2, y - center, (y - center) ** 2])


def _r2_score(sums: Array, total: Array) -> Array:
    spread = sums[:, 2] - sums[:, 1] ** 2 / total
    score: Array = np.where(spread > 0, 1 - sums[:, 0] / spread, np.nan)
    return score


def _log_error_rows(y: Array, value: Array) -> Array:
    error: Array = (np.log1p(np.maximum(y, 0)) - np.log1p(np.maximum(value, 0)))[:, None] ** 2
    return error


def _relative_rows(y: Array, value: Array) -> Array:
    error: Array = (np.abs(y - value) / np.maximum(np.abs(y), np.finfo(float).eps))[:, None]
    return error


log_loss = RowStatistics(_log_loss_rows, _mean)
class_accuracy = RowStatistics(lambda y, decided: (y == decided).astype(float)[:, None], _mean)
balanced_accuracy = RowStatistics(_confusion_rows, _balanced)
f1_of_positive = RowStatistics(_confusion_rows, _f1_positive)
f1_over_classes = RowStatistics(_confusion_rows, _f1_macro)
squared_error = RowStatistics(lambda y, value: (y - value)[:, None] ** 2, _root_mean)
absolute_error = RowStatistics(lambda y, value: np.abs(y - value)[:, None], _mean)
r2 = RowStatistics(_r2_rows, _r2_score)
squared_log_error = RowStatistics(_log_error_rows, _root_mean)
relative_error = RowStatistics(_relative_rows, _mean)


@dataclass(frozen=True)
class _Ranking:
    """Rows sorted by rising score, with the first row of each tie."""

    order: NDArray[np.intp]
    ties: NDArray[np.intp]
    is_positive: NDArray[np.bool_]

    @classmethod
    def of(cls, is_positive: NDArray[np.bool_], score: Array) -> "_Ranking":
        order = np.argsort(score, kind="stable")
        ties = np.flatnonzero(np.r_[True, np.diff(score[order]) > 0])
        return cls(order, ties, is_positive[order])

    def sums(self, weights: Array) -> tuple[Array, Array]:
        """Weights of positive and of negative rows for each distinct score, shape (n_weightings, n_ties)."""
        ordered = weights[:, self.order]
        positive = np.add.reduceat(ordered * self.is_positive, self.ties, axis=1)
        return positive, np.add.reduceat(ordered, self.ties, axis=1) - positive

    def area_under_roc(self, weights: Array) -> Array:
        positive, negative = self.sums(weights)
        below = np.cumsum(negative, axis=1) - negative / 2
        pairs = positive.sum(axis=1) * negative.sum(axis=1)
        with np.errstate(divide="ignore", invalid="ignore"):
            area: Array = np.where(pairs > 0, (positive * below).sum(axis=1) / pairs, np.nan)
        return area

    def average_precision(self, weights: Array) -> Array:
        positive, negative = (part[:, ::-1] for part in self.sums(weights))
        found, alarms = np.cumsum(positive, axis=1), np.cumsum(positive + negative, axis=1)
        with np.errstate(divide="ignore", invalid="ignore"):
            precision = np.where(alarms > 0, found / alarms, 0.0)
            score: Array = (precision * positive).sum(axis=1) / found[:, -1]
        return score


def roc_auc(y: Array, probability: Array) -> Callable[[Array], Array]:
    """Prepare the area under the ROC curve; over more than two classes, the mean of one class against the rest."""
    if probability.shape[1] == 2:
        return _Ranking.of(y == 1, probability[:, 1]).area_under_roc
    rankings = [_Ranking.of(y == k, probability[:, k]) for k in range(probability.shape[1])]
    return lambda weights: _mean_over_known(np.column_stack([r.area_under_roc(weights) for r in rankings]))


def average_precision(y: Array, probability: Array) -> Callable[[Array], Array]:
    """Prepare the average precision of the positive class."""
    return _Ranking.of(y == 1, probability[:, 1]).average_precision
