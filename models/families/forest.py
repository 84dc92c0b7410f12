"""What forests have in common: hyperparameters in words, and growing trees for as long as the seconds allow."""

import time
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from models.families.compact_forest import CompactForest, Trees, trees_of
from models.families.family import FitOrder, Fitted
from models.families.target_unit import TargetUnit
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
    coupled="Hardly anything but the time.",
    usual=(100, 500),
    usual_source="defaults of scikit-learn and of R's randomForest and ranger",
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
    coupled="The least rows in a leaf: both decide how much single trees follow the rows. With many useless columns a "
    "small share misses the useful ones.",
    usual=(0.33,),
    usual_source="a third of the columns for values, their square root for classes: Probst, Wright and Boulesteix 2019",
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
    coupled="The share of columns at a split: both decide how much single trees follow the rows.",
    usual=(1, 5),
    usual_source="defaults of R's randomForest (Breiman and Cutler): 1 for classes, 5 for values",
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
    coupled="Hardly anything.",
)


def grow(kind: type[Any], hyperparameters: Mapping[str, Scalar], order: FitOrder) -> Fitted:
    """Grow all trees, or as many as the seconds allow: a forest of fewer trees is still a forest.

    A few trees are grown at a time and kept in their compact form: scikit-learn's own takes several times the memory.

    Parameters
    ----------
    kind : scikit-learn's class of forests for the task
    """
    max_trees = order.rounds or int(hyperparameters["n_estimators"] or 1)
    sizes = [min(TREES_AT_A_TIME, max_trees - n) for n in range(0, max_trees, TREES_AT_A_TIME)]
    seeds = np.random.SeedSequence(order.seed).generate_state(len(sizes))
    unit = TargetUnit.of(order)
    rows = replace(order.train, y=unit.inside(order.train.y)) if order.task == "regression" else order.train
    end = None if order.seconds is None else time.monotonic() + order.seconds
    parts: list[Trees] = []
    classes: Sequence[float] = ()
    for n_trees, seed in zip(sizes, seeds, strict=True):
        if parts and end is not None and time.monotonic() >= end:
            break
        settings = {**hyperparameters, "max_leaf_nodes": MAX_LEAVES, "n_jobs": order.n_threads}
        forest = kind(**{**settings, "n_estimators": n_trees, "random_state": int(seed)})
        forest.fit(rows.X, rows.y, rows.weight)
        parts.append(trees_of(forest))
        classes = getattr(forest, "classes_", ())
    return Fitted(CompactForest(parts, classes, unit), sum(len(part.sizes) for part in parts), max_trees)
