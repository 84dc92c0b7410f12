"""scikit-learn's boosting on histograms: the same idea as LightGBM's, with no further library."""

import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier, HistGradientBoostingRegressor
from threadpoolctl import threadpool_limits

from models.encoding import Matrix, Style
from models.families.boosting_accounts import (
    COLUMN_SHARE,
    L2,
    LEAF_ROWS,
    LEARNING_RATE,
    MAX_LEAVES,
    N_ESTIMATORS,
    leaf_rows,
)
from models.families.compact_boosting import CompactBoosting
from models.families.early_stopping import curve, patience
from models.families.family import Array, FitOrder, Fitted, Rows, joined
from models.record import CurvePoint, FamilyAccount, HyperparameterAccount, Scalar, Task

ASKL2 = "first gradient boosting of the log loss portfolio of auto-sklearn 2 (Feurer et al., JMLR 2022)"
SKLEARN = "default of scikit-learn's HistGradientBoosting"

_SPACE = (
    replace(N_ESTIMATORS, aliases=(*N_ESTIMATORS.aliases, "max_iter")),
    replace(LEARNING_RATE, default=0.091, source=ASKL2),
    replace(MAX_LEAVES, default=21, source=ASKL2),
    replace(LEAF_ROWS, default=1, source=ASKL2),
    replace(
        COLUMN_SHARE,
        name="max_features",
        title="share of columns tried at each split",
        default=0.5,
        meaning="At each split a tree may choose among this share of the columns.",
        source="default measured by us: 4 % less cross-validated loss than with all columns on ten public tables, most "
        "of it from two; range of our own",
        aliases=(*COLUMN_SHARE.aliases, "feature_fraction", "features per split"),
    ),
    replace(
        L2,
        name="l2_regularization",
        default=0.015,
        low=1e-6,
        source=ASKL2,
        aliases=("lambda", "l2", "l2 regularization", "reg_lambda", "lambda_l2"),
    ),
)
_REGRESSION_DEFAULTS: Mapping[str, Scalar] = {
    "learning_rate": 0.1,
    "max_leaf_nodes": 31,
    "min_samples_leaf": 20,
    "l2_regularization": 1e-6,
}
PORTFOLIO: tuple[Mapping[str, Scalar], ...] = (
    {"learning_rate": 0.05353, "max_leaf_nodes": 22, "min_samples_leaf": 1, "l2_regularization": 0.01284},
    {"learning_rate": 0.1823, "max_leaf_nodes": 27, "min_samples_leaf": 5, "l2_regularization": 0.295},
)
"""Gradient boosting of the portfolios of auto-sklearn 2, for areas under curves and for log loss."""

REFIT_ROWS = 5_000
"""Up to this many training rows, a fit is repeated on the rows that told when to stop."""

THREADED_ROWS = 10_000


class HistGradientBoosting:
    """Boosting on histograms leaf by leaf, with native categories and early stopping."""

    name = "hist_gradient_boosting"
    style: Style = "tree"
    stops_early = True
    varies_by_seed = True
    portfolio = PORTFOLIO

    def account(self, task: Task) -> FamilyAccount:
        """Describe the family; the defaults of a regression are scikit-learn's own."""
        space: tuple[HyperparameterAccount, ...] = _SPACE
        if task == "regression":
            space = tuple(
                replace(h, default=_REGRESSION_DEFAULTS[h.name], source=SKLEARN)
                if h.name in _REGRESSION_DEFAULTS
                else h
                for h in space
            )
        sentence = "It grows trees one after another on counted-out columns, each correcting the errors that are left."
        return FamilyAccount(self.name, "histogram gradient boosting", sentence, space)

    def fit(self, hyperparameters: Mapping[str, Scalar], order: FitOrder) -> Fitted:
        """Boost until the stopping rows no longer improve; on few rows, then again on all rows for as long."""
        max_rounds = int(hyperparameters["n_estimators"] or 1)
        settings = _settings(hyperparameters, order)
        # Below this, threads wait for each other longer than they work.
        n_threads = order.n_threads if len(order.train.y) >= THREADED_ROWS else 1
        with threadpool_limits(limits=n_threads, user_api="openmp"):
            if order.rounds is not None:
                boosted = _boost(settings, order.rounds, replace(order, stop=None))
                return _fitted(boosted, max_rounds)
            boosted = _boost(settings, max_rounds, _with_known_classes(order))
            if order.stop is not None and not boosted.is_cut and len(order.train.y) <= REFIT_ROWS:
                whole = replace(order, train=joined(order.train, order.stop), stop=None, seconds=None)
                again = _boost(settings, boosted.rounds, whole)
                boosted = replace(again, curve=boosted.curve)
        return _fitted(boosted, max_rounds)


