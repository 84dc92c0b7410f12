"""Deeper checks of small runs whose answer is known."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from models.checks.check import CheckOrder, check
from models.checks.registry import DEEP_CHECKS
from models.errors import NothingToCheckError, UnknownCheckError
from models.findings.seed_stability import N_SEEDS
from models.record import Finding, Goal, RunRecord, Settings, Task
from models.run import RunOrder, execute
from models.settling import CHECK_NAMES
from models.sink import MemorySink
from models.table import Table, table_from_frame
from tests.models.conftest import InlineEvaluator

N_ROWS = 240
SETTINGS = Settings(
    seconds=None,
    trials=5,
    folds=4,
    families=("linear", "xgboost"),
    space={"xgboost": {"n_estimators": 20, "learning_rate": 0.3}},
)


def table(*, signal: float, task: Task = "binary") -> Table:
    """Make rows of three columns, the first of which tells the answer as far as the signal goes."""
    rng = np.random.default_rng(1)
    frame = pd.DataFrame(rng.normal(size=(N_ROWS, 3)), columns=list("abc"))
    latent = signal * frame["a"] + rng.normal(size=N_ROWS)
    return table_from_frame(frame.assign(y=latent if task == "regression" else np.where(latent > 0, "yes", "no")))


def run(rows: Table, folder: Path, task: Task = "binary") -> RunRecord:
    """Search in trials mode, in this process."""
    metric = "r2" if task == "regression" else "roc_auc"
    goal = Goal("", "y", task, metric, "yes" if task == "binary" else None)
    return execute(RunOrder(rows, goal, SETTINGS, 1), folder, MemorySink(), evaluator=InlineEvaluator(1))


def checked(rows: Table, record: RunRecord, *names: str, seconds: float | None = None) -> RunRecord:
    """Check a run in this process."""
    return check(CheckOrder(rows, record, names, seconds, 1), evaluator=InlineEvaluator(1))


def found(record: RunRecord, code: str) -> Finding:
    """Return the finding of a code."""
    return next(finding for finding in record.findings if finding.code == code)


@pytest.fixture(scope="module")
def signal(tmp_path_factory: pytest.TempPathFactory) -> tuple[Table, RunRecord]:
    """Run once on rows with a signal."""
    rows = table(signal=2.0)
    return rows, run(rows, tmp_path_factory.mktemp("signal"))


@pytest.fixture(scope="module")
def nothing(tmp_path_factory: pytest.TempPathFactory) -> tuple[Table, RunRecord]:
    """Run once on rows without any signal."""
    rows = table(signal=0.0)
    return rows, run(rows, tmp_path_factory.mktemp("nothing"))


def test_the_names_that_can_be_asked_for_are_those_of_the_checks() -> None:
    """The service knows the names without loading the engine."""
    assert set(CHECK_NAMES) == set(DEEP_CHECKS)


def test_a_signal_stands_all_checks(signal: tuple[Table, RunRecord]) -> None:
    """A real signal is no better on shuffled answers, on other splits, or promised than delivered."""
    rows, record = signal
    after = checked(rows, record, *DEEP_CHECKS)

    assert {finding.code for finding in after.findings} > set(DEEP_CHECKS)
    for name in ("permuted_labels", "null_search", "nested_cv"):
        assert found(after, name).answer == "not_found", found(after, name).sentence
    assert found(after, "learning_curve").answer != "not_applicable"
    assert found(after, "repeated_cv").answer != "not_applicable"
    assert replace(after, findings=record.findings, result=record.result) == record


def test_noise_is_as_good_on_shuffled_answers(nothing: tuple[Table, RunRecord]) -> None:
    """Where there is nothing to learn, shuffling takes nothing away; the verdict says so."""
    rows, record = nothing
    after = checked(rows, record, "permuted_labels")

    assert found(after, "permuted_labels").answer == "found"
    assert after.result is not None
    assert after.result.overfitting.risk != "low"


def test_checks_repeat_exactly(signal: tuple[Table, RunRecord]) -> None:
    """Without seconds, no clock decides."""
    rows, record = signal

    assert checked(rows, record, "learning_curve") == checked(rows, record, "learning_curve")


def test_too_little_time_is_said_and_nothing_is_fitted(signal: tuple[Table, RunRecord]) -> None:
    """A check that did not look must not say that all is well."""
    rows, record = signal
    after = checked(rows, record, *DEEP_CHECKS, seconds=1e-6)

    assert {found(after, name).answer for name in DEEP_CHECKS} == {"not_applicable"}
    assert all("time" in found(after, name).sentence for name in DEEP_CHECKS)


def test_a_check_that_is_made_again_takes_the_place_of_the_first(signal: tuple[Table, RunRecord]) -> None:
    """Two answers to one question confuse."""
    rows, record = signal
    twice = checked(rows, checked(rows, record, "learning_curve"), "learning_curve")

    assert [finding.code for finding in twice.findings].count("learning_curve") == 1


def test_who_asks_to_stop_gets_what_was_found(signal: tuple[Table, RunRecord]) -> None:
    """Checks that were not begun have no finding."""
    rows, record = signal
    order = CheckOrder(rows, record, ("learning_curve",), None, 1)

    assert check(order, MemorySink(is_stopped=True), InlineEvaluator(1)).findings == record.findings


def test_another_table_and_unknown_names_are_refused(signal: tuple[Table, RunRecord]) -> None:
    """Findings on other rows would be lies."""
    rows, record = signal
    with pytest.raises(NothingToCheckError, match="another"):
        checked(table(signal=1.0), record, "learning_curve")
    with pytest.raises(NothingToCheckError, match="no model"):
        checked(rows, replace(record, result=None), "learning_curve")
    with pytest.raises(UnknownCheckError, match="learning_curve"):
        checked(rows, record, "horoscope")


def test_a_regression_can_be_checked(tmp_path: Path) -> None:
    """Values have no classes to be shuffled or predicted."""
    rows = table(signal=2.0, task="regression")
    after = checked(rows, run(rows, tmp_path, "regression"), "nested_cv", "learning_curve")

    assert found(after, "nested_cv").answer == "not_found"
    assert found(after, "learning_curve").answer != "not_applicable"


def test_a_run_fits_its_winner_again(tmp_path: Path) -> None:
    """Seeds and splits are looked at in every run; with trials alone, nobody's clock forbids it."""
    rows = table(signal=2.0)
    settings = replace(SETTINGS, families=("xgboost",))
    goal = Goal("", "y", "binary", "roc_auc", "yes")
    record = execute(RunOrder(rows, goal, settings, 1), tmp_path, MemorySink(), evaluator=InlineEvaluator(1))

    seeds, folds = found(record, "seed_stability"), found(record, "fold_disagreement")
    assert seeds.answer != "not_applicable"
    assert f"{N_SEEDS + 1} seeds" in seeds.sentence
    assert folds.value is not None
    assert 0.0 < folds.value < 0.5
