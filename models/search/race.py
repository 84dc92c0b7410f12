"""When a candidate is given up before all its folds are fitted."""

from collections.abc import Sequence
from math import isfinite
from statistics import fmean, stdev

from scipy.stats import t as student

MIN_FOLDS = 2
CONFIDENCE = 0.95


def is_hopeless(utilities: Sequence[float], best: Sequence[float]) -> bool:
    """Whether a candidate is so far behind the best on their common folds that the rest would not save it.

    Parameters
    ----------
    utilities : scores of the candidate on its first folds, greater is better
    best : scores of the best complete trial on all folds, in the same order;
        a fold on which the metric is undefined is NaN

    Notes
    -----
    A one-sided paired t test over the common folds, from two folds on. The test is used as a rule, not as
    proof: folds share training rows, so its level is nominal.

    Examples
    --------
    >>> is_hopeless([0.70, 0.71, 0.69], [0.80, 0.81, 0.80, 0.82, 0.79])
    True
    >>> is_hopeless([0.79, 0.82, 0.80], [0.80, 0.81, 0.80, 0.82, 0.79])
    False
    """
    if len(utilities) >= len(best):
        return False
    behind = [ours - mine for ours, mine in zip(best, utilities, strict=False) if isfinite(ours - mine)]
    n = len(behind)
    if n < MIN_FOLDS:
        return False
    spread = stdev(behind)
    if spread == 0:
        return behind[0] > 0
    return bool(fmean(behind) / (spread / n**0.5) > student.ppf(CONFIDENCE, n - 1))
