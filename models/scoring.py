"""The one definition of a cross-validated score, used by every number of a run.

Metrics that average over rows are pooled over all out-of-fold predictions; ranking metrics are averaged over
folds, because the scores of different fold models cannot be ranked against each other. With repeats, the
mean over repeats is taken.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from models.metrics import Metric
from models.splits import Fold

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Scorer:
    """A metric with what it needs to score predictions of one run.

    ``threshold`` is the probability from which the positive class of a binary task is decided. Where stated costs give
    it, ``is_stated``, it is not chosen from predictions.
    """

    metric: Metric
    threshold: float = 0.5
    is_stated: bool = False

    @property
    def may_choose_threshold(self) -> bool:
        """Whether the metric depends on a threshold that nobody stated."""
        return self.metric.account.needs == "class" and not self.is_stated

    def prepare(self, y: Array, prediction: NDArray[Any]) -> Callable[[Array], Array]:
        """Look at answers and predictions once; the returned function scores row weightings."""
        if self.metric.account.needs == "class":
            return self.metric.prepare(y, decide(prediction, self.threshold))
        return self.metric.prepare(y, np.asarray(prediction, float))

    def score(self, y: Array, prediction: Array, weight: Array | None = None) -> float:
        """Score predictions in the metric's own unit; NaN where the metric is undefined on these rows."""
        weights = np.ones(len(y)) if weight is None else weight
        return float(self.prepare(y, prediction)(weights[None, :])[0])


def decide(probability: NDArray[Any], threshold: float = 0.5) -> Array:
    """Turn probabilities of shape (n_rows, n_classes) into class numbers, shape (n_rows,)."""
    if probability.shape[1] == 2:
        return np.asarray(probability[:, 1] >= threshold, dtype=float)
    return np.asarray(probability.argmax(axis=1), dtype=float)


def prepare_cross_validated(
    scorer: Scorer, y: Array, out_of_fold: NDArray[Any], folds: Sequence[Fold]
) -> Callable[[Array], Array]:
    """Prepare the cross-validated score of out-of-fold predictions.

    Parameters
    ----------
    y : array of shape (n_rows,)
    out_of_fold : array of shape (n_repeats, n_rows) or (n_repeats, n_rows, n_classes)
    folds : the folds that made them

    Returns
    -------
    function from weights of shape (n_weightings, n_rows) to scores of shape (n_weightings,)
        A fold in which the metric is undefined (a single class) is left out of the mean; NaN if all are.
    """
    parts = []
    for repeat, rows in score_parts(folds, is_pooled=scorer.metric.account.is_pooled):
        parts.append((rows, scorer.prepare(y[rows], np.asarray(out_of_fold[repeat][rows], float))))

    def score(weights: Array) -> Array:
        values = np.column_stack([prepared(weights[:, rows]) for rows, prepared in parts])
        known = ~np.isnan(values)
        with np.errstate(invalid="ignore"):
            mean: Array = np.where(known, values, 0.0).sum(axis=1) / known.sum(axis=1)
        return mean

    return score


def score_parts(folds: Sequence[Fold], *, is_pooled: bool) -> list[tuple[int, NDArray[np.intp]]]:
    """Return the row sets over which a score is computed and then averaged, each with its repeat."""
    if not is_pooled:
        return [(fold.repeat, fold.validation) for fold in folds]
    repeats = sorted({fold.repeat for fold in folds})
    return [(r, np.concatenate([f.validation for f in folds if f.repeat == r])) for r in repeats]
