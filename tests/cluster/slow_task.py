"""A task that tells when it begins, and then waits to be let go, killed or failed."""

import os
import signal
import time
from dataclasses import dataclass, replace
from pathlib import Path

from models.cluster_work import at_home
from models.evaluator import perform

GIVE_UP_SECONDS = 120


@dataclass(frozen=True)
class SlowTask:
    """Work that lasts until the file ``end`` is there. ``starts`` is a folder that takes a file for each beginning."""

    folder: str
    starts: str
    end: str
    kills_itself: bool = False
    fails: bool = False


@perform.register
def _(task: SlowTask) -> int:
    (Path(task.starts) / str(os.getpid())).touch()
    if task.kills_itself:
        os.kill(os.getpid(), signal.SIGKILL)
    if task.fails:
        raise ValueError("it does not converge")
    give_up = time.monotonic() + GIVE_UP_SECONDS
    while not Path(task.end).exists() and time.monotonic() < give_up:
        time.sleep(0.02)
    return os.getpid()


@at_home.register
def _(task: SlowTask, problem: str, folder: str, n_threads: int) -> SlowTask:  # noqa: ARG001  the shape of all
    return replace(task, folder=problem)
