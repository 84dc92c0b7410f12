"""The queue is fair among owners: how many runs somebody has in it does not decide when others are served."""

import pytest

from models.record import Goal, Settings
from service.store.claims import ClaimStore, Ending
from service.store.database import Database
from service.store.datasets import DatasetStore
from service.store.owners import OwnerStore
from service.store.runs import NewRun, RunStore
from service.store.tables import Dataset

LEASE = 30.0


def queue(database: Database, owner: str, n_runs: int) -> list[str]:
    """Queue runs of an owner, who is added where there is none of that name."""
    owner_id = OwnerStore(database).add_owner(owner)
    dataset = Dataset(owner_id=owner_id, name="t", n_rows=3, hash="", columns=[], warnings=[], suggested_goals=[])
    dataset_id = DatasetStore(database).add(dataset).id
    new = NewRun(dataset_id, {}, Goal("predict churn", "churn", "binary", "roc_auc"), Settings())
    return [RunStore(database).add(new, owner_id).id for _ in range(n_runs)]


def served(database: Database, n_turns: int, *, n_workers: int = 1) -> list[str]:
    """Let workers take turns, each ending its run before the next claim of it; return whose runs they took."""
    names = {OwnerStore(database).add_owner(name): name for name in ("greedy", "modest", "third")}
    store, held, order = ClaimStore(database), [], []
    for _ in range(n_turns):
        if len(held) == n_workers:
            store.finish(held.pop(0), Ending("succeeded"), 1.0)
        claim = store.claim("worker", LEASE)
        assert claim is not None
        held.append(claim)
        order.append(names[claim.owner_id])
    return order


@pytest.mark.parametrize("n_workers", [1, 2])
def test_fifty_runs_of_one_do_not_keep_another_waiting(database: Database, n_workers: int) -> None:
    """Whoever comes later with one run waits for one turn, not for fifty."""
    queue(database, "greedy", 50)
    served(database, 3, n_workers=n_workers)
    queue(database, "modest", 2)

    assert served(database, 4, n_workers=n_workers).count("modest") == 2


def test_owners_take_turns(database: Database) -> None:
    """With one worker, three owners are each served every third time."""
    for owner in ("greedy", "modest", "third"):
        queue(database, owner, 3)
    order = served(database, 9)

    assert [set(order[i : i + 3]) for i in (0, 3, 6)] == [{"greedy", "modest", "third"}] * 3


def test_an_owner_with_runs_at_work_waits_for_one_without(database: Database) -> None:
    """Workers that become free at the same moment go to different owners."""
    queue(database, "greedy", 5)
    store = ClaimStore(database)
    for _ in range(2):
        assert store.claim("worker", LEASE) is not None
    modest = queue(database, "modest", 1)

    claim = store.claim("worker", LEASE)
    assert claim is not None
    assert [claim.run_id] == modest


def test_of_one_owner_the_oldest_run_comes_first(database: Database) -> None:
    """Between owners it is fair, within one it is first come, first served."""
    runs = queue(database, "greedy", 3)
    store = ClaimStore(database)

    assert [claim.run_id for claim in (store.claim("w", LEASE) for _ in runs) if claim] == runs


def test_a_run_whose_worker_died_does_not_wait_for_another_turn(database: Database) -> None:
    """It had its turn, and a fault must not put it behind everybody else's runs."""
    cut_short = queue(database, "greedy", 3)[0]
    store = ClaimStore(database)
    assert store.claim("dead", -1.0) is not None
    queue(database, "modest", 3)

    heir = store.claim("heir", LEASE)
    assert heir is not None
    assert heir.run_id == cut_short
