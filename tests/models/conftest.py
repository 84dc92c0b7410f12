"""An evaluator without processes, for tests of what is decided and not of where it is worked out."""

from concurrent.futures import Future
from typing import Any

import pytest
from threadpoolctl import threadpool_limits

import models.run
from models.evaluator import Task, perform


class InlineEvaluator:
    """Does each task at once, in this process: a run of a second needs no processes that take three to start."""

    def __init__(self, n_slots: int) -> None:
        self.n_slots = n_slots

    def submit(self, task: Task) -> Future[Any]:
        """Do a task and return its outcome, which is there already."""
        future: Future[Any] = Future()
        try:
            with threadpool_limits(1):
                future.set_result(perform(task))
        except Exception as error:  # noqa: BLE001  as in a process: whatever a fit raises is its future's
            future.set_exception(error)
        return future

    def warm_up(self) -> None:
        """Nothing is cold."""

    def close(self) -> None:
        """Nothing is open."""


@pytest.fixture
def inline(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let runs work in this process."""
    monkeypatch.setattr(models.run, "LocalEvaluator", InlineEvaluator)
