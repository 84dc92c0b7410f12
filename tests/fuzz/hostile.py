"""Hostile files sent to a service that reads them as it does for everybody: in a child of its own, within limits."""

import resource
import time
from collections.abc import Callable
from dataclasses import dataclass

from tests.fuzz.calls import require_sentence
from tests.fuzz.hostile_binary import hostile_binaries
from tests.fuzz.hostile_text import Named, hostile_texts
from tests.fuzz.target import Target

MOST_SECONDS, MOST_BYTES = 10.0, 2**30
KIBIBYTE = 1024
REFUSED = (400, 413, 422)


@dataclass(frozen=True)
class Outcome:
    """What came of one file: the answer, how long it took, and the most that any child has held so far."""

    name: str
    status: int
    detail: str
    seconds: float
    cpu_seconds: float
    child_bytes: int

    @property
    def is_well(self) -> bool:
        """Whether it was taken, or refused in a sentence."""
        return self.status == 201 or self.status in REFUSED


def hostile_files() -> list[Named]:
    """Return all of them, each with its name; they are made when they are asked for."""
    return [*hostile_texts(), *hostile_binaries()]


def upload(target: Target, name: str, make: Callable[[], bytes]) -> Outcome:
    """Upload one file, see that the service is alive afterwards, and tell what it cost."""
    data, before, began = make(), _children().ru_utime + _children().ru_stime, time.monotonic()
    answer = target.client.post("/v1/datasets", data=data, content_type="application/octet-stream")
    seconds, after = time.monotonic() - began, _children()
    detail = "" if answer.status_code == 201 else answer.json["detail"]
    if answer.status_code != 201:
        require_sentence(answer.json)
    assert target.client.get("/v1/datasets?limit=1").status_code == 200
    cpu = after.ru_utime + after.ru_stime - before
    return Outcome(name, answer.status_code, detail, seconds, cpu, after.ru_maxrss * KIBIBYTE)


def predict(target: Target, name: str, make: Callable[[], bytes]) -> Outcome:
    """Ask for the predictions of one file."""
    data, began = make(), time.monotonic()
    address = f"/v1/runs/{target.ids['run_id']}/predictions"
    answer = target.client.post(address, data=data, content_type="application/octet-stream")
    seconds = time.monotonic() - began
    if answer.status_code != 200:
        require_sentence(answer.json)
    status, detail = answer.status_code, "" if answer.status_code == 200 else answer.json["detail"]
    return Outcome(name, 201 if status == 200 else status, detail, seconds, 0.0, 0)


def _children() -> resource.struct_rusage:
    return resource.getrusage(resource.RUSAGE_CHILDREN)
