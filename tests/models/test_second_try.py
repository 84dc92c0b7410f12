"""Work whose process is killed: once says nothing about it, twice does."""

import os
import signal
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from pebble import ProcessExpired, ProcessPool

from models.evaluator import LocalEvaluator, perform
from models.process_start import process_context
from models.second_try import SecondTry

MOST_SECONDS = 60.0


@dataclass(frozen=True)
class Mark:
    """A task that leaves a file."""

    path: str


@perform.register
def _(task: Mark) -> None:
    Path(task.path).touch()


def die(deaths: str, n_deaths: int) -> int:
    """Kill the process that this runs in, so many times, and then return in which attempt it lived."""
    marks = Path(deaths)
    attempt = len(list(marks.iterdir()))
    (marks / str(attempt)).touch()
    if attempt < n_deaths:
        os.kill(os.getpid(), signal.SIGKILL)
    return attempt


@pytest.fixture
def pool() -> Iterator[ProcessPool]:
    """Open a pool of one process, as runs have it."""
    opened = ProcessPool(1, context=process_context())
    yield opened
    opened.stop()
    opened.join()


def test_work_whose_process_was_killed_is_done_again(pool: ProcessPool, tmp_path: Path) -> None:
    """Whoever kills a process tells nothing about the candidate that it was evaluating."""
    outcome = SecondTry(lambda: pool.schedule(die, args=[str(tmp_path), 1]))

    assert outcome.result(MOST_SECONDS) == 1


def test_work_that_kills_its_process_twice_has_failed(pool: ProcessPool, tmp_path: Path) -> None:
    """A fit that needs more memory than there is would be begun for ever."""
    outcome = SecondTry(lambda: pool.schedule(die, args=[str(tmp_path), 9]))

    assert isinstance(outcome.exception(MOST_SECONDS), ProcessExpired)
    assert len(list(tmp_path.iterdir())) == 2


def test_work_that_is_given_up_ends_and_frees_its_process(pool: ProcessPool, tmp_path: Path) -> None:
    """A candidate that is hopeless must not hold the process for the next one."""
    endless = SecondTry(lambda: pool.schedule(time.sleep, args=[3600]))
    assert endless.cancel()
    after = SecondTry(lambda: pool.schedule(die, args=[str(tmp_path), 0]))

    assert endless.cancelled()
    assert after.result(MOST_SECONDS) == 0


def test_an_evaluator_goes_on_when_a_process_that_does_nothing_is_killed(tmp_path: Path) -> None:
    """The pool believes that all is lost; the run must not."""
    evaluator = LocalEvaluator(1)
    try:
        evaluator.submit(Mark(str(tmp_path / "first"))).result(MOST_SECONDS)
        (process,) = evaluator._pools[-1]._pool_manager.worker_manager.workers.values()
        os.kill(process.pid, signal.SIGKILL)
        process.join(MOST_SECONDS)
        evaluator.submit(Mark(str(tmp_path / "second"))).result(MOST_SECONDS)
    finally:
        evaluator.close()

    assert {path.name for path in tmp_path.iterdir()} == {"first", "second"}
