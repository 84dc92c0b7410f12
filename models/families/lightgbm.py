"""LightGBM: boosted trees that grow leaf by leaf, where it helps most."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import lightgbm as lgb
import numpy as np

from models.encoding import MANY_LEVELS, Matrix, Style
from models.families.boosting_accounts import (
    COLUMN_SHARE,
    L1,
    L2,
    LEAF_ROWS,
    LEARNING_RATE,
    MAX_LEAVES,
    N_ESTIMATORS,
    ROW_SHARE,
    TABARENA,
    TUNED,
    column_share,
    leaf_rows,
)
from models.families.early_stopping import patience
from models.families.family import Array, FitOrder, Fitted, Rows, joined
from models.families.rounds import Rounds
from models.families.target_unit import TargetUnit
from models.record import CurvePoint, FamilyAccount, HyperparameterAccount, Scalar, Task

OWN = (
    "default measured by us: 1.3 % less cross-validated loss than with all columns on twelve public tables; range: "
    + TABARENA
)
EXTRA_TREES = HyperparameterAccount(
    name="extra_trees",
    title="thresholds drawn at random",
    kind="choice",
    default=False,
    choices=(False, True),
    meaning="Whether a split tries one random threshold a column instead of all of them.",
    more="With it trees differ more and each is weaker: more of them are averaged.",
    less="Without it every split is the best that the rows offer.",
    overfitting="Random thresholds lower the risk, above all on noisy targets.",
    cost="Rounds are faster, and more of them are needed.",
    source="TabRepo (Salinas and Erickson, AutoML 2024); about half of its best LightGBM configurations use it",
    aliases=("extremely randomized", "random thresholds"),
    coupled="The number of rounds and the learning rate: weaker trees need more rounds.",
)
_SPACE = (
    replace(N_ESTIMATORS, default=2000, high=10_000),
    replace(LEARNING_RATE, default=0.04, low=0.005, high=0.2),
    replace(
        MAX_LEAVES,
        name="num_leaves",
        default=50,
        source=TUNED,
        aliases=("max_leaves", "max_leaf_nodes", "leaves", "number of leaves"),
    ),
    replace(
        LEAF_ROWS,
        name="min_child_samples",
        default=40,
        source=TUNED,
        aliases=("min_data_in_leaf", "min_samples_leaf", "leaf size", "minimum rows in a leaf"),
    ),
    replace(COLUMN_SHARE, default=0.6, source=OWN),
    replace(ROW_SHARE, name="bagging_fraction", default=0.75, aliases=("row sampling", "subsample"), usual=(0.7, 1.0)),
    replace(
        L1,
        name="lambda_l1",
        default=0.0,
        low=0.0,
        high=1.0,
        is_log=False,
        aliases=("alpha", "l1", "l1 regularization", "reg_alpha"),
        usual=(0.0001, 1.0),
    ),
    replace(
        L2,
        name="lambda_l2",
        default=0.0,
        low=0.0,
        high=2.0,
        is_log=False,
        aliases=("lambda", "l2", "l2 regularization", "reg_lambda", "l2_regularization"),
        usual=(0.0001, 2.0),
    ),
    EXTRA_TREES,
)
_REGRESSION_DEFAULTS: Mapping[str, Scalar] = {
    "learning_rate": 0.03,
    "num_leaves": 100,
    "min_child_samples": 3,
    "bagging_fraction": 0.7,
}
PORTFOLIO: tuple[Mapping[str, Scalar], ...] = tuple(
    {
        "learning_rate": learning_rate,
        "num_leaves": n_leaves,
        "min_child_samples": leaf_rows_wished,
        "feature_fraction": columns,
        "bagging_fraction": rows,
        "lambda_l1": l1,
        "lambda_l2": l2,
        "extra_trees": is_random,
    }
    for learning_rate, n_leaves, leaf_rows_wished, columns, rows, l1, l2, is_random in (
        (0.01786, 39, 3, 0.4622, 0.8769, 0.2375, 0.3552, True),
        (0.01139, 84, 3, 0.528, 0.9784, 0.02693, 0.8375, False),
        (0.01798, 180, 12, 0.4045, 0.9501, 0.7662, 1.604, True),
        (0.01267, 5, 12, 0.7335, 0.8541, 0.2413, 0.2981, True),
        (0.007897, 8, 24, 0.94, 0.8148, 0.4369, 0.2998, False),
        (0.009068, 2, 17, 0.5876, 0.8406, 0.07894, 0.7713, False),
        (0.03087, 24, 1, 0.4905, 0.7801, 0.6421, 0.5813, False),
        (0.09465, 23, 13, 0.7825, 0.7036, 0.37, 0.03415, True),
    )
)
"""LightGBM configurations of AutoGluon's portfolio of December 2025, in its order (learned on TabArena)."""

