"""Many trees as a few flat arrays, and the walk from root to leaf.

All rows walk down all trees at once. A single row takes about a millisecond instead of several, and a model's file
holds a handful of arrays instead of several for each tree, so that it is written and loaded at once.
"""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from models.encoding import Matrix

Array = NDArray[np.float64]

WALKS_AT_A_TIME = 400_000
"""Rows times trees that walk at once: their arrays stay within some tens of megabytes."""


class FlatTrees:
    """The nodes of all trees, one after another; a leaf is its own child.

    Attributes
    ----------
    roots : of shape (n_trees,), the node that each tree begins with
    left, right, feature, threshold, missing_left : of shape (n_nodes,)
    """

    roots: NDArray[np.int32]
    left: NDArray[np.int32]
    right: NDArray[np.int32]
    feature: NDArray[np.int32]
    threshold: Array
    missing_left: NDArray[np.bool_]

    def _leaves(self, X: Matrix) -> Iterator[NDArray[np.int32]]:
        """Yield the leaves that rows end in, shape (some rows, n_trees), a few rows at a time."""
        n_rows = max(1, WALKS_AT_A_TIME // max(1, len(self.roots)))
        for i in range(0, len(X), n_rows):
            yield self._walk(X[i : i + n_rows])

    def _walk(self, X: Matrix) -> NDArray[np.int32]:
        """Walk all rows down all trees at once, until each has reached its leaf."""
        if len(X) == 1:
            return self._walk_one(X[0])[None]
        n_trees, flat = len(self.roots), np.ascontiguousarray(X).ravel()
        first_cell = np.repeat(np.arange(len(X)) * X.shape[1], n_trees)
        nodes = np.tile(self.roots, len(X))
        walking = np.flatnonzero(self.left[nodes] != nodes)
        while len(walking):
            at = nodes[walking]
            values = flat[first_cell[walking] + self.feature[at]]
            following = np.where(self._goes_left(at, values), self.left[at], self.right[at])
            nodes[walking] = following
            walking = walking[self.left[following] != following]
        return nodes.reshape(len(X), n_trees)

    def _walk_one(self, row: NDArray[np.float32]) -> NDArray[np.int32]:
        """Walk one row down all trees; who has arrived stays, which costs less than to leave them out."""
        nodes = self.roots
        while True:
            values = row.take(self.feature.take(nodes))
            following = np.where(self._goes_left(nodes, values), self.left.take(nodes), self.right.take(nodes))
            if np.array_equal(following, nodes):
                return following
            nodes = following

    def _goes_left(self, at: NDArray[np.int32], values: Matrix) -> NDArray[np.bool_]:
        """Whether a value goes left at a node; both of shape (n_walking,)."""
        goes_left: NDArray[np.bool_] = values <= self.threshold.take(at)
        is_missing = np.isnan(values)
        if is_missing.any():
            goes_left[is_missing] = self.missing_left[at[is_missing]]
        return goes_left
