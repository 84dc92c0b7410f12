"""Training rows kept to be asked: the nearest of them answer for a new row.

Distances are computed to all kept rows, a block of new rows at a time, so that memory stays bounded whatever the
number of rows; no tree of them is built, because with more than a few columns none is quicker.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.spatial.distance import cdist

from models.encoding import Matrix

Array = NDArray[np.float64]

CELLS_AT_A_TIME = 2_000_000
PRIOR_ROWS = 1.0
"""The class frequencies count as much as this many neighbors, so that no class that exists gets probability 0."""
CLOSEST = 1e-6


@dataclass(frozen=True)
class Asking:
    """How many neighbors are asked, whether near ones count for more, and the power of the distance (1 or 2)."""

    n_neighbors: int
    is_near_more: bool
    power: int


class NearestRows:
    """Kept rows and their answers.

    Parameters
    ----------
    X : kept rows, shape (n_kept, n_features)
    y : class numbers or values, shape (n_kept,)
    weight : of each kept row, positive, shape (n_kept,)
    asking : how neighbors are asked
    is_classes : whether ``y`` holds class numbers
    """

    def __init__(self, X: Matrix, y: Array, weight: Array, asking: Asking, *, is_classes: bool) -> None:
        self.rows = np.ascontiguousarray(X, dtype=np.float32)
        self.squares = np.einsum("ij,ij->i", self.rows, self.rows)
        self.weight = weight
        self.n_neighbors = min(asking.n_neighbors, len(y))
        self.is_near_more = asking.is_near_more
        self.power = asking.power
        self.classes_ = np.unique(y) if is_classes else np.zeros(0)
        self.answers = (y[:, None] == self.classes_).astype(float) if is_classes else y[:, None].astype(float)
        self.prior = np.average(self.answers, axis=0, weights=weight)

    def predict(self, X: Matrix) -> Array:
        """Predict the weighted mean of the neighbors' values, shape (n_rows,)."""
        return self._means(X)[:, 0]

    def predict_proba(self, X: Matrix) -> Array:
        """Predict the neighbors' share of each class, drawn a little toward its frequency, (n_rows, n_classes)."""
        shares = self._means(X)
        return (self.n_neighbors * shares + PRIOR_ROWS * self.prior) / (self.n_neighbors + PRIOR_ROWS)

    def _means(self, X: Matrix) -> Array:
        step = max(1, CELLS_AT_A_TIME // max(len(self.rows), self.n_neighbors * self.rows.shape[1]))
        return np.concatenate([self._means_of(X[i : i + step]) for i in range(0, max(1, len(X)), step)])

    def _means_of(self, X: Matrix) -> Array:
        """Return the mean answer of each row's neighbors, shape (n_rows, n_answers)."""
        near = np.argpartition(self._ranking(X), self.n_neighbors - 1, axis=1)[:, : self.n_neighbors]
        weight = self.weight[near]
        if self.is_near_more:
            weight = weight / np.maximum(self._distances(X, near), CLOSEST)
        weight = weight / weight.sum(axis=1, keepdims=True)
        means: Array = np.einsum("ij,ijk->ik", weight, self.answers[near])
        return means

    def _ranking(self, X: Matrix) -> NDArray[Any]:
        """Return numbers that order the kept rows by their distance, shape (n_rows, n_kept)."""
        if self.power == 1:
            return np.asarray(cdist(X, self.rows, "cityblock"))
        return np.asarray(self.squares - 2 * (X @ self.rows.T))

    def _distances(self, X: Matrix, near: NDArray[np.intp]) -> Array:
        """Return the distances to the neighbors alone, shape (n_rows, n_neighbors), without cancellation."""
        apart = np.abs(self.rows[near] - X[:, None, :]).astype(np.float64)
        return np.asarray(apart.sum(axis=2) if self.power == 1 else np.sqrt((apart**2).sum(axis=2)))
