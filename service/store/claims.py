"""The queue: workers claim runs by lease, and write only as long as the lease is theirs.

A claim is one statement. It counts the run's attempt up, and every later write names that attempt: a worker that
was given up for dead finds no row to write to.
"""

from dataclasses import dataclass, replace
from typing import Any

import structlog
from sqlalchemy import case, select, update
from sqlalchemy.orm import Session

from models.record import Decision, Finding, Goal, Progress, RunRecord, Settings, Trial, WhatIf, from_plain, to_plain
from service.errors import LeaseLostError
from service.store import tables
from service.store.checks import OpenChecks, open_checks
from service.store.clock import now
from service.store.database import Database
from service.store.plain import finite
from service.store.runs import Recorded, recorded_of
from service.store.tables import Run
from service.store.turns import next_run, note_turn
from service.store.what_ifs import OpenWhatIf, close_what_if, open_what_if
from service.store.worked import note_work

log = structlog.get_logger()

# A run whose workers died this often without recording one more trial would kill the next one too.
MOST_INTERRUPTIONS = 5
FULL_DISK_STAGE = "waiting for space on the disk"
"""The stage of a run that was given back because there was no space left for its files."""
ORPHANED = "The run ended before this trial did."
UNREADABLE = "This run cannot be read by this version of Plaintune: start another one."


@dataclass(frozen=True)
class ClaimedTest:
    """The dataset that a run is scored on at its very end, and how often that was done."""

    dataset_id: str
    kinds: dict[str, str]
    openings: int


@dataclass(frozen=True)
class Claim:
    """A run that a worker holds, and what it needs to work on it."""

    run_id: str
    attempt: int
    owner_id: str
    dataset_id: str
    kinds: dict[str, str]
    goal: Goal
    settings: Settings
    elapsed_seconds: float
    interruptions: int
    test: ClaimedTest | None = None
    checks: OpenChecks | None = None
    what_if: OpenWhatIf | None = None
    cancel_requested: bool = False

    @property
    def earlier_seconds(self) -> float | None:
        """What the run had taken before it was looked at again, which is no part of it; None for the run's own work."""
        again = self.checks or self.what_if
        return None if again is None else again.elapsed_seconds


@dataclass(frozen=True)
class Ending:
    """How a run ended, or one of its what-ifs; ``n_bytes`` is what its files take, None where nobody looked."""

    status: str
    record: RunRecord | None = None
    error: str | None = None
    what_if: WhatIf | None = None
    n_bytes: int | None = None


