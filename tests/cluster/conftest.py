"""One cluster for all tests of it, and a way to wait for what another process does."""

import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from models.cluster import ClusterEvaluator
from tests.cluster.dask_cluster import DaskCluster, dask_cluster

WAIT_SECONDS = 240


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DaskCluster]:
    """Start a scheduler and two workers."""
    with dask_cluster(tmp_path_factory.mktemp("dask")) as started:
        yield started


@pytest.fixture
def evaluator(cluster: DaskCluster) -> Iterator[ClusterEvaluator]:
    """Connect to the cluster."""
    with closing(ClusterEvaluator(cluster.address)) as connected:
        yield connected


@pytest.fixture
def problem(tmp_path: Path) -> str:
    """Return a folder with something to send."""
    folder = tmp_path / "problem"
    folder.mkdir()
    (folder / "problem.json").write_text("{}")
    return str(folder)


def wait_until(is_so: Callable[[], bool], what: str) -> None:
    """Wait for what another process does, and fail when it does not."""
    end = time.monotonic() + WAIT_SECONDS
    while not is_so():
        assert time.monotonic() < end, what
        time.sleep(0.02)
