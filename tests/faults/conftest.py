"""One real service for all faults that leave nothing behind, and what a run gives without any."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.faults.running import Running


@pytest.fixture(scope="session")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """Start a service over an empty home."""
    started = Running(tmp_path_factory.mktemp("faults") / "home")
    started.start()
    yield started
    started.stop()


@pytest.fixture(scope="session")
def dataset(running: Running) -> str:
    """Upload the table that all runs are over."""
    return running.upload()


@pytest.fixture(scope="session")
def undisturbed(running: Running, dataset: str) -> dict[str, Any]:
    """Return what a run gives that nothing disturbs."""
    run = running.begin(dataset)
    ended = running.ended(run, 120.0)
    assert ended["status"] == "succeeded", ended["error"]
    return running.essence(run)