REFIT_ROWS = 5_000
"""Up to this many training rows, a fit is repeated on the rows that told when to stop."""


class LeafwiseTrees:
    """A fitted booster that predicts like a scikit-learn estimator; its file holds the booster's text.

    A regression is fitted in ``TargetUnit``; ``center`` and ``spread`` lead back.
    """

    def __init__(self, text: str, n_classes: int, center: float = 0.0, spread: float = 1.0) -> None:
        self.__setstate__({"text": text.encode(), "classes_": np.arange(n_classes), "center": center, "spread": spread})

    def __getstate__(self) -> dict[str, Any]:
        """Return all but the booster, which no file can hold."""
        return {name: value for name, value in vars(self).items() if name != "booster"}

    def __setstate__(self, state: dict[str, Any]) -> None:
        """Take the state and make the booster of its text."""
        vars(self).update(state)
        self.booster = lgb.Booster(model_str=self.text.decode())

    text: bytes
    classes_: Array
    center: float
    spread: float

    def predict(self, X: Matrix) -> Array:
        """Predict values of shape (n_rows,), or probabilities as LightGBM gives them."""
        raw = np.asarray(self.booster.predict(X, num_threads=1), dtype=float)
        return raw if len(self.classes_) else raw * self.spread + self.center

    def predict_proba(self, X: Matrix) -> Array:
        """Predict probabilities, shape (n_rows, n_classes)."""
        raw = self.predict(X)
        return np.column_stack([1 - raw, raw]) if raw.ndim == 1 else raw


class LightGBM:
    """Gradient boosting leaf by leaf, with histograms, native categories and early stopping."""

    name = "lightgbm"
    style: Style = "tree"
    stops_early = True
    varies_by_seed = True
    portfolio = PORTFOLIO

    def account(self, task: Task) -> FamilyAccount:
        """Describe the family; the tuned defaults differ between classes and values."""
        space: tuple[HyperparameterAccount, ...] = _SPACE
        if task == "regression":
            space = tuple(replace(h, default=_REGRESSION_DEFAULTS.get(h.name, h.default)) for h in space)
        sentence = (
            "It grows trees one after another, each leaf by leaf where the error is largest: usually among the best, "
            "and the quickest of its kind."
        )
        return FamilyAccount(self.name, "LightGBM", sentence, space, ("num_leaves", "-min_child_samples", "-lambda_l2"))

    def fit(self, hyperparameters: Mapping[str, Scalar], order: FitOrder) -> Fitted:
        """Boost until the stopping rows no longer improve; on few rows, then again on all rows for as long."""
        max_rounds = int(hyperparameters["n_estimators"] or 1)
        job = _Job(_settings(hyperparameters, order), TargetUnit.of(order), order)
        if order.rounds is not None:
            return job.kept(_boost(job, order.train, order.rounds, Rounds(order.rounds, order.seconds)), max_rounds)
        boosted = _boost_to_best(job, max_rounds)
        if order.stop is not None and not boosted.is_cut and len(order.train.y) <= REFIT_ROWS:
            again = _boost(job, joined(order.train, order.stop), boosted.rounds, Rounds(boosted.rounds, None))
            boosted = replace(again, curve=boosted.curve)
        return job.kept(boosted, max_rounds)


