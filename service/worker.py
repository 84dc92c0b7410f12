"""A worker: claims the oldest run that nobody holds, executes it, and goes to the next."""

import os
import socket
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace

import structlog
from sqlalchemy.exc import OperationalError
from structlog.contextvars import bound_contextvars

from models.errors import ClusterLostError, ModelsError, StorageFullError
from models.full_disk import full_disk_told
from models.model_folder import clear_remains
from models.record import Promotion, RunRecord, WhatIf
from models.settling import without_answer
from service.engine import LockedRows, Order, Sink
from service.errors import BlobStoreError, HandOverError, LeaseLostError, MissingBlobError
from service.lease import Lease
from service.recording import DatabaseSink
from service.settings import Settings
from service.store.blob_store import BlobStore, RunFolder
from service.store.checks import OpenChecks
from service.store.claims import FULL_DISK_STAGE, MOST_INTERRUPTIONS, Claim, ClaimStore, Ending
from service.store.runs import Recorded
from service.store.what_ifs import OpenWhatIf, WhatIfOutcome

POLL_SECONDS = 0.5
FULL_DISK_SECONDS = 10.0
"""How long a worker waits before it tries again to write where there was no space left."""
AGAIN_SECONDS = 5.0
"""How long a worker waits before it tries again where something on another machine did not answer."""
ELSEWHERE = (BlobStoreError, ClusterLostError)
PASSED_ON = (HandOverError, LeaseLostError, OperationalError, StorageFullError, *ELSEWHERE)
"""What ends an attempt and says nothing about the run."""

# What does the work of a run: the engine, or what a test puts in its place.
Execute = Callable[[Order, Sink, Recorded, float], RunRecord]
Check = Callable[[Order, Sink, RunRecord, OpenChecks], RunRecord]
Experiment = Callable[[Order, Sink, RunRecord, OpenWhatIf], WhatIfOutcome]

log = structlog.get_logger()


@dataclass(frozen=True)
class Workplace:
    """What a worker works with."""

    settings: Settings
    claims: ClaimStore
    blobs: BlobStore
    execute: Execute
    check: Check
    experiment: Experiment


