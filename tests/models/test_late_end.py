"""What comes after the search takes its time from what is left by then, whatever was planned."""

from concurrent.futures import Future
from dataclasses import replace
from math import inf
from pathlib import Path
from time import monotonic
from typing import Any

import numpy as np
import pandas as pd
import pytest
from threadpoolctl import threadpool_limits

import models.last_fits
import models.search.budget
import models.search.costs
from models.artifact import load
from models.evaluation import FoldOutcome
from models.evaluator import Task, perform
from models.final import FinalTask
from models.record import Goal, RunRecord, Settings
from models.run import RunOrder, execute
from models.sink import MemorySink
from models.table import table_from_frame

N_ROWS, SECONDS = 120, 20.0
SLOWNESS = 3
SAID_SECONDS = {"dummy": 0.02}
QUICK_SECONDS, ENDLESS_SECONDS = 0.4, 600.0
GOAL = Goal(text="", target="y", task="regression", metric="rmse")


class Clock:
    """A clock that only work moves."""

    def __init__(self) -> None:
        self.now = monotonic()

    def monotonic(self) -> float:
        """Return the time, in seconds."""
        return self.now


class LateEvaluator:
    """A machine that takes three times as long for a fold as it says, and never ends a last fit but the baseline's."""

    def __init__(self, clock: Clock) -> None:
        self.n_slots = 2
        self.clock = clock
        self.last: dict[Future[Any], tuple[FinalTask, float]] = {}

    def submit(self, task: Task) -> Future[Any]:
        """Do a fold at once and move the clock; leave a last fit to those who wait for it."""
        if isinstance(task, FinalTask):
            future: Future[Any] = Future()
            seconds = QUICK_SECONDS if task.configuration.family == "dummy" else ENDLESS_SECONDS
            self.last[future] = (task, self.clock.now + seconds)
            return future
        seconds = SAID_SECONDS.get(task.configuration.family, 0.1)
        self.clock.now += SLOWNESS * seconds
        with threadpool_limits(1):
            outcome = perform(task)
        done: Future[Any] = Future()
        done.set_result(replace(outcome, seconds=seconds) if isinstance(outcome, FoldOutcome) else outcome)
        return done

    def wait(self, futures: list[Future[Any]], timeout: float | None = None) -> None:
        """Wait for last fits: move the clock to where they end, or to the end of waiting."""
        end = inf if timeout is None else self.clock.now + timeout
        for future in futures:
            task, due = self.last[future]
            if not future.done() and due <= end:
                self.clock.now = max(self.clock.now, due)
                future.set_result(perform(task))
        if timeout is not None and not all(future.done() for future in futures):
            self.clock.now = end

    def close(self) -> None:
        """Nothing is open."""


@pytest.fixture
def late(monkeypatch: pytest.MonkeyPatch) -> LateEvaluator:
    """Let the budget, and those who wait for last fits, see the clock of a late machine."""
    clock = Clock()
    evaluator = LateEvaluator(clock)
    monkeypatch.setattr(models.search.budget, "time", clock)
    monkeypatch.setattr(models.last_fits, "wait", evaluator.wait)
    return evaluator


def run(folder: Path, evaluator: LateEvaluator, *families: str) -> RunRecord:
    """Run a search on a late machine."""
    rng = np.random.default_rng(0)
    X = rng.normal(size=(N_ROWS, 3))
    y = X[:, 0] + X[:, 1] + 0.1 * rng.normal(size=N_ROWS)
    table = table_from_frame(pd.DataFrame(X, columns=list("abc")).assign(y=y), "made up")
    space = {"xgboost": {"n_estimators": 10}} if "xgboost" in families else {}
    settings = Settings(seconds=SECONDS, folds=3, families=families, space=space)
    return execute(RunOrder(table, GOAL, settings), folder, MemorySink(), evaluator=evaluator)


def test_last_fits_that_never_end_make_no_run_late(late: LateEvaluator, tmp_path: Path) -> None:
    """Something is delivered in time: the quickest fit, and the score is that of what it is."""
    record = run(tmp_path, late, "linear")

    assert record.elapsed_seconds <= SECONDS
    assert record.result is not None
    assert record.result.family == "dummy"
    assert record.result.score.cross_validated == record.trials[0].validation_score
    assert np.ptp(load(tmp_path / "model").predict(pd.DataFrame(np.eye(3), columns=list("abc")))) == 0


def test_models_that_the_folds_left_take_the_place_of_a_last_fit(
    late: LateEvaluator, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They are there already: the best trial is delivered all the same."""
    monkeypatch.setattr(models.search.costs, "KEEP_SHARE", 0.001)
    monkeypatch.setattr(models.search.costs, "KEEP_SHARE_FEW_FOLDS", 0.001)

    record = run(tmp_path, late, "linear", "xgboost")

    assert record.elapsed_seconds <= SECONDS
    assert record.result is not None
    assert record.result.trial == record.leaderboard[0].trial
    assert any("models that trial" in d.chosen and "left on its folds" in d.chosen for d in record.decisions)
    assert np.ptp(load(tmp_path / "model").predict(pd.DataFrame(np.eye(3), columns=list("abc")))) > 0
