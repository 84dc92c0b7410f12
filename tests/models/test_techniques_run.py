"""Every technique in a whole run: the same again whatever the processes, on from a kill, and what it leaves behind."""

from collections.abc import Callable
from dataclasses import replace
from math import log
from pathlib import Path
from statistics import fmean

import numpy as np
import pandas as pd
import pytest

from models.errors import NotDifferentiableError, UnknownTechniqueError
from models.evaluation import Configuration, FoldOutcome, FoldTask, evaluate_fold
from models.problem import prepare
from models.record import FoldPlan, Goal, RunRecord, Settings, Trial
from models.run import RunOrder, execute
from models.search.techniques.registry import TECHNIQUE_NAMES
from models.sink import History, MemorySink
from models.table import Table, table_from_frame
from models.workspace import save_problem

N_ROWS = 700
TRIALS = 12
GOAL = Goal(text="", target="y", task="binary", metric="log_loss", positive_class="yes")
SETTINGS = Settings(seconds=None, trials=TRIALS, seed=2, folds=2, families=("linear", "xgboost"))
QUICK = {"xgboost": {"n_estimators": 60}}


def table() -> Table:
    """Rows with a signal in three of six columns."""
    rng = np.random.default_rng(0)
    frame = pd.DataFrame(rng.normal(size=(N_ROWS, 6)), columns=list("abcdef"))
    logit = frame["a"] + frame["b"] * frame["c"]
    return table_from_frame(frame.assign(y=np.where(logit + rng.logistic(size=N_ROWS) > 0, "yes", "no")), "made up")


def run(technique: str, folder: Path, n_jobs: int = 2, **settings: object) -> RunRecord:
    """Run in trials mode."""
    return execute(ordered(technique, n_jobs, **settings), folder, MemorySink())


def ordered(technique: str, n_jobs: int = 2, **settings: object) -> RunOrder:
    """Return an order for two quick families; gradient searches linear models alone."""
    wanted = replace(SETTINGS, technique=technique, space=QUICK)
    if technique == "gradient":
        wanted = replace(wanted, families=(), space={})
    return RunOrder(table(), GOAL, replace(wanted, **settings), n_jobs)  # type: ignore[arg-type]


def essence(record: RunRecord) -> list[tuple[object, ...]]:
    """Everything of the trials that no clock touches."""
    return [
        (t.number, t.family, dict(t.hyperparameters), t.state, t.validation_score, t.resource, t.why)
        for t in record.trials
    ]


@pytest.fixture(scope="module")
def records(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], RunRecord]:
    """One run a technique, which several tests look at."""
    known: dict[str, RunRecord] = {}

    def record_of(technique: str) -> RunRecord:
        if technique not in known:
            known[technique] = run(technique, tmp_path_factory.mktemp(technique))
        return known[technique]

    return record_of


@pytest.mark.parametrize("technique", TECHNIQUE_NAMES)
def test_number_of_processes_decides_nothing(
    technique: str, records: Callable[[str], RunRecord], tmp_path: Path
) -> None:
    """With trials alone and a seed, a repeat gives the same trials, scores and model."""
    first, again = records(technique), run(technique, tmp_path, n_jobs=1)

    assert essence(again) == essence(first)
    assert first.result is not None
    assert again.result is not None
    assert again.result.score == first.result.score


@pytest.mark.parametrize("technique", TECHNIQUE_NAMES)
def test_record_says_which_technique_searched_and_what_it_chose(
    technique: str, records: Callable[[str], RunRecord]
) -> None:
    """The assistant speaks from it."""
    record = records(technique)
    assert record.technique is not None
    assert record.technique.name == (technique if technique != "auto" else "tpe")
    assert any(decision.stage == "search" and decision.because for decision in record.decisions)
    assert [trial.number for trial in record.trials] == list(range(len(record.trials)))
    assert len(record.trials) == TRIALS or technique == "gradient"


class Killed(BaseException):
    """Stands in for a kill."""


@pytest.mark.parametrize("technique", ["hyperband", "gradient"])
def test_run_that_was_killed_goes_on_with_the_same_proposals(
    technique: str, records: Callable[[str], RunRecord], tmp_path: Path
) -> None:
    """A technique knows nothing but what it is told, and is told it again."""

    class Killing(MemorySink):
        def trial_finished(self, trial: Trial) -> None:
            super().trial_finished(trial)
            if len(self.trials) == 5:
                raise Killed

    sink = Killing()
    with pytest.raises(Killed):
        execute(ordered(technique), tmp_path, sink)
    again = execute(ordered(technique), tmp_path, MemorySink(), History(tuple(sink.trials), (), 1.0))

    assert essence(again) == essence(records(technique))


