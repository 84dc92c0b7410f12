"""What-ifs: experiments on runs that have ended, queued under the run's id, with its record whole."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.record import Promotion, RunRecord, WhatIf, WhatIfOrder, from_plain, to_plain
from service.errors import ConflictError, NotFoundError, UnfinishedError
from service.settings import STANDARD_LIMITS, Limits
from service.store import tables
from service.store.database import Database
from service.store.plain import finite
from service.store.quotas import require_room_for_run, require_seconds
from service.store.repeats import Repeat, made_before, remember
from service.store.runs import FINISHED, lock_dataset
from service.store.tables import Json, Run

EXPERIMENT, PROMOTION = "experiment", "promotion"
MOST_WHAT_IFS = 1_000
"""Of one run: each is looked at by people, and stands in the record that the assistant speaks from."""
_COUNTED = ("queued", "running", "complete")


@dataclass(frozen=True)
class WhatIfAsked:
    """A what-if that a run is to have, and what it may take."""

    run_id: str
    order: WhatIfOrder
    seconds: float | None
    repeat: Repeat | None = None


@dataclass(frozen=True)
class OpenWhatIf:
    """The what-if that a run is in the queue for, with those before it, and how the run had ended."""

    number: int
    is_promotion: bool
    what_ifs: tuple[WhatIf, ...]
    status: str
    elapsed_seconds: float

    @property
    def asked(self) -> WhatIf:
        """The what-if itself."""
        return next(what_if for what_if in self.what_ifs if what_if.number == self.number)


@dataclass(frozen=True)
class WhatIfOutcome:
    """What came of a what-if, or of its promotion, which leaves a new record of the run."""

    what_if: WhatIf
    record: RunRecord | None = None


class WhatIfStore:
    """The what-ifs of every owner's runs; each method sees those of one."""

    def __init__(self, database: Database, limits: Limits = STANDARD_LIMITS) -> None:
        self._database = database
        self._limits = limits

    def ask(self, asked: WhatIfAsked, owner_id: str, check: Callable[[WhatIfOrder, RunRecord], None]) -> tables.WhatIf:
        """Queue a what-if, behind others of its run; ``check`` may refuse it.

        Raises
        ------
        NotFoundError
            When the owner has no such run.
        ConflictError
            While the run searches or is checked, when it delivered no model, or when its dataset was deleted.
        """
        with self._database.write() as session:
            run = _run(session, asked.run_id, owner_id)
            first = made_before(session, owner_id, f"what-ifs of {run.id}", asked.repeat)
            if first is not None:
                return _row(session, run.id, int(first), owner_id)
            record = _record(session, run)
            check(asked.order, record)
            self._require_room(session, run, asked.seconds)
            _queue(session, run)
            before = _rows(session, run.id)
            if len(before) >= MOST_WHAT_IFS:
                raise ConflictError(f"This run has {MOST_WHAT_IFS:,} what-ifs, the most that one can have.")
            n_before = sum(row.account["status"] in _COUNTED for row in before)
            number = 1 + max((row.number for row in before), default=0)
            blank = WhatIf(number, asked.order, budget_seconds=asked.seconds, asked_before=n_before)
            row = tables.WhatIf(run_id=run.id, number=number, owner_id=owner_id)
            row.waiting, row.account = EXPERIMENT, to_plain(blank)
            session.add(row)
            session.flush()
            session.refresh(row)
            remember(session, owner_id, f"what-ifs of {run.id}", asked.repeat, str(number))
        return row

    def promote(
        self, run_id: str, number: int, owner_id: str, check: Callable[[WhatIf, RunRecord], None]
    ) -> tables.WhatIf:
        """Queue the promotion of a what-if; ``check`` may refuse it. Errors are those of ``ask``."""
        with self._database.write() as session:
            run = _run(session, run_id, owner_id)
            row = _row(session, run_id, number, owner_id)
            if row.waiting is not None:
                raise UnfinishedError("This what-if is still at work: wait until it is complete before it is promoted.")
            what_if = from_plain(WhatIf, row.account)
            if what_if.status != "complete":
                raise ConflictError(f"This what-if is {what_if.status}: there is nothing to promote.")
            check(what_if, _record(session, run))
            self._require_room(session, run, what_if.budget_seconds)
            _queue(session, run)
            row.waiting = PROMOTION
            row.account = finite(to_plain(replace(what_if, promotion=Promotion("queued"))))
            session.flush()
            session.refresh(row)
        return row

    def get(self, run_id: str, number: int, owner_id: str) -> tables.WhatIf:
        """Return one what-if, or raise ``NotFoundError``."""
        with self._database.read() as session:
            return _row(session, run_id, number, owner_id)

    def list(self, run_id: str, owner_id: str, after: int, limit: int) -> Sequence[tables.WhatIf]:
        """Return what-ifs in the order of their numbers, from the one after a number on."""
        row = tables.WhatIf
        with self._database.read() as session:
            if session.scalars(select(Run.id).where(Run.id == run_id, Run.owner_id == owner_id)).one_or_none() is None:
                raise NotFoundError("run", run_id)
            query = select(row).where(row.run_id == run_id, row.owner_id == owner_id, row.number > after)
            return session.scalars(query.order_by(row.number).limit(limit)).all()

    def all_of(self, run_id: str, owner_id: str) -> tuple[WhatIf, ...]:
        """Return all what-ifs of a run, as its record shows them."""
        return tuple(from_plain(WhatIf, row.account) for row in self.list(run_id, owner_id, 0, MOST_WHAT_IFS))

    def _require_room(self, session: Session, run: Run, seconds: float | None) -> None:
        if run.status in FINISHED:  # else it counts as unfinished already
            require_room_for_run(session, run.owner_id, self._limits)
        require_seconds(session, run.owner_id, seconds, self._limits)


