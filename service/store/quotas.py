"""What one owner may have: unfinished runs, working seconds a day, bytes; counted in the database for all processes.

Each is checked inside the transaction that adds to it, with the owner's row locked: of two requests at the same moment
the second one sees the first.
"""

from math import ceil

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from service.errors import QuotaError, StorageQuotaError
from service.settings import Limits, setting_name
from service.store.tables import Dataset, Owner, Run, WhatIf
from service.store.worked import worked_seconds

UNFINISHED = ("queued", "running")
COME_AGAIN_SECONDS = 60
HOUR_SECONDS = 3_600


def require_room_for_run(session: Session, owner_id: str, limits: Limits) -> None:
    """Refuse one more unfinished run where an owner has as many as allowed; those that have ended do not count."""
    _lock(session, owner_id)
    mine = Run.owner_id == owner_id, Run.status.in_(UNFINISHED)
    n_unfinished = session.scalars(select(func.count()).select_from(Run).where(*mine)).one()
    if n_unfinished >= limits.max_runs_at_once:
        setting = setting_name("max_runs_at_once")
        limit = limits.max_runs_at_once
        raise QuotaError("Your unfinished runs", n_unfinished + 1, limit, setting, COME_AGAIN_SECONDS)


def require_seconds(session: Session, owner_id: str, seconds: float | None, limits: Limits) -> None:
    """Refuse a budget that would take an owner over the working seconds of a day.

    What was worked in the last 24 hours counts, what unfinished runs may still take, and ``seconds``; a budget of
    trials alone counts as it is worked.
    """
    _lock(session, owner_id)
    together = worked_seconds(session, owner_id) + _booked(session, owner_id) + (seconds or 0.0)
    if together > limits.max_seconds_a_day:
        setting = setting_name("max_seconds_a_day")
        what = "The working seconds of your runs within 24 hours"
        raise QuotaError(what, ceil(together), limits.max_seconds_a_day, setting, HOUR_SECONDS)


def require_bytes(session: Session, owner_id: str, n_bytes: int, limits: Limits) -> None:
    """Refuse a file that would take an owner's tables and models together over the allowed bytes."""
    _lock(session, owner_id)
    together = n_bytes + sum(
        session.scalars(select(func.coalesce(func.sum(kind.n_bytes), 0)).where(kind.owner_id == owner_id)).one()
        for kind in (Dataset, Run)
    )
    if together > limits.max_stored_bytes:
        raise StorageQuotaError(int(together), limits.max_stored_bytes, setting_name("max_stored_bytes"))


def _lock(session: Session, owner_id: str) -> None:
    # On SQLite the transaction has locked all already.
    session.execute(select(Owner.id).where(Owner.id == owner_id).with_for_update())


def _booked(session: Session, owner_id: str) -> float:
    """Return the seconds that the unfinished runs of an owner may still take."""
    columns = Run.id, Run.settings, Run.elapsed_seconds, Run.checks, Run.what_if
    mine = Run.owner_id == owner_id, Run.status.in_(UNFINISHED)
    booked, looked_at = 0.0, []
    for run_id, settings, elapsed, checks, what_if in session.execute(select(*columns).where(*mine)):
        if what_if is not None:
            looked_at.append(run_id)
        elif checks is not None:
            booked += checks["seconds"] or 0.0
        elif settings.get("seconds") is not None:
            booked += max(0.0, settings["seconds"] - elapsed)
    waiting = select(WhatIf.account).where(WhatIf.run_id.in_(looked_at), WhatIf.waiting.is_not(None))
    return booked + sum(account.get("budget_seconds") or 0.0 for account in session.scalars(waiting))
