"""What a sweeper asks the database: which ids it knows, and whose leases end far too late."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select, update

from service.store.clock import now
from service.store.database import Database
from service.store.tables import Dataset, Run

BATCH = 500


@dataclass(frozen=True)
class FarLease:
    """A lease that ends later than any that could have been given by now."""

    run_id: str
    attempt: int
    until: float


class RepairStore:
    """Looks over the rows of every owner."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def known_datasets(self, ids: Sequence[str]) -> set[str]:
        """Return those of some ids that datasets have."""
        return self._known(Dataset, ids)

    def known_runs(self, ids: Sequence[str]) -> set[str]:
        """Return those of some ids that runs have."""
        return self._known(Run, ids)

    def far_leases(self, seconds: float) -> set[FarLease]:
        """Return the leases that end later than in so many seconds: the clock was set back since they were given."""
        far = select(Run.id, Run.attempt, Run.lease_until).where(
            Run.status == "running", Run.lease_until > now() + seconds
        )
        with self._database.read() as session:
            return {FarLease(run_id, attempt, until or 0.0) for run_id, attempt, until in session.execute(far)}

    def end(self, lease: FarLease) -> bool:
        """End a lease that was not renewed in the meantime, and return whether it was so."""
        same = Run.id == lease.run_id, Run.attempt == lease.attempt, Run.lease_until == lease.until
        with self._database.write() as session:
            ended = update(Run).where(*same, Run.status == "running").values(lease_until=now()).returning(Run.id)
            return session.scalars(ended).one_or_none() is not None

    def _known(self, kind: type[Dataset | Run], ids: Sequence[str]) -> set[str]:
        known: set[str] = set()
        with self._database.read() as session:
            for begin in range(0, len(ids), BATCH):
                known.update(session.scalars(select(kind.id).where(kind.id.in_(ids[begin : begin + BATCH]))))
        return known