@dataclass(frozen=True)
class _Boosted:
    """A booster, the rounds to keep, the way there, and whether the clock cut it short."""

    booster: lgb.Booster
    rounds: int
    curve: tuple[CurvePoint, ...] = ()
    is_cut: bool = False


@dataclass(frozen=True)
class _Job:
    """Settings in LightGBM's words, the unit of the target, and the order."""

    settings: Mapping[str, Any]
    unit: TargetUnit
    order: FitOrder

    def dataset(self, rows: Rows, like: lgb.Dataset | None = None) -> lgb.Dataset:
        """Return rows as LightGBM takes them, binned like others where those are given."""
        return lgb.Dataset(
            rows.X,
            self.unit.inside(rows.y),
            weight=rows.weight,
            reference=like,
            categorical_feature=[i for i, kind in enumerate(self.order.feature_types) if kind == "c"],
            params=dict(self.settings),
        )

    def kept(self, boosted: _Boosted, max_rounds: int) -> Fitted:
        """Return what is kept of a booster: the trees of its rounds."""
        text = boosted.booster.model_to_string(num_iteration=boosted.rounds)
        trees = LeafwiseTrees(text, self.order.n_classes, self.unit.center, self.unit.spread)
        return Fitted(trees, boosted.rounds, max_rounds, boosted.curve)


def _settings(hyperparameters: Mapping[str, Scalar], order: FitOrder) -> dict[str, Any]:
    chosen = dict(hyperparameters)
    del chosen["n_estimators"]
    wished = int(chosen.pop("min_child_samples") or 1)
    settings = {
        **chosen,
        "feature_fraction": column_share(float(chosen["feature_fraction"] or 1), order.train.X.shape[1]),
        "min_data_in_leaf": leaf_rows(wished, len(order.train.y)),
        "bagging_freq": 1,
        # Every native category has few levels, so that each can be split off by itself.
        "max_cat_to_onehot": MANY_LEVELS,
        "feature_pre_filter": False,
        "num_threads": order.n_threads,
        "seed": order.seed,
        "deterministic": True,
        "force_row_wise": True,  # else LightGBM times both ways and takes the quicker one
        "verbosity": -1,
    }
    if order.task == "multiclass":
        return {
            **settings,
            "objective": "multiclass",
            "num_class": order.n_classes,
            "metric": "multi_logloss",
        }
    if order.task == "binary":
        return {**settings, "objective": "binary", "metric": "binary_logloss"}
    if order.metric.startswith("mean_absolute"):
        return {**settings, "objective": "regression_l1", "metric": "l1"}
    return {**settings, "objective": "regression", "metric": "rmse"}


def _boost_to_best(job: _Job, max_rounds: int) -> _Boosted:
    """Boost until the stopping rows no longer improve, or the clock ends it."""
    order = job.order
    rounds = Rounds(patience(len(order.train.y)), order.seconds, job.unit.spread)
    boosted = _boost(job, order.train, max_rounds, rounds, order.stop)
    return boosted if order.stop is None else replace(boosted, rounds=rounds.best, curve=rounds.curve)


def _boost(job: _Job, rows: Rows, n_rounds: int, rounds: Rounds, stop: Rows | None = None) -> _Boosted:
    train = job.dataset(rows)
    scored = [] if stop is None else [train, job.dataset(stop, train)]
    booster = lgb.train(
        dict(job.settings),
        train,
        n_rounds,
        valid_sets=scored or None,
        keep_training_booster=True,  # else LightGBM writes and reads the booster once more
        callbacks=[_Watch(rounds)],
    )
    n_done = booster.current_iteration()
    return _Boosted(booster, n_done, is_cut=rounds.is_cut)


class _Watch:
    """LightGBM's side of ``Rounds``: called after each round."""

    def __init__(self, rounds: Rounds) -> None:
        self._rounds = rounds

    def __call__(self, env: lgb.callback.CallbackEnv) -> None:
        if env.evaluation_result_list:
            train, stop = (result[2] for result in env.evaluation_result_list)
            self._rounds.add(train, stop)
        if self._rounds.is_over:
            raise lgb.callback.EarlyStopException(env.iteration, env.evaluation_result_list or [])
