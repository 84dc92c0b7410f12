"""The folds under way: which slot works on what, and which of them are worth a kill."""

import time
from concurrent.futures import FIRST_COMPLETED, CancelledError, Future, wait
from dataclasses import dataclass, field
from typing import Any

from models.errors import StorageFullError
from models.evaluation import FoldTask
from models.evaluator import Evaluator, reason_of
from models.full_disk import is_full_disk
from models.search.trials import OpenTrial

POLL_SECONDS = 0.5
RESTART_SECONDS = 1.0
"""A killed process must read the problem again: a fold that ends sooner than that is left to end by itself."""


@dataclass(frozen=True)
class _Work:
    trial: OpenTrial
    fold: int
    started: float


@dataclass
class Slots:
    """Keeps track of the folds that the evaluator works on.

    The folds of a candidate that is decided may go on for a moment; what they bring is not looked at.
    """

    evaluator: Evaluator
    running: dict[Future[Any], _Work] = field(default_factory=dict)

    @property
    def n_free(self) -> int:
        """Slots without work."""
        return self.evaluator.n_slots - len(self.running)

    @property
    def is_idle(self) -> bool:
        """Whether nothing is under way."""
        return not self.running

    def begin(self, task: FoldTask, trial: OpenTrial) -> None:
        """Begin one fold of a candidate."""
        self.running[self.evaluator.submit(task)] = _Work(trial, task.fold, time.monotonic())

    def collect(self, seconds: float = POLL_SECONDS) -> None:
        """Wait until a fold comes back, or for so long, and hand what came back to its candidate."""
        done, _ = wait(self.running, timeout=seconds, return_when=FIRST_COMPLETED)
        for future in done:
            work = self.running.pop(future)
            try:
                work.trial.outcomes[work.fold] = future.result()
            except CancelledError:
                continue
            except Exception as error:
                if is_full_disk(error):  # says nothing about the candidate
                    raise StorageFullError from error
                work.trial.error = f"fold {work.fold + 1}: {reason_of(error)}"

    def release(self, trial: OpenTrial, fold_seconds: float | None) -> None:
        """Give up what still works for a candidate, by a kill where the fold would go on for long.

        ``fold_seconds`` is how long a fold of the candidate takes; None where nobody knows.
        """
        now = time.monotonic()
        for future, work in list(self.running.items()):
            if work.trial is trial and (fold_seconds is None or fold_seconds - (now - work.started) > RESTART_SECONDS):
                future.cancel()
                del self.running[future]

    def clear(self) -> None:
        """Kill everything."""
        for future in self.running:
            future.cancel()
        self.running.clear()
