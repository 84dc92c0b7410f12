"""A run as a whole: the same again whatever the processes, on from a kill, and never without a model."""

import json
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from models.artifact import load
from models.errors import BudgetError, TooFewClassesError
from models.evaluator import Task
from models.record import Decision, Finding, Goal, Progress, RunRecord, Settings, Trial, from_plain, to_plain
from models.run import RunOrder, execute
from models.sink import History, MemorySink
from models.table import table_from_frame
from tests.models.conftest import InlineEvaluator

N_ROWS = 240
TRIALS = 9


def frame() -> pd.DataFrame:
    """Rows of mixed kinds with a signal, noise and missing values."""
    rng = np.random.default_rng(0)
    months = rng.integers(1, 60, N_ROWS).astype(float)
    plan = rng.choice(["basic", "plus", "pro"], N_ROWS)
    leaves = rng.random(N_ROWS) < 1 / (1 + np.exp(0.08 * (months - 25) + (plan == "pro")))
    table = pd.DataFrame(
        {
            "customer_id": [f"C{i:05d}" for i in range(N_ROWS)],
            "months": np.where(rng.random(N_ROWS) < 0.05, np.nan, months),
            "plan": plan,
            "calls": rng.poisson(3, N_ROWS).astype(float),
            "churn": np.where(leaves, "yes", "no"),
        }
    )
    table.loc[3, "churn"] = None
    return table


GOAL = Goal(text="predict churn", target="churn", task="binary", metric="log_loss", positive_class="yes")
SETTINGS = Settings(seconds=None, trials=TRIALS, seed=3, folds=3)


class Killed(BaseException):
    """Stands in for a kill: nothing of the engine may catch it."""


class KillingSink(MemorySink):
    """Keeps what it was told and dies after so many trials, as a process would."""

    def __init__(self, dies_after: int) -> None:
        super().__init__()
        self.dies_after = dies_after
        self.decisions: list[Decision] = []

    def decided(self, decision: Decision) -> None:
        """Keep a decision."""
        self.decisions.append(decision)

    def trial_finished(self, trial: Trial) -> None:
        """Keep a trial; then die."""
        super().trial_finished(trial)
        if len(self.trials) >= self.dies_after:
            raise Killed


def order(settings: Settings = SETTINGS, n_jobs: int = 2, **goal: object) -> RunOrder:
    """Return an order over the made-up customers."""
    return RunOrder(table_from_frame(frame(), "customers"), replace(GOAL, **goal), settings, n_jobs)  # type: ignore[arg-type]


