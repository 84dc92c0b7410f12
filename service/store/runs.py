"""Runs as their owners see them: asked for, listed, canceled, removed."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Row, bindparam, delete, or_, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from models.record import Decision, Finding, Goal, Settings, Trial, from_plain, to_plain
from service.errors import ConflictError, NotFoundError
from service.settings import STANDARD_LIMITS, Limits
from service.store import tables
from service.store.clock import now
from service.store.database import Database
from service.store.pages import Page, PageRequest, newest_first
from service.store.quotas import require_room_for_run, require_seconds
from service.store.repeats import Repeat
from service.store.tables import Json, Run

FINISHED = ("succeeded", "failed", "cancelled")


@dataclass(frozen=True)
class LockedDataset:
    """The dataset that a run is scored on at its very end."""

    dataset_id: str
    kinds: dict[str, str]


@dataclass(frozen=True)
class NewRun:
    """A run to be queued."""

    dataset_id: str
    kinds: dict[str, str]
    goal: Goal
    settings: Settings
    repeat: Repeat | None = None
    test: LockedDataset | None = None


@dataclass(frozen=True)
class Recorded:
    """What the workers of a run have recorded so far."""

    trials: tuple[Trial, ...]
    decisions: tuple[Decision, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True)
class Changes:
    """What changed in a run after a given change number, each with the number of its last change."""

    trials: tuple[tuple[int, Trial], ...]
    decisions: tuple[tuple[int, Decision], ...]


@dataclass(frozen=True)
class RunState:
    """Where a run stands, without all that is known of it."""

    id: str
    status: str
    attempt: int
    is_looked_at_again: bool


_STATE = select(Run.id, Run.status, Run.attempt, or_(Run.checks.is_not(None), Run.what_if.is_not(None))).where(
    Run.id == bindparam("run"), Run.owner_id == bindparam("owner")
)


class RunStore:
    """The runs of every owner; each method sees those of one."""

    def __init__(self, database: Database, limits: Limits = STANDARD_LIMITS) -> None:
        self._database = database
        self._limits = limits

    def add(self, new: NewRun, owner_id: str) -> Run:
        """Queue a run; where the same idempotency key came a moment ago, its run is the answer."""
        run = Run(
            owner_id=owner_id,
            dataset_id=new.dataset_id,
            kinds=new.kinds,
            goal=to_plain(new.goal),
            settings=to_plain(new.settings),
            idempotency_key=new.repeat and new.repeat.key,
            request_digest=new.repeat and new.repeat.digest,
        )
        try:
            with self._database.write() as session:
                lock_dataset(session, new.dataset_id, owner_id)
                require_room_for_run(session, owner_id, self._limits)
                require_seconds(session, owner_id, new.settings.seconds, self._limits)
                session.add(run)
                session.flush()
                session.refresh(run)
                if new.test is not None:
                    lock_dataset(session, new.test.dataset_id, owner_id)
                    session.add(_locked(run, new.test))
        except IntegrityError:
            # The same key came twice at the same moment, and the other request was first.
            first = self.repeated(new.repeat, owner_id)
            if first is None:
                raise
            return first
        return run

    def get(self, run_id: str, owner_id: str) -> Run:
        """Return one run, or raise ``NotFoundError``."""
        with self._database.read() as session:
            return _run(session, run_id, owner_id)

    def state(self, run_id: str, owner_id: str) -> RunState:
        """Return what predictions need to know of a run, or raise ``NotFoundError``."""
        found = self._database.look_up(_STATE, {"run": run_id, "owner": owner_id})
        if found is None:
            raise NotFoundError("run", run_id)
        return RunState(*found)

    def test_dataset_id(self, run_id: str, owner_id: str) -> str | None:
        """Return the dataset that a run is scored on at its very end; None where there is none (any more)."""
        locked = tables.LockedTable
        with self._database.read() as session:
            query = select(locked.dataset_id).where(locked.run_id == run_id, locked.owner_id == owner_id)
            return session.scalars(query).one_or_none()

    def list(self, owner_id: str, page: PageRequest) -> Page[Run]:
        """Return one page of an owner's runs, newest first."""
        with self._database.read() as session:
            return newest_first(session, Run, select(Run).where(Run.owner_id == owner_id), page)

    def plain_record(self, run_id: str, owner_id: str) -> dict[str, Json] | None:
        """Return the whole record of a run as it is stored, or None where there is none (yet).

        Reading it back into frozen data takes time that few need: ``from_plain(RunRecord, ...)`` does it.
        """
        mine = Run.id == run_id, Run.owner_id == owner_id
        with self._database.read() as session:
            plain: dict[str, Json] | None = session.scalars(select(Run.record).where(*mine)).one_or_none()
        return plain

    def scores(self, run_ids: Sequence[str], owner_id: str) -> dict[str, Json]:
        """Return the scores of those runs that have one, by id, without reading the records that they stand in."""
        score = Run.record["result"]["score"]
        with self._database.read() as session:
            found = session.execute(select(Run.id, score).where(Run.id.in_(run_ids), Run.owner_id == owner_id)).all()
        return {run_id: plain for run_id, plain in found if plain is not None}

    def recorded(self, run_id: str, owner_id: str) -> Recorded:
        """Return the trials, decisions and findings of a run so far."""
        with self._database.read() as session:
            _run(session, run_id, owner_id)
            return recorded_of(session, run_id)

    def trials(self, run_id: str, owner_id: str, after: int, limit: int) -> tuple[Trial, ...]:
        """Return trials in the order of their numbers, from the one after a number on."""
        trial = tables.Trial
        with self._database.read() as session:
            _run(session, run_id, owner_id)
            query = select(trial.account).where(trial.run_id == run_id, trial.number > after)
            found = session.scalars(query.order_by(trial.number).limit(limit)).all()
        return tuple(from_plain(Trial, plain) for plain in found)

    def changes(self, run_id: str, owner_id: str, after: int) -> Changes:
        """Return the trials and decisions that changed after a change number."""
        with self._database.read() as session:
            _run(session, run_id, owner_id)
            trials = _changed(session, tables.Trial, run_id, after)
            decisions = _changed(session, tables.Decision, run_id, after)
        return Changes(
            tuple((change, from_plain(Trial, plain)) for change, plain in trials),
            tuple((change, from_plain(Decision, plain)) for change, plain in decisions),
        )

    def cancel(self, run_id: str, owner_id: str) -> Run:
        """Ask a run to end; one that waits ends at once, one that works keeps its best model so far."""
        mine = Run.id == run_id, Run.owner_id == owner_id
        waiting = Run.status == "queued", Run.attempt == 0
        with self._database.write() as session:
            ended = {"status": "cancelled", "finished_at": now(), "last_change": Run.last_change + 1}
            session.execute(update(Run).where(*mine, *waiting).values(ended))
            session.execute(update(Run).where(*mine, Run.status.not_in(FINISHED)).values(cancel_requested=True))
            run = _run(session, run_id, owner_id)
        if run.status in ("succeeded", "failed"):
            raise ConflictError(f"This run has {run.status} already: there is nothing left to cancel.")
        return run

    def remove(self, run_id: str, owner_id: str) -> None:
        """Forget a run with its trials and conversations, unless a worker is at it."""
        with self._database.write() as session:
            if _run(session, run_id, owner_id, lock=True).status == "running":
                raise ConflictError("This run still works: cancel it first, and delete it when it has ended.")
            session.execute(delete(Run).where(Run.id == run_id, Run.owner_id == owner_id))

    def repeated(self, repeat: Repeat | None, owner_id: str) -> Run | None:
        """Return the run that was asked for with the same idempotency key before, if there is one."""
        if repeat is None:
            return None
        mine = Run.owner_id == owner_id, Run.idempotency_key == repeat.key
        with self._database.read() as session:
            first = session.scalars(select(Run).where(*mine)).one_or_none()
        if first is not None and first.request_digest != repeat.digest:
            raise ConflictError("This Idempotency-Key came with another body before: use a new key for a new run.")
        return first


