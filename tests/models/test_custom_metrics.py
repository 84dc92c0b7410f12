"""A metric of the user's own decides as the built-in ones do, and says clearly where it cannot be used."""

from typing import Any

import numpy as np
import pandas as pd
import pytest

from models import AutoMLClassifier, AutoMLRegressor
from models.errors import CustomMetricError

pytestmark = pytest.mark.usefixtures("inline")

QUICK: dict[str, Any] = {"trials": 4, "seconds": None, "seed": 0, "folds": 3, "families": ("linear",), "n_jobs": 1}
N_ROWS = 100


def words() -> tuple[pd.DataFrame, np.ndarray]:
    """Make rows of two classes that are words."""
    rng = np.random.default_rng(0)
    X = pd.DataFrame({"a": rng.normal(size=N_ROWS)})
    return X, np.where(X["a"] + rng.normal(size=N_ROWS) > 0.5, "ill", "well")


def test_it_steers_selection_and_the_estimate() -> None:
    """Rewarding the opposite must turn the leaderboard around, and the honest score must be in its unit."""
    rng = np.random.default_rng(1)
    X = pd.DataFrame({"a": rng.normal(size=N_ROWS)})
    y = X["a"].to_numpy() + 0.1 * rng.normal(size=N_ROWS)

    def closeness(y_true: np.ndarray, y_pred: np.ndarray) -> float:
        return -float(np.abs(y_true - y_pred).mean())

    def distance(y_true: np.ndarray, y_pred: np.ndarray) -> float:
        return float(np.abs(y_true - y_pred).mean())

    close, far = (AutoMLRegressor(metric=metric, **QUICK).fit(X, y) for metric in (closeness, distance))

    assert close.record_.result is not None
    assert far.record_.result is not None
    assert (close.record_.result.family, far.record_.result.family) == ("linear", "dummy")
    for search in (close, far):
        score = search.score_
        assert score.low is not None
        assert score.high is not None
        assert score.low <= score.cross_validated <= score.high
    assert close.score_.metric == "closeness"
    assert far.score_.cross_validated > 0.5 > -close.score_.cross_validated


def test_it_is_asked_with_classes_as_the_user_has_them() -> None:
    """Nobody can write a metric against numbers that the engine made up."""
    X, y = words()
    seen: set[str] = set()

    def found(y_true: np.ndarray, y_pred: np.ndarray) -> float:
        seen.update(y_true, y_pred)
        return float(((y_true == "ill") & (y_pred == "ill")).sum() / max(1, (y_true == "ill").sum()))

    AutoMLClassifier(metric=found, **QUICK).fit(X, y)

    assert seen == {"ill", "well"}


def fails(_true: np.ndarray, _pred: np.ndarray) -> float:
    """Fail on any rows."""
    raise KeyError("price")


def is_nan(_true: np.ndarray, _pred: np.ndarray) -> float:
    """Be undefined on any rows."""
    return float("nan")


def is_a_list(_true: np.ndarray, _pred: np.ndarray) -> list[float]:
    """Return what is no number."""
    return [0.5, 0.5]


@pytest.mark.parametrize(
    ("metric", "words_"), [(fails, "fails.*KeyError: 'price'"), (is_nan, "nan"), (is_a_list, "is_a_list.*TypeError")]
)
def test_one_that_cannot_be_used_is_refused_in_words_before_any_fit(metric: Any, words_: str) -> None:  # noqa: ANN401
    """A minute of fits that no score can rank is a minute lost."""
    X, y = words()

    with pytest.raises(CustomMetricError, match=words_):
        AutoMLClassifier(metric=metric, **QUICK).fit(X, y)


def test_rows_on_which_it_fails_are_left_out_of_the_mean() -> None:
    """Many metrics are undefined on rows of one class, which a bootstrap draws now and then."""
    X, y = words()

    def needs_both(y_true: np.ndarray, y_pred: np.ndarray) -> float:
        if len(set(y_true)) < 2 or y_true[0] == "ill":
            raise ValueError("undefined")
        return float((y_true == y_pred).mean())

    y[0] = "well"
    search = AutoMLClassifier(metric=needs_both, **QUICK).fit(X, y)

    assert 0.4 < search.score_.cross_validated <= 1
