"""A run in the service with the real engine: what is stored is what it works on."""

from dataclasses import replace
from pathlib import Path

import pytest

import models.run
import models.what_ifs.promotion
import models.what_ifs.what_if
from models.artifact import load
from models.record import Decision, Finding, Goal, Progress, Settings, Trial, WhatIf, WhatIfOrder
from models.table import save_table, table_from_frame
from service.engine import LockedRows, Order
from service.execution import execute, experiment
from service.store.runs import Recorded
from service.store.what_ifs import OpenWhatIf
from tests.models.conftest import InlineEvaluator
from tests.models.test_true_score import customers

GOAL = Goal("predict churn", "churn", "binary", "roc_auc", "yes")


class QuietSink:
    """Takes everything and keeps the stages."""

    def __init__(self) -> None:
        self.stages: list[str] = []

    def trial_started(self, trial: Trial) -> None:
        """Take a trial."""

    def trial_finished(self, trial: Trial) -> None:
        """Take a trial."""

    def decided(self, decision: Decision) -> None:
        """Take a decision."""

    def found(self, finding: Finding) -> None:
        """Take a finding."""

    def progressed(self, progress: Progress) -> None:
        """Keep the stage."""
        self.stages.append(progress.stage)

    def should_stop(self) -> bool:
        """Go on."""
        return False


def test_a_locked_table_is_read_from_its_file_and_opened_last(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the kinds that its owner corrected, and the number of the opening."""
    monkeypatch.setattr(models.run, "LocalEvaluator", InlineEvaluator)
    for name, seed in (("training", 0), ("later", 1)):
        save_table(table_from_frame(customers(200, seed), name), tmp_path / f"{name}.parquet")
    settings = Settings(seconds=None, trials=2, families=("linear",))
    locked = LockedRows(tmp_path / "later.parquet", {"plan": "categorical"}, openings=1)
    order = Order(tmp_path / "training.parquet", {}, GOAL, settings, tmp_path, 1, locked)
    sink = QuietSink()
    record = execute(order, sink, Recorded((), (), ()), 0.0)

    assert record.test is not None
    assert (record.test.table, record.test.n_scored, record.test.opening) == ("later", 200, 2)
    assert "scoring the test table" in sink.stages[-3:]


def test_a_what_if_is_measured_and_promoted_on_the_rows_of_the_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The stored rows, the run's folder and the real engine: from an experiment to the model that predicts."""
    for module in (models.run, models.what_ifs.what_if, models.what_ifs.promotion):
        monkeypatch.setattr(module, "LocalEvaluator", InlineEvaluator)
    save_table(table_from_frame(customers(200, 0), "training"), tmp_path / "training.parquet")
    settings = Settings(seconds=None, trials=3, families=("linear",))
    order = Order(tmp_path / "training.parquet", {"plan": "categorical"}, GOAL, settings, tmp_path, 1)
    record = execute(order, QuietSink(), Recorded((), (), ()), 0.0)
    asked = WhatIf(1, WhatIfOrder({"alpha": 0.5}, family="linear"), status="running")
    measured = experiment(order, QuietSink(), record, OpenWhatIf(1, False, (asked,), "succeeded", 1.0))
    known = replace(record, what_ifs=(measured.what_if,))
    promoted = experiment(order, QuietSink(), known, OpenWhatIf(1, True, (measured.what_if,), "succeeded", 1.0))

    assert (measured.what_if.status, measured.record) == ("complete", None)
    assert promoted.what_if.promotion is not None
    assert promoted.what_if.promotion.status == "complete"
    assert promoted.record is not None
    assert load(tmp_path / "model").record.result == promoted.record.result
    assert promoted.record.result != record.result
