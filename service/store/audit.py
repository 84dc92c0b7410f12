"""The audit log: who did what, when, from where, and how it ended. Lines are never changed, and dropped when old."""

import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import delete, select

from service.store.clock import now
from service.store.database import Database
from service.store.tables import Audited

DAY_SECONDS = 86_400.0


@dataclass(frozen=True)
class Deed:
    """What is written down of one deed; nothing of its data.

    Parameters
    ----------
    action : str
        Name of what was asked for, such as ``runs.start_run``.
    object : str
        What it was done to, such as ``run 0f3a...``; empty where there is no such thing.
    address : str
        Network address that it came from, or ``terminal``.
    outcome : int
        HTTP status; 200 in a terminal.
    owner_id, key_id : str or None
        Who did it; None where nobody was let in.
    request_id : str
        What the log of the service calls it.
    """

    action: str
    object: str
    address: str
    outcome: int
    owner_id: str | None = None
    key_id: str | None = None
    request_id: str = ""


class AuditStore:
    """The log of every owner's deeds.

    Parameters
    ----------
    database : Database
    days : int
        How long a line is kept.
    """

    def __init__(self, database: Database, days: int) -> None:
        self._database = database
        self._days = days
        self._pruned: float | None = None
        self._lock = threading.Lock()

    def add(self, deed: Deed) -> None:
        """Write a line, and once a day drop those that are too old."""
        is_pruning = self._is_time_to_prune()
        with self._database.write() as session:
            session.add(Audited(**vars(deed)))
            if is_pruning:
                session.execute(delete(Audited).where(Audited.at < now() - self._days * DAY_SECONDS))

    def list(self, since_days: float, limit: int) -> Sequence[Audited]:
        """Return the last lines, oldest first, of so many days back at most."""
        query = select(Audited).where(Audited.at >= now() - since_days * DAY_SECONDS)
        with self._database.read() as session:
            return session.scalars(query.order_by(Audited.number.desc()).limit(limit)).all()[::-1]

    def _is_time_to_prune(self) -> bool:
        with self._lock:
            if self._pruned is not None and time.monotonic() - self._pruned < DAY_SECONDS:
                return False
            self._pruned = time.monotonic()
            return True
