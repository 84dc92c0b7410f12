"""The laws of the queue: one holder a run, a fence against the dead, nothing lost."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from models.record import Goal, Settings
from service.errors import LeaseLostError
from service.store.claims import Claim, ClaimStore, Ending
from service.store.database import Database
from service.store.datasets import DatasetStore
from service.store.runs import NewRun, RunStore
from service.store.tables import Dataset
from tests.service.fake_engine import decision, trial

pytestmark = pytest.mark.both_databases

LEASE = 30.0


@pytest.fixture
def run_ids(database: Database, owner: str) -> list[str]:
    """Queue two runs, oldest first."""
    dataset = Dataset(owner_id=owner, name="t", n_rows=3, hash="", columns=[], warnings=[], suggested_goals=[])
    dataset_id = DatasetStore(database).add(dataset).id
    new = NewRun(dataset_id, {}, Goal("predict churn", "churn", "binary", "roc_auc"), Settings())
    return [RunStore(database).add(new, owner).id for _ in range(2)]


def claimed(store: ClaimStore, worker: str = "a", seconds: float = LEASE) -> Claim:
    """Claim a run that must be there."""
    claim = store.claim(worker, seconds)
    assert claim is not None
    return claim


def test_the_oldest_run_is_claimed_first(database: Database, run_ids: list[str]) -> None:
    """Whoever asked first is served first."""
    store = ClaimStore(database)

    assert [claimed(store).run_id, claimed(store).run_id] == run_ids
    assert store.claim("a", LEASE) is None


def test_a_run_is_claimed_once_however_many_workers_ask(database: Database, run_ids: list[str]) -> None:
    """Two workers at one run would count each trial twice."""
    store = ClaimStore(database)
    with ThreadPoolExecutor(8) as workers:
        claims = list(workers.map(lambda name: store.claim(str(name), LEASE), range(8)))

    assert sorted(claim.run_id for claim in claims if claim is not None) == sorted(run_ids)


@pytest.mark.usefixtures("run_ids")
def test_an_expired_lease_gives_the_run_to_the_next_worker(database: Database) -> None:
    """A worker that was killed cannot say so."""
    store = ClaimStore(database)
    dead = claimed(store, seconds=-1.0)
    heir = claimed(store, worker="b")

    assert heir.run_id == dead.run_id
    assert (dead.attempt, heir.attempt) == (1, 2)
    assert heir.interruptions == 1


@pytest.mark.usefixtures("run_ids")
def test_a_renewed_lease_keeps_the_run(database: Database) -> None:
    """A long fit must not look like death."""
    store = ClaimStore(database)
    claim = claimed(store, seconds=-1.0)

    assert store.renew(claim, LEASE, elapsed_seconds=3.0) is False
    assert claimed(store, worker="b").run_id != claim.run_id


@pytest.mark.usefixtures("run_ids")
def test_a_worker_given_up_for_dead_writes_nothing(database: Database) -> None:
    """A slow worker that wakes up must not mix its work into that of its heir."""
    store = ClaimStore(database)
    dead = claimed(store, seconds=-1.0)
    heir = claimed(store, worker="b")

    for write in (
        lambda: store.record_trial(dead, trial(0)),
        lambda: store.record_decision(dead, decision(1)),
        lambda: store.renew(dead, LEASE, 1.0),
        lambda: store.finish(dead, Ending("succeeded"), 1.0),
        lambda: store.hand_over(dead, 1.0),
    ):
        with pytest.raises(LeaseLostError):
            write()
    assert store.recorded(heir).trials == ()


@pytest.mark.usefixtures("run_ids")
def test_what_was_recorded_is_there_for_the_next_worker(database: Database) -> None:
    """A kill loses at most the trials in flight."""
    store = ClaimStore(database)
    first = claimed(store, seconds=-1.0)
    store.record_trial(first, trial(0, "running"))
    store.record_trial(first, trial(0))
    store.record_decision(first, decision(1))
    heir = claimed(store, worker="b")

    assert store.recorded(heir).trials == (trial(0),)
    assert store.recorded(heir).decisions == (decision(1),)


@pytest.mark.usefixtures("run_ids")
def test_working_seconds_add_up_over_attempts(database: Database) -> None:
    """A budget is a promise about the whole run, not about one attempt."""
    store = ClaimStore(database)
    first = claimed(store)
    store.renew(first, -1.0, elapsed_seconds=12.5)

    assert claimed(store, worker="b").elapsed_seconds == pytest.approx(12.5)


@pytest.mark.usefixtures("run_ids")
def test_a_run_that_was_handed_over_is_not_counted_as_interrupted(database: Database) -> None:
    """A restart of the service is no sign of a run that kills its workers."""
    store = ClaimStore(database)
    first = claimed(store)
    store.hand_over(first, 1.0)
    again = claimed(store, worker="b")

    assert again.run_id == first.run_id
    assert (again.attempt, again.interruptions) == (2, 0)


@pytest.mark.usefixtures("run_ids")
def test_a_finished_trial_clears_the_interruptions(database: Database) -> None:
    """A run that gets on despite kills may go on for ever."""
    store = ClaimStore(database)
    claimed(store, seconds=-1.0)
    second = claimed(store, seconds=-1.0)
    store.record_trial(second, trial(0))

    assert second.interruptions == 1
    assert claimed(store).interruptions == 1


@pytest.mark.usefixtures("run_ids")
def test_a_number_that_json_does_not_have_is_recorded_as_none(database: Database) -> None:
    """One failed trial with an infinite score must not make the whole run unreadable."""
    store = ClaimStore(database)
    claim = claimed(store)
    store.record_trial(claim, trial(0, score=float("nan")))

    assert store.recorded(claim).trials[0].validation_score is None
