"""Ready or not: each part that can fail makes the service unready and is named; workers tell that they live."""

import shutil
from collections.abc import Callable
from typing import NamedTuple

import pytest
from sqlalchemy import update
from sqlalchemy.exc import OperationalError

from service.errors import BlobStoreError
from service.heartbeat import Heartbeat
from service.readiness import Readiness
from service.store import workers
from service.store.clock import now
from service.store.database import Database
from service.store.tables import Worker
from service.store.workers import WorkerStore
from tests.service.conftest import Service


class Usage(NamedTuple):
    """What the system tells of a disk."""

    total: int
    used: int
    free: int


def fails_with(error: Exception) -> Callable[[], None]:
    """Return a check that fails."""

    def check() -> None:
        raise error

    return check


def let_all_die(service: Service) -> None:
    """Make every sign of life an old one."""
    with service.parts.database.write() as session:
        session.execute(update(Worker).values(seen_at=now() - workers.ALIVE_SECONDS - 1))


def test_a_service_with_all_its_parts_is_ready(service: Service) -> None:
    """And tells nothing more to whoever asks without a key."""
    answer = service.app.test_client().get("/readyz")

    assert (answer.status_code, answer.json) == (200, {"status": "ok"})


def test_a_service_without_a_living_worker_is_not_ready(service: Service) -> None:
    """Runs would be taken and never begun."""
    let_all_die(service)
    answer = service.app.test_client().get("/readyz")

    assert answer.status_code == 503
    assert [problem["field"] for problem in answer.json["errors"]] == ["worker"]
    assert answer.headers["Retry-After"]
    assert service.app.test_client().get("/healthz").status_code == 200


def test_a_full_disk_makes_it_unready(service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    """Before an upload breaks off."""
    monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage(100, 99, 1))
    answer = service.app.test_client().get("/readyz")

    assert [problem["field"] for problem in answer.json["errors"]] == ["disk"]
    assert "PLAINTUNE_MIN_FREE_BYTES" in answer.json["detail"]


def test_every_part_that_fails_is_named_and_none_hides_another() -> None:
    """Whoever mends one must know of the other."""
    failing = {
        "database": fails_with(OperationalError("SELECT secret", {}, Exception("postgresql://user:secret@host"))),
        "blob store": fails_with(BlobStoreError("written", "it does not answer")),
        "disk": lambda: None,
    }
    failed = Readiness(failing).state().failed

    assert list(failed) == ["database", "blob store"]
    assert "secret" not in str(failed)


def test_many_who_ask_at_once_cost_one_look() -> None:
    """Anybody may ask, without a key."""
    looks: list[int] = []
    readiness = Readiness({"part": lambda: looks.append(1)})
    for _ in range(10):
        readiness.state()

    assert len(looks) == 1


def test_a_worker_beats_while_it_works_and_leaves_when_it_ends(database: Database) -> None:
    """A worker that was stopped in good order must not look like a dead one for a day."""
    store = WorkerStore(database)
    with Heartbeat(store, "one", seconds=0.001):
        store.beat("two")
        while "one" not in store.silent_seconds():
            pass
        assert store.n_alive() == 2

    assert list(store.silent_seconds()) == ["two"]


def test_a_worker_that_was_silent_for_a_day_is_forgotten(database: Database) -> None:
    """Containers get a new name at every start."""
    store = WorkerStore(database)
    store.beat("old")
    with database.write() as session:
        session.execute(update(Worker).values(seen_at=now() - workers.KEPT_SECONDS - 1))
    store.beat("new")

    assert list(store.silent_seconds()) == ["new"]


def test_figures_tell_of_workers_queue_bytes_and_requests(service: Service) -> None:
    """They are what an operator's alarms hang on."""
    run_id = service.finished_run()
    service.start_run()
    service.client().post(f"/v1/runs/{run_id}/predictions", json={"rows": [{"age": 3}]})
    text = service.client().get("/metrics").text

    assert "plaintune_workers 1.0" in text
    assert 'plaintune_worker_silent_seconds{worker="a worker that lives"}' in text
    assert "plaintune_queue_length 1.0" in text
    assert 'plaintune_stored_bytes{kind="tables"}' in text
    assert "plaintune_free_disk_bytes" in text
    route = 'plaintune_request_seconds_count{method="POST",route="/v1/runs/<run_id>/predictions",status="200"}'
    assert route in text
    assert "plaintune_prediction_seconds_count" in text
    assert run_id not in text


def test_addresses_that_there_are_not_share_one_series(service: Service) -> None:
    """Whoever tries addresses would fill the memory of Prometheus."""
    for number in range(3):
        service.client().get(f"/nothing-{number}")

    assert "nothing-" not in service.client().get("/metrics").text
