"""A skewed target is predicted on the scale that scores better, and everybody but the families sees its own unit."""

from typing import Any

import numpy as np
import pandas as pd
import pytest

from models import AutoMLRegressor
from models.families.family import FitOrder, Rows
from models.families.linear import Linear
from models.problem import Problem
from models.record import Decision
from models.search.continuation import standing_decisions
from models.target_choice import offered_scale
from models.target_transform import ScaledTarget, fit_on_scale

QUICK: dict[str, Any] = {"trials": 3, "seconds": None, "seed": 0, "folds": 3, "n_jobs": 1}
N_ROWS = 200


def rows() -> tuple[pd.DataFrame, np.ndarray]:
    """Make prices: every feature multiplies them."""
    rng = np.random.default_rng(0)
    X = pd.DataFrame(rng.normal(size=(N_ROWS, 3)), columns=list("abc"))
    return X, np.exp(X["a"] + 0.5 * X["b"] + 0.1 * rng.normal(size=N_ROWS)).to_numpy()


def decision_on_target(search: AutoMLRegressor) -> Decision | None:
    """Return what was decided about the scale, if anything was."""
    return next((d for d in search.record_.decisions if d.stage == "target"), None)


def problem(y: np.ndarray, **more: object) -> Problem:
    """Make a regression of some answers."""
    return Problem(pd.DataFrame({"x": y}), (), y, "regression", **more)  # type: ignore[arg-type]


@pytest.mark.usefixtures("inline")
@pytest.mark.parametrize("metric", ["rmse", "mae", "rmsle"])
def test_a_target_that_multiplies_is_predicted_by_its_logarithm(metric: str) -> None:
    """A linear model of the logarithm is the truth here; one of the price itself is far off."""
    X, y = rows()
    search = AutoMLRegressor(metric=metric, families=("linear",), **QUICK).fit(X, y)

    decision = decision_on_target(search)
    assert decision is not None
    assert decision.chosen == "predict the logarithm of target"
    assert decision.over == ("predict target as it is",)
    assert "skewed" in decision.because
    facts = {fact.label: fact.value for fact in decision.facts}
    assert facts["skewness"] > 1  # type: ignore[operator]
    assert facts["scale"] == "log"
    assert np.corrcoef(search.predict(X), y)[0, 1] > 0.9
    dummy, linear = search.record_.trials[:2]
    assert linear.validation_score < 0.5 * dummy.validation_score  # type: ignore[operator]


@pytest.mark.usefixtures("inline")
def test_a_scale_that_does_not_help_is_not_taken() -> None:
    """A skewed target may well be a sum: then its own scale is the better one, and the decision says so."""
    rng = np.random.default_rng(1)
    X = pd.DataFrame({"is_rare": rng.random(N_ROWS) < 0.1, "b": rng.random(N_ROWS)})
    y = (1 + 10 * X["is_rare"] + 3 * X["b"] + 0.05 * rng.normal(size=N_ROWS)).to_numpy()
    search = AutoMLRegressor(families=("linear", "xgboost"), **QUICK).fit(X, y)

    decision = decision_on_target(search)
    assert decision is not None
    assert decision.chosen == "predict target as it is"


@pytest.mark.usefixtures("inline")
def test_the_baseline_predicts_the_mean_of_the_target_itself() -> None:
    """It is called the average, and every comparison leans on it."""
    X, y = rows()
    search = AutoMLRegressor(families=("linear",), **{**QUICK, "trials": 1}).fit(X, y)

    assert decision_on_target(search) is not None
    assert search.predict(X) == pytest.approx(np.full(N_ROWS, y.mean()), rel=1e-5)


@pytest.mark.usefixtures("inline")
def test_the_delivered_model_answers_in_the_targets_own_unit_after_it_was_saved(tmp_path: Any) -> None:  # noqa: ANN401
    """The way back is part of the model."""
    from models import load  # noqa: PLC0415  loaded lazily on purpose

    X, y = rows()
    search = AutoMLRegressor(families=("linear", "xgboost"), **QUICK).fit(X, y)
    search.save(tmp_path / "model")

    assert np.array_equal(load(tmp_path / "model").predict(X), search.predict(X))
    assert 0 < search.predict(X).min() < search.predict(X).max() <= y.max() * 1.001


@pytest.mark.usefixtures("inline")
def test_a_search_that_goes_on_keeps_its_scale() -> None:
    """Trials on two scales could not be compared; the decision stands, and nothing is measured again."""
    X, y = rows()
    search = AutoMLRegressor(families=("linear",), **QUICK).fit(X, y)
    before = decision_on_target(search)
    assert before in standing_decisions(search.record_.decisions)

    search.continue_search(trials=2)

    assert decision_on_target(search) == before


@pytest.mark.parametrize(
    ("y", "scale"),
    [
        (np.random.default_rng(0).normal(size=N_ROWS), None),
        (np.random.default_rng(0).lognormal(size=N_ROWS), "log"),
        (np.random.default_rng(0).lognormal(size=N_ROWS) - 1, "yeo-johnson"),
        (-np.random.default_rng(0).lognormal(size=N_ROWS), "yeo-johnson"),
        (30 - np.random.default_rng(0).lognormal(0, 0.8, size=N_ROWS), "yeo-johnson"),
        (np.random.default_rng(0).lognormal(size=40), None),
        (np.full(N_ROWS, 3.0), None),
    ],
    ids=["even", "above zero", "around zero", "below zero", "long left tail", "few rows", "constant"],
)
def test_another_scale_is_offered_where_the_target_is_skewed(y: np.ndarray, scale: str | None) -> None:
    """Each comparison costs seconds: only where it may help."""
    assert offered_scale(problem(y)) == scale


def test_classes_have_no_scale() -> None:
    """Their numbers are names."""
    assert offered_scale(problem(np.r_[np.zeros(190), np.ones(10)], classes=("no", "yes"))) is None


@pytest.mark.parametrize("scale", ["log", "yeo-johnson"])
def test_a_scale_maps_back_what_it_maps(scale: Any) -> None:  # noqa: ANN401  one of the names
    """An error of the way back would be an error of every prediction."""

    class Echo:
        def predict(self, X: np.ndarray) -> np.ndarray:
            return X[:, 0]

    y = np.random.default_rng(0).lognormal(size=N_ROWS)
    target = ScaledTarget(scale).learn(y).of(Echo())

    assert target.predict(target.scaled(y)[:, None]) == pytest.approx(y)
    far = target.predict(np.array([[-1e6], [1e6]]))
    assert far == pytest.approx([y.min(), y.max()])


def test_stopping_rows_are_scaled_by_what_the_fitted_rows_told() -> None:
    """The scale is learned on the rows of the fit alone."""
    seen = []

    class Watching(Linear):
        def fit(self, hyperparameters: Any, order: FitOrder) -> Any:  # noqa: ANN401  as the family's own
            seen.append(order)
            return super().fit(hyperparameters, order)

    X, y = rows()
    features = X.to_numpy(np.float32)
    order = FitOrder(Rows(features[:150], y[:150]), "regression", 0, "rmse", ("q",) * 3, 0)
    order = FitOrder(**{**vars(order), "stop": Rows(features[150:], y[150:])})

    fitted = fit_on_scale(Watching(), {"alpha": 1e-3, "l1_ratio": 0.0}, order, "log")

    assert seen[0].train.y == pytest.approx(np.log(y[:150]))
    assert seen[0].stop.y == pytest.approx(np.log(y[150:]))
    assert (fitted.estimator.low_, fitted.estimator.high_) == pytest.approx(
        (np.log(y[:150]).min(), np.log(y[:150]).max())
    )