class ClaimStore:
    """What a worker may do: claim the next run, keep it, record its work, and let it go."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @property
    def database(self) -> Database:
        """The database that the queue is in."""
        return self._database

    def claim(self, worker: str, lease_seconds: float) -> Claim | None:
        """Take the run whose turn it is among those that nobody holds, or return None."""
        taken: dict[str, Any] = {
            "interruptions": Run.interruptions + case((Run.status == "running", 1), else_=0),
            "takeovers": Run.takeovers + case((Run.status == "running", 1), else_=0),
            "status": "running",
            "attempt": Run.attempt + 1,
            "lease_owner": worker,
            "lease_until": now() + lease_seconds,
            "last_change": Run.last_change + 1,
        }
        with self._database.write() as session:
            run = session.scalars(update(Run).where(Run.id == next_run()).values(taken).returning(Run)).one_or_none()
            if run is None:
                return None
            note_turn(session, run.owner_id)
            try:
                return _claim(run, session.get(tables.LockedTable, run.id), open_what_if(session, run))
            except (KeyError, StopIteration, TypeError, ValueError):
                # It would end worker after worker, and nobody else's run would come to its turn.
                log.exception("run cannot be read", run_id=run.id)
                run.status, run.error, run.finished_at = "failed", UNREADABLE, now()
                return None

    def renew(self, claim: Claim, lease_seconds: float, elapsed_seconds: float) -> bool:
        """Keep a run, note the seconds spent on it, and return whether its owner asked it to end."""
        values = {"lease_until": now() + lease_seconds, "elapsed_seconds": elapsed_seconds}
        with self._database.write() as session:
            _count_work(session, claim, elapsed_seconds)
            held = update(Run).where(*_held(claim)).values(values)
            cancel_requested = session.scalars(held.returning(Run.cancel_requested)).one_or_none()
        if cancel_requested is None:
            raise LeaseLostError(claim.run_id, claim.attempt)
        return cancel_requested

    def recorded(self, claim: Claim) -> Recorded:
        """Return what earlier attempts recorded."""
        with self._database.read() as session:
            return recorded_of(session, claim.run_id)

    def record(self, claim: Claim) -> RunRecord | None:
        """Return the whole record of a run that had ended before, with its what-ifs; None where there is none."""
        with self._database.read() as session:
            plain = session.scalars(select(Run.record).where(Run.id == claim.run_id)).one_or_none()
        what_ifs = () if claim.what_if is None else claim.what_if.what_ifs
        return None if plain is None else replace(from_plain(RunRecord, plain), what_ifs=what_ifs)

    def record_trial(self, claim: Claim, trial: Trial) -> None:
        """Record a trial, new or changed."""
        is_finished = trial.state in ("complete", "pruned", "failed")
        with self._database.write() as session:
            change = _fence(session, claim, {"interruptions": 0} if is_finished else {})
            row = tables.Trial(run_id=claim.run_id, number=trial.number, owner_id=claim.owner_id)
            row.state, row.change, row.account = trial.state, change, finite(to_plain(trial))
            session.merge(row)

    def record_decision(self, claim: Claim, decision: Decision) -> None:
        """Record a decision."""
        with self._database.write() as session:
            row = tables.Decision(run_id=claim.run_id, number=decision.id, owner_id=claim.owner_id)
            row.change, row.account = _fence(session, claim, {}), finite(to_plain(decision))
            session.merge(row)

    def record_finding(self, claim: Claim, finding: Finding) -> None:
        """Record a finding."""
        with self._database.write() as session:
            row = tables.Finding(run_id=claim.run_id, code=finding.code, owner_id=claim.owner_id)
            row.change, row.account = _fence(session, claim, {}), finite(to_plain(finding))
            session.merge(row)

    def record_progress(self, claim: Claim, progress: Progress) -> None:
        """Record where the run stands."""
        with self._database.write() as session:
            _fence(session, claim, {"progress": finite(to_plain(progress))})

    def finish(self, claim: Claim, ending: Ending, elapsed_seconds: float) -> None:
        """End a run, its checks or a what-if, with its whole record where there is one.

        While other what-ifs wait, the run goes back into the queue for the next of them.
        """
        values: dict[str, Any] = {
            "status": ending.status,
            "error": ending.error,
            "finished_at": now(),
            "checks": None,
            "what_if": None,
            "elapsed_seconds": elapsed_seconds,
            "lease_owner": None,
            "lease_until": None,
        }
        if ending.n_bytes is not None:
            values["n_bytes"] = ending.n_bytes
        if ending.record is not None:  # what-ifs have rows of their own
            values["record"] = finite(to_plain(replace(ending.record, what_ifs=())))
            values["progress"] = finite(to_plain(beside(Progress(ending.status, 0.0, None, 0), ending.record)))
            values["score"] = values["record"]["result"] and values["record"]["result"]["score"]
        with self._database.write() as session:
            _count_work(session, claim, elapsed_seconds)
            _fail_orphans(session, claim, _fence(session, claim, values))
            if ending.what_if is not None and close_what_if(session, claim.run_id, ending.what_if):
                session.execute(update(Run).where(Run.id == claim.run_id).values(_next_what_if(claim)))
            if ending.record is not None and ending.record.test is not None:
                opened = update(tables.LockedTable).where(tables.LockedTable.run_id == claim.run_id)
                session.execute(opened.values(openings=ending.record.test.opening))

    def hand_over(self, claim: Claim, elapsed_seconds: float, stage: str | None = None) -> None:
        """Give a run back, for the next worker to go on with; ``stage`` tells its owner what it waits for."""
        values: dict[str, Any] = {
            "status": "queued",
            "elapsed_seconds": elapsed_seconds,
            "lease_owner": None,
            "lease_until": None,
        }
        with self._database.write() as session:
            _count_work(session, claim, elapsed_seconds)
            _fence(session, claim, values)
            if stage is not None:
                run = session.get_one(Run, claim.run_id)
                run.progress = {**run.progress, "stage": stage}


def beside(progress: Progress, record: RunRecord) -> Progress:
    """Return the progress of work on a run that has ended, with what the run itself has come to."""
    best = record.leaderboard[0].validation_score if record.leaderboard else None
    return replace(progress, trials=len(record.trials), best_score=best)


def _held(claim: Claim) -> tuple[Any, ...]:
    return Run.id == claim.run_id, Run.attempt == claim.attempt, Run.status == "running"


def _count_work(session: Session, claim: Claim, elapsed_seconds: float) -> None:
    """Add what was worked since the run's seconds were last noted to what its owner used today."""
    noted = session.scalars(select(Run.elapsed_seconds).where(*_held(claim))).one_or_none()
    if noted is not None:
        note_work(session, claim.owner_id, elapsed_seconds - noted)


def _fence(session: Session, claim: Claim, values: dict[str, Any]) -> int:
    """Touch the run in the name of this attempt, and return the number of the change."""
    held = update(Run).where(*_held(claim)).values(last_change=Run.last_change + 1, **values)
    change = session.scalars(held.returning(Run.last_change)).one_or_none()
    if change is None:
        raise LeaseLostError(claim.run_id, claim.attempt)
    return change


def _fail_orphans(session: Session, claim: Claim, change: int) -> None:
    """End the trials that died with an attempt and were not begun again: nobody works on them any more."""
    row = tables.Trial
    orphans = select(row).where(row.run_id == claim.run_id, row.state.in_(("waiting", "running")))
    for orphan in session.scalars(orphans):
        orphan.state, orphan.change = "failed", change
        orphan.account = {**orphan.account, "state": "failed", "error": ORPHANED}


def _next_what_if(claim: Claim) -> dict[str, Any]:
    """Return what puts a run back into the queue for its next what-if."""
    assert claim.what_if is not None  # noqa: S101  one of them has just ended
    before = {"status": claim.what_if.status, "elapsed_seconds": claim.what_if.elapsed_seconds}
    return {"status": "queued", "finished_at": None, "what_if": before, "interruptions": 0}


def _claim(run: Run, locked: tables.LockedTable | None, what_if: OpenWhatIf | None) -> Claim:
    return Claim(
        run_id=run.id,
        attempt=run.attempt,
        owner_id=run.owner_id,
        dataset_id=run.dataset_id or "",
        kinds=run.kinds,
        goal=from_plain(Goal, run.goal),
        settings=from_plain(Settings, run.settings),
        elapsed_seconds=run.elapsed_seconds,
        interruptions=run.interruptions,
        test=_test(locked),
        checks=open_checks(run.checks),
        what_if=what_if,
        cancel_requested=run.cancel_requested,
    )


def _test(locked: tables.LockedTable | None) -> ClaimedTest | None:
    """Return the locked table of a run; None where there is none, or its dataset was deleted."""
    if locked is None or locked.dataset_id is None:
        return None
    return ClaimedTest(locked.dataset_id, locked.kinds, locked.openings)
