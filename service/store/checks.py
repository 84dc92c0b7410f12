"""Runs that have ended and are checked more deeply: back into the queue under the same id, with their record whole."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.errors import ConflictError, NotFoundError, UnfinishedError
from service.settings import STANDARD_LIMITS, Limits
from service.store.database import Database
from service.store.quotas import require_room_for_run, require_seconds
from service.store.repeats import Repeat, made_before, remember
from service.store.runs import FINISHED, lock_dataset
from service.store.tables import Json, Run


@dataclass(frozen=True)
class ChecksAsked:
    """Which checks a run is to have, and what they may take together."""

    run_id: str
    names: tuple[str, ...]
    seconds: float | None
    repeat: Repeat | None = None


@dataclass(frozen=True)
class OpenChecks:
    """The checks of a run that is in the queue for them, and how the run had ended before."""

    names: tuple[str, ...]
    seconds: float | None
    status: str
    elapsed_seconds: float


class CheckStore:
    """Puts runs that have ended back into the queue, to be checked."""

    def __init__(self, database: Database, limits: Limits = STANDARD_LIMITS) -> None:
        self._database = database
        self._limits = limits

    def ask(self, asked: ChecksAsked, owner_id: str) -> Run:
        """Queue a run for its checks; all that it has found stays, and stays readable.

        Raises
        ------
        NotFoundError
            When the owner has no such run.
        ConflictError
            While the run is unfinished, when it delivered no model, or when its dataset was deleted.
        """
        with self._database.write() as session:
            mine = Run.id == asked.run_id, Run.owner_id == owner_id
            run = session.scalars(select(Run).where(*mine).with_for_update()).one_or_none()
            if run is None:
                raise NotFoundError("run", asked.run_id)
            if made_before(session, owner_id, f"checks of {run.id}", asked.repeat) is not None:
                return run
            _require_model(session, run)
            lock_dataset(session, run.dataset_id or "", owner_id)
            require_room_for_run(session, owner_id, self._limits)
            require_seconds(session, owner_id, asked.seconds, self._limits)
            before = {"status": run.status, "elapsed_seconds": run.elapsed_seconds}
            run.checks = {"names": list(asked.names), "seconds": asked.seconds, **before}
            run.status, run.finished_at = "queued", None
            run.cancel_requested, run.interruptions = False, 0
            run.last_change += 1
            session.flush()
            session.refresh(run)
            remember(session, owner_id, f"checks of {run.id}", asked.repeat, run.id)
        return run


def open_checks(plain: Json | None) -> OpenChecks | None:
    """Read what a run is to be checked for, as ``CheckStore`` wrote it; None where it is not."""
    return None if plain is None else OpenChecks(**{**plain, "names": tuple(plain["names"])})


def _require_model(session: Session, run: Run) -> None:
    if run.status not in FINISHED:
        raise UnfinishedError(f"This run is {run.status}: wait until it has ended before it is checked.")
    record = session.scalars(select(Run.record).where(Run.id == run.id)).one_or_none()
    if record is None or record.get("result") is None:
        raise ConflictError("This run delivered no model: there is nothing to check.")
    if run.dataset_id is None:
        raise ConflictError("The dataset of this run was deleted: upload it again and start another run.")
