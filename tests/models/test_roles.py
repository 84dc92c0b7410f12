"""What rows are beside their features: weights, groups and times, given to fit in scikit-learn's way."""

from typing import Any

import numpy as np
import pandas as pd
import pytest

from models import AutoMLClassifier, AutoMLRegressor
from models.problem import Problem, prepare
from models.record import Goal, Settings
from models.splits import make_folds, plan_folds
from models.table import load_table, table_from_frame, with_kinds

pytestmark = pytest.mark.usefixtures("inline")

FASTEST: dict[str, Any] = {"trials": 2, "seconds": None, "seed": 0, "folds": 3, "families": ("linear",), "n_jobs": 1}
N_ROWS = 120


def rows(seed: int = 0) -> tuple[pd.DataFrame, np.ndarray]:
    """Make rows with a signal."""
    rng = np.random.default_rng(seed)
    frame = pd.DataFrame({"a": rng.normal(size=N_ROWS), "b": rng.normal(size=N_ROWS)})
    return frame, (frame["a"] + rng.normal(size=N_ROWS) > 0).to_numpy().astype(int)


def problem_of(search: AutoMLClassifier | AutoMLRegressor) -> Problem:
    """Prepare the rows of a search again, as its run saw them."""
    return prepare(load_table(search._folder / "rows.parquet"), search.record_.goal).problem


def test_roles_stand_in_the_record_and_are_no_features() -> None:
    """Who reads the record must see what the columns were, and new rows must not have to bring them."""
    X, y = rows()
    roles = {"sample_weight": np.arange(N_ROWS) + 1, "groups": np.arange(N_ROWS) % 30, "time": np.arange(N_ROWS) % 40}
    search = AutoMLClassifier(**FASTEST).fit(X, y, **roles)

    known = {column.name: (column.role, column.is_used) for column in search.record_.data.columns}
    assert known == {
        "a": ("feature", True),
        "b": ("feature", True),
        "target": ("target", False),
        "group": ("group", False),
        "time": ("time", False),
        "weight": ("weight", False),
    }
    assert search.predict(X).shape == y.shape
    reasons = {d.chosen: d.because for d in search.record_.decisions if d.stage == "data"}
    assert "order in time" in reasons["left out time"]


def test_a_feature_may_be_called_as_a_role() -> None:
    """Names are the user's; the engine finds others."""
    X, y = rows()
    X = X.rename(columns={"a": "time", "b": "group"})
    search = AutoMLClassifier(**FASTEST).fit(X, y, groups=np.arange(N_ROWS) % 30)

    assert search.record_.goal.group == "group_"
    assert {c.name for c in search.record_.data.columns if c.role == "feature"} == {"time", "group"}


@pytest.mark.parametrize(
    "time",
    [
        np.arange(N_ROWS) + 95,  # all different whole numbers, 95 before 100: the order of words is another
        np.arange(N_ROWS) % 12 + 1,  # few whole numbers
        pd.Timestamp("2025-01-01") + pd.to_timedelta(np.arange(N_ROWS), unit="D"),
        (pd.Timestamp("2025-01-01") + pd.to_timedelta(np.arange(N_ROWS), unit="D")).strftime("%Y-%m-%d"),
        np.linspace(0.1, 20, N_ROWS),
    ],
    ids=["counted", "months", "dates", "dates as text", "seconds"],
)
def test_no_row_of_the_future_is_trained_on(time: Any) -> None:  # noqa: ANN401  numbers, dates, text
    """However a time is written, its order is that of time and not of letters."""
    X, y = rows()
    shuffled = np.random.default_rng(1).permutation(N_ROWS)
    search = AutoMLClassifier(**FASTEST).fit(X, y, time=np.asarray(time)[shuffled])

    assert search.record_.folds is not None
    assert search.record_.folds.kind == "time"
    when = pd.Series(np.asarray(time)[shuffled])
    for fold in make_folds(problem_of(search), search.record_.folds):
        assert when[fold.train].max() < when[fold.validation].min()


def test_whole_numbers_that_were_read_as_categories_are_in_their_own_order() -> None:
    """As words, 100 comes before 95."""
    X, y = rows()
    table = table_from_frame(X.assign(turn=np.arange(N_ROWS) + 95, y=y))
    goal = Goal(text="", target="y", task="binary", metric="roc_auc", positive_class="1", time="turn")
    order = prepare(with_kinds(table, {"turn": "categorical"}), goal).problem.order

    assert order is not None
    assert (np.diff(order) == 1).all()


