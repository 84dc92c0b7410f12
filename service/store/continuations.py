"""Runs that have ended and go on: back into the queue under the same id, with what stands of them and more budget."""

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from models.record import Settings, from_plain, to_plain
from models.search.continuation import MoreBudget, continued, standing_decisions, standing_trials
from service.errors import ConflictError, NotFoundError, UnfinishedError
from service.settings import STANDARD_LIMITS, Limits
from service.store import tables
from service.store.database import Database
from service.store.quotas import require_room_for_run, require_seconds
from service.store.repeats import Repeat
from service.store.runs import FINISHED, lock_dataset, recorded_of
from service.store.tables import Run


@dataclass(frozen=True)
class Continuation:
    """What was asked for: which run, how much more, and what tells a repeated request."""

    run_id: str
    more: MoreBudget
    repeat: Repeat | None = None


class ContinuationStore:
    """Puts runs that have ended back into the queue."""

    def __init__(self, database: Database, limits: Limits = STANDARD_LIMITS) -> None:
        self._database = database
        self._limits = limits

    def go_on(self, asked: Continuation, owner_id: str, check: Callable[[Settings], None]) -> Run:
        """Queue a run again, or give it back as it is where the same request came before.

        Its trials stay, but for those that the end of the search cut short; what was decided at its end goes. Its
        last model and record stay until the next ones take their place. ``check`` may refuse the new budget.

        Raises
        ------
        NotFoundError
            When the owner has no such run.
        ConflictError
            While the run is unfinished, when its dataset was deleted, or for a used key with another body.
        """
        with self._database.write() as session:
            mine = Run.id == asked.run_id, Run.owner_id == owner_id
            run = session.scalars(select(Run).where(*mine).with_for_update()).one_or_none()
            if run is None:
                raise NotFoundError("run", asked.run_id)
            if not _is_repeat(run, asked.repeat):
                _require_finished(run)
                lock_dataset(session, run.dataset_id or "", owner_id)
                require_room_for_run(session, owner_id, self._limits)
                require_seconds(session, owner_id, asked.more.seconds, self._limits)
                _put_back(session, run, asked, check)
                session.flush()
                session.refresh(run)
        return run


def _is_repeat(run: Run, repeat: Repeat | None) -> bool:
    if repeat is None or run.continue_key != repeat.key:
        return False
    if run.continue_digest != repeat.digest:
        raise ConflictError("This Idempotency-Key came with another body before: use a new key for more budget.")
    return True


def _require_finished(run: Run) -> None:
    if run.status not in FINISHED:
        raise UnfinishedError(f"This run is {run.status}: wait until it has ended, or cancel it, before it goes on.")
    if run.dataset_id is None:
        raise ConflictError("The dataset of this run was deleted: upload it again and start another run.")


def _put_back(session: Session, run: Run, asked: Continuation, check: Callable[[Settings], None]) -> None:
    recorded = recorded_of(session, run.id)
    trials = standing_trials(recorded.trials)
    repeat = asked.repeat
    settings = continued(from_plain(Settings, run.settings), asked.more, run.elapsed_seconds, len(trials))
    check(settings)
    _forget(session, run, {t.number for t in trials}, {d.id for d in standing_decisions(recorded.decisions)})
    run.settings = to_plain(settings)
    run.status, run.error, run.finished_at = "queued", None, None
    run.cancel_requested, run.interruptions, run.takeovers = False, 0, 0
    run.continue_key, run.continue_digest = (None, None) if repeat is None else (repeat.key, repeat.digest)
    run.last_change += 1


def _forget(session: Session, run: Run, trials: set[int], decisions: set[int]) -> None:
    """Delete the trials and decisions that do not stand, and the findings, which are made again."""
    trial, decision, finding = tables.Trial, tables.Decision, tables.Finding
    session.execute(delete(trial).where(trial.run_id == run.id, trial.number.not_in(trials)))
    session.execute(delete(decision).where(decision.run_id == run.id, decision.number.not_in(decisions)))
    session.execute(delete(finding).where(finding.run_id == run.id))
