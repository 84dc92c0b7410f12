"""What a run says of what it delivered, and of what it could have chosen: there at its end, small, and repeatable."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from models.families.registry import BASELINE
from models.record import Counterfactuals, RunRecord, from_plain, to_plain
from models.run import execute
from models.sink import MemorySink
from tests.models.conftest import InlineEvaluator
from tests.models.test_run import SETTINGS, order

LARGEST = 60_000


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> RunRecord:
    """One run in trials mode."""
    return execute(order(), tmp_path_factory.mktemp("run"), MemorySink(), evaluator=InlineEvaluator(1))  # type: ignore[arg-type]


def without_seconds(told: Counterfactuals | None) -> Counterfactuals | None:
    """Leave out the price of a trial, which a clock tells."""
    if told is None or told.default_path is None:
        return told
    steps = tuple(replace(step, seconds=0.0) for step in told.default_path.steps)
    return replace(told, default_path=replace(told.default_path, steps=steps))


def test_a_run_tells_both_of_its_delivery(record: RunRecord) -> None:
    """What is told is of the rows that were scored and of the trials that were made."""
    assert record.result is not None
    assert record.diagnostics is not None
    assert record.diagnostics.binary is not None
    assert record.counterfactuals is not None

    assert record.diagnostics.n_rows == record.data.n_rows_used == record.counterfactuals.n_rows
    assert record.diagnostics.binary.positive_class == "yes"
    assert record.diagnostics.binary.thresholds.delivered == pytest.approx(record.result.threshold or 0.0, rel=1e-4)
    numbers = {trial.number for trial in record.trials}
    assert record.counterfactuals.rematch is not None
    assert {one.trial for one in record.counterfactuals.rematch.shares} <= numbers
    assert record.counterfactuals.winner == record.leaderboard[0].trial != record.trials[0].number
    assert record.trials[0].family == BASELINE.name


def test_the_one_standard_error_rule_is_that_of_the_finding(record: RunRecord) -> None:
    """Two answers to one question would be one too many."""
    (finding,) = (finding for finding in record.findings if finding.code == "simpler_does_as_well")
    assert record.counterfactuals is not None
    assert record.result is not None
    told = record.counterfactuals.one_standard_error

    if finding.answer == "not_applicable":
        assert told is None
    elif finding.answer == "found":
        assert told is not None
        assert f"Trial {told.trial} is simpler" in finding.sentence
    else:
        assert told is not None
        assert told.trial == record.result.trial


def test_what_is_delivered_scores_by_other_metrics_on_the_same_rows(record: RunRecord) -> None:
    """The Brier score of the calibration and the log loss of the record come from one prediction."""
    assert record.counterfactuals is not None
    known = {choice.metric: choice.delivered_score for choice in record.counterfactuals.metrics}

    assert set(known) >= {"roc_auc", "accuracy", "f1", "average_precision"}
    assert 0.5 < (known["roc_auc"] or 0.0) <= 1.0


def test_it_is_small_and_a_record_without_it_is_read(record: RunRecord) -> None:
    """Records of before have neither, and the page loads a record with every question."""
    plain = to_plain(record)
    size = len(json.dumps(plain["diagnostics"])) + len(json.dumps(plain["counterfactuals"]))
    old = {name: part for name, part in plain.items() if name not in ("diagnostics", "counterfactuals")}

    assert size < LARGEST
    assert from_plain(RunRecord, json.loads(json.dumps(plain, allow_nan=False))) == record
    assert from_plain(RunRecord, old) == replace(record, diagnostics=None, counterfactuals=None)


def test_the_same_seed_tells_the_same_with_other_processes(record: RunRecord, tmp_path: Path) -> None:
    """In trials mode no clock and no order of processes may show."""
    again = execute(order(SETTINGS), tmp_path, MemorySink(), evaluator=InlineEvaluator(3))  # type: ignore[arg-type]

    assert again.diagnostics == record.diagnostics
    assert without_seconds(again.counterfactuals) == without_seconds(record.counterfactuals)
