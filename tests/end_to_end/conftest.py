"""The real service, as a stranger starts it: gunicorn and a worker over an empty home."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import psutil
import pytest

START_SECONDS = 150
KEY = "a-long-key-for-the-end-to-end-tests"


@dataclass
class Service:
    """A service that can be killed and started again over the same home."""

    home: Path
    port: int
    process: subprocess.Popen[bytes] | None = None
    environment: dict[str, str] = field(default_factory=dict)
    words: tuple[str, ...] = ()
    log: str = "serve.log"

    @property
    def address(self) -> str:
        """Where it answers."""
        return f"http://127.0.0.1:{self.port}"

    def start(self, path: str = "/readyz") -> None:
        """Start it, and wait until it is ready, or whatever else an address tells."""
        ours = {"PLAINTUNE_HOME": str(self.home), "PLAINTUNE_API_KEY": KEY}
        environment = {**os.environ, **ours, **self.environment}
        command = [sys.executable, "-m", "service.command_line", "serve", "--port", str(self.port), *self.words]
        with (self.home.parent / self.log).open("ab") as log:
            self.process = subprocess.Popen(command, stdout=log, stderr=log, env=environment)
        end = time.monotonic() + START_SECONDS
        while time.monotonic() < end:
            try:
                if httpx.get(f"{self.address}{path}", timeout=2).is_success:
                    return
            except httpx.TransportError:
                time.sleep(0.2)
        raise AssertionError((self.home.parent / self.log).read_text())

    def kill_everything(self) -> None:
        """Kill -9 the service with all its processes, as a power cut would."""
        assert self.process is not None
        root = psutil.Process(self.process.pid)
        family = [*root.children(recursive=True), root]
        for process in family:
            process.kill()
        psutil.wait_procs(family, timeout=10)
        self.process.wait()

    def stop(self) -> None:
        """End it as an operator would."""
        assert self.process is not None
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(30)
        except subprocess.TimeoutExpired:
            self.kill_everything()

    def call(self, method: str, path: str, **given: object) -> httpx.Response:
        """Call the API with the key."""
        headers = {"Authorization": f"Bearer {KEY}", **given.pop("headers", {})}  # type: ignore[dict-item]
        return httpx.request(method, self.address + path, headers=headers, timeout=60, **given)  # type: ignore[arg-type]

    def upload(self, name: str, content: bytes) -> str:
        """Upload a table and return its id."""
        answer = self.call("POST", "/v1/datasets", files={"file": (name, content)})
        assert answer.status_code == 201, answer.text
        return str(answer.json()["id"])

    def begin(self, dataset: str, goal: object, **order: object) -> str:
        """Start a run and return its id."""
        answer = self.call("POST", "/v1/runs", json={"dataset_id": dataset, "goal": goal, **order})
        assert answer.status_code == 202, answer.text
        assert re.search(answer.json()["id"], answer.headers["Location"])
        return str(answer.json()["id"])

    def wait(self, run: str, seconds: float = 240) -> dict[str, object]:
        """Wait until a run has ended, and return it."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            found: dict[str, object] = self.call("GET", f"/v1/runs/{run}").json()
            if found["status"] in ("succeeded", "failed", "cancelled"):
                return found
            time.sleep(0.5)
        raise AssertionError(f"run {run} did not end: {found}")


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """Start a service over an empty home."""
    home = tmp_path_factory.mktemp("service") / "home"
    home.mkdir()
    started = Service(home, free_port())
    started.start()
    yield started
    started.stop()
