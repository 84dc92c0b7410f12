"""How far one prediction may be off: conformal intervals of values and conformal sets of classes.

Both are read off the out-of-fold predictions of what is delivered, so they cost no fit. The interval reaches as far to
both sides as all but a tenth of the misses do; where misses grow with the prediction, they are first divided by what is
usual there (Papadopoulos, Gammerman and Vovk, AIA 2008). A set holds the classes that are at least as probable as all
but a tenth of the true ones were (Sadinle, Lei and Wasserman, Journal of the American Statistical Association 114,
2019).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.conformal import (
    LEVEL,
    OutOfFold,
    Tried,
    conformal_quantile,
    coverage,
    cross_fitted,
    mean_over_units,
)
from models.record import Uncertainty

Array = NDArray[np.float64]
Mask = NDArray[np.bool_]

ROWS_A_BIN, MAX_BINS = 50, 10
"""Rows that tell what miss is usual for predictions of a size, and into how many sizes predictions are sorted."""
LEAST_DIFFICULTY = 0.1
"""Of the usual miss overall: no prediction is taken for easier than this, however well a few rows went."""


@dataclass(frozen=True)
class _Reach:
    """How far an interval reaches: a quantile of misses, in units of the difficulty between knots."""

    quantile: float
    knots: Array
    difficulties: Array

    def half(self, prediction: Array) -> Array:
        """Return half the width of the interval, shape (n_rows,)."""
        return self.quantile * _difficulty(prediction, self.knots, self.difficulties)


def uncertainty_of(given: OutOfFold) -> Uncertainty:
    """Measure how far single predictions may be off."""
    return _of_values(given) if given.prediction.ndim == 1 else _of_classes(given)


def interval_of(prediction: Array, uncertainty: Uncertainty | None) -> Array | None:
    """Return the lower and the upper end for predicted values, shape (n_rows, 2); None where nothing is promised.

    Examples
    --------
    >>> told = Uncertainty("interval", 0.9, "made up", quantile=2.0, knots=(0.0, 10.0), difficulties=(1.0, 3.0))
    >>> interval_of(np.array([0.0, 5.0]), told)
    array([[-2.,  2.],
           [ 1.,  9.]])
    """
    if uncertainty is None or uncertainty.kind != "interval" or uncertainty.quantile is None:
        return None
    reach = _Reach(uncertainty.quantile, np.array(uncertainty.knots), np.array(uncertainty.difficulties))
    half = reach.half(prediction)
    return np.column_stack([prediction - half, prediction + half])


def set_of(probability: Array, uncertainty: Uncertainty | None) -> Mask | None:
    """Return which classes are in the set of each row, shape (n_rows, n_classes); None where nothing is promised.

    Examples
    --------
    >>> told = Uncertainty("set", 0.9, "made up", quantile=0.3)
    >>> set_of(np.array([[0.4, 0.35, 0.25], [0.28, 0.27, 0.45]]), told)
    array([[ True,  True, False],
           [False, False,  True]])
    """
    if uncertainty is None or uncertainty.kind != "set" or uncertainty.quantile is None:
        return None
    return _members(probability, uncertainty.quantile)


def _members(probability: Array, least: float) -> Mask:
    """Take the classes that are probable enough; an empty set would promise nothing, so the first is always in it."""
    members: Mask = (probability >= least) | (probability >= probability.max(axis=1, keepdims=True))
    return members


def _of_values(given: OutOfFold) -> Uncertainty:
    """Choose between one width for all predictions and one by their size, and measure how often it covers."""
    scored = np.flatnonzero(~np.isnan(given.prediction))
    plain, sized = (_try_values(given, is_sized=is_sized) for is_sized in (False, True))
    is_sized = _is_clearly_lower(sized, plain, given)
    reach = _learn_reach(given, scored, is_sized=is_sized)
    if not np.isfinite(reach.quantile):
        return _nothing("interval", len(scored))
    tried = sized if is_sized else plain
    covered, error = coverage(tried, given)
    how = (
        f"The interval reaches as far to both sides as the least that holds {LEVEL:.0%} of the {len(scored):,} "
        "out-of-fold misses and one more that is not known"
    )
    if is_sized:
        how += ", in units of the miss that is usual for predictions of that size, which gave the better intervals"
    return Uncertainty(
        kind="interval",
        level=LEVEL,
        because=f"{how}. {_assumed(given)}",
        quantile=reach.quantile,
        knots=tuple(reach.knots.tolist()),
        difficulties=tuple(reach.difficulties.tolist()),
        coverage=covered,
        coverage_error=error,
        size=float(np.average(2 * reach.half(given.prediction[scored]), weights=given.weight[scored])),
        n_rows=len(scored),
    )


def _learn_reach(given: OutOfFold, rows: NDArray[np.intp], *, is_sized: bool) -> _Reach:
    prediction, weight = given.prediction[rows], given.weight[rows]
    miss = np.abs(given.y[rows] - prediction)
    knots, difficulties = _usual_misses(prediction, miss) if is_sized else (np.empty(0), np.empty(0))
    quantile = conformal_quantile(miss / _difficulty(prediction, knots, difficulties), weight)
    return _Reach(quantile, knots, difficulties)


def _usual_misses(prediction: Array, miss: Array) -> tuple[Array, Array]:
    """Return predictions in rising order and the mean miss around each; nothing where rows are too few to tell."""
    n_bins = min(MAX_BINS, len(miss) // ROWS_A_BIN)
    least = LEAST_DIFFICULTY * float(miss.mean()) if len(miss) else 0.0
    if n_bins < 2 or least <= 0:
        return np.empty(0), np.empty(0)
    bins = np.array_split(np.argsort(prediction, kind="stable"), n_bins)
    middles = np.array([np.median(prediction[rows]) for rows in bins])
    knots, at = np.unique(middles, return_inverse=True)
    means = np.bincount(at, weights=[miss[rows].mean() for rows in bins]) / np.bincount(at)
    return (knots, np.maximum(means, least)) if len(knots) > 1 else (np.empty(0), np.empty(0))


def _difficulty(prediction: Array, knots: Array, difficulties: Array) -> Array:
    if not len(knots):
        return np.ones(len(prediction))
    return np.asarray(np.interp(prediction, knots, difficulties), dtype=float)


def _try_values(given: OutOfFold, *, is_sized: bool) -> Tried | None:
    """Cross-fit intervals; their loss is the interval score of Gneiting and Raftery (JASA 102, 2007)."""

    def judge(learned: NDArray[np.intp], rows: NDArray[np.intp]) -> tuple[Mask, Array] | None:
        reach = _learn_reach(given, learned, is_sized=is_sized)
        if not np.isfinite(reach.quantile):
            return None
        half = reach.half(given.prediction[rows])
        miss = np.abs(given.y[rows] - given.prediction[rows])
        return miss <= half, 2 * half + 2 / (1 - LEVEL) * np.maximum(0.0, miss - half)

    return cross_fitted(given, judge)


def _of_classes(given: OutOfFold) -> Uncertainty:
    scored = np.flatnonzero(~np.isnan(given.prediction).any(axis=1))
    least = _learn_least(given, scored)
    if not np.isfinite(least):
        return _nothing("set", len(scored))

    def judge(learned: NDArray[np.intp], rows: NDArray[np.intp]) -> tuple[Mask, Array] | None:
        bound = _learn_least(given, learned)
        if not np.isfinite(bound):
            return None
        members = _members(given.prediction[rows], bound)
        return members[np.arange(len(rows)), given.y[rows].astype(np.intp)], members.sum(axis=1).astype(float)

    covered, error = coverage(cross_fitted(given, judge), given)
    sizes = _members(given.prediction[scored], least).sum(axis=1)
    how = (
        f"A set holds the classes that are given a probability of at least {least:.3g}, as {LEVEL:.0%} of the true "
        f"classes of {len(scored):,} out-of-fold rows were, and always the most probable one."
    )
    return Uncertainty(
        kind="set",
        level=LEVEL,
        because=f"{how} {_assumed(given)}",
        quantile=least,
        coverage=covered,
        coverage_error=error,
        size=float(np.average(sizes, weights=given.weight[scored])),
        n_rows=len(scored),
    )


def _learn_least(given: OutOfFold, rows: NDArray[np.intp]) -> float:
    """Return the least probability that a class in the set has."""
    true = given.prediction[rows, given.y[rows].astype(np.intp)]
    return -conformal_quantile(-true, given.weight[rows])


def _is_clearly_lower(tried: Tried | None, than: Tried | None, given: OutOfFold) -> bool:
    """Whether a loss is lower by more than the standard error of the difference: else the simpler way is kept."""
    if tried is None or than is None:
        return False
    mean, error = mean_over_units(than.loss - tried.loss, tried.rows, given)
    return error is not None and mean > error


def _nothing(kind: str, n_rows: int) -> Uncertainty:
    because = (
        f"{n_rows} rows are too few to promise {LEVEL:.0%}: one in {1 / (1 - LEVEL):.0f} must be able to lie outside"
    )
    return Uncertainty(kind, LEVEL, because, n_rows=n_rows)  # type: ignore[arg-type]


def _assumed(given: OutOfFold) -> str:
    likeness = "new rows are like these"
    if given.is_in_time:
        likeness = "what follows goes on like this; its coverage was measured on each fold by the earlier ones"
    elif given.is_in_groups:
        likeness = "new rows come from groups like these"
    return (
        f"Assumed: {likeness}, and the delivered model misses as the models of the folds do. It holds on average over "
        "rows, not for every kind of row."
    )
