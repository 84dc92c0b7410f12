"""Odd data never kills a run: a model comes out, its record can be written, and what was left aside says why."""

import json
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import pandas as pd
import pytest

from models import AutoMLClassifier, AutoMLRegressor
from models.evaluation import Configuration
from models.families import xgboost
from models.families.family import FitOrder, Fitted
from models.record import RunRecord, Scalar, to_plain

pytestmark = pytest.mark.usefixtures("inline")

QUICK: dict[str, Any] = {
    "trials": 3,
    "seconds": None,
    "seed": 0,
    "families": ("linear", "xgboost"),
    "space": {"xgboost": {"n_estimators": 10}},
    "n_jobs": 1,
}
Odd = tuple[pd.DataFrame, np.ndarray]


def plain(n_rows: int = 60, n_columns: int = 3) -> pd.DataFrame:
    """Make rows of numbers."""
    rng = np.random.default_rng(0)
    return pd.DataFrame(rng.normal(size=(n_rows, n_columns)), columns=[f"c{i}" for i in range(n_columns)])


def halves(n_rows: int = 60) -> np.ndarray:
    """Make two classes of equal size."""
    return np.arange(n_rows) % 2


def a_class_missing_in_a_fold() -> Odd:
    """Three rows of a class, ten folds asked for by the few rows."""
    y = np.array(["a", "b"] * 30)
    y[:3] = "rare"
    return plain(), y


def a_class_of_one_row() -> Odd:
    """Take one row out of two classes."""
    y = np.array(["a", "b"] * 30)
    y[7] = "once"
    return plain(), y


def one_positive_row() -> Odd:
    """Of two classes, so that a fold has either it or none."""
    return plain(), np.array([1] + [0] * 59)


def one_in_a_thousand() -> Odd:
    """Two thousand rows, two of them positive."""
    y = np.zeros(2000, dtype=int)
    y[[17, 1200]] = 1
    return plain(2000), y


def a_constant_column() -> Odd:
    """Add what can tell nothing."""
    return plain().assign(same=1.0), halves()


def a_column_all_missing() -> Odd:
    """As numbers, as words and as dates."""
    return plain().assign(n=np.nan, w=None, d=pd.NaT), halves()


def infinite_values() -> Odd:
    """Of both signs, and numbers near the end of their range."""
    frame = plain()
    frame.loc[:5, "c0"] = [np.inf, -np.inf, np.nan, 1e308, -1e308, 1e-320]
    return frame, halves()


def equal_column_names() -> Odd:
    """One is told from the other by its place."""
    return plain().set_axis(["a", "a", "b"], axis="columns"), halves()


def names_that_are_none() -> Odd:
    """Empty, numbers, None, and one that is equal to another as text."""
    return plain(n_columns=5).set_axis(["", 1, "1", None, "<b>['\"]"], axis="columns"), halves()


def a_column_of_mixed_types() -> Odd:
    """Numbers, words, dates, booleans, bytes and nothing in one column."""
    values = [1, 2.5, "three", None, True, pd.Timestamp("2025-01-01"), float("nan"), b"x", 10**30, ""] * 6
    return plain().assign(mixed=pd.Series(values, dtype=object)), halves()


def a_target_of_mixed_types() -> Odd:
    """Numbers among words have no order of their own."""
    return plain(), np.array([1, "one", True] * 20, dtype=object)


def fifty_rows() -> Odd:
    """Few."""
    return plain(50), halves(50)


def twelve_rows() -> Odd:
    """Hardly any."""
    return plain(12), halves(12)


def two_thousand_columns() -> Odd:
    """Many more than rows."""
    return plain(60, 2000), halves()


def only_categories_that_occur_once() -> Odd:
    """Words that name rows, among a number."""
    return plain().assign(word=[f"w{i}" for i in range(60)]), halves()


def only_missing_answers_but_twelve() -> Odd:
    """Leave most rows with nothing to learn from."""
    return plain(), np.array([0.0, 1.0] * 6 + [np.nan] * 48)


def equal_rows() -> Odd:
    """Every row is the same, its answer aside."""
    return pd.DataFrame({"a": [1.0, 2.0] * 30, "b": ["x", "y"] * 30}), np.repeat([0, 1], 30)


