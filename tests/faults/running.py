"""The real service as processes of its own, each of which can be found and killed."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import psutil

KEY = "a-long-key-for-the-tests-of-faults"
START_SECONDS, END_SECONDS, CALL_SECONDS = 120.0, 40.0, 30.0
LOOK_SECONDS = 0.1
LEASE_SECONDS = 8
FINISHED = ("succeeded", "failed", "cancelled")
# Small and quick, with more than one family, so that an average is made of them.
ORDER: Mapping[str, Any] = {
    "budget": {"trials": 8},
    "search": {"families": ["linear", "k_nearest_neighbors"], "folds": 3, "seed": 7},
}
TABLE = "size,weight,color,heavy\n" + "".join(
    f"{i % 17},{(i * 7) % 23},{('red', 'blue', 'green')[i % 3]},{'yes' if (i % 17) + (i * 5) % 11 > 12 else 'no'}\n"
    for i in range(150)
)


class StuckError(AssertionError):
    """Something that had to come did not come in time."""


def until(is_so: Callable[[], Any], seconds: float, what: str) -> Any:  # noqa: ANN401  whatever is waited for
    """Wait for something, and return it."""
    end = time.monotonic() + seconds
    while not (found := is_so()):
        if time.monotonic() > end:
            raise StuckError(f"{what} did not come within {seconds:.0f} s")
        time.sleep(LOOK_SECONDS)
    return found


@dataclass
class Running:
    """A service over one home folder, that can be killed in part or as a whole, and started again.

    Parameters
    ----------
    home : Path
    environment : mapping
        Settings beside the home, the key and the lease.
    workers : int
        How many workers it has.
    """

    home: Path
    environment: Mapping[str, str] = field(default_factory=dict)
    workers: int = 1
    port: int = 0
    process: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        """Where it answers."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def log(self) -> str:
        """What its processes have said."""
        return self._log.read_text(errors="replace")

    def start(self) -> None:
        """Start it, and wait until it is ready."""
        self.port = self.port or free_port()
        self.home.mkdir(exist_ok=True)
        command = ["serve", "--port", str(self.port), "--workers", str(self.workers)]
        self.process = self.started(*command)
        until(self.is_ready, START_SECONDS, "the service")

    def started(self, *words: str) -> subprocess.Popen[bytes]:
        """Start a command of ours over the same home."""
        given = {
            "PLAINTUNE_HOME": str(self.home),
            "PLAINTUNE_API_KEY": KEY,
            "PLAINTUNE_LEASE_SECONDS": str(LEASE_SECONDS),
            "PLAINTUNE_JOBS": "1",
        }
        command = [sys.executable, "-m", "service.command_line", *words]
        with self._log.open("ab") as log:
            return subprocess.Popen(command, stdout=log, stderr=log, env={**os.environ, **given, **self.environment})

    def is_ready(self) -> bool:
        """Whether it answers and says that it can work."""
        try:
            return httpx.get(f"{self.address}/readyz", timeout=5).is_success
        except httpx.TransportError:
            return False

    def stop(self) -> None:
        """End it as an operator does."""
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(END_SECONDS)
            except subprocess.TimeoutExpired:
                self.kill("service")

    def members(self, part: str) -> list[psutil.Process]:
        """Return the processes of a part: web, worker, evaluation, or the whole service."""
        assert self.process is not None
        family = [psutil.Process(self.process.pid)]
        family += family[0].children(recursive=True)
        if part == "service":
            return family
        return [process for process in family if _part(process) == part]

    def kill(self, part: str) -> int:
        """Kill -9 all processes of a part at once, and return how many there were."""
        killed = self.members(part)
        for process in killed:
            try:
                process.kill()
            except psutil.NoSuchProcess:
                continue
        psutil.wait_procs(killed, timeout=10)
        if part == "service" and self.process is not None:
            self.process.wait(END_SECONDS)
        return len(killed)

    def call(self, method: str, path: str, **given: Any) -> httpx.Response:  # noqa: ANN401  what httpx takes
        """Call the API with the key."""
        headers = {"Authorization": f"Bearer {KEY}", **given.pop("headers", {})}
        return httpx.request(method, self.address + path, headers=headers, timeout=CALL_SECONDS, **given)

    def upload(self, content: str = TABLE) -> str:
        """Upload a table and return its id."""
        answer = self.call("POST", "/v1/datasets", files={"file": ("table.csv", content.encode())})
        assert answer.status_code == 201, answer.text
        return str(answer.json()["id"])

    def begin(self, dataset: str, **order: Any) -> str:  # noqa: ANN401  JSON
        """Start a run and return its id."""
        body = {"dataset_id": dataset, "goal": "predict heavy", **ORDER, **order}
        answer = self.call("POST", "/v1/runs", json=body)
        assert answer.status_code == 202, answer.text
        return str(answer.json()["id"])

    def look(self, run: str) -> dict[str, Any]:
        """Return a run; nothing where the web process is just being started again."""
        try:
            answer = self.call("GET", f"/v1/runs/{run}")
        except httpx.TransportError:
            return {}
        return answer.json() if answer.is_success else {}

    def at_trial(self, run: str, n_trials: int) -> None:
        """Wait until a run has so many trials, or has ended."""
        until(lambda: _trials(self.look(run)) >= n_trials, END_SECONDS, f"trial {n_trials}")

    def ended(self, run: str, seconds: float = 60.0) -> dict[str, Any]:
        """Wait until a run has ended, and return it."""
        return dict(until(lambda: (found := self.look(run)).get("status") in FINISHED and found, seconds, "the end"))

    def essence(self, run: str) -> dict[str, Any]:
        """Return of a run what no clock and no fault may touch: its trials, its choice, its score, its predictions."""
        ended = self.look(run)
        trials = self.call("GET", f"/v1/runs/{run}/trials?limit=200").json()["items"]
        rows = [{"size": i % 17, "weight": i, "color": "red"} for i in range(20)]
        predicted = self.call("POST", f"/v1/runs/{run}/predictions", json={"rows": rows})
        return {
            "status": ended["status"],
            "trials": [
                (t["number"], t["family"], t["hyperparameters"], t["state"], t["validation_score"]) for t in trials
            ],
            "ensemble": ended["result"]["ensemble"],
            "score": ended["result"]["score"],
            "probabilities": predicted.json()["probabilities"],
        }

    @property
    def _log(self) -> Path:
        return self.home.parent / f"{self.home.name}.log"


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _trials(run: Mapping[str, Any]) -> int:
    if run.get("status") in FINISHED:
        return sys.maxsize
    return int(run.get("progress", {}).get("trials", 0))


def _part(process: psutil.Process) -> str:
    """Tell what a process of the service is by its command line."""
    try:
        words = process.cmdline()
    except psutil.Error:
        return "gone"
    if "service.web" in words:
        return "web"
    if "worker" in words:
        return "worker"
    if any("forkserver" in word for word in words):
        # The server and what it forked look alike: the server is what the worker has started.
        return "server" if _part(process.parent() or process) == "worker" else "evaluation"
    return "other"
