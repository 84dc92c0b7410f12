"""A real file system without space: uploads are refused in a sentence, and the run waits and then goes on."""

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.faults.running import TABLE, Running, until

MOST_SECONDS = 180.0
WAITING = re.compile("no space left; the run waits|database does not answer")
DISK_BYTES = 24_000_000


@pytest.fixture(params=["files alone", "database too"])
def small(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Running]:
    """Start a service whose files are on a small file system of its own, with its database or without."""
    home = tmp_path / "home"
    home.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={DISK_BYTES}", "tmpfs", str(home)]
    if subprocess.run(mount, capture_output=True, check=False).returncode != 0:
        pytest.skip("LEFT OUT: mounting a small file system needs root; test_nothing_lost.py tries it with a fake")
    elsewhere = {"PLAINTUNE_DATABASE_URL": f"sqlite:///{tmp_path / 'plaintune.db'}"}
    # As small as it is, it is ready: that test is of what is left when a disk that was large enough has been filled.
    roomy = {"PLAINTUNE_MIN_FREE_BYTES": "1"}
    started = Running(home, roomy | (elsewhere if request.param == "files alone" else {}))
    try:
        started.start()
        yield started
    finally:
        started.stop()
        subprocess.run(["umount", "--lazy", str(home)], check=True)


def test_a_full_disk_costs_nothing_but_time(small: Running, undisturbed: dict[str, Any]) -> None:
    """Trials, models and uploads are whole or not there, and the run needs nobody when there is space again."""
    dataset = small.upload()
    run = small.begin(dataset)
    small.at_trial(run, 2)
    filler = small.home / "filler"
    fill(filler)
    refused = small.call("POST", "/v1/datasets", content=TABLE.encode() * 100, headers={"Content-Type": "text/csv"})
    until(lambda: WAITING.search(small.log), MOST_SECONDS, "the word of the worker")
    halves = [path for path in small.home.rglob("*.part") if path.is_file()]
    filler.unlink()
    ended = small.ended(run, MOST_SECONDS)

    assert (refused.status_code, refused.json()["title"]) == (507, "No space left")
    assert halves == []
    assert len(small.call("GET", "/v1/datasets").json()["items"]) == 1
    assert ended["status"] == "succeeded", ended["error"]
    assert small.essence(run) == undisturbed


def fill(path: Path) -> None:
    """Write until there is no space for another byte."""
    with path.open("wb", buffering=0) as file:
        for size in (1_000_000, 1_000, 1):
            try:
                while True:
                    if file.write(b"\0" * size) < size:
                        break
            except OSError:
                continue
