"""What only a database with many writers at once can get wrong, and one that is restarted under the service."""

import threading
import time
from collections.abc import Iterator

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from models.record import Goal, Settings
from service.errors import ConflictError, UnfinishedError
from service.store.claims import ClaimStore
from service.store.database import Database
from service.store.datasets import DatasetStore
from service.store.owners import OwnerStore
from service.store.runs import NewRun, RunStore, lock_dataset
from service.store.tables import Dataset, Run
from tests.postgresql.server import Server

LEASE = 30.0
MOST_SECONDS = 20.0


@pytest.fixture
def database(postgresql: Server, template: str) -> Iterator[Database]:
    """Open a database of the test's own."""
    name = postgresql.new_database(template)
    opened = Database(postgresql.url(name))
    yield opened
    opened.dispose()
    postgresql.drop(name)


@pytest.fixture
def owner(database: Database) -> str:
    """Add an owner and return its id."""
    return OwnerStore(database).add_owner("somebody")


@pytest.fixture
def dataset_id(database: Database, owner: str) -> str:
    """Add a dataset and return its id."""
    dataset = Dataset(owner_id=owner, name="t", n_rows=3, hash="", columns=[], warnings=[], suggested_goals=[])
    return DatasetStore(database).add(dataset).id


def queued(database: Database, owner: str, dataset_id: str) -> str:
    """Queue a run and return its id."""
    new = NewRun(dataset_id, {}, Goal("predict churn", "churn", "binary", "roc_auc"), Settings())
    return RunStore(database).add(new, owner).id


def wait_for_a_lock(database: Database) -> None:
    """Wait until some statement waits for a lock that another one holds."""
    waiting = text(
        "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()"
    )
    deadline = time.monotonic() + MOST_SECONDS
    with database.engine.connect() as connection:
        while not connection.scalar(waiting):
            assert time.monotonic() < deadline
            connection.rollback()


def in_a_thread(work: object) -> tuple[threading.Thread, list[BaseException]]:
    """Begin work beside the test, and keep what it raises."""
    raised: list[BaseException] = []

    def carry_out() -> None:
        try:
            work()  # type: ignore[operator]
        except (ConflictError, OperationalError) as error:
            raised.append(error)

    thread = threading.Thread(target=carry_out)
    thread.start()
    return thread, raised


def test_a_dataset_is_not_deleted_under_a_run_that_is_being_queued(
    database: Database, owner: str, dataset_id: str
) -> None:
    """Both looked and saw nothing against it; the run would begin without its rows."""
    with database.write() as session:
        lock_dataset(session, dataset_id, owner)
        session.add(Run(owner_id=owner, dataset_id=dataset_id, goal={}, settings={}))
        session.flush()
        thread, raised = in_a_thread(lambda: DatasetStore(database).remove(dataset_id, owner))
        wait_for_a_lock(database)
    thread.join(MOST_SECONDS)

    assert [type(error) for error in raised] == [UnfinishedError]
    assert DatasetStore(database).get(dataset_id, owner).id == dataset_id


def test_a_run_is_not_deleted_under_a_worker_that_is_just_claiming_it(
    database: Database, owner: str, dataset_id: str
) -> None:
    """Its folder would be made again by a worker that nobody hears of any more."""
    run_id = queued(database, owner, dataset_id)
    with database.write() as session:
        session.execute(text("UPDATE runs SET status = 'running', attempt = 1"))
        thread, raised = in_a_thread(lambda: RunStore(database).remove(run_id, owner))
        wait_for_a_lock(database)
    thread.join(MOST_SECONDS)

    assert [type(error) for error in raised] == [ConflictError]
    assert RunStore(database).get(run_id, owner).status == "running"


def test_a_claim_does_not_wait_for_another_one(database: Database, owner: str, dataset_id: str) -> None:
    """With many workers, whoever is slow in one transaction must not hold up the queue."""
    first, second = (queued(database, owner, dataset_id) for _ in range(2))
    with database.write() as session:
        session.execute(text("SELECT id FROM runs WHERE id = :run FOR UPDATE"), {"run": first})
        claim = ClaimStore(database).claim("worker", LEASE)

    assert claim is not None
    assert claim.run_id == second


def test_a_server_that_was_restarted_is_found_again(
    database: Database, owner: str, dataset_id: str, postgresql: Server
) -> None:
    """An upgrade of the database must not ask for a restart of every worker."""
    run_id = queued(database, owner, dataset_id)
    claims = ClaimStore(database)
    claim = claims.claim("worker", LEASE)
    assert claim is not None
    postgresql.stop()
    try:
        with pytest.raises(OperationalError):
            RunStore(database).get(run_id, owner)
        with pytest.raises(OperationalError):
            claims.renew(claim, LEASE, 1.0)
    finally:
        postgresql.start()

    assert claims.renew(claim, LEASE, 1.0) is False
    assert RunStore(database).get(run_id, owner).status == "running"


def test_times_are_those_of_the_world_wherever_the_server_believes_to_be(
    database: Database, owner: str, dataset_id: str
) -> None:
    """A lease in local time would end hours too early or too late."""
    with database.read() as session:
        zone = session.scalar(text("SHOW timezone"))

    assert zone == "Asia/Kathmandu"
    assert DatasetStore(database).get(dataset_id, owner).created_at == pytest.approx(time.time(), abs=MOST_SECONDS)
