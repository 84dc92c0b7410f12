"""Nearest neighbors: which rows answer, how much each counts, and what is kept."""

from dataclasses import replace

import numpy as np
import pytest
from sklearn.neighbors import KNeighborsClassifier, KNeighborsRegressor

from models.families.family import Array, FitOrder, Rows, predict
from models.families.k_nearest_neighbors import MAX_KEPT, PORTFOLIO, KNearestNeighbors
from models.families.nearest_rows import PRIOR_ROWS
from models.record import Scalar, Task
from models.search.space import space_of

FAMILY = KNearestNeighbors()


def order(task: Task, n_rows: int = 300) -> FitOrder:
    """Rows of three classes, or of their sum."""
    rng = np.random.default_rng(1)
    X = rng.normal(size=(n_rows, 5)).astype(np.float32)
    y = X.sum(axis=1).astype(float)
    if task == "multiclass":
        y = np.digitize(y, [-1, 1]).astype(float)
    return FitOrder(Rows(X, y), task, 3 if task == "multiclass" else 0, "log_loss", ("q",) * 5, 0)


def fitted(given: FitOrder, **chosen: Scalar) -> object:
    """Fit with some hyperparameters of our own."""
    defaults = {h.name: h.default for h in FAMILY.account(given.task).hyperparameters}
    return FAMILY.fit({**defaults, **chosen}, given).estimator


@pytest.mark.parametrize("weights", ["uniform", "distance"])
@pytest.mark.parametrize("p", [1, 2])
def test_values_are_those_of_scikit_learn(p: int, weights: str) -> None:
    """The same neighbors, counted in the same way."""
    given = order("regression")
    X = np.random.default_rng(2).normal(size=(70, 5)).astype(np.float32)

    prediction = predict(fitted(given, n_neighbors=7, p=p, weights=weights), X, 0)

    theirs = KNeighborsRegressor(7, p=p, weights=weights, algorithm="brute").fit(given.train.X, given.train.y)
    assert prediction == pytest.approx(theirs.predict(X), abs=1e-4)


def test_probabilities_are_shares_drawn_a_little_toward_the_frequencies() -> None:
    """A class that no neighbor has is rare and not impossible: its log loss must stay finite."""
    given = order("multiclass")
    X = np.random.default_rng(2).normal(size=(70, 5)).astype(np.float32)

    probability = predict(fitted(given, n_neighbors=5, weights="uniform", p=2), X, 3)

    theirs = KNeighborsClassifier(5, algorithm="brute").fit(given.train.X, given.train.y)
    prior = np.bincount(given.train.y.astype(int)) / len(given.train.y)
    expected = (5 * theirs.predict_proba(X) + PRIOR_ROWS * prior) / (5 + PRIOR_ROWS)
    assert probability == pytest.approx(expected, abs=1e-6)
    assert probability.min() > 0


def test_row_that_is_known_answers_for_itself() -> None:
    """With distance weights a training row finds itself at no distance, and nothing is divided by zero."""
    given = order("regression")

    assert predict(fitted(given, weights="distance"), given.train.X, 0) == pytest.approx(given.train.y, abs=1e-3)


def test_more_neighbors_than_rows_are_all_rows() -> None:
    """The search may ask for more than a small table has."""
    given = order("regression", 12)

    prediction = predict(fitted(given, n_neighbors=200, weights="uniform"), given.train.X, 0)

    assert prediction == pytest.approx(given.train.y.mean())


def test_rows_of_no_weight_are_never_asked_and_heavy_ones_count_more() -> None:
    """Row weights must reach the answer."""
    X = np.zeros((4, 1), dtype=np.float32)
    y: Array = np.array([1.0, 2.0, 5.0, 100.0])
    given = FitOrder(Rows(X, y, np.array([1.0, 1.0, 2.0, 0.0])), "regression", 0, "rmse", ("q",), 0)

    assert predict(fitted(given, n_neighbors=4, weights="uniform"), X, 0) == pytest.approx(13 / 4)


@pytest.mark.parametrize("p", [1, 2])
def test_blocks_of_rows_change_no_prediction(p: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Memory is bounded by answering a few rows at a time."""
    given = order("multiclass")
    estimator = fitted(given, p=p)
    X = np.random.default_rng(2).normal(size=(70, 5)).astype(np.float32)
    at_once = predict(estimator, X, 3)

    monkeypatch.setattr("models.families.nearest_rows.CELLS_AT_A_TIME", 900)

    assert predict(estimator, X, 3) == pytest.approx(at_once, abs=1e-6)
    assert predict(estimator, X[:0], 3).shape == (0, 3)


def test_large_table_keeps_a_sample_with_each_class_in_its_share() -> None:
    """The model must not grow with the table, and a rare class must not vanish from it."""
    n_rows = 2 * MAX_KEPT
    X = np.arange(n_rows, dtype=np.float32)[:, None]
    y = (np.arange(n_rows) % 100 == 0).astype(float)
    given = FitOrder(Rows(X, y), "binary", 2, "log_loss", ("q",), 0)

    first, second, third = (fitted(replace(given, seed=seed)) for seed in (0, 0, 1))

    assert len(first.rows) == MAX_KEPT  # type: ignore[attr-defined]
    assert first.prior[1] == pytest.approx(0.01, abs=0.0002)  # type: ignore[attr-defined]
    assert np.array_equal(first.rows, second.rows)  # type: ignore[attr-defined]
    assert not np.array_equal(first.rows, third.rows)  # type: ignore[attr-defined]


def test_portfolio_lies_within_what_is_searched() -> None:
    """Each is tried as it stands, after the default."""
    space = space_of(FAMILY.account("binary"), {})

    for configuration in PORTFOLIO:
        assert space.searched(space.complete(configuration)) == dict(configuration)
        assert configuration != space.searched(space.defaults)