@dataclass(frozen=True)
class _Boosted:
    """A model, the levels that it saw, the rounds to keep, the way there, and whether the clock cut it short."""

    model: Any
    levels: Mapping[int, Matrix]
    rounds: int
    curve: tuple[CurvePoint, ...] = ()
    is_cut: bool = False


def _settings(hyperparameters: Mapping[str, Scalar], order: FitOrder) -> dict[str, Any]:
    chosen = dict(hyperparameters)
    del chosen["n_estimators"]
    least = leaf_rows(int(chosen.pop("min_samples_leaf") or 1), len(order.train.y))
    settings = {**chosen, "min_samples_leaf": least, "random_state": order.seed}
    if order.task == "regression" and order.metric.startswith("mean_absolute"):
        return {**settings, "loss": "absolute_error"}
    return settings


def _with_known_classes(order: FitOrder) -> FitOrder:
    """Leave out stopping rows of classes that no training row has: scikit-learn cannot score them."""
    if order.task == "regression" or order.stop is None:
        return order
    stop, known = order.stop, np.isin(order.stop.y, order.train.y)
    weight = None if stop.weight is None else stop.weight[known]
    return replace(order, stop=Rows(stop.X[known], stop.y[known], weight) if known.any() else None)


def _boost(settings: Mapping[str, Any], n_rounds: int, order: FitOrder) -> _Boosted:
    """Boost until the stopping rows no longer improve, or the clock ends it."""
    columns = _Columns(order)
    kind = HistGradientBoostingRegressor if order.task == "regression" else HistGradientBoostingClassifier
    means: dict[str, Any] = {"early_stopping": order.stop is not None, "n_iter_no_change": patience(len(order.train.y))}
    model = kind(**settings, **means, tol=0, categorical_features=columns.on_levels)
    given: dict[str, Any] = {"sample_weight": order.train.weight}
    if order.stop is not None:
        given |= {"X_val": columns.filled(order.stop.X), "y_val": order.stop.y, "sample_weight_val": order.stop.weight}
    grower = _Grower(model, columns.filled(order.train.X), order.train.y, given)
    is_cut = grower.grow(n_rounds, order.seconds)
    if order.stop is None:
        return _Boosted(model, columns.levels, model.n_iter_, is_cut=is_cut)
    train, stop = (_losses(scores, settings, order.task) for scores in (model.train_score_, model.validation_score_))
    return _Boosted(model, columns.levels, int(np.argmin(stop)) + 1, curve(train.tolist(), stop.tolist()), is_cut)


class _Columns:
    """Columns as scikit-learn takes them: which hold levels, and none of them without any value."""

    def __init__(self, order: FitOrder) -> None:
        X = order.train.X
        self._empty = np.isnan(X).all(axis=0)
        self.on_levels = np.array([kind == "c" for kind in order.feature_types]) & ~self._empty
        self.levels = {int(i): np.unique(X[~np.isnan(X[:, i]), i]) for i in np.flatnonzero(self.on_levels)}

    def filled(self, X: Matrix) -> Matrix:
        """Return a copy whose columns that were empty in training hold 0, because nothing cannot be binned."""
        filled: Matrix = np.where(self._empty, np.float32(0), X)
        return filled


@dataclass(frozen=True)
class _Grower:
    """Grows a model to a number of rounds; under a clock in steps, because a fit cannot be interrupted."""

    model: Any
    X: Matrix
    y: Array
    given: Mapping[str, Any]

    def grow(self, n_rounds: int, seconds: float | None) -> bool:
        """Grow, and return whether the clock cut it short."""
        if seconds is None:
            self._fit(n_rounds)
            return False
        start, n_allowed = time.monotonic(), 1
        self.model.set_params(warm_start=True)
        while True:
            self._fit(n_allowed)
            spent = time.monotonic() - start
            if n_allowed == n_rounds or self.model.n_iter_ < n_allowed:
                return False
            if spent >= seconds:
                return True
            n_fitting = int((seconds - spent) * n_allowed / spent)
            n_allowed = min(n_rounds, 2 * n_allowed, n_allowed + max(1, n_fitting))

    def _fit(self, n_rounds: int) -> None:
        self.model.set_params(max_iter=n_rounds).fit(self.X, self.y, **self.given)


def _losses(scores: Array, settings: Mapping[str, Any], task: Task) -> Array:
    """Return the loss after each round: log loss, mean absolute error, or root mean squared error.

    scikit-learn gives the negative loss, that of the baseline first; its squared loss is halved.
    """
    losses: Array = -np.asarray(scores, dtype=float)[1:]
    return np.sqrt(2 * losses) if task == "regression" and "loss" not in settings else losses


def _fitted(boosted: _Boosted, max_rounds: int) -> Fitted:
    trees = CompactBoosting(boosted.model, boosted.rounds, boosted.levels)
    return Fitted(trees, boosted.rounds, max_rounds, boosted.curve)
