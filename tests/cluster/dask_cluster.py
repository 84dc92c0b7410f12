"""A real Dask cluster on this machine: a scheduler and workers, each a process of its own."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psutil

from models.cluster_address import ClusterAddress

ROOT = Path(__file__).parents[2]
START_SECONDS = 240
QUIET = {"DASK_DISTRIBUTED__WORKER__DAEMON": "False", "DASK_DISTRIBUTED__LOGGING__DISTRIBUTED": "error"}


@dataclass
class DaskCluster:
    """A scheduler's port, and the processes."""

    port: int
    folder: Path
    environment: Mapping[str, str] = field(default_factory=lambda: QUIET)
    options: Sequence[str] = ()
    scheme: str = "tcp"
    processes: list[subprocess.Popen[bytes]] = field(default_factory=list)

    @property
    def url(self) -> str:
        """Where the scheduler answers."""
        return f"{self.scheme}://127.0.0.1:{self.port}"

    @property
    def address(self) -> ClusterAddress:
        """The address without a certificate."""
        return ClusterAddress(self.url)

    def start_scheduler(self) -> subprocess.Popen[bytes]:
        """Start a scheduler, and wait until it answers."""
        place = ["--host", f"{self.scheme}://127.0.0.1", "--port", str(self.port), "--no-dashboard"]
        process = self._start("scheduler", place)
        end = time.monotonic() + START_SECONDS
        while time.monotonic() < end:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return process
            assert process.poll() is None, "the scheduler did not start"
            time.sleep(0.05)
        raise AssertionError("the scheduler does not answer")

    def start_worker(self, n_threads: int = 1) -> subprocess.Popen[bytes]:
        """Start a worker with its nanny."""
        place = [self.url, "--nthreads", str(n_threads), "--no-dashboard", "--host", "127.0.0.1"]
        return self._start("worker", [*place, "--local-directory", str(self.folder)])

    def _start(self, kind: str, words: Sequence[str]) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-W", "ignore", "-m", "distributed.cli.dask_" + kind, *words, *self.options]
        paths = os.pathsep.join(path for path in (str(ROOT), os.environ.get("PYTHONPATH", "")) if path)
        environment = {**os.environ, "PYTHONPATH": paths, **self.environment}  # where tasks of the tests are
        with (self.folder / f"{kind}-{len(self.processes)}.log").open("wb") as log:
            process = subprocess.Popen(command, stdout=log, stderr=log, env=environment, cwd=self.folder)
        self.processes.append(process)
        return process

    def end(self) -> None:
        """End all processes."""
        for process in self.processes:
            kill_family(process.pid)
            process.wait()


def kill_family(pid: int) -> None:
    """Kill -9 a process with all its children, as the loss of its machine would."""
    try:
        root = psutil.Process(pid)
        family = [*root.children(recursive=True), root]
    except psutil.NoSuchProcess:
        return
    for process in family:
        try:
            process.kill()
        except psutil.NoSuchProcess:
            continue


@contextmanager
def dask_cluster(
    folder: Path, n_workers: int = 2, scheme: str = "tcp", options: Sequence[str] = ()
) -> Iterator[DaskCluster]:
    """Start a scheduler and workers with one thread each."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    cluster = DaskCluster(port, folder, scheme=scheme, options=options)
    try:
        cluster.start_scheduler()
        for _ in range(n_workers):
            cluster.start_worker()
        yield cluster
    finally:
        cluster.end()
