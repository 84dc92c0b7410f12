"""Where candidates are evaluated: a pool of local processes, each of which can be killed.

A deadline, a cancel, a crash or a death for lack of memory is a failed evaluation with its reason, never a
dead run. The processes start fresh and do not import the caller's main module, so that a run works from a
script without a guard, from standard input and in a notebook.
"""

import os
import signal
import threading
import time
from concurrent.futures import Future
from functools import singledispatch
from typing import Any, Protocol

from loky.backend import get_context
from pebble import ProcessExpired, ProcessPool
from threadpoolctl import threadpool_limits

from models.evaluation import FoldOutcome, FoldTask, evaluate_fold
from models.final import FinalOutcome, FinalTask, fit_final

PARENT_CHECK_SECONDS = 1.0

Task = FoldTask | FinalTask


class Evaluator(Protocol):
    """Somewhere to evaluate. ``cancel`` of a future ends its work, also when it has begun."""

    n_slots: int

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
def _(task: FinalTask) -> FinalOutcome:
    return fit_final(task)


class LocalEvaluator:
    """Killable processes on this machine: a pool for the folds, and one kept ready for the last fits.

    At the end of a budget folds are killed, and a process that takes the place of a killed one must load its
    libraries first; the last fit cannot wait for that.

    Parameters
    ----------
    n_slots : processes for folds, each with one thread (a last fit uses as many threads as there are slots)
    """

    def __init__(self, n_slots: int) -> None:
        self.n_slots = n_slots
        self._pool, self._closing = _pool(n_slots), _pool(1)
        self._closing_task: Future[Any] | None = None

    def submit(self, task: Task) -> Future[Any]:
        """Begin a task as soon as a process is free; the first of the last fits goes to the one kept ready."""
        is_closing = isinstance(task, FinalTask) and (self._closing_task is None or self._closing_task.done())
        pool = self._closing if is_closing else self._pool
        future: Future[Any] = pool.schedule(perform, args=[task])
        if is_closing:
            self._closing_task = future
        return future

    def warm_up(self) -> None:
        """Start the processes and load the libraries while the caller does something else."""
        for pool, n_processes in ((self._pool, self.n_slots), (self._closing, 1)):
            for _ in range(n_processes):
                pool.schedule(time.sleep, args=[0.05])

    def close(self) -> None:
        """Kill what still works and end the processes."""
        for pool in (self._pool, self._closing):
            pool.stop()  # type: ignore[no-untyped-call]
        for pool in (self._pool, self._closing):
            pool.join()


def _pool(n_processes: int) -> ProcessPool:
    return ProcessPool(n_processes, context=get_context("loky"), initializer=_begin, initargs=(os.getpid(),))


def _begin(parent: int) -> None:
    """Keep a new process to one thread, and let it end when the process that started it has died."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the coordinator, which keeps the best so far
    threadpool_limits(1)
    threading.Thread(target=_end_with, args=(parent,), daemon=True).start()


def _end_with(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(PARENT_CHECK_SECONDS)
    os._exit(1)


def reason_of(error: BaseException) -> str:
    """Say in a few words why an evaluation failed."""
    if isinstance(error, ProcessExpired):
        return "its process died, most likely for lack of memory"
    return f"{type(error).__name__}: {error}"
