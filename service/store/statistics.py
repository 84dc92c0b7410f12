"""Figures over all owners, for those who operate the service."""

from dataclasses import dataclass

from sqlalchemy import func, select, text

from service.store.clock import now
from service.store.database import Database
from service.store.tables import Dataset, Run, Trial
from service.store.workers import WorkerStore


@dataclass(frozen=True)
class Figures:
    """Counts at one moment.

    ``oldest_queued_seconds`` is how long the first in the queue has waited of those that no worker has begun, and
    ``silent_seconds`` since when each worker has given no sign of life.
    """

    runs: dict[str, int]
    trials: dict[str, int]
    datasets: int
    oldest_queued_seconds: float
    n_workers: int
    silent_seconds: dict[str, float]


def read_figures(database: Database) -> Figures:
    """Count what is in the database."""
    by_status = select(Run.status, func.count()).group_by(Run.status)
    by_state = select(Trial.state, func.count()).group_by(Trial.state)
    waited = select(now() - func.min(Run.created_at)).where(Run.status == "queued", Run.attempt == 0)
    workers = WorkerStore(database)
    with database.read() as session:
        return Figures(
            runs=dict(session.execute(by_status).all()),
            trials=dict(session.execute(by_state).all()),
            datasets=session.scalars(select(func.count()).select_from(Dataset)).one(),
            oldest_queued_seconds=session.scalars(waited).one() or 0.0,
            n_workers=workers.n_alive(),
            silent_seconds=workers.silent_seconds(),
        )


def check_database(database: Database) -> None:
    """Ask the database for something; an ``OperationalError`` says that it does not answer."""
    with database.read() as session:
        session.execute(text("SELECT 1"))
