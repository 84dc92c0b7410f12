"""A run in the service with the real engine: what is stored is what it works on."""

from pathlib import Path

import pytest

import models.run
from models.record import Decision, Finding, Goal, Progress, Settings, Trial
from models.table import save_table, table_from_frame
from service.engine import LockedRows, Order
from service.execution import execute
from service.store.runs import Recorded
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
