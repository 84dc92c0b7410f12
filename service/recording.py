"""The sink of a run in the service: what the engine does is in the database before it goes on."""

import time

from models.record import Decision, Finding, Progress, RunRecord, Trial
from service.lease import Lease
from service.store.blob_store import RunFolder
from service.store.claims import ClaimStore, beside

PROGRESS_SECONDS = 0.5


class DatabaseSink:
    """Writes a run's trials, decisions, findings and progress in the name of one attempt.

    Parameters
    ----------
    store : ClaimStore
    lease : Lease
    files : RunFolder
    ended : RunRecord, optional
        The run, where it had ended and checks or a what-if are worked on: their trials are no progress of its own.
    """

    def __init__(self, store: ClaimStore, lease: Lease, files: RunFolder, ended: RunRecord | None = None) -> None:
        self.was_stopped = False
        self._ended = ended
        self._store = store
        self._lease = lease
        self._files = files
        self._claim = lease.claim
        self._stage = ""
        self._progress_at = 0.0

    def trial_started(self, trial: Trial) -> None:
        """Record a trial before it is dispatched."""
        self._lease.check()
        self._store.record_trial(self._claim, trial)

    def trial_finished(self, trial: Trial) -> None:
        """Record a trial whose out-of-fold predictions are durable, once they are in the blob store."""
        self._lease.check()
        self._files.keep()
        self._store.record_trial(self._claim, trial)

    def decided(self, decision: Decision) -> None:
        """Record a decision."""
        self._lease.check()
        self._store.record_decision(self._claim, decision)

    def found(self, finding: Finding) -> None:
        """Record a finding."""
        self._lease.check()
        self._store.record_finding(self._claim, finding)

    def progressed(self, progress: Progress) -> None:
        """Record where the run stands, at most twice a second within one stage."""
        self._lease.check()
        is_soon = time.monotonic() - self._progress_at < PROGRESS_SECONDS
        if is_soon and progress.stage == self._stage:
            return
        self._stage, self._progress_at = progress.stage, time.monotonic()
        self._store.record_progress(self._claim, progress if self._ended is None else beside(progress, self._ended))

    def should_stop(self) -> bool:
        """Tell whether the run's owner asked it to end with the best model so far."""
        self._lease.check()
        self.was_stopped = self.was_stopped or self._lease.cancel_requested
        return self.was_stopped