def essence(record: RunRecord) -> list[tuple[object, ...]]:
    """Everything of the trials that no clock touches."""
    return [
        (
            t.number,
            t.family,
            dict(t.hyperparameters),
            t.state,
            t.validation_score,
            [f.validation_score for f in t.folds],
        )
        for t in record.trials
    ]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the shared run leaves its files."""
    return tmp_path_factory.mktemp("run")


@pytest.fixture(scope="module")
def record(folder: Path) -> RunRecord:
    """One run in trials mode that several tests look at."""
    return execute(order(), folder, MemorySink())


def test_a_run_leaves_as_many_trials_as_it_was_given(record: RunRecord) -> None:
    """Twenty trials are twenty trials, the baseline among them."""
    assert [trial.number for trial in record.trials] == list(range(TRIALS))
    assert record.trials[0].family == "dummy"
    assert record.trials[1].family == "linear"


def test_the_score_beats_guessing_and_its_interval_is_in_order(record: RunRecord) -> None:
    """The signal is plain, so a run that does not find it is broken."""
    assert record.result is not None
    score = record.result.score
    assert score.low is not None
    assert score.corrected is not None
    assert score.high is not None

    assert score.low <= score.corrected <= score.high
    assert score.cross_validated < float(record.trials[0].validation_score or 0)


def test_the_record_survives_being_written_and_read(record: RunRecord) -> None:
    """JSON without NaN is what the world gets."""
    text = json.dumps(to_plain(record), allow_nan=False)

    assert from_plain(RunRecord, json.loads(text)) == record


def test_decisions_say_what_was_left_out_and_why(record: RunRecord) -> None:
    """Nobody should have to guess where a column went."""
    said = {decision.chosen: decision.because for decision in record.decisions}

    assert "every value is different" in said["left out customer_id"]
    assert "churn is missing" in said["left out 1 row"]
    assert any(chosen.startswith("3 folds") for chosen in said)


def test_the_same_seed_gives_the_same_run_with_one_process(record: RunRecord, folder: Path, tmp_path: Path) -> None:
    """The number of processes must decide nothing."""
    again = execute(order(n_jobs=1), tmp_path, MemorySink())

    assert essence(again) == essence(record)
    rows = frame().head(50)
    assert np.array_equal(load(tmp_path / "model").predict_proba(rows), load(folder / "model").predict_proba(rows))
    assert again.result is not None
    assert record.result is not None
    assert again.result.score == record.result.score
    assert again.uncertainty == record.uncertainty
    assert again.importances == record.importances


@pytest.mark.parametrize("dies_after", [2, 6])
def test_a_run_that_was_killed_goes_on_to_the_same_end(
    dies_after: int, record: RunRecord, folder: Path, tmp_path: Path
) -> None:
    """A kill loses at most the trials in flight, and changes nothing."""
    sink = KillingSink(dies_after)
    with pytest.raises(Killed):
        execute(order(), tmp_path, sink)
    history = History(tuple(sink.trials), tuple(sink.decisions), 5.0)
    after = KillingSink(dies_after=10_000)

    again = execute(order(), tmp_path, after, history)

    assert essence(again) == essence(record)
    assert len(after.trials) == TRIALS - dies_after
    assert again.elapsed_seconds > 5.0
    rows = frame().head(50)
    assert np.array_equal(load(tmp_path / "model").predict_proba(rows), load(folder / "model").predict_proba(rows))
    assert [decision.id for decision in again.decisions] == list(range(1, len(again.decisions) + 1))


def test_out_of_fold_file_is_there_before_the_trial_is_told(tmp_path: Path) -> None:
    """After a kill, a recorded trial without its predictions could not take part in the honest score."""

    class Watching(MemorySink):
        def trial_finished(self, trial: Trial) -> None:
            assert trial.state != "complete" or (tmp_path / "predictions" / f"{trial.number:05d}.npy").exists()
            super().trial_finished(trial)

    sink = Watching()
    execute(order(replace(SETTINGS, trials=2)), tmp_path, sink)

    assert len(sink.trials) == 2


def test_a_stop_keeps_the_best_so_far(tmp_path: Path) -> None:
    """Cancel is not throwing away."""

    class Stopping(MemorySink):
        def trial_finished(self, trial: Trial) -> None:
            super().trial_finished(trial)
            self.is_stopped = len(self.trials) >= 2

    record = execute(order(replace(SETTINGS, trials=50)), tmp_path, Stopping())

    assert record.status == "cancelled"
    assert record.result is not None
    assert len(record.trials) < 50
    assert load(tmp_path / "model").predict(frame().head(3)).shape == (3,)


def test_seconds_are_a_promise(tmp_path: Path) -> None:
    """The whole run, its files included, ends within the budget, with a model."""
    record = execute(order(replace(SETTINGS, seconds=20.0, trials=None)), tmp_path, MemorySink())

    assert record.elapsed_seconds <= 20.0
    assert record.result is not None
    assert len(record.trials) >= 4


def test_processes_end_before_the_folder_that_they_write_to_goes_away(tmp_path: Path) -> None:
    """A fold that nobody waits for may still be writing: a run that has its model must not fail on that."""
    existed: list[bool] = []

    class Watching(InlineEvaluator):
        def submit(self, task: Task) -> Future[Any]:
            self.scratch = Path(task.folder)
            return super().submit(task)

        def close(self) -> None:
            existed.append(self.scratch.exists())

    execute(order(replace(SETTINGS, trials=2)), tmp_path, MemorySink(), evaluator=Watching(1))

    assert existed == [True]


def test_progress_and_findings_reach_the_sink(tmp_path: Path) -> None:
    """Who watches sees the same as who reads later."""

    class Listening(MemorySink):
        def __init__(self) -> None:
            super().__init__()
            self.findings: list[Finding] = []
            self.stages: list[str] = []

        def found(self, finding: Finding) -> None:
            self.findings.append(finding)

        def progressed(self, progress: Progress) -> None:
            self.stages.append(progress.stage)

    sink = Listening()
    record = execute(order(replace(SETTINGS, trials=3)), tmp_path, sink)

    assert tuple(sink.findings) == record.findings
    assert sink.stages[-1] == "done"


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        (Settings(seconds=0), "10 to 86,400"),
        (Settings(seconds=3e7), "10 to 86,400"),
        (Settings(seconds=None), "seconds, of trials"),
        (Settings(seconds=None, trials=0), "at least 1"),
    ],
)
def test_a_budget_that_no_run_can_keep_is_refused(settings: Settings, words: str, tmp_path: Path) -> None:
    """Zero, a year, or nothing at all."""
    with pytest.raises(BudgetError, match=words):
        execute(order(settings), tmp_path, MemorySink())


def test_a_target_of_one_class_is_refused_in_words(tmp_path: Path) -> None:
    """There is nothing to tell apart."""
    table = table_from_frame(frame().assign(churn="yes"), "customers")

    with pytest.raises(TooFewClassesError, match="only the value 'yes'"):
        execute(RunOrder(table, GOAL, SETTINGS), tmp_path, MemorySink())


@pytest.fixture
def odd_tables() -> Callable[[str], pd.DataFrame]:
    """Tables that break naive engines."""
    rng = np.random.default_rng(1)

    def make(name: str) -> pd.DataFrame:
        table = pd.DataFrame({"a": rng.normal(size=60), "b": rng.choice(["x", "y"], 60), "churn": ["yes", "no"] * 30})
        if name == "a class with one row":
            table["churn"] = ["rare"] + ["yes", "no"] * 29 + ["no"]
        elif name == "infinite numbers":
            table.loc[:3, "a"] = [np.inf, -np.inf, np.nan, 1e300]
        elif name == "all missing":
            table["c"] = np.nan
        elif name == "ten rows":
            table = table.head(10)
        elif name == "many categories":
            table["b"] = [f"level {i}" for i in range(60)]
        return table

    return make


@pytest.mark.parametrize(
    "name", ["a class with one row", "infinite numbers", "all missing", "ten rows", "many categories"]
)
def test_odd_data_still_gives_a_model(name: str, odd_tables: Callable[[str], pd.DataFrame], tmp_path: Path) -> None:
    """Odd data never kills a run."""
    table = table_from_frame(odd_tables(name), "odd")
    task, positive = ("multiclass", None) if name == "a class with one row" else ("binary", "yes")
    goal = replace(GOAL, task=task, positive_class=positive)  # type: ignore[arg-type]
    settings = Settings(seconds=None, trials=4, folds=2)

    record = execute(RunOrder(table, goal, settings), tmp_path, MemorySink())

    assert record.result is not None
    assert load(tmp_path / "model").predict(odd_tables(name)).shape == (len(table.frame),)
    json.dumps(to_plain(record), allow_nan=False)