def times_out_of_range() -> Odd:
    """Years that a nanosecond cannot count."""
    days = pd.Series(pd.date_range("2020-01-01", periods=60)).astype(object)
    days[3] = pd.Timestamp("0900-01-01").to_pydatetime()
    return plain().assign(day=days.to_numpy()), halves()


CLASSES: tuple[Callable[[], Odd], ...] = (
    a_class_missing_in_a_fold,
    a_class_of_one_row,
    one_positive_row,
    one_in_a_thousand,
    a_constant_column,
    a_column_all_missing,
    infinite_values,
    equal_column_names,
    names_that_are_none,
    a_column_of_mixed_types,
    a_target_of_mixed_types,
    fifty_rows,
    twelve_rows,
    two_thousand_columns,
    only_categories_that_occur_once,
    only_missing_answers_but_twelve,
    equal_rows,
    times_out_of_range,
)


def check(search: AutoMLClassifier | AutoMLRegressor, X: pd.DataFrame) -> RunRecord:
    """Require a result, predictions of all rows, and a record that JSON can hold."""
    record = search.record_
    assert record.result is not None
    assert len(search.predict(X)) == len(X)
    assert [trial.state for trial in record.trials if trial.error] == [], [t.error for t in record.trials]
    json.dumps(to_plain(record), allow_nan=False)
    return record


@pytest.mark.parametrize("odd", CLASSES, ids=lambda odd: odd.__name__)
def test_a_classifier_comes_out_of_odd_data(odd: Callable[[], Odd]) -> None:
    """Real tables are odd, and a run that dies of one has told nobody anything."""
    X, y = odd()
    search = AutoMLClassifier(**QUICK).fit(X, y)

    check(search, X)
    probability = search.predict_proba(X)
    assert probability.shape == (len(X), len(search.classes_))
    assert np.isfinite(probability).all()


@pytest.mark.parametrize("y", ["far", "constant", "huge", "tiny", "skewed"])
def test_a_regression_comes_out_of_odd_answers(y: str) -> None:
    """A target of one value, of values near the end of their range, or with one that is far off."""
    rng = np.random.default_rng(0)
    values = {
        "far": np.r_[1e12, rng.normal(size=59)],
        "constant": np.full(60, 3.0),
        "huge": np.r_[1e200, -1e40, rng.normal(size=58)],
        "tiny": rng.normal(size=60) * 1e-200,
        "skewed": rng.lognormal(0, 4, size=60),
    }[y]
    X = plain()
    search = AutoMLRegressor(**QUICK).fit(X, values)

    check_a_model(search, X)


def check_a_model(search: AutoMLRegressor, X: pd.DataFrame) -> None:
    """Require finite predictions and a record that JSON can hold; single trials may fail with their reason."""
    assert search.record_.result is not None
    assert np.isfinite(search.predict(X)).all()
    json.dumps(to_plain(search.record_), allow_nan=False)


def test_what_was_left_out_says_why() -> None:
    """Nobody should have to guess where a column went."""
    X, y = a_column_all_missing()
    search = AutoMLClassifier(**QUICK).fit(X.assign(same=1.0), y)

    said = {decision.chosen: decision.because for decision in search.record_.decisions}
    for name in ("n", "w", "d", "same"):
        assert "at most one value" in said[f"left out {name}"]


def test_a_family_that_fails_is_skipped_with_its_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    """One library that is broken on this machine must not cost the model of the others."""

    def broken(_family: object, _hyperparameters: Mapping[str, Scalar], _order: FitOrder) -> Fitted:
        raise ImportError("libomp is not there")

    monkeypatch.setattr(xgboost.XGBoost, "fit", broken)
    search = AutoMLClassifier(**{**QUICK, "trials": 14}).fit(plain(), halves())
    record = search.record_

    assert record.result is not None
    assert record.result.family in ("linear", "dummy")
    failed = [trial for trial in record.trials if trial.family == "xgboost"]
    assert failed
    assert all(trial.state == "failed" and "libomp is not there" in (trial.error or "") for trial in failed)
    assert record.trials[-1].family == "linear"
    assert Configuration("xgboost").family not in {entry.family for entry in record.leaderboard}
