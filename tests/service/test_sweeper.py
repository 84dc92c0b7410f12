"""What a crash has left is put right, and nothing else is touched."""

import os
import time
from pathlib import Path

import pytest

from models.record import Goal, Settings
from service.store.claims import ClaimStore
from service.store.database import Database
from service.store.datasets import DatasetStore
from service.store.remains import KEPT_SECONDS, Remains
from service.store.repairs import RepairStore
from service.store.runs import NewRun, RunStore
from service.store.tables import Dataset
from service.sweeper import Sweeper

pytestmark = pytest.mark.both_databases

LEASE = 15.0
LONG_AGO = 7200.0


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Make a blob folder."""
    for name in ("incoming", "tables", "runs"):
        (tmp_path / "blobs" / name).mkdir(parents=True)
    return tmp_path / "blobs"


@pytest.fixture
def sweeper(database: Database, root: Path) -> Sweeper:
    """Make a sweeper that looks when it is asked to."""
    return Sweeper(RepairStore(database), Remains(root), LEASE)


@pytest.fixture
def dataset_id(database: Database, owner: str) -> str:
    """Add a dataset and return its id."""
    dataset = Dataset(owner_id=owner, name="t", n_rows=3, hash="", columns=[], warnings=[], suggested_goals=[])
    return DatasetStore(database).add(dataset).id


@pytest.fixture
def run_id(database: Database, owner: str, dataset_id: str) -> str:
    """Queue a run and return its id."""
    new = NewRun(dataset_id, {}, Goal("predict churn", "churn", "binary", "roc_auc"), Settings())
    return RunStore(database).add(new, owner).id


def written(path: Path, seconds_ago: float = LONG_AGO) -> Path:
    """Make a file, and say that it is so old."""
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(b"rows")
    for part in (path, path.parent):
        os.utime(part, (time.time() - seconds_ago,) * 2)
    return path


def test_halves_of_uploads_are_deleted_once_nobody_can_be_at_them(sweeper: Sweeper, root: Path) -> None:
    """A web process that was killed leaves as many bytes as had come in."""
    old = [written(root / "incoming" / "tmpabc"), written(root / "tables" / ".x.parquet.draft")]
    fresh = [written(root / "incoming" / "tmpdef", 60.0), written(root / "tables" / ".y.parquet.draft", 60.0)]
    sweeper.look_at_files()

    assert not any(path.exists() for path in old)
    assert all(path.exists() for path in fresh)


def test_files_that_no_row_knows_are_set_aside_and_the_others_stay(
    sweeper: Sweeper, root: Path, dataset_id: str, run_id: str
) -> None:
    """A kill between the rename of an upload and its row leaves rows that nobody can reach or delete."""
    known = [written(root / "tables" / f"{dataset_id}.parquet"), written(root / "runs" / run_id / "notes")]
    unknown = [written(root / "tables" / "abc.parquet"), written(root / "runs" / "abc" / "notes")]
    fresh = written(root / "tables" / "def.parquet", 60.0)
    sweeper.look_at_files()

    assert all(path.exists() for path in (*known, fresh))
    assert not any(path.exists() for path in unknown)
    assert (root / "lost" / "tables" / "abc.parquet").exists()
    assert (root / "lost" / "runs" / "abc" / "notes").exists()


def test_files_come_back_when_their_row_does(sweeper: Sweeper, database: Database, root: Path, owner: str) -> None:
    """A service that was started with the wrong database must not have destroyed everything."""
    path = written(root / "tables" / "abc.parquet")
    sweeper.look_at_files()
    assert not path.exists()
    row = Dataset(id="abc", owner_id=owner, name="t", n_rows=3, hash="", columns=[], warnings=[], suggested_goals=[])
    DatasetStore(database).add(row)
    sweeper.look_at_files()

    assert path.read_bytes() == b"rows"


def test_what_was_set_aside_is_deleted_in_the_end(sweeper: Sweeper, root: Path) -> None:
    """Rows of somebody's table are not kept for ever because a process died."""
    written(root / "tables" / "abc.parquet")
    sweeper.look_at_files()
    aside = root / "lost" / "tables" / "abc.parquet"
    sweeper.look_at_files()
    assert aside.exists()
    os.utime(aside, (time.time() - KEPT_SECONDS - 60,) * 2)
    sweeper.look_at_files()

    assert not aside.exists()


@pytest.mark.usefixtures("run_id")
def test_a_lease_that_a_clock_set_back_made_endless_ends(sweeper: Sweeper, database: Database) -> None:
    """The worker is dead, and the run would wait until the clock is there again."""
    claims = ClaimStore(database)
    assert claims.claim("dead", 24 * 3600.0) is not None
    sweeper.look_at_leases()
    assert claims.claim("heir", LEASE) is None
    sweeper.look_at_leases()
    heir = claims.claim("heir", LEASE)

    assert heir is not None
    assert heir.attempt == 2


@pytest.mark.usefixtures("run_id")
def test_a_lease_that_is_renewed_is_left_alone(sweeper: Sweeper, database: Database) -> None:
    """Its worker lives, and takes its run for longer than others do."""
    claims = ClaimStore(database)
    living = claims.claim("living", 24 * 3600.0)
    assert living is not None
    sweeper.look_at_leases()
    claims.renew(living, 24 * 3600.0 + 1.0, 1.0)
    sweeper.look_at_leases()

    assert claims.renew(living, LEASE, 2.0) is False
