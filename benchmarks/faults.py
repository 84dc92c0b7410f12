"""Faults at random moments of real runs: what is lost, stuck, counted twice or changed by them.

    python -m benchmarks.faults [--kills 50] [--database sqlite|postgresql] [--kinds web,worker,...] [--seed 0]

A service of real processes works on one small run bound by trials after another, over an SQLite file or over a
PostgreSQL from the wheel that the tests use. Into each run falls one fault, at a moment drawn between its start and a
little more than what an undisturbed run takes: kill -9 of the web process, of the worker, of an evaluation process,
of the server that forks these, or of everything at once; a restart or a kill -9 of PostgreSQL; and a graceful end.
Meanwhile a client uploads tables and asks questions, and writes down what was acknowledged. At the end of each run it
is compared with the undisturbed one, and at the end of the series everything acknowledged is looked for.

``stuck`` is the time from the end of the fault (of a kill of everything: from when the service answers again) to the
end of the run, less what an undisturbed run would still have taken. The lease is 15 s, as it is without a setting.
"""

import argparse
import random
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx

from tests.faults.running import TABLE, Running, StuckError, until
from tests.postgresql.server import Server, opened

ANYWHERE = ("web", "worker", "evaluation", "server", "service", "stop")
POSTGRESQL_ALONE = ("database restarted", "database killed")
LEASE_SECONDS = 15
MOST_SECONDS = 180.0
PROMISED_SECONDS = 60.0
MARGIN = 1.1
PAUSE_SECONDS = 2.0


@dataclass
class Client:
    """Somebody who uploads and asks all the time, and writes down what was acknowledged."""

    running: Running
    datasets: list[str] = field(default_factory=list)
    conversations: list[str] = field(default_factory=list)
    refused: int = 0
    _ended: threading.Event = field(default_factory=threading.Event)

    @contextmanager
    def at_work(self) -> Iterator[None]:
        """Work beside the block."""
        self._ended.clear()
        thread = threading.Thread(target=self._work)
        thread.start()
        try:
            yield
        finally:
            self._ended.set()
            thread.join()

    def lost(self) -> tuple[int, int]:
        """Return how many acknowledged uploads and answers are not there any more."""
        datasets = sum(not self.running.call("GET", f"/v1/datasets/{one}").is_success for one in self.datasets)
        talks = sum(
            len(self.running.call("GET", f"/v1/conversations/{one}").json().get("messages", [])) < 2
            for one in self.conversations
        )
        return datasets, talks

    def _work(self) -> None:
        while not self._ended.wait(PAUSE_SECONDS):
            try:
                answer = self.running.call("POST", "/v1/datasets", content=TABLE, headers={"Content-Type": "text/csv"})
                if answer.status_code == 201:
                    self.datasets.append(answer.json()["id"])
                asked = self.running.call("POST", "/v1/chat", json={"message": "what is a fold?"})
                if asked.is_success:
                    self.conversations.append(asked.json()["conversation_id"])
                self.refused += not (answer.is_success and asked.is_success)
            except httpx.TransportError:
                self.refused += 1


@dataclass(frozen=True)
class Seen:
    """What became of one run with a fault in it."""

    kind: str
    at_seconds: float
    stuck_seconds: float
    is_same: bool
    n_twice: int


@dataclass(frozen=True)
class Series:
    """A service under faults, and what a run gives without any."""

    running: Running
    postgresql: Server | None
    dataset: str
    undisturbed: dict[str, Any]
    run_seconds: float

    def try_one(self, kind: str, at_seconds: float) -> Seen:
        """Start a run, let the fault fall, and see what becomes of it."""
        run = self.running.begin(self.dataset)
        time.sleep(at_seconds)
        self._fault(kind)
        over = time.monotonic()
        try:
            self.running.ended(run, MOST_SECONDS)
        except StuckError:
            return Seen(kind, at_seconds, MOST_SECONDS, is_same=False, n_twice=0)
        rest = max(0.0, self.run_seconds - at_seconds)
        essence = until(lambda: self._essence(run), PROMISED_SECONDS, "the run's account")
        numbers = [trial[0] for trial in essence["trials"]]
        return Seen(
            kind,
            at_seconds,
            max(0.0, time.monotonic() - over - rest),
            is_same=essence == self.undisturbed,
            n_twice=len(numbers) - len(set(numbers)),
        )

    def _essence(self, run: str) -> dict[str, Any]:
        try:
            return self.running.essence(run)
        except (httpx.TransportError, KeyError, TypeError):
            return {}

    def _fault(self, kind: str) -> None:
        if kind == "stop":
            self.running.stop()
        elif kind == "database restarted" and self.postgresql is not None:
            self.postgresql.stop()
            self.postgresql.start()
        elif kind == "database killed" and self.postgresql is not None:
            self.postgresql.kill()
            self.postgresql.start()
        else:
            self.running.kill(kind)  # there may be none at this moment, and then there is no fault
        if kind in ("stop", "service"):
            self.running.start()


