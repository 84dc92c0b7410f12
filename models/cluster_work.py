"""What runs at a Dask worker: one evaluation, in a killable child of that worker.

Dask cannot interrupt a task, so that the task itself looks whether anybody still wants it and kills its child where
nobody does: it was cancelled, or whoever asked is gone.
"""

import multiprocessing
import shutil
import tempfile
import threading
from collections import Counter
from collections.abc import Mapping
from concurrent.futures import Future, wait
from dataclasses import dataclass, field, replace
from functools import singledispatch
from pathlib import Path
from typing import Any

from distributed import Worker, WorkerPlugin, get_worker
from pebble import ProcessExpired

from models.artifact import versions
from models.evaluation import FoldTask
from models.evaluator import LocalEvaluator, Task
from models.final import FinalTask
from models.shuffled import ShuffleTask

POLL_SECONDS = 0.2
WANTED = frozenset({"executing", "long-running"})

_lock = threading.Lock()
_evaluators: dict[str, LocalEvaluator] = {}
_uses: Counter[str] = Counter()


@dataclass(frozen=True)
class Returned:
    """What came of a task: its outcome, the files that it wrote, or that its process died."""

    outcome: Any = None
    files: Mapping[str, bytes] = field(default_factory=dict)
    has_died: bool = False


@dataclass(frozen=True)
class Machine:
    """What a worker must be like: able to have children, and of our own versions."""

    is_daemon: bool
    versions: Mapping[str, str]


def machine() -> Machine:
    """Return what the worker is like that runs this."""
    return Machine(multiprocessing.current_process().daemon, versions())


class ProblemPlugin(WorkerPlugin):
    """A saved problem at every worker, also at those that come later: it travels once to each.

    Parameters
    ----------
    digest : str
        The SHA-256 of its files, which names its folder there.
    files : mapping of str to bytes
        The files by name.
    """

    idempotent = True

    def __init__(self, digest: str, files: Mapping[str, bytes]) -> None:
        self.digest = digest
        self.files = files

    def setup(self, worker: Worker) -> None:
        """Write the files, unless another run of the same problem did."""
        folder = problem_folder(worker, self.digest)
        with _lock:
            _uses[str(folder)] += 1
            if not folder.exists():
                draft = Path(tempfile.mkdtemp(dir=worker.local_directory))
                for name, content in self.files.items():
                    (draft / name).write_bytes(content)
                draft.rename(folder)
        self.files = {}  # on disk now, and no more in the worker's memory

    def teardown(self, worker: Worker) -> None:
        """Remove the files, unless another run needs them."""
        folder = problem_folder(worker, self.digest)
        with _lock:
            _uses[str(folder)] -= 1
            if _uses[str(folder)] <= 0:
                shutil.rmtree(folder, ignore_errors=True)


def problem_folder(worker: Worker, digest: str) -> Path:
    """Return where a problem is at a worker."""
    return Path(worker.local_directory) / f"problem-{digest}"


def perform_at_worker(task: Task, digest: str, given: Mapping[str, bytes]) -> Returned:
    """Do a task in a child of this worker.

    Parameters
    ----------
    task : Task
        Its paths are those of whoever asked; here it gets others.
    digest : str
        Names the problem.
    given : mapping of str to bytes
        Files of fitted models that the task begins with.
    """
    worker = get_worker()
    key = worker.get_current_task()
    with tempfile.TemporaryDirectory(dir=worker.local_directory) as name:
        folder = Path(name)
        for file, content in given.items():
            (folder / file).write_bytes(content)
        evaluator = _evaluator_of(worker)
        future = evaluator.submit(at_home(task, str(problem_folder(worker, digest)), name, evaluator.n_slots))
        _wait_while_wanted(worker, key, future)
        try:
            outcome = future.result()
        except ProcessExpired:
            return Returned(has_died=True)
        written = {path.name: path.read_bytes() for path in folder.iterdir() if path.name not in given}
    return Returned(outcome, written)


def _wait_while_wanted(worker: Worker, key: Any, future: Future[Any]) -> None:  # noqa: ANN401  Dask's key
    while not wait([future], timeout=POLL_SECONDS).done:
        state = worker.state.tasks.get(key)
        if state is None or state.state not in WANTED:
            future.cancel()
            return


def _evaluator_of(worker: Worker) -> LocalEvaluator:
    """Return the children of this worker; they live as long as it does."""
    with _lock:
        if worker.address not in _evaluators:
            _evaluators[worker.address] = LocalEvaluator(worker.state.nthreads)
        return _evaluators[worker.address]


@singledispatch
def at_home(task: Any, problem: str, folder: str, n_threads: int) -> Any:  # noqa: ANN401, ARG001  one a kind of task
    """Return a task with the paths of this machine, and with no more threads than it gives."""
    raise TypeError(f"no way to send {type(task).__name__}")


@at_home.register
def _(task: FoldTask, problem: str, folder: str, n_threads: int) -> FoldTask:  # noqa: ARG001  a fold has one thread
    return replace(task, folder=problem, keep=None if task.keep is None else folder)


@at_home.register
def _(task: FinalTask, problem: str, folder: str, n_threads: int) -> FinalTask:
    return replace(task, folder=problem, destination=folder, n_threads=min(task.n_threads, n_threads))


@at_home.register
def _(task: ShuffleTask, problem: str, folder: str, n_threads: int) -> ShuffleTask:  # noqa: ARG001  one thread
    return replace(task, folder=problem, kept=None if task.kept is None else folder)
