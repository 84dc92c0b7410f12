"""The compact form of boosted trees predicts what scikit-learn's model predicts."""

import numpy as np
import pytest
from sklearn.ensemble import HistGradientBoostingClassifier, HistGradientBoostingRegressor

from models.families.compact_boosting import CompactBoosting

N_ROWS = 600


def a_table() -> tuple[np.ndarray, np.ndarray, dict[int, np.ndarray]]:
    """Return rows with numbers, missing values and two columns of levels with gaps, and the levels."""
    rng = np.random.default_rng(0)
    X = rng.normal(size=(N_ROWS, 5)).astype(np.float32)
    X[:, 1] = rng.integers(0, 9, N_ROWS)
    X[:, 3] = rng.choice([0, 2, 3, 7, 40], N_ROWS)
    X[::7, 0], X[::11, 1] = np.nan, np.nan
    effect = np.sin(3 * X[:, 1]) + np.cos(2 * X[:, 3])
    y = np.nan_to_num(X[:, 0]) + np.nan_to_num(effect) + X[:, 2] * X[:, 4]
    return X, y, {i: np.unique(X[~np.isnan(X[:, i]), i]) for i in (1, 3)}


def unseen(X: np.ndarray) -> np.ndarray:
    """Return rows with levels that training never saw, missing ones, and numbers far outside."""
    new = X[:60].copy()
    new[:10, 1], new[10:20, 3], new[20:30, 3] = 9, 5, 41
    new[30:40, 1:4], new[40:50, 0], new[50:55, 1] = np.nan, 1e30, -1
    return new


def test_values_are_those_of_scikit_learn() -> None:
    """Missing values, levels and levels never seen all take the turn that they take there."""
    X, y, levels = a_table()
    model = HistGradientBoostingRegressor(max_iter=80, categorical_features=[1, 3]).fit(X, y)
    compact = CompactBoosting(model, 80, levels)

    for rows in (X, unseen(X), X[:1], X[:0]):
        expected = model.predict(rows) if len(rows) else []
        assert compact.predict(rows) == pytest.approx(np.asarray(expected), rel=1e-9)
    assert (compact.levels_row >= 0).sum() > 50


@pytest.mark.parametrize("n_classes", [2, 4])
def test_probabilities_are_those_of_scikit_learn(n_classes: int) -> None:
    """With several classes every round adds a tree a class."""
    X, signal, levels = a_table()
    y = np.digitize(signal, np.quantile(signal, np.arange(1, n_classes) / n_classes))
    model = HistGradientBoostingClassifier(max_iter=40, categorical_features=[1, 3]).fit(X, y)
    compact = CompactBoosting(model, 40, levels)

    for rows in (X, unseen(X)):
        assert np.allclose(compact.predict_proba(rows), model.predict_proba(rows), rtol=1e-9, atol=1e-12)


def test_model_without_levels_predicts_the_same() -> None:
    """Most tables of numbers have none."""
    X, y, _ = a_table()
    model = HistGradientBoostingRegressor(max_iter=30).fit(X, y)

    assert CompactBoosting(model, 30, {}).predict(unseen(X)) == pytest.approx(model.predict(unseen(X)))


def test_fewer_rounds_are_the_first_ones() -> None:
    """Early stopping keeps the rounds up to the best."""
    X, y, levels = a_table()
    model = HistGradientBoostingRegressor(max_iter=30, categorical_features=[1, 3]).fit(X, y)
    staged = list(model.staged_predict(X))

    assert CompactBoosting(model, 12, levels).predict(X) == pytest.approx(staged[11])
