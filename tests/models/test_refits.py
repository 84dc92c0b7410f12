"""Fits that are made again: all of them in time, or none."""

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field

import pytest

from models.evaluator import Task
from models.findings.refits import Refit, Refits
from models.record import FoldPlan, FoldScore, Trial
from models.reserve import Reserve

PLAN = FoldPlan("stratified", 3, 1, 0, "made up")
TRIAL = Trial(7, "linear", {"alpha": 0.1}, "complete", (FoldScore(0.9, 0.8, 0.1),) * 3, seconds=0.3)
WANTED = [Refit(PLAN, 0, 1), Refit(PLAN, 1, 1, rows_fraction=0.5)]


@dataclass
class Fake:
    """An evaluator whose futures end as a test says."""

    end: Callable[["Future[object]", int], None]
    n_slots: int = 1
    tasks: list[Task] = field(default_factory=list)
    futures: list["Future[object]"] = field(default_factory=list)

    def submit(self, task: Task) -> "Future[object]":
        """Take a task."""
        future: Future[object] = Future()
        self.tasks.append(task)
        self.futures.append(future)
        self.end(future, len(self.tasks))
        return future

    def close(self) -> None:
        """Nothing is open."""


def refits(fake: Fake, *, is_stopped: bool = False) -> Refits:
    """Return where the fake fits again."""
    return Refits("nowhere", PLAN, "roc_auc", fake, should_stop=lambda: is_stopped)


def test_all_fits_come_back_in_their_order() -> None:
    """With the configuration, the fold, the seed and the share of rows that were wanted."""
    fake = Fake(lambda future, number: future.set_result(number))

    assert refits(fake).of(TRIAL, WANTED, Reserve(None)) == [1, 2]
    assert [(task.fold, task.seed, task.seconds) for task in fake.tasks] == [(0, 1, None), (1, 1, None)]  # type: ignore[union-attr]
    assert [task.configuration.rows_fraction for task in fake.tasks] == [1.0, 0.5]


def test_one_fit_that_fails_leaves_nothing() -> None:
    """Half of a comparison is none."""

    def end(future: "Future[object]", number: int) -> None:
        if number == 2:
            future.set_exception(ValueError("no"))
        else:
            future.set_result(number)

    assert refits(Fake(end)).of(TRIAL, WANTED, Reserve(None)) is None


@pytest.mark.parametrize(("seconds", "is_stopped"), [(0.0, False), (None, True)])
def test_fits_that_nobody_can_wait_for_are_canceled(seconds: float | None, is_stopped: bool) -> None:
    """When the reserve is used up, or somebody asked to stop, the process is wanted elsewhere."""
    fake = Fake(lambda _future, _number: None)

    assert refits(fake, is_stopped=is_stopped).of(TRIAL, WANTED, Reserve(seconds)) is None
    assert all(future.cancelled() for future in fake.futures)
