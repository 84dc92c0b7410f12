"""XGBoost: trees grown one after another, each correcting what is still wrong."""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import xgboost as xgb

from models.encoding import Matrix, Style
from models.families.boosting_accounts import (
    COLUMN_SHARE,
    L1,
    L2,
    LEARNING_RATE,
    MAX_DEPTH,
    N_ESTIMATORS,
    ROW_SHARE,
    TABARENA,
    TUNED,
    column_share,
)
from models.families.early_stopping import curve, patience
from models.families.family import Array, FitOrder, Fitted, Rows, joined
from models.families.target_unit import TargetUnit
from models.record import CurvePoint, FamilyAccount, HyperparameterAccount, Scalar, Task

MIN_CHILD_WEIGHT = HyperparameterAccount(
    name="min_child_weight",
    title="weight in a leaf, at least",
    kind="float",
    default=0.01,
    low=0.001,
    high=20.0,
    is_log=True,
    meaning="A split is made only if both sides keep this much weight (rows, or for classes their uncertainty).",
    more="Leaves average over more rows.",
    less="Leaves may serve single rows.",
    overfitting="More of it lowers the risk, above all with few rows.",
    cost="More of it is a little faster.",
    source=TUNED,
    aliases=("min child weight", "leaf weight", "minimum child weight"),
    coupled="The depth of a tree: the deeper it may grow, the more this one has to hold it. On classes, weight is "
    "smaller than the number of rows.",
    usual=(0.001, 128.0),
    usual_source="search space of FLAML (Wang et al. 2021); the library's default is 1",
)
COLSAMPLE_BYLEVEL = replace(
    COLUMN_SHARE,
    name="colsample_bylevel",
    title="share of columns for each level",
    default=0.6,
    meaning="At each level of a tree this share of the columns may be used, two of them at least.",
    source=f"default measured by us: 1.7 % less cross-validated loss on eleven public tables; range: {TABARENA}",
    aliases=(*COLUMN_SHARE.aliases, "feature_fraction"),
    usual=(0.6, 1.0),
)
_REGRESSION_DEFAULTS: Mapping[str, Scalar] = {
    "learning_rate": 0.03,
    "max_depth": 9,
    "min_child_weight": 2.0,
    "subsample": 0.7,
}
_SPACE = (
    N_ESTIMATORS,
    LEARNING_RATE,
    MAX_DEPTH,
    MIN_CHILD_WEIGHT,
    ROW_SHARE,
    COLSAMPLE_BYLEVEL,
    L2,
    L1,
)
PORTFOLIO: tuple[Mapping[str, Scalar], ...] = (
    {"learning_rate": 0.08776, "max_depth": 5, "min_child_weight": 0.6294, "colsample_bylevel": 0.6628},
    {"learning_rate": 0.0929, "max_depth": 7, "min_child_weight": 0.8042, "colsample_bylevel": 0.909},
    {
        "learning_rate": 0.01125,
        "max_depth": 10,
        "min_child_weight": 0.1403,
        "subsample": 0.6949,
        "colsample_bylevel": 0.6377,
        "reg_alpha": 3.496,
        "reg_lambda": 1.306,
    },
    {"learning_rate": 0.0384, "max_depth": 7, "min_child_weight": 0.5564, "colsample_bylevel": 0.7452},
)
"""XGBoost configurations of AutoGluon's portfolios, as far as the space has them, the most useful first.

The third was learned on TabArena, the others on TabRepo, where columns were drawn for each tree, not for each level.
"""

REFIT_ROWS = 5_000
"""Up to this many training rows, a fit is repeated on the rows that told when to stop."""


class BoostedTrees:
    """A fitted booster that predicts like a scikit-learn estimator, without its overhead on single rows.

    A regression is fitted in ``TargetUnit``; ``center`` and ``spread`` lead back.
    """

    center = 0.0  # of models that were written before there was a unit
    spread = 1.0

    def __init__(self, booster: xgb.Booster, n_classes: int, rounds: int, unit: TargetUnit) -> None:
        self.booster = booster
        self.rounds = rounds
        self.classes_ = np.arange(n_classes)
        self.center = unit.center
        self.spread = unit.spread

    def predict(self, X: Matrix) -> Array:
        """Predict values of shape (n_rows,), or probabilities as XGBoost gives them."""
        raw = self.booster.inplace_predict(X, iteration_range=(0, self.rounds), validate_features=False)
        predicted = np.asarray(raw, dtype=float)
        return predicted if len(self.classes_) else predicted * self.spread + self.center

    def predict_proba(self, X: Matrix) -> Array:
        """Predict probabilities, shape (n_rows, n_classes)."""
        raw = self.predict(X)
        return np.column_stack([1 - raw, raw]) if raw.ndim == 1 else raw / raw.sum(axis=1, keepdims=True)


