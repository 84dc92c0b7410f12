"""A fitted HistGradientBoosting model as a few flat arrays.

scikit-learn's model is the one that is fitted; this one is what is kept, and predicts the same. A single row costs
it one walk down all trees instead of one call a tree.
"""

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit, softmax

from models.encoding import Matrix
from models.families.flat_trees import Array, FlatTrees

NO_LEVELS = -1


class CompactBoosting(FlatTrees):
    """All trees of a boosted model, their nodes one after another, and what they add to the baseline.

    Parameters
    ----------
    model : fitted HistGradientBoostingClassifier or HistGradientBoostingRegressor
    rounds : how many of its rounds are kept
    levels : of each categorical column, by its number: the codes that training saw, ascending. scikit-learn
        numbers them anew and puts these columns first.
    """

    def __init__(self, model: Any, rounds: int, levels: Mapping[int, NDArray[np.float32]]) -> None:  # noqa: ANN401
        trees = [tree for trees in model._predictors[:rounds] for tree in trees]  # noqa: SLF001  no public way
        nodes = np.concatenate([tree.nodes for tree in trees])
        sizes = [len(tree.nodes) for tree in trees]
        starts = np.cumsum([0, *sizes])[:-1]
        start, own, is_leaf = np.repeat(starts, sizes), np.arange(len(nodes)), nodes["is_leaf"] == 1
        self.roots = starts.astype(np.int32)
        self.left = np.where(is_leaf, own, nodes["left"] + start).astype(np.int32)
        self.right = np.where(is_leaf, own, nodes["right"] + start).astype(np.int32)
        columns = np.array([*levels, *(i for i in range(model.n_features_in_) if i not in levels)])
        self.feature = columns[np.where(is_leaf, 0, nodes["feature_idx"])].astype(np.int32)
        self.threshold = nodes["num_threshold"].copy()
        self.missing_left = nodes["missing_go_to_left"] == 1
        self.value = nodes["value"].copy()
        is_on_levels = (nodes["is_categorical"] == 1) & ~is_leaf
        self.levels_row = np.full(len(nodes), NO_LEVELS, dtype=np.int32)
        self.levels_row[is_on_levels] = np.arange(is_on_levels.sum())
        bitsets = [tree.raw_left_cat_bitsets[node["bitset_idx"]] for tree, node in _on_levels(trees)]
        self.levels_left = self._table(bitsets, np.flatnonzero(is_on_levels), levels)
        self.baseline = np.asarray(model._baseline_prediction, dtype=float).ravel()  # noqa: SLF001
        self.classes_ = np.asarray(getattr(model, "classes_", ()))

    def _table(
        self, bitsets: list[NDArray[np.uint32]], at: NDArray[np.intp], levels: Mapping[int, NDArray[np.float32]]
    ) -> NDArray[np.bool_]:
        """Return which code goes left at each split on levels; the last column is for codes that are not known."""
        n_codes = 1 + max((int(codes.max(initial=0)) for codes in levels.values()), default=0)
        table = np.repeat(self.missing_left[at][:, None], n_codes + 1, axis=1)
        for row, (bitset, node) in enumerate(zip(bitsets, at, strict=True)):
            codes = levels[int(self.feature[node])].astype(np.intp)
            number = np.arange(len(codes), dtype=np.uint32)
            table[row, codes] = (bitset[number // 32] >> (number % 32)) & 1
        return table

    def predict(self, X: Matrix) -> Array:
        """Predict values, shape (n_rows,)."""
        return self._raw(X)[:, 0]

    def predict_proba(self, X: Matrix) -> Array:
        """Predict probabilities, shape (n_rows, n_classes)."""
        if len(self.classes_) == 1:
            return np.ones((len(X), 1))
        raw = self._raw(X)
        if raw.shape[1] > 1:
            return np.asarray(softmax(raw, axis=1), dtype=float)
        positive = expit(raw[:, 0])
        return np.column_stack([1 - positive, positive])

    def _raw(self, X: Matrix) -> Array:
        """Return baseline and trees added up, shape (n_rows, 1 or n_classes)."""
        n_outputs = len(self.baseline)
        parts = [self.value[leaves].reshape(len(leaves), -1, n_outputs).sum(axis=1) for leaves in self._leaves(X)]
        added: Array = self.baseline + (np.concatenate(parts) if parts else np.zeros((0, n_outputs)))
        return added

    def _goes_left(self, at: NDArray[np.int32], values: Matrix) -> NDArray[np.bool_]:
        goes_left = super()._goes_left(at, values)
        if len(self.levels_left):
            row, unknown = self.levels_row.take(at), self.levels_left.shape[1] - 1
            on_levels = np.flatnonzero((row != NO_LEVELS) & ~np.isnan(values))
            codes = values[on_levels]
            known = np.where((codes >= 0) & (codes < unknown), codes, unknown).astype(np.intp)
            goes_left[on_levels] = self.levels_left[row[on_levels], known]
        return goes_left


def _on_levels(trees: list[Any]) -> list[tuple[Any, Any]]:
    """Return the splits on levels, with their trees, in the order of all nodes."""
    return [(tree, node) for tree in trees for node in tree.nodes if node["is_categorical"] and not node["is_leaf"]]
