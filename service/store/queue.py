"""Where a run stands among the others: how many are ahead of it, and whether anybody works on it."""

from dataclasses import dataclass

from sqlalchemy import func, select

from service.store.clock import now
from service.store.database import Database
from service.store.tables import Run


@dataclass(frozen=True)
class Standing:
    """Where an unfinished run stands.

    ``n_ahead`` runs are claimed before it, whoever they belong to; ``n_working`` are being worked on. ``is_left_alone``
    is set where its worker has stopped answering, and no other has taken it over yet.
    """

    n_ahead: int = 0
    n_working: int = 0
    is_left_alone: bool = False


def standing_of(database: Database, run: Run) -> Standing:
    """Return where a run stands in the queue that workers claim from; counts alone are told of others' runs."""
    if run.status not in ("queued", "running"):
        return Standing()
    held = Run.status == "running", Run.lease_until >= now()
    with database.read() as session:
        if run.status == "running":
            is_held = session.scalar(select(func.count()).where(Run.id == run.id, *held))
            return Standing(is_left_alone=not is_held)
        ahead = Run.status == "queued", Run.created_at < run.created_at
        n_ahead = session.scalar(select(func.count()).select_from(Run).where(*ahead)) or 0
        n_working = session.scalar(select(func.count()).select_from(Run).where(*held)) or 0
    return Standing(n_ahead, n_working)