class Worker:
    """Works on one run at a time until ``stopping`` is set."""

    def __init__(self, place: Workplace, name: str | None = None) -> None:
        self.stopping = threading.Event()
        self.name = name or f"{socket.gethostname()}:{os.getpid()}"
        self._place = place
        self._pause_seconds = POLL_SECONDS

    def work(self) -> None:
        """Work on run after run; when there is none, look again after a short while."""
        while not self.stopping.is_set():
            try:
                worked = self.work_on_next()
            except OperationalError as error:
                # What was recorded is safe, and the run's lease runs out: whoever comes next goes on with it.
                log.warning("database does not answer", error=str(error.orig))
                worked = False
            if not worked:
                self.stopping.wait(self._pause_seconds)
                self._pause_seconds = POLL_SECONDS

    def work_on_next(self) -> bool:
        """Claim one run and work on it; return whether there was one that could be worked on."""
        claim = self._place.claims.claim(self.name, self._place.settings.lease_seconds)
        if claim is None:
            return False
        with bound_contextvars(run_id=claim.run_id, attempt=claim.attempt, worker=self.name):
            log.info("run claimed")
            with Lease(self._place.claims, claim, self._place.settings.lease_seconds, self.stopping) as lease:
                return self._work_or_give_back(lease)

    def _work_or_give_back(self, lease: Lease) -> bool:
        """Work on a claimed run; where that cannot be now, give it back, and return False to wait a while."""
        claim, claims = lease.claim, self._place.claims
        try:
            self._work_on(lease)
        except HandOverError:
            claims.hand_over(claim, lease.elapsed_seconds)
            log.info("run handed over")
        except LeaseLostError:
            log.warning("run lost to another worker")
        except StorageFullError:
            claims.hand_over(claim, lease.elapsed_seconds, FULL_DISK_STAGE)
            log.warning("no space left; the run waits")
            self._pause_seconds = FULL_DISK_SECONDS
            return False
        except ELSEWHERE as error:
            # It does not count against the run, which goes on when what it needs is there again.
            claims.hand_over(claim, lease.elapsed_seconds)
            log.warning("run waits", error=str(error))
            self._pause_seconds = AGAIN_SECONDS
            return False
        return True

    def _work_on(self, lease: Lease) -> None:
        claim = lease.claim
        with self._place.blobs.at_work(claim.run_id, claim.attempt) as files:
            with suppress(OSError):  # who works in the folder does it again, and fails for it
                clear_remains(files.path)  # of an attempt that died
            ending = self._ending(lease, files)
            files.keep()  # the model is safe before its run has ended
            ending = replace(ending, n_bytes=self._place.blobs.run_bytes(claim.run_id))
            # Checks and what-ifs have budgets of their own: what they took is no part of the run's seconds.
            before = claim.earlier_seconds
            self._place.claims.finish(claim, ending, lease.elapsed_seconds if before is None else before)
            log.info("run ended", status=ending.status)
            _settle(files)

    def _ending(self, lease: Lease, files: RunFolder) -> Ending:
        claim = lease.claim
        if claim.checks is not None:
            return self._check(lease, claim.checks, files)
        if claim.what_if is not None:
            return self._try(lease, claim.what_if, files)
        if claim.interruptions > MOST_INTERRUPTIONS:
            return Ending("failed", error=_died_too_often(claim))
        try:
            return self._execute(lease, files)
        except PASSED_ON:
            raise
        except (ModelsError, MissingBlobError) as error:
            log.warning("run refused", error=type(error).__name__)
            return Ending("failed", error=str(error))
        except Exception as error:
            log.exception("run failed")
            return Ending("failed", error=_crashed(error))

    def _execute(self, lease: Lease, files: RunFolder) -> Ending:
        claim, place = lease.claim, self._place
        order = self._order(claim, files)
        sink = DatabaseSink(place.claims, lease, files)
        recorded = place.claims.recorded(claim)
        with full_disk_told():
            record = place.execute(order, sink, recorded, lease.elapsed_seconds)
        return _delivered(record, was_stopped=sink.was_stopped)

    def _order(self, claim: Claim, files: RunFolder) -> Order:
        blobs, test = self._place.blobs, claim.test
        return Order(
            table=blobs.table(claim.dataset_id),
            kinds=claim.kinds,
            goal=claim.goal,
            settings=claim.settings,
            folder=files.path,
            n_jobs=self._place.settings.jobs,
            cluster=self._place.settings.cluster,
            test=None if test is None else LockedRows(blobs.table(test.dataset_id), test.kinds, test.openings),
        )

    def _check(self, lease: Lease, checks: OpenChecks, files: RunFolder) -> Ending:
        """Check a run that had ended. Whatever comes of it, the run ends as it had, with its model."""
        claim, place = lease.claim, self._place
        record = place.claims.record(claim)
        if record is None:
            return Ending(checks.status)
        if claim.interruptions > MOST_INTERRUPTIONS:
            return Ending(checks.status, without_answer(record, checks.names, _died_too_often(claim)))
        try:
            sink = DatabaseSink(place.claims, lease, files, record)
            with full_disk_told():
                return Ending(checks.status, place.check(self._order(claim, files), sink, record, checks))
        except PASSED_ON:
            raise
        except (ModelsError, MissingBlobError) as error:
            return Ending(checks.status, without_answer(record, checks.names, str(error)))
        except Exception as error:
            log.exception("checks failed")
            return Ending(checks.status, without_answer(record, checks.names, _crashed(error)))

    def _try(self, lease: Lease, asked: OpenWhatIf, files: RunFolder) -> Ending:
        """Carry out a what-if, or promote it. Whatever comes of it, the run ends as it had, with a model."""
        claim, place = lease.claim, self._place
        record = place.claims.record(claim)
        if record is None:
            return Ending(asked.status, what_if=_without_outcome(asked, "The record of the run is gone."))
        if claim.interruptions > MOST_INTERRUPTIONS:
            return Ending(asked.status, what_if=_without_outcome(asked, _died_too_often(claim)))
        try:
            sink = DatabaseSink(place.claims, lease, files, record)
            with full_disk_told():
                outcome = place.experiment(self._order(claim, files), sink, record, asked)
            return Ending(asked.status, outcome.record, what_if=outcome.what_if)
        except PASSED_ON:
            raise
        except (ModelsError, MissingBlobError) as error:
            return Ending(asked.status, what_if=_without_outcome(asked, str(error)))
        except Exception as error:
            log.exception("what-if failed")
            return Ending(asked.status, what_if=_without_outcome(asked, _crashed(error)))


def _settle(files: RunFolder) -> None:
    """Remove what is not needed any more; where that fails, the next attempt or the deletion of the run does it."""
    try:
        files.settle()
    except (BlobStoreError, OSError) as error:
        log.warning("earlier files of the run not removed", error=str(error))


def _without_outcome(asked: OpenWhatIf, error: str) -> WhatIf:
    """Return the what-if as it is when it, or its promotion, has failed."""
    if asked.is_promotion:
        return replace(asked.asked, promotion=Promotion("failed", error=error, sentence=error))
    return replace(asked.asked, status="failed", error=error, sentence=error)


def _delivered(record: RunRecord, *, was_stopped: bool) -> Ending:
    status = "cancelled" if was_stopped else "succeeded"
    return Ending(status, record=replace(record, status="cancelled" if was_stopped else "succeeded"))


def _died_too_often(claim: Claim) -> str:
    return (
        f"{claim.interruptions} workers died in a row on this run, most likely for want of memory: "
        "use a machine with more memory, fewer rows or fewer processes (PLAINTUNE_JOBS)."
    )


def _crashed(error: Exception) -> str:
    return f"The engine failed in a way it should not ({type(error).__name__}); the worker's log tells more."
