"""CatBoost: boosted trees that ask the same question throughout a level, so that they rarely go astray."""

import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import catboost as cb
import numpy as np

from models.encoding import Matrix, Style
from models.families.boosting_accounts import L2, LEARNING_RATE, MAX_DEPTH, N_ESTIMATORS, ROW_SHARE, TABARENA, TUNED
from models.families.dummy import Dummy
from models.families.early_stopping import curve, patience
from models.families.family import Array, FitOrder, Fitted, Rows, joined
from models.families.target_unit import TargetUnit
from models.record import CurvePoint, FamilyAccount, HyperparameterAccount, Scalar, Task

RANDOM_STRENGTH = HyperparameterAccount(
    name="random_strength",
    title="chance in choosing splits",
    kind="float",
    default=0.8,
    low=0.0,
    high=2.0,
    meaning="How much noise is added to the score of a split before the best one is chosen; it fades out with "
    "the rounds.",
    more="Trees differ more, and the best split is missed more often.",
    less="The split that fits the training rows best is taken; at 0 always.",
    overfitting="Some of it lowers the risk a little.",
    cost="None.",
    source=TUNED,
    aliases=("random strength", "split noise"),
    coupled="The share of rows: both make trees differ, so that one can take the place of the other.",
    usual=(1.0,),
    usual_source="CatBoost's default",
)
LEAF_STEPS = HyperparameterAccount(
    name="leaf_estimation_iterations",
    title="steps for the value of a leaf",
    kind="int",
    default=1,
    low=1,
    high=20,
    is_log=True,
    meaning="How many times the value of every leaf is corrected before the next tree is grown.",
    more="Leaves come closer to what fits their rows best, so that fewer trees are needed.",
    less="Each tree corrects less, and more of them follow.",
    overfitting="More of it follows the training rows harder.",
    cost="Each step goes through the rows once more.",
    source=TUNED,
    aliases=("leaf iterations", "newton steps"),
    coupled="The learning rate and the L2 regularization: closer leaves want smaller steps or a stronger penalty.",
    usual=(1, 20),
    usual_source=TABARENA,
)
GROW_POLICY = HyperparameterAccount(
    name="grow_policy",
    title="shape of the trees",
    kind="choice",
    default="SymmetricTree",
    choices=("SymmetricTree", "Depthwise"),
    meaning="Whether all nodes of a level ask the same question (symmetric), or each its own (depthwise).",
    more="Depthwise trees fit more closely.",
    less="Symmetric trees are plain tables of answers: a brake on overfitting in themselves.",
    overfitting="Symmetric trees overfit less.",
    cost="Symmetric trees predict several times faster.",
    source=TUNED,
    aliases=("growing policy", "tree shape", "symmetric trees"),
    coupled="The depth: a symmetric tree has few questions, so that it bears more levels.",
)
_SPACE = (
    N_ESTIMATORS,
    replace(LEARNING_RATE, low=0.005, high=0.2),
    replace(MAX_DEPTH, name="depth", default=7, low=4, aliases=("max_depth", "tree depth"), usual=(4, 8)),
    replace(
        L2,
        name="l2_leaf_reg",
        default=1e-5,
        low=1e-5,
        high=10.0,
        source=TUNED,
        aliases=("lambda", "l2", "l2 regularization", "reg_lambda", "lambda_l2", "l2_regularization"),
    ),
    replace(ROW_SHARE, default=0.9, usual=(0.7, 1.0)),
    RANDOM_STRENGTH,
    LEAF_STEPS,
    GROW_POLICY,
)
_REGRESSION_DEFAULTS: Mapping[str, Scalar] = {
    "learning_rate": 0.09,
    "depth": 9,
    "random_strength": 0.0,
    "leaf_estimation_iterations": 20,
}
PORTFOLIO: tuple[Mapping[str, Scalar], ...] = (
    {"learning_rate": 0.06864, "depth": 6, "l2_leaf_reg": 2.154},
    {"learning_rate": 0.03138, "depth": 8, "l2_leaf_reg": 2.8, "grow_policy": "Depthwise"},
    {"learning_rate": 0.0494, "depth": 4, "l2_leaf_reg": 4.559},
    {"learning_rate": 0.0173, "depth": 8, "l2_leaf_reg": 3.327},
)
"""The first CatBoost configurations of AutoGluon's portfolio, in its order (learned on TabRepo, 200 tables)."""

