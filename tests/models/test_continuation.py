"""A search that has ended goes on: from its trials, with more budget, to where a longer one would have come."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from sklearn.datasets import load_breast_cancer

from models import AutoMLClassifier
from models.errors import BudgetError
from models.record import Decision, Progress, RunRecord, Settings, Trial
from models.search.budget import ASKED_TO_STOP, TIME_IS_OVER
from models.search.continuation import MoreBudget, continued, standing_decisions, standing_trials

X, Y = load_breast_cancer(return_X_y=True)
X, Y = X[::4], Y[::4]
SETTINGS: dict[str, Any] = {
    "seconds": None,
    "seed": 0,
    "folds": 3,
    "families": ("linear", "xgboost"),
    "space": {"xgboost": {"n_estimators": 10}},
}


def without_clock(record: RunRecord) -> RunRecord:
    """Return a record without what a clock wrote into it."""
    trials = tuple(
        replace(t, seconds=0.0, predict_ms=None, encode_ms=None, folds=tuple(replace(f, seconds=0.0) for f in t.folds))
        for t in record.trials
    )
    decisions = tuple(replace(d, at=0.0) for d in record.decisions)
    board = tuple(replace(entry, seconds=0.0) for entry in record.leaderboard)
    result = record.result and replace(record.result, predict_ms=None)
    if result is not None:
        settled_by = tuple(replace(settling, seconds=None) for settling in result.overfitting.settled_by)
        result = replace(result, overfitting=replace(result.overfitting, settled_by=settled_by))
    return replace(record, trials=trials, decisions=decisions, leaderboard=board, result=result, elapsed_seconds=0.0)


@pytest.fixture(scope="module")
def whole() -> AutoMLClassifier:
    """Twenty trials from the start."""
    return AutoMLClassifier(**SETTINGS, trials=20, n_jobs=2).fit(X, Y)


@pytest.mark.parametrize("n_jobs", [1, 2])
def test_ten_trials_and_ten_more_are_twenty_trials(n_jobs: int, whole: AutoMLClassifier) -> None:
    """Whoever looks in between must not get another model than whoever waits."""
    search = AutoMLClassifier(**SETTINGS, trials=10, n_jobs=n_jobs).fit(X, Y)
    assert len(search.record_.trials) == 10

    search.continue_search(trials=10)

    assert without_clock(search.record_) == without_clock(whole.record_)
    assert np.array_equal(search.predict_proba(X), whole.predict_proba(X))
    assert search.trials == 10


@pytest.mark.usefixtures("inline")
def test_a_search_that_was_stopped_goes_on_from_the_trials_that_had_ended() -> None:
    """What the stop cut short is tried again, and what had ended is not."""

    def enough(progress: Progress) -> bool:
        return progress.trials >= 3 and progress.stage == "searching"

    stopped = AutoMLClassifier(**SETTINGS, trials=20, callback=enough).fit(X, Y)
    assert stopped.record_.status == "cancelled"
    n_ended = len(standing_trials(stopped.record_.trials))
    stopped.set_params(callback=None)

    stopped.continue_search(trials=12 - n_ended)

    in_one = AutoMLClassifier(**SETTINGS, trials=12).fit(X, Y)
    assert without_clock(stopped.record_) == without_clock(in_one.record_)


@pytest.mark.usefixtures("inline")
@pytest.mark.parametrize("more", [{}, {"seconds": 3}, {"trials": 0}])
def test_more_of_nothing_is_refused(more: dict[str, float]) -> None:
    """As it is for a search that begins."""
    search = AutoMLClassifier(seconds=None, folds=3, families=("linear",), trials=2).fit(X, Y)

    with pytest.raises(BudgetError):
        search.continue_search(**more)  # type: ignore[arg-type]


def test_seconds_and_trials_add_to_what_was_spent() -> None:
    """A limit that is not named is lifted."""
    settings = Settings(seconds=60, trials=10)

    assert continued(settings, MoreBudget(seconds=30), 58.5, 10) == replace(settings, seconds=88.5, trials=None)
    assert continued(settings, MoreBudget(trials=5), 58.5, 10) == replace(settings, seconds=None, trials=15)


def test_what_an_end_cut_short_is_open_again() -> None:
    """A candidate that was not looked at to its end may be the best."""
    trials = (
        Trial(0, "dummy", {}, "complete"),
        Trial(1, "linear", {}, "pruned", why="the default; stopped after 1 of 3 folds: " + TIME_IS_OVER),
        Trial(2, "linear", {}, "pruned", why="the default; stopped after 1 of 3 folds: " + ASKED_TO_STOP),
        Trial(3, "linear", {}, "pruned", why="the default; stopped after 2 of 3 folds: clearly behind"),
        Trial(4, "linear", {}, "failed", error="singular"),
        Trial(5, "linear", {}, "running"),
    )

    assert [trial.number for trial in standing_trials(trials)] == [0, 3, 4]


def test_what_was_decided_at_the_end_is_decided_again() -> None:
    """The winner of ten trials may not be that of twenty."""
    decisions = [Decision(i, stage, "", (), "") for i, stage in enumerate(("folds", "winner", "score", "model"))]

    assert [decision.stage for decision in standing_decisions(decisions)] == ["folds"]
