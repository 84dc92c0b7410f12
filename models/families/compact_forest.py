"""A fitted forest as a few flat arrays.

scikit-learn's forest is the one that is fitted; this one is what is kept, and predicts the same.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from models.encoding import Matrix
from models.families.flat_trees import Array, FlatTrees
from models.families.target_unit import OWN_UNIT, TargetUnit


class CompactForest(FlatTrees):
    """All trees of a forest, their nodes one after another.

    Parameters
    ----------
    forest : fitted forest of scikit-learn, one target
    unit : the one that a regression's target was fitted in
    """

    center = 0.0  # of models that were written before there was a unit
    spread = 1.0

    def __init__(self, forest: Any, unit: TargetUnit = OWN_UNIT) -> None:  # noqa: ANN401  either kind of forest
        trees = [estimator.tree_ for estimator in forest.estimators_]
        starts = np.cumsum([0, *(tree.node_count for tree in trees)])[:-1]
        self.roots = starts.astype(np.int32)
        self.left = np.concatenate([_shifted(t.children_left, s) for t, s in zip(trees, starts, strict=True)])
        self.right = np.concatenate([_shifted(t.children_right, s) for t, s in zip(trees, starts, strict=True)])
        self.feature = np.concatenate([np.maximum(tree.feature, 0) for tree in trees]).astype(np.int32)
        self.threshold = np.concatenate([tree.threshold for tree in trees])
        self.missing_left = np.concatenate([tree.missing_go_to_left for tree in trees]).astype(bool)
        self.value = np.concatenate([tree.value[:, 0, :] for tree in trees]).astype(np.float32)
        self.classes_ = np.asarray(getattr(forest, "classes_", ()))
        self.center = unit.center
        self.spread = unit.spread

    def predict(self, X: Matrix) -> Array:
        """Predict values, shape (n_rows,)."""
        return self._average(X)[:, 0] * self.spread + self.center

    def predict_proba(self, X: Matrix) -> Array:
        """Predict probabilities, shape (n_rows, n_classes)."""
        return self._average(X)

    def _average(self, X: Matrix) -> Array:
        parts = [self.value[leaves].mean(axis=1, dtype=np.float64) for leaves in self._leaves(X)]
        return np.concatenate(parts) if parts else np.zeros((0, self.value.shape[1]))


def _shifted(children: NDArray[np.intp], start: int) -> NDArray[np.int32]:
    """Return the children by their place among all nodes; a leaf is its own child."""
    own = np.arange(len(children))
    shifted: NDArray[np.int32] = (np.where(children < 0, own, children) + start).astype(np.int32)
    return shifted