REFIT_ROWS = 5_000
"""Up to this many training rows, a fit is repeated on the rows that told when to stop."""
ONE_HOT_LEVELS = 255
"""Every native category has few levels, so that each is split off by itself."""
_LEVEL_NAMES = np.array([*(str(code).encode() for code in range(ONE_HOT_LEVELS)), b"none"], dtype=object)


class CatBoostTrees:
    """A fitted booster that predicts like a scikit-learn estimator; its file holds CatBoost's own bytes.

    A regression is fitted in ``TargetUnit``; ``center`` and ``spread`` lead back.
    """

    blob: bytes
    feature_types: tuple[str, ...]
    classes_: Array
    center: float
    spread: float

    def __init__(self, model: cb.CatBoost, feature_types: tuple[str, ...], n_classes: int, unit: TargetUnit) -> None:
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "model.cbm"
            model.save_model(str(file))
            blob = file.read_bytes()
        self.__setstate__(
            {
                "blob": blob,
                "feature_types": feature_types,
                "classes_": np.arange(n_classes),
                "center": unit.center,
                "spread": unit.spread,
            }
        )

    def __getstate__(self) -> dict[str, Any]:
        """Return all but the booster, which no file of ours can hold."""
        return {name: value for name, value in vars(self).items() if name != "model"}

    def __setstate__(self, state: dict[str, Any]) -> None:
        """Take the state and make the booster of its bytes."""
        vars(self).update(state)
        self.model = cb.CatBoost().load_model(blob=self.blob)

    def predict(self, X: Matrix) -> Array:
        """Predict values, shape (n_rows,)."""
        raw = self.model.predict(_features(X, self.feature_types), thread_count=1)
        return np.asarray(raw, dtype=float) * self.spread + self.center

    def predict_proba(self, X: Matrix) -> Array:
        """Predict probabilities, shape (n_rows, n_classes)."""
        features = _features(X, self.feature_types)
        return np.asarray(self.model.predict(features, prediction_type="Probability", thread_count=1), dtype=float)


class CatBoost:
    """Gradient boosting with symmetric trees and early stopping."""

    name = "catboost"
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
            "It grows trees one after another, each asking one question a level: strong with its defaults, and slower "
            "to fit than its like."
        )
        return FamilyAccount(self.name, "CatBoost", sentence, space, ("depth", "-l2_leaf_reg"))

    def fit(self, hyperparameters: Mapping[str, Scalar], order: FitOrder) -> Fitted:
        """Boost until the stopping rows no longer improve; on few rows, then again on all rows for as long.

        Where target or columns do not vary, which CatBoost refuses, the baseline is all that can be learned.
        """
        max_rounds = int(hyperparameters["n_estimators"] or 1)
        if not _varies(order):
            return replace(Dummy().fit({}, order), rounds=1, max_rounds=max_rounds)
        settings, unit = _settings(hyperparameters, order), TargetUnit.of(order)
        if order.rounds is not None:
            boosted = _boost({**settings, "iterations": order.rounds}, unit, replace(order, stop=None))
        else:
            boosted = _boost({**settings, "iterations": max_rounds}, unit, order)
            if order.stop is not None and not boosted.is_cut and len(order.train.y) <= REFIT_ROWS:
                whole = replace(order, train=joined(order.train, order.stop), stop=None, seconds=None)
                again = _boost({**settings, "iterations": boosted.rounds}, unit, whole)
                boosted = replace(again, curve=boosted.curve)
        trees = CatBoostTrees(boosted.model, order.feature_types, order.n_classes, unit)
        return Fitted(trees, boosted.rounds, max_rounds, boosted.curve)


