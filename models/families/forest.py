"""What forests have in common: hyperparameters in words, and growing trees for as long as the seconds allow."""

import time
from collections.abc import Mapping
from typing import Any

from models.families.compact_forest import CompactForest
from models.families.family import FitOrder, Fitted
from models.record import HyperparameterAccount, Scalar

TREES_AT_A_TIME = 20
COMPLEXITY = ("-min_samples_leaf", "max_features")
MAX_LEAVES = 15_000  # as in AutoGluon's defaults: bounds the size of the model on large tables

N_ESTIMATORS = HyperparameterAccount(
    name="n_estimators",
    title="number of trees",
    kind="int",
    default=200,
    low=100,
    high=500,
    is_log=True,
    meaning="How many trees are grown and averaged.",
    more="The average becomes steadier; the gain fades out after a few hundred.",
    less="Faster, but the score depends more on chance.",
    overfitting="More trees do not overfit a forest: they only average more.",
    cost="Time, memory and prediction time grow in proportion.",
    source="Breiman 2001, Machine Learning 45; default of our own, between speed and steadiness",
    aliases=("trees", "number of trees", "n_trees", "ntree"),
    is_searched=False,
)
MAX_FEATURES = HyperparameterAccount(
    name="max_features",
    title="share of columns tried at each split",
    kind="float",
    default=0.4,
    low=0.1,
    high=1.0,
    meaning="At each split a tree may choose among this share of the columns.",
    more="Each tree is stronger, but the trees resemble each other and averaging helps less.",
    less="The trees differ more; single strong columns are used less.",
    overfitting="Less of it makes the forest smoother.",
    cost="Time grows in proportion.",
    source="Probst, Wright and Boulesteix 2019, WIREs Data Mining and Knowledge Discovery 9",
    aliases=("mtry", "features per split", "column sampling"),
)
MIN_SAMPLES_LEAF = HyperparameterAccount(
    name="min_samples_leaf",
    title="rows in a leaf, at least",
    kind="int",
    default=2,
    low=1,
    high=40,
    is_log=True,
    meaning="A split is made only if both sides keep at least this many rows.",
    more="Shallower trees and smoother predictions.",
    less="Trees that follow single rows.",
    overfitting="More of it lowers the risk, above all on noisy targets; too much underfits.",
    cost="More of it is faster and smaller.",
    source="scikit-learn's forests; range as in TabRepo",
    aliases=("leaf size", "nodesize", "min leaf", "minimum samples per leaf"),
)
CRITERION = HyperparameterAccount(
    name="criterion",
    title="how a split is judged",
    kind="choice",
    default="gini",
    choices=("gini", "entropy"),
    meaning="The measure of how pure the two sides of a split are.",
    more="Entropy punishes small impurities harder.",
    less="Gini is a little faster.",
    overfitting="Hardly any effect.",
    cost="Entropy costs a little more time.",
    source="scikit-learn's forests",
    aliases=("split criterion", "gini", "entropy"),
)


def grow(kind: type[Any], hyperparameters: Mapping[str, Scalar], order: FitOrder) -> Fitted:
    """Grow all trees, or as many as the seconds allow: a forest of fewer trees is still a forest.

    Parameters
    ----------
    kind : scikit-learn's class of forests for the task
    """
    max_trees = order.rounds or int(hyperparameters["n_estimators"] or 1)
    settings: dict[str, Any] = {
        **hyperparameters,
        "max_leaf_nodes": MAX_LEAVES,
        "n_jobs": order.n_threads,
        "random_state": order.seed,
    }
    if order.seconds is None:
        forest = kind(**{**settings, "n_estimators": max_trees})
        forest.fit(order.train.X, order.train.y, order.train.weight)
    else:
        forest = kind(**settings, warm_start=True)
        _grow_for(order.seconds, forest, max_trees, order)
    return Fitted(CompactForest(forest), len(forest.estimators_), max_trees)


def _grow_for(seconds: float, forest: Any, max_trees: int, order: FitOrder) -> None:  # noqa: ANN401  either kind
    """Grow trees a few at a time until there are enough or the seconds are over."""
    end = time.monotonic() + seconds
    n_trees = 0
    while n_trees < max_trees and (n_trees == 0 or time.monotonic() < end):
        n_trees = min(max_trees, n_trees + TREES_AT_A_TIME)
        forest.set_params(n_estimators=n_trees)
        forest.fit(order.train.X, order.train.y, order.train.weight)