def open_what_if(session: Session, run: Run) -> OpenWhatIf | None:
    """Return the what-if that a run is in the queue for, and mark it as being worked on; None where there is none."""
    if run.what_if is None:
        return None
    rows = _rows(session, run.id)
    row = next(row for row in rows if row.waiting is not None)
    is_promotion = row.waiting == PROMOTION
    what_if = from_plain(WhatIf, row.account)
    at_work = replace(what_if, promotion=Promotion("running")) if is_promotion else replace(what_if, status="running")
    row.account = finite(to_plain(at_work))
    what_ifs = tuple(from_plain(WhatIf, one.account) for one in rows)
    return OpenWhatIf(row.number, is_promotion, what_ifs, **run.what_if)


def close_what_if(session: Session, run_id: str, what_if: WhatIf) -> bool:
    """Keep what came of a what-if, and return whether others of the run wait; one that was stopped stops them all."""
    rows = {row.number: row for row in _rows(session, run_id)}
    row = rows.pop(what_if.number)
    row.waiting, row.account = None, finite(to_plain(what_if))
    waiting = [other for other in rows.values() if other.waiting is not None]
    if what_if.status != "cancelled":
        return bool(waiting)
    for other in waiting:
        other.account = _canceled(other)
        other.waiting = None
    return False


def _canceled(row: tables.WhatIf) -> Json:
    what_if = from_plain(WhatIf, row.account)
    if row.waiting == PROMOTION:
        return finite(to_plain(replace(what_if, promotion=Promotion("cancelled"))))
    sentence = "It was stopped before it began."
    return finite(to_plain(replace(what_if, status="cancelled", sentence=sentence)))


def _queue(session: Session, run: Run) -> None:
    """Put a run into the queue for its what-ifs, unless it is there for others of them."""
    lock_dataset(session, run.dataset_id or "", run.owner_id)
    run.last_change += 1
    if run.what_if is not None:
        return
    run.what_if = {"status": run.status, "elapsed_seconds": run.elapsed_seconds}
    run.status, run.finished_at = "queued", None
    run.cancel_requested, run.interruptions = False, 0


def _record(session: Session, run: Run) -> RunRecord:
    if run.status not in FINISHED and run.what_if is None:
        raise UnfinishedError(f"This run is {run.status}: wait until it has ended before you ask what if.")
    plain = session.scalars(select(Run.record).where(Run.id == run.id)).one_or_none()
    if plain is None or plain.get("result") is None:
        raise ConflictError("This run delivered no model: there is nothing to compare with.")
    if run.dataset_id is None:
        raise ConflictError("The dataset of this run was deleted: upload it again and start another run.")
    return from_plain(RunRecord, plain)


def _run(session: Session, run_id: str, owner_id: str) -> Run:
    query = select(Run).where(Run.id == run_id, Run.owner_id == owner_id).with_for_update()
    run = session.scalars(query).one_or_none()
    if run is None:
        raise NotFoundError("run", run_id)
    return run


def _row(session: Session, run_id: str, number: int, owner_id: str) -> tables.WhatIf:
    row = tables.WhatIf
    query = select(row).where(row.run_id == run_id, row.number == number, row.owner_id == owner_id)
    found = session.scalars(query).one_or_none()
    if found is None:
        raise NotFoundError("what-if", f"{run_id}/{number}")
    return found


def _rows(session: Session, run_id: str) -> Sequence[tables.WhatIf]:
    query = select(tables.WhatIf).where(tables.WhatIf.run_id == run_id)
    return session.scalars(query.order_by(tables.WhatIf.number)).all()
