"""What conformal prediction rests on: one quantile of out-of-fold misses, and how often it really covers.

Among n rows that are alike, the next one is equally likely to take any of n + 1 places (Vovk, Gammerman and Shafer,
Algorithmic Learning in a Random World, 2005). How often that holds here is measured, not taken for granted: on each
fold by the quantile of the other folds, or of the earlier ones where rows have an order in time.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.splits import Fold

Array = NDArray[np.float64]
Mask = NDArray[np.bool_]
Rows = NDArray[np.intp]
Judge = Callable[[Rows, Rows], tuple[Mask, Array] | None]
"""Given rows to learn from and rows to judge: for each of the latter whether its answer lies inside, and the loss; None
where the former are too few to learn from."""

LEVEL = 0.9
ROUNDING = 1e-9


@dataclass(frozen=True)
class OutOfFold:
    """Predictions of what is delivered for rows that its folds' models did not see.

    ``y`` are class numbers or values, shape (n_rows,); ``prediction`` has shape (n_rows,) for values and (n_rows,
    n_classes) for probabilities, NaN in rows that no fold scored. ``folds`` are those of one repeat; ``units`` names
    for each row what belongs together. ``is_in_time`` says that folds follow each other.
    """

    y: Array
    prediction: Array
    weight: Array
    folds: tuple[Fold, ...]
    units: Rows
    is_in_time: bool = False

    @property
    def is_in_groups(self) -> bool:
        """Whether rows belong together that are no time of their own."""
        return not self.is_in_time and len(np.unique(self.units)) < len(self.units)

    def split(self) -> Iterator[tuple[Rows, Rows]]:
        """Yield row numbers to learn a quantile from, and row numbers to see how often it covers."""
        for k, fold in enumerate(self.folds):
            others = self.folds[:k] if self.is_in_time else (*self.folds[:k], *self.folds[k + 1 :])
            if others:
                yield np.concatenate([other.validation for other in others]), fold.validation


@dataclass(frozen=True)
class Tried:
    """What cross-fitting told, a row each: inside or not, the loss, and the number of the row."""

    is_inside: Mask
    loss: Array
    rows: Rows


def conformal_quantile(scores: Array, weight: Array, level: float = LEVEL) -> float:
    """Return the score that a new one stays below with a probability of at least ``level``; infinite for too few.

    Among n alike, a new score is equally likely to take any of n + 1 places, so the quantile is that of n + 1 scores of
    which one is infinite.

    Examples
    --------
    >>> conformal_quantile(np.arange(1.0, 20.0), np.ones(19))
    18.0
    >>> conformal_quantile(np.arange(8.0), np.ones(8))
    inf
    """
    if not len(scores):
        return float("inf")
    order = np.argsort(scores, kind="stable")
    below = np.cumsum(weight[order])
    wanted = level * (below[-1] + weight.mean()) - ROUNDING
    at = int(np.searchsorted(below, wanted))
    return float(scores[order[at]]) if at < len(scores) else float("inf")


def cross_fitted(given: OutOfFold, judge: Judge) -> Tried | None:
    """Judge each fold by what other folds tell; None where some of them are too small to tell anything."""
    told = [(judge(learned, rows), rows) for learned, rows in given.split() if len(rows)]
    judged = [(*found, rows) for found, rows in told if found is not None]
    if not judged or len(judged) < len(told):
        return None
    inside, loss, rows = (np.concatenate(parts) for parts in zip(*judged, strict=True))
    return Tried(inside, loss, rows)


def coverage(tried: Tried | None, given: OutOfFold) -> tuple[float | None, float | None]:
    """Return the share of rows that were covered and its standard error; None for what was not measured."""
    return (None, None) if tried is None else mean_over_units(tried.is_inside.astype(float), tried.rows, given)


def mean_over_units(values: Array, rows: Rows, given: OutOfFold) -> tuple[float, float | None]:
    """Return the weighted mean over rows and its standard error, rows of one unit counted as one."""
    weight = given.weight[rows]
    mean = float(np.average(values, weights=weight))
    _, unit = np.unique(given.units[rows], return_inverse=True)
    sums = np.bincount(unit, weights=weight * (values - mean))
    n_units = len(sums)
    if n_units < 2:
        return mean, None
    return mean, float(np.sqrt((sums**2).sum() * n_units / (n_units - 1)) / weight.sum())
