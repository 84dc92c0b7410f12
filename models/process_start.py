"""How evaluation processes start: forked from a small server that has loaded the libraries once.

A process that starts afresh loads its libraries for one to two seconds, and holds its own copy of them. The
server loads them once, does nothing else, and forks; what it loaded is shared memory. Unlike the standard
library's own server it never imports the caller's main module, so that a run works from a script without a
guard, from standard input and in a notebook, and it leaves the caller's own use of that server alone.

Where forking is not safe (macOS, whose system libraries forbid it) processes start afresh, by loky.
"""

import io
import os
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import context, forkserver, parent_process, popen_forkserver, process, reduction, spawn, util
from multiprocessing.context import BaseContext, set_spawning_popen
from typing import Any

from loky.backend import get_context

PARENT_CHECK_SECONDS = 1.0
PRELOADED = ["models.evaluator"]
_ENVIRONMENT = {
    "OPENBLAS_NUM_THREADS": "1",  # a server without threads can be forked safely
    "OMP_WAIT_POLICY": "passive",  # threads that wait for each other must not spin where others want the cores
    "PYTHONSAFEPATH": "1",  # the caller's folder may hold a models/ of its own
}

_server = forkserver.ForkServer()
_server.set_forkserver_preload(PRELOADED)
_starting = threading.Lock()


@contextmanager
def _environment() -> Iterator[None]:
    """Let the server find the modules where this process found them."""
    wanted = {**_ENVIRONMENT, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    before = {name: os.environ.get(name) for name in wanted}
    os.environ.update(wanted)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


def _connect(descriptors: list[int]) -> tuple[int, int]:
    with _starting, _environment():
        _server.ensure_running()
    connected: tuple[int, int] = _server.connect_to_new_process(descriptors)
    return connected


class _Popen(popen_forkserver.Popen):
    """The standard library's start of a forked process, by our server and without the caller's main module."""

    _fds: list[int]

    def _launch(self, process_obj: Any) -> None:  # noqa: ANN401  a process of whatever kind
        given = spawn.get_preparation_data(process_obj._name)  # noqa: SLF001  as the standard library does
        buffer = io.BytesIO()
        set_spawning_popen(self)
        try:
            reduction.dump({k: v for k, v in given.items() if not k.startswith("init_main")}, buffer)
            reduction.dump(process_obj, buffer)
        finally:
            set_spawning_popen(None)
        self.sentinel, write_end = _connect(self._fds)
        sign_of_life = os.dup(write_end)  # the child sees by it when this process is gone
        self.finalizer = util.Finalize(self, util.close_fds, (sign_of_life, self.sentinel))  # type: ignore[attr-defined]
        with open(write_end, "wb", closefd=True) as file:  # noqa: PTH123  a descriptor, not a path
            file.write(buffer.getbuffer())
        self.pid = forkserver.read_signed(self.sentinel)


class _Process(process.BaseProcess):
    _start_method = "forkserver"

    @staticmethod
    def _Popen(process_obj: Any) -> _Popen:  # noqa: ANN401, N802  the standard library's name
        return _Popen(process_obj)


class _Context(context.ForkServerContext):
    Process = _Process  # type: ignore[assignment]


def process_context() -> BaseContext:
    """Return the context in which evaluation processes start."""
    if sys.platform == "darwin":
        started: BaseContext = get_context("loky")
        return started
    return _Context()


def end_with_parent() -> None:
    """End this process as soon as the one that started it is gone, however it went."""
    threading.Thread(target=_wait_and_end, args=(parent_process(), os.getppid()), daemon=True).start()


def _wait_and_end(parent: process.BaseProcess | None, starter: int) -> None:
    if parent is not None:  # the server is what started this process; the one it was started for counts
        parent.join()
    while parent is None and os.getppid() == starter:
        time.sleep(PARENT_CHECK_SECONDS)
    os._exit(1)