def test_a_planted_future_gives_no_skill() -> None:
    """Four moments in a row share a code and an answer that no earlier row has: only the future tells them."""
    rng = np.random.default_rng(3)
    moment = np.arange(N_ROWS)
    answer, code = rng.normal(size=N_ROWS // 4), rng.permutation(N_ROWS // 4)
    X = pd.DataFrame({"code": code[moment // 4].astype(float), "noise": rng.normal(size=N_ROWS)})
    y = answer[moment // 4]
    boosted = {**FASTEST, "families": ("xgboost",), "space": {"xgboost": {"min_child_weight": 0.5}}}

    shuffled = AutoMLRegressor(metric="r2", **boosted).fit(X, y)
    in_time = AutoMLRegressor(metric="r2", **boosted).fit(X, y, time=moment)

    def score(search: AutoMLRegressor) -> float:
        found = search.record_.trial(1).validation_score
        assert found is not None
        return found

    assert score(shuffled) > 0.5
    assert score(in_time) < 0.2


def test_a_row_without_a_time_is_never_trained_on() -> None:
    """It may be of the future."""
    X, y = rows()
    time = np.arange(N_ROWS).astype(float)
    time[:5] = np.nan
    search = AutoMLClassifier(**FASTEST).fit(X, y, time=time)

    assert search.record_.folds is not None
    for fold in make_folds(problem_of(search), search.record_.folds):
        assert not set(range(5)) & set(fold.train)


def test_groups_are_whole_in_every_fold() -> None:
    """A customer in both training and validation is a leak."""
    X, y = rows()
    groups = np.array([f"customer {i % 25}" for i in range(N_ROWS)])
    search = AutoMLClassifier(**FASTEST).fit(X, y, groups=groups)

    assert search.record_.folds is not None
    assert search.record_.folds.kind == "group"
    for fold in make_folds(problem_of(search), search.record_.folds):
        assert not set(groups[fold.train]) & set(groups[fold.validation])


@pytest.mark.parametrize("n_groups", [4, 30])
def test_groups_that_recur_at_all_times_leave_rows_to_train_on(n_groups: int) -> None:
    """A panel has the same customers every month: both promises hold, and every fold still has a past."""
    X, y = rows()
    groups, time = np.arange(N_ROWS) % n_groups, np.arange(N_ROWS) // n_groups
    search = AutoMLClassifier(**FASTEST).fit(X, y, groups=groups, time=time)

    assert search.record_.folds is not None
    for fold in make_folds(problem_of(search), search.record_.folds):
        assert len(fold.train) > 5
        assert len(fold.validation)
        assert not set(groups[fold.train]) & set(groups[fold.validation])
        assert time[fold.train].max() < time[fold.validation].min()


def test_weights_change_what_is_learned() -> None:
    """Half of the rows say the opposite of the other half: the heavier half is believed."""
    rng = np.random.default_rng(5)
    a = rng.normal(size=N_ROWS)
    is_first = np.arange(N_ROWS) % 2 == 0
    y = (a > 0) == is_first
    X = pd.DataFrame({"a": a})
    at = pd.DataFrame({"a": [2.0]})

    first = AutoMLClassifier(**FASTEST).fit(X, y, sample_weight=np.where(is_first, 50.0, 1.0))
    second = AutoMLClassifier(**FASTEST).fit(X, y, sample_weight=np.where(is_first, 1.0, 50.0))

    assert first.predict_proba(at)[0, 1] > 0.8
    assert second.predict_proba(at)[0, 1] < 0.2


def test_a_row_without_weight_is_not_there() -> None:
    """A weight of zero is scikit-learn's way to leave a row out, its class included."""
    X, y = rows()
    y[:10] = 7
    search = AutoMLClassifier(**FASTEST).fit(X, y, sample_weight=np.r_[np.zeros(10), np.ones(N_ROWS - 10)])

    assert search.classes_.tolist() == [0, 1]
    assert search.record_.data.n_rows_used == N_ROWS - 10
    said = {d.chosen: d.because for d in search.record_.decisions if d.stage == "data"}
    assert "count nothing" in said["left out 10 rows"]


@pytest.mark.parametrize("role", ["sample_weight", "groups", "time"])
def test_a_role_of_another_length_is_refused(role: str) -> None:
    """A shifted role would mix up rows in silence."""
    X, y = rows()

    with pytest.raises(ValueError, match=r"shape|inconsistent"):
        AutoMLClassifier(**FASTEST).fit(X, y, **{role: np.arange(N_ROWS - 1)})


def test_a_hundred_classes_are_told_apart() -> None:
    """Rows of each class are few, and some classes may be missing in a fold's training rows."""
    rng = np.random.default_rng(6)
    y = np.repeat(np.arange(100), 4)
    X = pd.DataFrame({"a": y // 10 + 0.01 * rng.normal(size=400), "b": y % 10 + 0.01 * rng.normal(size=400)})
    trees = {"families": ("linear", "xgboost"), "folds": 2, "trials": 3}
    trees["space"] = {"xgboost": {"n_estimators": 25, "learning_rate": 0.3}}
    search = AutoMLClassifier(**{**FASTEST, **trees}).fit(X, y)

    assert search.predict_proba(X).shape == (400, 100)
    assert (search.predict(X) == y).mean() > 0.5
    assert plan_folds(problem_of(search), Settings()).n_folds == 4