@dataclass(frozen=True)
class _Boosted:
    """A booster, the rounds that it holds, the way there, and whether the clock cut it short."""

    model: cb.CatBoost
    rounds: int
    curve: tuple[CurvePoint, ...] = ()
    is_cut: bool = False


def _varies(order: FitOrder) -> bool:
    X, y = order.train.X, order.train.y
    first = X[:1]
    is_same = (first == X) | (np.isnan(first) & np.isnan(X))
    return bool((y != y[0]).any() and not is_same.all())


def _settings(hyperparameters: Mapping[str, Scalar], order: FitOrder) -> dict[str, Any]:
    settings: dict[str, Any] = {
        **{name: value for name, value in hyperparameters.items() if name != "n_estimators"},
        "bootstrap_type": "Bernoulli",
        "boosting_type": "Plain",
        "one_hot_max_size": ONE_HOT_LEVELS,
        "thread_count": order.n_threads,
        "random_seed": order.seed,
        "logging_level": "Silent",
        "allow_writing_files": False,
    }
    if order.task == "multiclass":
        return {**settings, "loss_function": "MultiClass", "classes_count": order.n_classes}
    if order.task == "binary":
        return {**settings, "loss_function": "Logloss"}
    if order.metric.startswith("mean_absolute"):
        # A leaf's best value is a median, which is found at once and not in steps.
        return {**settings, "loss_function": "MAE", "leaf_estimation_iterations": 1}
    return {**settings, "loss_function": "RMSE"}


def _features(X: Matrix, feature_types: tuple[str, ...]) -> cb.FeaturesData:
    """Return columns as CatBoost takes them: numbers, then levels by their names."""
    on_levels = np.array([kind == "c" for kind in feature_types])
    codes = X[:, on_levels]
    known = np.where((codes >= 0) & (codes < ONE_HOT_LEVELS), codes, ONE_HOT_LEVELS).astype(np.intp)
    return cb.FeaturesData(
        num_feature_data=None if on_levels.all() else np.ascontiguousarray(X[:, ~on_levels], dtype=np.float32),
        cat_feature_data=_LEVEL_NAMES[known] if on_levels.any() else None,
    )


def _boost(settings: Mapping[str, Any], unit: TargetUnit, order: FitOrder) -> _Boosted:
    """Boost until the stopping rows no longer improve, or the clock ends it."""

    def pool(rows: Rows) -> cb.Pool:
        return cb.Pool(_features(rows.X, order.feature_types), unit.inside(rows.y), weight=rows.weight)

    clock = None if order.seconds is None else _Clock(order.seconds)
    means: dict[str, Any] = {"callbacks": None if clock is None else [clock]}
    model = cb.CatBoost(dict(settings))
    if order.stop is None:
        model.fit(pool(order.train), **means)
        return _Boosted(model, model.tree_count_, is_cut=clock is not None and clock.is_over)
    means |= {"use_best_model": True, "early_stopping_rounds": patience(len(order.train.y))}
    model.fit(pool(order.train), eval_set=pool(order.stop), **means)
    (train,), (stop,) = (losses.values() for losses in model.get_evals_result().values())
    way = curve([unit.spread * loss for loss in train], [unit.spread * loss for loss in stop])
    return _Boosted(model, model.tree_count_, way, is_cut=clock is not None and clock.is_over)


class _Clock:
    """Ends boosting when its seconds are over; called by CatBoost after each round."""

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds
        self.is_over = False

    def after_iteration(self, info: object) -> bool:  # noqa: ARG002  CatBoost's shape
        """Whether to go on."""
        self.is_over = time.monotonic() > self._end
        return not self.is_over
