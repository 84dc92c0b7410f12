"""Each numeric feature by its rank: the place of a value among the training rows, as a normal score.

Scaling keeps the shape of a column, and a long tail with it; ranks spread the rows evenly whatever the shape. A
network that is given both does better than with either alone on tables with skewed columns.
"""

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

from models.encoding import Matrix

MAX_KNOTS = 256
FEW_VALUES = 2


class NormalScores:
    """Normal scores of the numeric columns of a matrix, read off between knots.

    Parameters
    ----------
    X : training rows, shape (n_rows, n_features), nothing missing

    Attributes
    ----------
    columns : numbers of the features with more than two values
    knots, scores : shape (n_columns, n_knots); the values that are known and the score of each
    """

    def __init__(self, X: Matrix) -> None:
        found = [(column, *np.unique(X[:, column], return_counts=True)) for column in range(X.shape[1])]
        numeric = [(column, values, counts) for column, values, counts in found if len(values) > FEW_VALUES]
        n_knots = min(MAX_KNOTS, max((len(values) for _, values, _ in numeric), default=0))
        self.columns = np.array([column for column, _, _ in numeric], dtype=np.intp)
        self.knots = np.zeros((len(numeric), n_knots), dtype=np.float32)
        self.scores = np.zeros((len(numeric), n_knots), dtype=np.float32)
        for i, (_, values, counts) in enumerate(numeric):
            at = _thinned(counts, n_knots)
            self.knots[i], self.scores[i] = values[at], _scores(counts)[at]

    def appended(self, X: Matrix) -> Matrix:
        """Return the rows with the scores of the numeric columns after them, (n_rows, n_features + n_columns)."""
        n_features = X.shape[1]
        wide = np.empty((len(X), n_features + len(self.columns)), dtype=np.float32)
        wide[:, :n_features] = X
        for i, column in enumerate(self.columns):
            wide[:, n_features + i] = np.interp(X[:, column], self.knots[i], self.scores[i])
        return wide


def _scores(counts: NDArray[np.intp]) -> NDArray[np.float64]:
    """Return the normal score of each value: the middle of the ranks of its rows, through the inverse normal."""
    middle = np.cumsum(counts) - counts / 2
    scores: NDArray[np.float64] = ndtri(middle / counts.sum())
    return scores


def _thinned(counts: NDArray[np.intp], n_knots: int) -> NDArray[np.intp]:
    """Return which values become knots: the first, the last, and between them more at both ends, where scores bend.

    Where there are fewer values than knots the last is repeated, which changes nothing.
    """
    if len(counts) <= n_knots:
        return np.minimum(np.arange(n_knots), len(counts) - 1)
    wanted: NDArray[np.float64] = counts.sum() * (1 - np.cos(np.linspace(0, np.pi, n_knots))) / 2
    at: NDArray[np.intp] = np.clip(np.searchsorted(np.cumsum(counts), wanted), 0, len(counts) - 1)
    at[0], at[-1] = 0, len(counts) - 1
    return at