def test_hyperband_shows_its_rungs_and_never_delivers_a_cheap_look(records: Callable[[str], RunRecord]) -> None:
    """A look at a part of the rounds is no score of the whole."""
    record = records("hyperband")
    cheap = [trial for trial in record.trials if trial.resource < 1]
    complete = {trial.number for trial in record.trials if trial.state == "complete"}

    assert cheap
    assert record.result is not None
    for trial in cheap:
        assert trial.state == "pruned"
        assert trial.validation_score is None
        assert "rung 1 of" in trial.why
        assert len(trial.folds) == 2
        if trial.resource_of == "rounds":
            assert all(fold.max_rounds == 20 for fold in trial.folds)
    assert {entry.trial for entry in record.leaderboard} <= complete
    assert {member.trial for member in record.result.ensemble} <= complete
    assert any("bracket 1" in decision.chosen for decision in record.decisions)


def test_gradient_reaches_the_minimum_that_a_fine_grid_finds(
    records: Callable[[str], RunRecord], tmp_path: Path
) -> None:
    """Its steps are worth nothing if they do not end where the cross-validated loss is least."""
    record = records("gradient")
    assert record.folds is not None
    measured = {
        float(t.hyperparameters["alpha"] or 0): fmean(f.hypergradient.loss for f in t.folds if f.hypergradient)
        for t in record.trials[1:]
    }
    save_problem(prepare(table(), GOAL).problem, tmp_path)
    on_grid = {float(a): loss_of(tmp_path, record.folds, float(a)) for a in np.geomspace(1e-6, 10, 60)}

    best, found = min(on_grid, key=on_grid.__getitem__), min(measured, key=measured.__getitem__)
    assert min(measured.values()) <= min(on_grid.values()) + 1e-6
    assert abs(log(found / best)) < log(10) * 7 / 59
    assert any("slope of" in trial.why for trial in record.trials)


def evaluated(folder: Path, plan: FoldPlan, configuration: Configuration, fold: int = 0) -> FoldOutcome:
    """Evaluate one fold in this process."""
    return evaluate_fold(FoldTask(str(folder), plan, fold, configuration, "log_loss", seed=2))


def loss_of(folder: Path, plan: FoldPlan, alpha: float) -> float:
    """Return the mean loss over the folds."""
    wanted = Configuration("linear", {"alpha": alpha, "l1_ratio": 0.0}, measures_slope=True)
    slopes = [evaluated(folder, plan, wanted, fold).hypergradient for fold in range(plan.n_folds)]
    return fmean(slope.loss for slope in slopes if slope is not None)


def test_fewer_rows_reach_the_fit_and_all_validation_rows_are_scored(tmp_path: Path) -> None:
    """A cheap look costs fewer rows to learn from, and is judged by as many as any other."""
    problem = prepare(table(), GOAL).problem
    save_problem(problem, tmp_path)
    plan = FoldPlan("stratified", 2, 1, 0, "")
    values = {"alpha": 1e-3, "l1_ratio": 0.0}

    whole = evaluated(tmp_path, plan, Configuration("linear", values))
    ninth = evaluated(tmp_path, plan, Configuration("linear", values, resource=1 / 9, resource_of="rows"))

    assert len(whole.train_rows) == 350
    assert len(ninth.train_rows) == 39
    assert np.isin(ninth.train_rows, whole.train_rows).all()
    assert ninth.prediction.shape == whole.prediction.shape
    assert not np.array_equal(ninth.prediction, whole.prediction)


def test_gradient_refuses_other_families_by_name(tmp_path: Path) -> None:
    """It must not search less than it was asked to, in silence."""
    with pytest.raises(NotDifferentiableError, match="xgboost"):
        run("gradient", tmp_path, families=("linear", "xgboost"))


def test_unknown_technique_is_refused_before_anything_is_fitted(tmp_path: Path) -> None:
    """Also in Python, where no schema stands before the engine."""
    with pytest.raises(UnknownTechniqueError, match="hyperband"):
        run("annealing", tmp_path)


def test_auto_takes_a_gaussian_process_for_few_trials_in_a_small_space(tmp_path: Path) -> None:
    """And says so."""
    record = run("auto", tmp_path, families=("linear",), space={})
    assert record.technique is not None
    assert record.technique.name == "gp"
    assert any("Gaussian process" in d.chosen and "few trials in a small space" in d.because for d in record.decisions)


def test_auto_with_hardly_any_trials_searches_nothing(tmp_path: Path) -> None:
    """A decision that names a technique which never got a trial would be a lie."""
    record = run("auto", tmp_path, trials=4)

    assert any(decision.chosen == "tuned defaults and a portfolio" for decision in record.decisions)
