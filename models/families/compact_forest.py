"""A fitted forest as a few flat arrays.

scikit-learn's forest is the one that is fitted; this one is what is kept, and predicts the same.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from models.encoding import Matrix
from models.families.flat_trees import Array, FlatTrees
from models.families.target_unit import OWN_UNIT, TargetUnit


@dataclass(frozen=True)
class Trees:
    """Some trees of a fitted forest, their nodes one after another; what a node says is kept of leaves alone.

    ``sizes`` are the nodes of each tree. ``place`` names for each leaf its line in ``value``, of shape
    (n_leaves, n_outputs).
    """

    sizes: NDArray[np.int32]
    left: NDArray[np.int32]
    right: NDArray[np.int32]
    feature: NDArray[np.int32]
    threshold: Array
    missing_left: NDArray[np.bool_]
    place: NDArray[np.int32]
    value: NDArray[np.float32]


def trees_of(forest: Any) -> Trees:  # noqa: ANN401  either kind of forest
    """Take the trees out of a fitted forest of scikit-learn with one target."""
    trees = [estimator.tree_ for estimator in forest.estimators_]
    sizes = np.array([tree.node_count for tree in trees], dtype=np.int32)
    starts = np.cumsum([0, *sizes])[:-1]
    is_leaf = np.concatenate([tree.children_left < 0 for tree in trees])
    return Trees(
        sizes=sizes,
        left=np.concatenate([_shifted(t.children_left, s) for t, s in zip(trees, starts, strict=True)]),
        right=np.concatenate([_shifted(t.children_right, s) for t, s in zip(trees, starts, strict=True)]),
        feature=np.concatenate([np.maximum(tree.feature, 0) for tree in trees]).astype(np.int32),
        threshold=np.concatenate([tree.threshold for tree in trees]),
        missing_left=np.concatenate([tree.missing_go_to_left for tree in trees]).astype(bool),
        place=np.where(is_leaf, np.cumsum(is_leaf) - 1, -1).astype(np.int32),
        value=np.concatenate([t.value[t.children_left < 0, 0, :].astype(np.float32) for t in trees]),
    )


class CompactForest(FlatTrees):
    """All trees of a forest, their nodes one after another.

    Parameters
    ----------
    parts : the trees, as many of them at a time as were fitted together
    classes : the classes of the fitted forest; empty for a regression
    unit : the one that a regression's target was fitted in
    """

    def __init__(self, parts: Sequence[Trees], classes: Sequence[float] = (), unit: TargetUnit = OWN_UNIT) -> None:
        sizes = np.concatenate([part.sizes for part in parts])
        self.roots = np.cumsum([0, *sizes])[:-1].astype(np.int32)
        nodes = _starts([len(part.left) for part in parts])
        leaves = _starts([len(part.value) for part in parts])
        self.left = np.concatenate([part.left + start for part, start in zip(parts, nodes, strict=True)])
        self.right = np.concatenate([part.right + start for part, start in zip(parts, nodes, strict=True)])
        self.feature = np.concatenate([part.feature for part in parts])
        self.threshold = np.concatenate([part.threshold for part in parts])
        self.missing_left = np.concatenate([part.missing_left for part in parts])
        self.place = np.concatenate([part.place + start for part, start in zip(parts, leaves, strict=True)])
        self.value = np.concatenate([part.value for part in parts])
        self.classes_ = np.asarray(classes)
        self.center = unit.center
        self.spread = unit.spread

    def predict(self, X: Matrix) -> Array:
        """Predict values, shape (n_rows,)."""
        return self._average(X)[:, 0] * self.spread + self.center

    def predict_proba(self, X: Matrix) -> Array:
        """Predict probabilities, shape (n_rows, n_classes)."""
        return self._average(X)

    def _average(self, X: Matrix) -> Array:
        parts = [self.value[self.place[leaves]].mean(axis=1, dtype=np.float64) for leaves in self._leaves(X)]
        return np.concatenate(parts) if parts else np.zeros((0, self.value.shape[1]))


def _shifted(children: NDArray[np.intp], start: int) -> NDArray[np.int32]:
    """Return the children by their place among all nodes; a leaf is its own child."""
    own = np.arange(len(children))
    shifted: NDArray[np.int32] = (np.where(children < 0, own, children) + start).astype(np.int32)
    return shifted


def _starts(lengths: Sequence[int]) -> NDArray[np.int32]:
    return np.cumsum([0, *lengths])[:-1].astype(np.int32)
