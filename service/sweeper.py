"""Puts right what a crash has left, at the start of every worker and then again and again.

Runs whose worker died, with their trials, checks and what-ifs, need no sweeper: their lease runs out, and the next
claim goes on with them and clears their folder. Left are files that no row knows, halves of uploads, and leases that
a clock which was set back has made endless.
"""

import threading
import time
from collections.abc import Iterator
from types import TracebackType
from typing import Protocol, Self

import structlog
from sqlalchemy.exc import SQLAlchemyError

from service.store.remains import Known, Mended
from service.store.repairs import FarLease, RepairStore

LEASES_SECONDS, FILES_SECONDS = 10.0, 600.0
"""How often leases and files are looked over."""

log = structlog.get_logger()


class Files(Protocol):
    """What is left in a blob store, whatever its kind."""

    def mend(self, datasets: Known, runs: Known) -> Iterator[Mended]:
        """Put right what is left, and tell of each thing."""


class Sweeper:
    """Sweeps in a thread of its own, from ``__enter__`` to ``__exit__``.

    Parameters
    ----------
    repairs : RepairStore
    remains : Files
    lease_seconds : float
        For how long workers take runs; a lease that ends later than twice that from now, and is not renewed between
        two looks, belongs to nobody.
    """

    def __init__(self, repairs: RepairStore, remains: Files, lease_seconds: float) -> None:
        self._repairs = repairs
        self._remains = remains
        self._lease_seconds = lease_seconds
        self._far: set[FarLease] = set()
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._sweep, name="sweeper", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._ended.set()
        self._thread.join()

    def look_at_leases(self) -> None:
        """End the leases that were endless at the last look too; whoever lives has renewed theirs since."""
        far = self._repairs.far_leases(2 * self._lease_seconds)
        for lease in far & self._far:
            if self._repairs.end(lease):
                log.warning("lease from another time ended", run_id=lease.run_id, attempt=lease.attempt)
        self._far = far - self._far

    def look_at_files(self) -> None:
        """Put right what is left of files, and log each thing."""
        for mended in self._remains.mend(self._repairs.known_datasets, self._repairs.known_runs):
            log.warning(mended.event, kind=mended.kind, id=mended.id)

    def _sweep(self) -> None:
        files_at = -FILES_SECONDS
        while not self._ended.is_set():
            try:
                self.look_at_leases()
                if time.monotonic() - files_at >= FILES_SECONDS:
                    self.look_at_files()
                    files_at = time.monotonic()
            except (SQLAlchemyError, OSError) as error:
                log.warning("not swept", error=type(error).__name__)
            self._ended.wait(LEASES_SECONDS)