class XGBoost:
    """Gradient boosting with histograms, native categories and early stopping."""

    name = "xgboost"
    style: Style = "tree"
    stops_early = True
    varies_by_seed = True
    portfolio = PORTFOLIO

    def account(self, task: Task) -> FamilyAccount:
        """Describe the family; the tuned defaults differ between classes and values."""
        space: tuple[HyperparameterAccount, ...] = _SPACE
        if task == "regression":
            space = tuple(replace(h, default=_REGRESSION_DEFAULTS.get(h.name, h.default)) for h in space)
        sentence = "It grows trees one after another, each correcting the errors that are left: usually the strongest."
        return FamilyAccount(self.name, "XGBoost", sentence, space, ("max_depth", "-min_child_weight", "-reg_lambda"))

    def fit(self, hyperparameters: Mapping[str, Scalar], order: FitOrder) -> Fitted:
        """Boost until the stopping rows no longer improve; on few rows, then again on all rows for as long."""
        max_rounds = int(hyperparameters["n_estimators"] or 1)
        job = _Job(_settings(hyperparameters, order), TargetUnit.of(order), order)
        if order.rounds is not None:
            clock = _Clock(order.seconds)
            booster = xgb.train(job.settings, job.matrix(order.train), order.rounds, callbacks=[clock])
            return job.kept(_Boosted(booster, booster.num_boosted_rounds()), max_rounds)
        boosted = _boost(job, max_rounds)
        if order.stop is not None and not boosted.is_cut and len(order.train.y) <= REFIT_ROWS:
            rows = job.matrix(joined(order.train, order.stop))
            boosted = replace(boosted, booster=xgb.train(job.settings, rows, boosted.rounds))
        return job.kept(boosted, max_rounds)


def _settings(hyperparameters: Mapping[str, Scalar], order: FitOrder) -> dict[str, Any]:
    chosen = {name: value for name, value in hyperparameters.items() if name != "n_estimators"}
    settings = {
        "tree_method": "hist",
        "nthread": order.n_threads,
        "seed": order.seed,
        "max_cat_to_onehot": 8,
        **chosen,
        "colsample_bylevel": column_share(float(chosen["colsample_bylevel"] or 1), order.train.X.shape[1]),
    }
    if order.task == "multiclass":
        return {
            **settings,
            "objective": "multi:softprob",
            "num_class": order.n_classes,
            "eval_metric": "mlogloss",
        }
    if order.task == "binary":
        return {**settings, "objective": "binary:logistic", "eval_metric": "logloss"}
    if order.metric.startswith("mean_absolute"):
        return {**settings, "objective": "reg:absoluteerror", "eval_metric": "mae"}
    return {**settings, "objective": "reg:squarederror", "eval_metric": "rmse"}


@dataclass(frozen=True)
class _Boosted:
    """A booster, the rounds to keep, the way there, and whether the clock cut it short."""

    booster: xgb.Booster
    rounds: int
    curve: tuple[CurvePoint, ...] = ()
    is_cut: bool = False


@dataclass(frozen=True)
class _Job:
    """Settings in XGBoost's words, the unit of the target, and the order."""

    settings: dict[str, Any]
    unit: TargetUnit
    order: FitOrder

    def matrix(self, rows: Rows, like: xgb.QuantileDMatrix | None = None) -> xgb.QuantileDMatrix:
        """Return rows as XGBoost takes them, binned like others where those are given."""
        return xgb.QuantileDMatrix(
            rows.X,
            self.unit.inside(rows.y),
            weight=rows.weight,
            feature_types=list(self.order.feature_types),
            enable_categorical=True,
            nthread=self.order.n_threads,
            ref=like,
        )

    def kept(self, boosted: _Boosted, max_rounds: int) -> Fitted:
        """Return what is kept of a booster."""
        boosted.booster.set_param({"nthread": 1})
        trees = BoostedTrees(boosted.booster, self.order.n_classes, boosted.rounds, self.unit)
        return Fitted(trees, boosted.rounds, max_rounds, boosted.curve)


def _boost(job: _Job, max_rounds: int) -> _Boosted:
    """Boost until the stopping rows no longer improve, or the clock ends it."""
    order = job.order
    train = job.matrix(order.train)
    if order.stop is None:
        return _Boosted(xgb.train(job.settings, train, max_rounds), max_rounds)
    clock = _Clock(order.seconds)
    stop = job.matrix(order.stop, train)
    losses: dict[str, dict[str, list[float]]] = {}
    booster = xgb.train(
        job.settings,
        train,
        max_rounds,
        evals=[(train, "train"), (stop, "stop")],
        evals_result=losses,
        early_stopping_rounds=patience(len(order.train.y)),
        callbacks=[clock],
        verbose_eval=False,
    )
    best = booster.attr("best_iteration")  # not set where the clock ended the first round
    rounds = booster.num_boosted_rounds() if best is None else int(best) + 1
    return _Boosted(booster, rounds, _curve(losses, job.unit.spread), is_cut=clock.is_over)


def _curve(losses: Mapping[str, Mapping[str, Sequence[float]]], spread: float) -> tuple[CurvePoint, ...]:
    """Return the learning curve in the target's own unit; the objective has one loss, by which all rows were scored."""
    (train,), (stop,) = losses["train"].values(), losses["stop"].values()
    return curve([spread * loss for loss in train], [spread * loss for loss in stop])


class _Clock(xgb.callback.TrainingCallback):
    """Ends boosting when its seconds are over."""

    def __init__(self, seconds: float | None) -> None:
        super().__init__()
        self._end = None if seconds is None else time.monotonic() + seconds
        self.is_over = False

    def after_iteration(self, model: Any, epoch: int, evals_log: Any) -> bool:  # noqa: ANN401, ARG002  XGBoost's shape
        self.is_over = self._end is not None and time.monotonic() > self._end
        return self.is_over
