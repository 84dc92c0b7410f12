"""The seconds that workers spent on an owner's runs, by the hour: what a quota for a day is counted from."""

from sqlalchemy import Integer, cast, func, select
from sqlalchemy.orm import Session

from service.store.clock import now
from service.store.owners import upsert
from service.store.tables import WorkedHour

HOUR_SECONDS = 3_600.0
HOURS_A_DAY = 24
# Databases round or cut here: which does not matter, as long as one of them does the same each time.
THIS_HOUR = cast(now() / HOUR_SECONDS, Integer)


def note_work(session: Session, owner_id: str, seconds: float) -> None:
    """Add seconds to the hour that it is."""
    if seconds <= 0.0:
        return
    added = upsert(session, WorkedHour).values(owner_id=owner_id, hour=THIS_HOUR, seconds=seconds)
    more = {"seconds": WorkedHour.seconds + added.excluded.seconds}
    session.execute(added.on_conflict_do_update(index_elements=["owner_id", "hour"], set_=more))


def worked_seconds(session: Session, owner_id: str) -> float:
    """Return the seconds of the last day, the hour that it is and the 23 before."""
    recent = WorkedHour.owner_id == owner_id, WorkedHour.hour > THIS_HOUR - HOURS_A_DAY
    return float(session.scalars(select(func.coalesce(func.sum(WorkedHour.seconds), 0.0)).where(*recent)).one())
