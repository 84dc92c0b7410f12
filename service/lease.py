"""A worker's hold on one run: renewed while it lives, checked before anything is written."""

import threading
import time
from types import TracebackType
from typing import Self

import structlog
from sqlalchemy.exc import OperationalError

from service.errors import HandOverError, LeaseLostError
from service.store.claims import Claim, ClaimStore

RENEWALS_PER_LEASE = 6
HAND_OVER_SECONDS = 8.0
"""How long the work may take to hear that it is to end; then the run is given back over its head."""

log = structlog.get_logger()


class Lease:
    """Keeps a claimed run in a thread of its own, from ``__enter__`` to ``__exit__``.

    Parameters
    ----------
    store : ClaimStore
    claim : Claim
        What the worker was given.
    seconds : float
        How long the run stays this worker's after the last renewal.
    stopping : threading.Event
        Set when the worker was asked to end.
    """

    def __init__(self, store: ClaimStore, claim: Claim, seconds: float, stopping: threading.Event) -> None:
        self.claim = claim
        self.cancel_requested = claim.cancel_requested
        self._store = store
        self._seconds = seconds
        self._stopping = stopping
        self._began = time.monotonic()
        self._renewed = _clock()
        self._asked_at: float | None = None
        self._is_lost = False
        self._released = threading.Event()
        self._thread = threading.Thread(target=self._keep, name=f"lease of {claim.run_id}", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._released.set()
        self._thread.join()

    @property
    def elapsed_seconds(self) -> float:
        """Working seconds of the run, those of earlier attempts included."""
        return self.claim.elapsed_seconds + time.monotonic() - self._began

    def check(self) -> None:
        """Raise where the work must end here: the run is another worker's, or this worker was asked to end."""
        # Whoever was stopped for a while, or slept with the machine, must not trust what it knew before.
        if self._is_lost or _clock() - self._renewed > self._seconds:
            raise LeaseLostError(self.claim.run_id, self.claim.attempt)
        if self._stopping.is_set():
            raise HandOverError(self.claim.run_id)

    def _keep(self) -> None:
        while not self._released.wait(self._seconds / RENEWALS_PER_LEASE):
            asked = _clock()
            try:
                if self._is_deaf():
                    self._store.hand_over(self.claim, self.elapsed_seconds)
                    log.info("run handed over", run_id=self.claim.run_id, attempt=self.claim.attempt)
                    self._is_lost = True
                    return
                self.cancel_requested = self._store.renew(self.claim, self._seconds, self.elapsed_seconds)
                self._renewed = asked  # not later than the database counts from
            except LeaseLostError:
                self._is_lost = True
                return
            except OperationalError:
                # A database that restarts comes back; only when the lease has surely run out is the run lost.
                log.warning("lease not renewed", run_id=self.claim.run_id)
                self._is_lost = _clock() - self._renewed > self._seconds

    def _is_deaf(self) -> bool:
        """Whether the worker was asked to end a while ago, and its work has not heard of it."""
        if not self._stopping.is_set():
            return False
        self._asked_at = _clock() if self._asked_at is None else self._asked_at
        return _clock() - self._asked_at >= HAND_OVER_SECONDS


def _clock() -> float:
    """Return seconds of a clock that nobody sets, and that goes on while the machine sleeps where there is such one."""
    return time.clock_gettime(time.CLOCK_BOOTTIME) if hasattr(time, "CLOCK_BOOTTIME") else time.monotonic()