def recorded_of(session: Session, run_id: str) -> Recorded:
    """Read what the workers of a run have recorded so far."""
    trials = session.scalars(
        select(tables.Trial.account).where(tables.Trial.run_id == run_id).order_by(tables.Trial.number)
    )
    decisions = session.scalars(
        select(tables.Decision.account).where(tables.Decision.run_id == run_id).order_by(tables.Decision.number)
    )
    findings = session.scalars(
        select(tables.Finding.account).where(tables.Finding.run_id == run_id).order_by(tables.Finding.change)
    )
    return Recorded(
        tuple(from_plain(Trial, plain) for plain in trials),
        tuple(from_plain(Decision, plain) for plain in decisions),
        tuple(from_plain(Finding, plain) for plain in findings),
    )


def _locked(run: Run, test: LockedDataset) -> tables.LockedTable:
    return tables.LockedTable(run_id=run.id, owner_id=run.owner_id, dataset_id=test.dataset_id, kinds=test.kinds)


def _changed(
    session: Session, kind: type[tables.Trial | tables.Decision], run_id: str, after: int
) -> Sequence[Row[int, Json]]:
    query = select(kind.change, kind.account).where(kind.run_id == run_id, kind.change > after)
    return session.execute(query.order_by(kind.change)).all()


def lock_dataset(session: Session, dataset_id: str, owner_id: str) -> None:
    """Keep a dataset from being deleted while a run is queued that needs it."""
    mine = tables.Dataset.id == dataset_id, tables.Dataset.owner_id == owner_id
    if session.scalars(select(tables.Dataset.id).where(*mine).with_for_update()).one_or_none() is None:
        raise NotFoundError("dataset", dataset_id)


def _run(session: Session, run_id: str, owner_id: str, *, lock: bool = False) -> Run:
    query = select(Run).where(Run.id == run_id, Run.owner_id == owner_id)
    found = session.scalars(query.with_for_update() if lock else query).one_or_none()
    if found is None:
        raise NotFoundError("run", run_id)
    return found
