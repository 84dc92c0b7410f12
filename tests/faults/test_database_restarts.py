"""PostgreSQL is restarted, and killed, in the middle of a run."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.faults.running import Running, until
from tests.postgresql.server import Server

MOST_SECONDS = 180.0


@pytest.fixture
def over_postgresql(tmp_path: Path, postgresql: Server) -> Iterator[Running]:
    """Start a service over an empty database of a real PostgreSQL."""
    name = postgresql.new_database()
    started = Running(tmp_path / "home", {"PLAINTUNE_DATABASE_URL": postgresql.url(name)})
    try:
        started.start()
        yield started
    finally:
        started.stop()
        postgresql.drop(name)


def test_a_run_goes_on_when_its_database_was_restarted(
    over_postgresql: Running, postgresql: Server, undisturbed: dict[str, Any]
) -> None:
    """The same trials and the same model as on SQLite, where nothing was restarted."""
    service = over_postgresql
    dataset = service.upload()
    run = service.begin(dataset)
    service.at_trial(run, 2)
    postgresql.stop()
    refused = service.call("GET", f"/v1/runs/{run}")
    postgresql.start()
    until(service.is_ready, MOST_SECONDS, "the service")
    service.at_trial(run, 4)
    postgresql.kill()
    postgresql.start()
    ended = service.ended(run, MOST_SECONDS)

    assert (refused.status_code, refused.json()["title"]) == (503, "The database does not answer")
    assert ended["status"] == "succeeded", ended["error"]
    assert service.essence(run) == undisturbed
    assert len(service.call("GET", "/v1/datasets").json()["items"]) == 1