@contextmanager
def begun(database: str) -> Iterator[Series]:
    """Start a service, and see what a run gives that nothing disturbs."""
    postgresql = opened(is_durable=True) if database == "postgresql" else None
    environment = {"PLAINTUNE_LEASE_SECONDS": str(LEASE_SECONDS), "PLAINTUNE_LOG_LEVEL": "info"}
    if postgresql is not None:
        environment["PLAINTUNE_DATABASE_URL"] = postgresql.url(postgresql.new_database())
    with tempfile.TemporaryDirectory(prefix="plaintune-faults-") as folder:
        running = Running(Path(folder) / "home", environment)
        try:
            running.start()
            dataset = running.upload()
            running.ended(running.begin(dataset), MOST_SECONDS)  # the first one loads libraries from a cold disk
            run, began = running.begin(dataset), time.monotonic()
            running.ended(run, MOST_SECONDS)
            yield Series(running, postgresql, dataset, running.essence(run), time.monotonic() - began)
        finally:
            running.stop()
            if postgresql is not None:
                postgresql.remove()


def main() -> int:
    """Carry out a series and print what was seen; the status is 1 where a promise was broken."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--database", choices=("sqlite", "postgresql"), default="sqlite")
    parser.add_argument("--kinds", default="")
    parser.add_argument("--seed", type=int, default=0)
    asked = parser.parse_args()
    standard = ANYWHERE + (POSTGRESQL_ALONE if asked.database == "postgresql" else ())
    kinds = [kind.strip() for kind in asked.kinds.split(",") if kind.strip()] or list(standard)
    draw = random.Random(asked.seed)
    with begun(asked.database) as series:
        print(f"{asked.database}; an undisturbed run takes {series.run_seconds:.1f} s", flush=True)
        client, seen = Client(series.running), []
        with client.at_work():
            for number in range(asked.kills):
                at = draw.uniform(0.0, MARGIN * series.run_seconds)
                seen.append(series.try_one(kinds[number % len(kinds)], at))
                tell(number + 1, seen[-1])
        return summary(seen, client)


def tell(number: int, one: Seen) -> None:
    """Print what became of one run."""
    same = "same" if one.is_same else "OTHER"
    print(
        f"{number:3d}  {one.kind:18s} at {one.at_seconds:5.1f} s  stuck {one.stuck_seconds:5.1f} s  {same}", flush=True
    )


def summary(seen: list[Seen], client: Client) -> int:
    """Print the whole, and return the exit status."""
    lost_datasets, lost_talks = client.lost()
    stuck = sorted(one.stuck_seconds for one in seen)
    n_other, n_twice = sum(not one.is_same for one in seen), sum(one.n_twice for one in seen)
    print(f"faults {len(seen)}; runs that ended otherwise than the undisturbed one {n_other}; trials twice {n_twice}")
    print(f"stuck seconds: median {stuck[len(stuck) // 2]:.1f}, most {stuck[-1]:.1f} (promised {PROMISED_SECONDS:.0f})")
    print(f"acknowledged uploads {len(client.datasets)}, lost {lost_datasets}")
    print(f"acknowledged answers {len(client.conversations)}, lost {lost_talks}")
    print(f"calls refused or cut meanwhile {client.refused}")
    is_broken = n_other or n_twice or lost_datasets or lost_talks or stuck[-1] > PROMISED_SECONDS
    return 1 if is_broken else 0


if __name__ == "__main__":
    sys.exit(main())
