"""A part of the training rows, for a cheap look at a configuration or for a table that is too large to use whole.

A part is taken from a fold's training rows alone, so it can hold neither a row nor a group that is scored, and
nothing from the future. A larger part of the same rows, drawn with the same seed, contains the smaller one, but
for whole groups at the border.
"""

import numpy as np
from numpy.typing import NDArray

from models.problem import Problem

Rows = NDArray[np.intp]

MIN_ROWS = 20


def subsample(problem: Problem, fraction: float, seed: int) -> Rows:
    """Return the numbers of the rows that make up a fraction of a problem, in rising order.

    The most recent ones where the goal has an order; else whole groups where it has groups; else drawn from each
    class alike, so that no class goes missing.

    Parameters
    ----------
    problem : the training part of a fold
    fraction : 0 to 1; at least ``MIN_ROWS`` rows are kept where there are so many
    seed : of the draw
    """
    n_kept = min(problem.n_rows, max(MIN_ROWS, round(fraction * problem.n_rows)))
    if n_kept == problem.n_rows:
        return np.arange(problem.n_rows)
    rng = np.random.default_rng(seed)
    if problem.order is not None:
        return np.sort(np.argsort(problem.order, kind="stable")[-n_kept:])
    if problem.groups is not None:
        return _whole_groups(problem.groups, n_kept, rng)
    shuffled = rng.permutation(problem.n_rows)
    if problem.classes:
        shuffled = shuffled[np.argsort(_places(problem.y[shuffled]), kind="stable")]
    return np.sort(shuffled[:n_kept])


def _whole_groups(groups: Rows, n_kept: int, rng: np.random.Generator) -> Rows:
    """Return the rows of as many whole groups, in a drawn order, as reach a number of rows."""
    names, sizes = np.unique(groups, return_counts=True)
    drawn = rng.permutation(len(names))
    n_groups = int(np.searchsorted(np.cumsum(sizes[drawn]), n_kept)) + 1
    return np.flatnonzero(np.isin(groups, names[drawn[:n_groups]]))


def _places(y: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return for each row its place in its class, 0 to 1: its first rows of all classes come first.

    Taking rows in the order of these places takes the same share of every class, and at least one row of each.
    """
    places = np.empty(len(y))
    for value in np.unique(y):
        at = np.flatnonzero(y == value)
        places[at] = np.arange(len(at)) / len(at)
    return places
