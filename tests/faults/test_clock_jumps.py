"""The clock of the database is set, and a lease is neither lost for good nor held by two."""

from collections.abc import Iterator

import pytest
from sqlalchemy import text
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler

from models.record import Goal, Settings
from service.errors import LeaseLostError
from service.store import clock
from service.store.claims import ClaimStore
from service.store.database import Database
from service.store.datasets import DatasetStore
from service.store.owners import OwnerStore
from service.store.remains import Remains
from service.store.repairs import RepairStore
from service.store.runs import NewRun, RunStore
from service.store.tables import Dataset
from service.sweeper import Sweeper
from tests.service.conftest import database, database_url, template
from tests.service.fake_engine import trial

__all__ = ["database", "database_url", "template"]
pytestmark = pytest.mark.both_databases
LEASE, DAY = 15.0, 24 * 3600.0


@pytest.fixture
def jumping(database: Database) -> Iterator[Database]:
    """Make the database's clock one that can be set: it reads how much it is wrong from a table."""
    with database.write() as session:
        session.execute(text("CREATE TABLE clock_error (seconds DOUBLE PRECISION)"))
        session.execute(text("INSERT INTO clock_error VALUES (0.0)"))
    right = {"sqlite": clock._now_on_sqlite, "postgresql": clock._now_on_postgresql}
    for dialect, now in right.items():
        compiles(clock.now, dialect)(lambda e, c, now=now, **_: wrong(now(e, c), c))
    yield database
    for dialect, now in right.items():
        compiles(clock.now, dialect)(now)
    with database.write() as session:
        session.execute(text("DROP TABLE clock_error"))


def wrong(right: str, _compiler: SQLCompiler) -> str:
    """Return the time of a clock that is wrong."""
    return f"({right} + (SELECT seconds FROM clock_error))"  # noqa: S608  our own words


def jump(database: Database, seconds: float) -> None:
    """Set the clock."""
    with database.write() as session:
        session.execute(text("UPDATE clock_error SET seconds = seconds + :by"), {"by": seconds})


@pytest.fixture
def claims(jumping: Database) -> ClaimStore:
    """Queue a run, and return what workers claim it from."""
    owner = OwnerStore(jumping).add_owner("somebody")
    dataset = Dataset(owner_id=owner, name="t", n_rows=3, hash="", columns=[], warnings=[], suggested_goals=[])
    dataset_id = DatasetStore(jumping).add(dataset).id
    new = NewRun(dataset_id, {}, Goal("predict churn", "churn", "binary", "roc_auc"), Settings())
    RunStore(jumping).add(new, owner)
    return ClaimStore(jumping)


def test_a_clock_set_forward_gives_the_run_to_one_worker_more_and_to_one_alone(
    jumping: Database, claims: ClaimStore
) -> None:
    """All leases have run out at once, though everybody lives; what is lost is a little work."""
    first = claims.claim("first", LEASE)
    assert first is not None
    claims.record_trial(first, trial(0))
    jump(jumping, DAY)
    second = claims.claim("second", LEASE)

    assert second is not None
    assert claims.claim("third", LEASE) is None
    assert claims.recorded(second).trials == (trial(0),)
    with pytest.raises(LeaseLostError):
        claims.record_trial(first, trial(1))


def test_a_clock_set_back_leaves_a_living_worker_alone_and_sets_a_dead_ones_run_free(
    jumping: Database, claims: ClaimStore, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Without the sweeper the run would wait for a day."""
    sweeper = Sweeper(RepairStore(jumping), Remains(tmp_path_factory.mktemp("blobs")), LEASE)
    worker = claims.claim("worker", LEASE)
    assert worker is not None
    jump(jumping, -DAY)
    sweeper.look_at_leases()
    assert claims.renew(worker, LEASE, 1.0) is False  # it lives, and its lease is of today again
    sweeper.look_at_leases()
    assert claims.claim("heir", LEASE) is None

    jump(jumping, -DAY)  # and now it is dead
    sweeper.look_at_leases()
    sweeper.look_at_leases()
    heir = claims.claim("heir", LEASE)

    assert heir is not None
    assert heir.attempt == worker.attempt + 1
