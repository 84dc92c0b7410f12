"""Whose turn it is: the queue is fair among owners, and within one owner first come, first served.

First come the runs whose worker died: they have had their turn and were cut short. Then comes the owner with the
fewest runs at work, then the one whom a worker served longest ago, then the oldest run. Somebody with fifty runs in
the queue so delays another's single run by one turn, not by fifty.
"""

from sqlalchemy import ScalarSelect, and_, case, func, or_, select, update
from sqlalchemy.orm import Session, aliased

from service.store.clock import now
from service.store.tables import Owner, Run


def next_run() -> ScalarSelect[str]:
    """Say in SQL which run a worker takes next; other workers' choices of this moment are passed over."""
    run, other = aliased(Run), aliased(Run)
    is_orphan = and_(run.status == "running", run.lease_until < now())
    at_work = other.owner_id == run.owner_id, other.status == "running", other.lease_until >= now()
    n_at_work = select(func.count()).select_from(other).where(*at_work).correlate(run).scalar_subquery()
    served = select(func.coalesce(Owner.served_at, 0.0)).where(Owner.id == run.owner_id).correlate(run)
    return (
        select(run.id)
        .where(or_(run.status == "queued", is_orphan))
        .order_by(case((is_orphan, 0), else_=1), n_at_work, served.scalar_subquery(), run.created_at, run.id)
        .limit(1)
        .with_for_update(skip_locked=True, of=run)
        .scalar_subquery()
    )


def note_turn(session: Session, owner_id: str) -> None:
    """Note that an owner was served a moment ago."""
    session.execute(update(Owner).where(Owner.id == owner_id).values(served_at=now()))
