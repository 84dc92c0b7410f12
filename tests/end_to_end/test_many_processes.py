"""Two web services, one of them of two processes, and two workers, over one database and one blob store."""

import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.end_to_end.conftest import KEY, Service, free_port

ROWS = "".join(f"{20 + i % 40},{'north' if i % 3 else 'south'},{'yes' if i % 7 < 2 else 'no'}\n" for i in range(200))
TABLE = f"age,region,churn\n{ROWS}".encode()
READY_SECONDS = 150
N_REQUESTS = 30


@dataclass
class Fleet:
    """The webs and the workers, and where they write their logs."""

    one: Service
    other: Service
    workers: list[subprocess.Popen[bytes]]
    was_unready: int

    def lines(self) -> list[str]:
        """Return every line that any process has logged."""
        folder = self.one.home.parent
        return [line for path in folder.glob("*.log") for line in path.read_text().splitlines() if line.strip()]


@pytest.fixture(scope="module")
def fleet(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Fleet]:
    """Start them; the webs first, to see that they are not ready alone."""
    folder = tmp_path_factory.mktemp("fleet")
    home = folder / "home"
    home.mkdir()
    alone, debug = ("--workers", "0"), {"PLAINTUNE_LOG_LEVEL": "debug"}
    one = Service(home, free_port(), environment={**debug, "PLAINTUNE_WEB_PROCESSES": "2"}, words=alone, log="one.log")
    other = Service(home, free_port(), environment=debug, words=alone, log="other.log")
    workers: list[subprocess.Popen[bytes]] = []
    try:
        one.start("/healthz")
        other.start("/healthz")
        was_unready = one.call("GET", "/readyz").status_code
        workers += [_worker(home, number) for number in (1, 2)]
        _wait_until_ready(other)
        yield Fleet(one, other, workers, was_unready)
    finally:
        for process in workers:
            process.terminate()
        for process in workers:
            process.wait(60)
        for web in (one, other):
            if web.process is not None:
                web.stop()


def _worker(home: Path, number: int) -> subprocess.Popen[bytes]:
    environment = {**os.environ, "PLAINTUNE_HOME": str(home), "PLAINTUNE_API_KEY": KEY, "PLAINTUNE_JOBS": "1"}
    command = [sys.executable, "-m", "service.command_line", "worker"]
    with (home.parent / f"worker-{number}.log").open("ab") as log:
        return subprocess.Popen(command, stdout=log, stderr=log, env=environment)


def _wait_until_ready(web: Service) -> None:
    end = time.monotonic() + READY_SECONDS
    while not web.call("GET", "/readyz").is_success or "plaintune_workers 2.0" not in web.call("GET", "/metrics").text:
        assert time.monotonic() < end, "two workers did not tell that they live"
        time.sleep(0.2)


def counted(web: Service) -> int:
    """Return how many lists of runs were asked for, as a web process tells."""
    pattern = r'plaintune_request_seconds_count\{method="GET",route="/v1/runs",status="200"\} (\d+)'
    found = re.search(pattern, web.call("GET", "/metrics").text)
    return int(found.group(1)) if found else 0


def test_whatever_process_is_asked_the_counts_are_those_of_all(fleet: Fleet) -> None:
    """Prometheus asks one of them, and each time another one; counts that go up and down are taken for restarts."""
    before = counted(fleet.one)
    for _ in range(N_REQUESTS):
        assert fleet.one.call("GET", "/v1/runs").is_success
    told = {counted(fleet.one) for _ in range(10)}

    assert told == {before + N_REQUESTS}


def test_webs_without_a_worker_were_not_ready(fleet: Fleet) -> None:
    """A run that is taken must be begun."""
    assert fleet.was_unready == 503


def test_what_begins_at_one_web_goes_on_at_the_other(fleet: Fleet) -> None:
    """A proxy sends every request to whom it likes."""
    dataset = fleet.one.upload("people.csv", TABLE)
    order = {"budget": {"trials": 2}, "search": {"seed": 0, "families": ["linear"]}}
    runs = [web.begin(dataset, "predict churn", **order) for web in (fleet.one, fleet.other)]
    assert {str(fleet.other.wait(run)["status"]) for run in runs} == {"succeeded"}
    events = fleet.other.call("GET", f"/v1/runs/{runs[0]}/events").text
    rows = {"rows": [{"age": 33, "region": "south"}]}
    predicted = [web.call("POST", f"/v1/runs/{runs[0]}/predictions", json=rows) for web in (fleet.one, fleet.other)]
    first = fleet.one.call("POST", "/v1/chat", json={"run_id": runs[0], "message": "how good is the model?"}).json()
    talk = {"conversation_id": first["conversation_id"], "message": "why?"}
    second = fleet.other.call("POST", "/v1/chat", json=talk).json()

    assert "event: done" in events
    assert predicted[0].json() == predicted[1].json()
    assert second["conversation_id"] == first["conversation_id"]
    assert fleet.other.call("DELETE", f"/v1/runs/{runs[0]}").status_code == 204
    assert fleet.one.call("POST", f"/v1/runs/{runs[0]}/predictions", json=rows).status_code == 404
    _check_lines(fleet, runs)


def _check_lines(fleet: Fleet, runs: list[str]) -> None:
    """Every line of the log is JSON, those of requests have their id, and those of workers the run's."""
    greeting = ("Plaintune is ready", "  http://", "Programs send the key")
    lines = [json.loads(line) for line in fleet.lines() if not line.startswith(greeting)]
    of_runs = [line for line in lines if line["event"] in ("run claimed", "run ended")]

    assert {line["run_id"] for line in of_runs} == set(runs)
    assert all("request_id" in line for line in lines if line["event"] == "request")
    assert all("run_id" in line for line in lines if "/<run_id>" in str(line.get("route")))
