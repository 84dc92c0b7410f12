"""Greedy ensemble selection: which trials are averaged, and with which weights.

Caruana, Niculescu-Mizil, Crew and Ksikes (ICML 2004): starting from the best trial, the one whose addition to the
average helps most is added, again and again, repeats allowed; the best of all averages on the way is kept. Costs
no fits: it works on out-of-fold predictions.
"""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Counts = NDArray[np.intp]

STEPS = 30
MAX_MEMBERS = 7
MAX_CANDIDATES = 20
MIN_GAIN = 1e-4
"""An average must beat the best single trial by this share of its score, or simplicity wins."""


def greedy_counts(
    predictions: Sequence[Array], utility: Callable[[Array], float], steps: int = STEPS, max_members: int = MAX_MEMBERS
) -> Counts:
    """Choose how often each candidate enters the average.

    Parameters
    ----------
    predictions : out-of-fold predictions of the candidates, each of shape (n_rows,) or (n_rows, n_classes)
    utility : score of predictions, greater is better
    steps : most additions
    max_members : most different candidates

    Returns
    -------
    array of shape (n_candidates,)
        Whole numbers; a candidate's weight is its count divided by their sum.

    Examples
    --------
    >>> truth = np.array([0.0, 1.0, 2.0, 3.0])
    >>> noise = np.array([1.0, -1.0, 1.0, -1.0])
    >>> greedy_counts([truth + noise, truth - noise], lambda p: -float(((p - truth) ** 2).mean())).tolist()
    [1, 1]
    """
    alone = np.array([utility(prediction) for prediction in predictions])
    counts = np.zeros(len(predictions), dtype=np.intp)
    first = int(np.nanargmax(alone))
    counts[first] = 1
    total, best, kept = predictions[first].astype(float), alone[first], counts.copy()
    for step in range(2, steps + 1):
        may_join = counts > 0 if np.count_nonzero(counts) >= max_members else np.ones(len(counts), dtype=bool)
        tried = [utility((total + p) / step) if may else -np.inf for p, may in zip(predictions, may_join, strict=True)]
        joining = int(np.nanargmax(tried))
        counts[joining] += 1
        total = total + predictions[joining]
        if tried[joining] > best:
            best, kept = tried[joining], counts.copy()
    return kept if best > alone[first] + MIN_GAIN * abs(alone[first]) else _only(first, len(counts))


def _only(index: int, n: int) -> Counts:
    counts = np.zeros(n, dtype=np.intp)
    counts[index] = 1
    return counts
