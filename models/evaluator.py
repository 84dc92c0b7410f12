"""Where candidates are evaluated: a pool of local processes, each of which can be killed.

A deadline, a cancel, a crash or a death for lack of memory is a failed evaluation with its reason, never a
dead run.
"""

import signal
import threading
import time
from concurrent.futures import Future
from functools import singledispatch
from typing import Any, Protocol

from pebble import ProcessPool
from threadpoolctl import threadpool_limits

from models.artifact import StoredFit
from models.errors import ClusterLostError
from models.evaluation import FoldOutcome, FoldTask, evaluate_fold
from models.final import FinalTask, fit_final
from models.memory import give_back
from models.process_start import end_with_parent, process_context
from models.second_try import DEATHS, SecondTry
from models.shuffled import ShuffleOutcome, ShuffleTask, predict_shuffled
from models.varied import VaryOutcome, VaryTask, predict_varied

Task = FoldTask | FinalTask | ShuffleTask | VaryTask


class Evaluator(Protocol):
    """Somewhere to evaluate. ``cancel`` of a future ends its work, also when it has begun."""

    @property
    def n_slots(self) -> int:
        """How many tasks are worked on at once."""
        ...

    def submit(self, task: Task) -> Future[Any]:
        """Begin a task as soon as a slot is free; the future gives its outcome."""
        ...

    def close(self) -> None:
        """End all work."""
        ...


@singledispatch
def perform(task: Any) -> Any:  # noqa: ANN401  one function a kind of task
    """Do a task, whatever its kind."""
    raise TypeError(f"no way to perform {type(task).__name__}")


@perform.register
def _(task: FoldTask) -> FoldOutcome:
    return evaluate_fold(task)


@perform.register
def _(task: FinalTask) -> StoredFit:
    return fit_final(task)


@perform.register
def _(task: ShuffleTask) -> ShuffleOutcome:
    return predict_shuffled(task)


@perform.register
def _(task: VaryTask) -> VaryOutcome:
    return predict_varied(task)


class LocalEvaluator:
    """Killable processes on this machine.

    Parameters
    ----------
    n_slots : processes for folds, each with one thread (a last fit uses as many threads as there are slots)
    """

    def __init__(self, n_slots: int) -> None:
        self.n_slots = n_slots
        self._pools = [_open_pool(n_slots)]
        self._is_closed = False
        self._changing = threading.Lock()

    def submit(self, task: Task) -> Future[Any]:
        """Begin a task as soon as a process is free."""
        return SecondTry(lambda: self._begin(task))

    def warm_up(self) -> None:
        """Start the processes and load the libraries while the caller does something else."""
        for _ in range(self.n_slots):
            self._pools[-1].schedule(time.sleep, args=[0.05])

    def close(self) -> None:
        """Kill what still works and end the processes."""
        with self._changing:
            self._is_closed = True
        for pool in self._pools:
            pool.stop()
            pool.join()

    def _begin(self, task: Task) -> Future[Any]:
        """Give a task to the pool; to a new one where the last broke, as it does when an idle process is killed."""
        with self._changing:
            try:
                begun: Future[Any] = self._pools[-1].schedule(_perform_tidily, args=[task])
            except RuntimeError:
                if self._is_closed:
                    raise
                self._pools[-1].stop()
                self._pools.append(_open_pool(self.n_slots))
                begun = self._pools[-1].schedule(_perform_tidily, args=[task])
        return begun


def _open_pool(n_slots: int) -> Any:  # noqa: ANN401  a library without types
    return ProcessPool(n_slots, context=process_context(), initializer=_begin)


def _perform_tidily(task: Task) -> Any:  # noqa: ANN401  one outcome a kind of task
    try:
        return perform(task)
    finally:
        give_back()


def _begin() -> None:
    """Keep a new process to one thread, and let it end when the process that started it has died."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the coordinator, which keeps the best so far
    threadpool_limits(1)
    end_with_parent()


def reason_of(error: BaseException) -> str:
    """Say in a few words why an evaluation failed.

    Raises
    ------
    ClusterLostError
        When it did not fail: there was nowhere to make it, and the whole run has to wait.
    """
    if isinstance(error, ClusterLostError):
        raise error
    if isinstance(error, DEATHS):
        return "its process died, most likely for lack of memory"
    return f"{type(error).__name__}: {error}"
