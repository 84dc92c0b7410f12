"""Runs as lists show them: with the name of their table, and only those that are looked for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import func, or_, select

from service.store.database import Database
from service.store.pages import PageRequest, newest_first
from service.store.tables import Dataset, Run

# What a list can be narrowed to, and the statuses of runs that are meant.
GROUPS: Mapping[str, tuple[str, ...]] = {
    "unfinished": ("queued", "running"),
    "finished": ("succeeded",),
    "stopped": ("cancelled",),
    "failed": ("failed",),
}
MOST_SOUGHT = 200


@dataclass(frozen=True)
class RunsSought:
    """Which runs are looked for: a group of statuses, and words that a target or a table has in its name."""

    group: str = ""
    words: str = ""


@dataclass(frozen=True)
class RunLine:
    """A run with the name of its table; None where that was deleted."""

    run: Run
    table: str | None


@dataclass(frozen=True)
class RunLines:
    """One page of runs, newest first, and the cursor of the next page or None at the end."""

    items: Sequence[RunLine]
    next_cursor: str | None


def run_lines(database: Database, owner_id: str, sought: RunsSought, page: PageRequest) -> RunLines:
    """Return one page of an owner's runs that fit."""
    query = select(Run).outerjoin(Dataset, Dataset.id == Run.dataset_id).where(Run.owner_id == owner_id)
    if sought.group in GROUPS:
        query = query.where(Run.status.in_(GROUPS[sought.group]))
    if sought.words:
        words = sought.words[:MOST_SOUGHT].lower()
        target = func.lower(Run.goal["target"].as_string())
        query = query.where(
            or_(target.contains(words, autoescape=True), func.lower(Dataset.name).contains(words, autoescape=True))
        )
    with database.read() as session:
        found = newest_first(session, Run, query, page)
        ids = {run.dataset_id for run in found.items}
        named = select(Dataset.id, Dataset.name).where(Dataset.owner_id == owner_id, Dataset.id.in_(ids))
        names = {row.id: row.name for row in session.execute(named)}
    return RunLines([RunLine(run, names.get(run.dataset_id or "")) for run in found.items], found.next_cursor)
