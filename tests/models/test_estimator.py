"""The Python estimators behave as scikit-learn's do, wherever they are used."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from sklearn.base import clone
from sklearn.datasets import load_breast_cancer, load_diabetes
from sklearn.exceptions import NotFittedError
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import FunctionTransformer

from models import AutoMLClassifier, AutoMLRegressor
from models.errors import MetricTaskError, SpaceError, TargetLengthError, UnknownFamilyError, UnknownMetricError

QUICK = {"seconds": None, "trials": 3, "seed": 0, "folds": 3}


@pytest.fixture(scope="module")
def classifier() -> AutoMLClassifier:
    """Return a fitted classifier over numbers, words, dates and text."""
    rng = np.random.default_rng(0)
    n = 150
    X = pd.DataFrame(
        {
            "amount": rng.normal(100, 20, n),
            "shop": rng.choice(["north", "south"], n),
            "day": pd.Timestamp("2025-01-01") + pd.to_timedelta(rng.integers(0, 300, n), unit="D"),
            "note": rng.choice(["paid by card in the shop", "sent by mail after a call"], n),
        }
    )
    X.loc[::9, "amount"] = np.nan
    y = np.where(rng.random(n) < 0.2 + 0.6 * (X["shop"] == "north"), 1, 0)
    return AutoMLClassifier(**QUICK).fit(X, y)


def test_classes_keep_their_type(classifier: AutoMLClassifier) -> None:
    """Whole numbers in, whole numbers out."""
    assert classifier.classes_.tolist() == [0, 1]
    rows = pd.DataFrame({"amount": [90], "shop": ["north"], "day": ["2025-02-01"], "note": ["by card"]})

    assert classifier.predict(rows).dtype == classifier.classes_.dtype
    assert classifier.predict_proba(rows).sum() == pytest.approx(1)


def test_score_is_in_the_metrics_own_unit(classifier: AutoMLClassifier) -> None:
    """score_ has the names that the contract fixes."""
    score = classifier.score_

    assert score.metric == "roc_auc"
    assert 0 < score.low <= score.corrected <= score.high <= 1  # type: ignore[operator]
    assert score.level == 0.9


def test_losses_are_shown_as_positive_numbers() -> None:
    """No neg_ reaches a reader."""
    X, y = load_diabetes(return_X_y=True, as_frame=True)
    search = AutoMLRegressor(metric="neg_root_mean_squared_error", **QUICK).fit(X, y)

    assert search.score_.metric == "root_mean_squared_error"
    assert 30 < search.score_.low <= search.score_.corrected <= search.score_.high < 100  # type: ignore[operator]
    board = search.leaderboard_
    assert list(board["validation_score"]) == sorted(board["validation_score"])
    assert {"rank", "trial", "family", "tied", "alpha"} <= set(board.columns)


def test_clone_and_parameters_follow_the_rules() -> None:
    """get_params gives what the constructor took."""
    search = AutoMLClassifier(metric="f1", seconds=30, families=("linear",))

    assert clone(search).get_params() == search.get_params()


def test_works_inside_a_pipeline() -> None:
    """Where a scikit-learn estimator goes, it goes."""
    X, y = load_breast_cancer(return_X_y=True)
    pipeline = make_pipeline(FunctionTransformer(), AutoMLClassifier(families=("linear",), **QUICK))

    assert pipeline.fit(X[:120], y[:120]).score(X[120:], y[120:]) > 0.9


def test_a_metric_may_be_a_function() -> None:
    """Greater is better, of (y_true, y_pred)."""
    X, y = load_diabetes(return_X_y=True)

    def within_fifty(y_true: np.ndarray, y_pred: np.ndarray) -> float:
        return float((np.abs(y_true - y_pred) < 50).mean())

    search = AutoMLRegressor(metric=within_fifty, **QUICK).fit(X[:200], y[:200])

    assert search.score_.metric == "within_fifty"
    assert search.score_.cross_validated > search.record_.trials[0].validation_score  # type: ignore[operator]


def test_what_the_user_knows_is_kept() -> None:
    """A fixed value is not searched, and a range is not left."""
    X, y = load_breast_cancer(return_X_y=True)
    search = AutoMLClassifier(
        space={"xgboost": {"max_depth": 4, "learning_rate": [0.1, 0.2]}},
        families=("xgboost",),
        technique="random",
        seconds=None,
        trials=5,
    ).fit(X[:150], y[:150])

    tried = [trial.hyperparameters for trial in search.record_.trials[1:]]
    assert {h["max_depth"] for h in tried} == {4}
    assert all(0.1 <= float(h["learning_rate"] or 0) <= 0.2 for h in tried)
    account = search.record_.family("xgboost")
    assert {h.name: (h.low, h.high) for h in account.hyperparameters}["learning_rate"] == (0.1, 0.2)


@pytest.mark.parametrize(
    ("settings", "error"),
    [
        ({"metric": "auccuracy"}, UnknownMetricError),
        ({"metric": "rmse"}, MetricTaskError),
        ({"families": ("forest",)}, UnknownFamilyError),
        ({"space": {"xgboost": {"depth": 3}}}, SpaceError),
        ({"space": {"xgboost": {"max_depth": 300}}}, SpaceError),
        ({"space": {"xgboost": {"learning_rate": [0.2, 0.1]}}}, SpaceError),
        ({"space": {"xgboost": {"max_depth": 3.5}}}, SpaceError),
    ],
)
def test_settings_that_cannot_be_are_refused(settings: dict[str, object], error: type[Exception]) -> None:
    """Refuse, never guess."""
    X, y = load_breast_cancer(return_X_y=True)

    with pytest.raises(error):
        AutoMLClassifier(**QUICK, **settings).fit(X, y)  # type: ignore[arg-type]


def test_rows_and_answers_must_match() -> None:
    """A shifted target would train on nonsense."""
    with pytest.raises(TargetLengthError, match="3 rows and y has 2"):
        AutoMLClassifier().fit(np.zeros((3, 2)), [0, 1])


def test_unfitted_says_so() -> None:
    """As scikit-learn does."""
    with pytest.raises(NotFittedError):
        AutoMLClassifier().predict(np.zeros((1, 2)))


def test_runs_from_standard_input_without_a_main_guard(tmp_path: Path) -> None:
    """Processes that import the caller's main would start runs of their own."""
    code = (
        "from sklearn.datasets import load_iris\n"
        "from models import AutoMLClassifier\n"
        "X, y = load_iris(return_X_y=True)\n"
        "print(AutoMLClassifier(seconds=None, trials=2).fit(X, y).predict(X[:1]))\n"
    )
    script = tmp_path / "script.py"
    script.write_text(code)
    for command, given in (([sys.executable, "-"], code), ([sys.executable, str(script)], None)):
        done = subprocess.run(command, input=given, capture_output=True, text=True, timeout=120, check=False)
        assert done.stdout.strip() == "[0]", done.stderr


def test_importing_the_record_loads_no_engine() -> None:
    """The assistant must stay light."""
    code = "import sys, models.record; print(sorted({'numpy', 'pandas', 'xgboost', 'optuna'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True)

    assert done.stdout.strip() == "[]"
