"""Whether the service can do what it is for, part by part: asked every few seconds, and so answered from memory."""

import shutil
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import structlog
from sqlalchemy.exc import OperationalError

from service.errors import BlobStoreError
from service.settings import setting_name

FRESH_SECONDS = 2.0

log = structlog.get_logger()

# Raises where the part fails, with the reason as its words.
Check = Callable[[], None]


class PartFailedError(Exception):
    """One part of the service is not as it must be."""


@dataclass(frozen=True)
class State:
    """What failed at one moment, by part; nothing where the service is ready."""

    failed: Mapping[str, str]


class Readiness:
    """Looks at every part, at most every ``FRESH_SECONDS``, however many ask.

    Parameters
    ----------
    checks : mapping of str to callable
        The parts by name.
    """

    def __init__(self, checks: Mapping[str, Check]) -> None:
        self._checks = checks
        self._lock = threading.Lock()
        self._looked_at = float("-inf")
        self._state = State({})

    def state(self) -> State:
        """Return what fails now."""
        with self._lock:
            if time.monotonic() - self._looked_at > FRESH_SECONDS:
                self._state = State({name: why for name, check in self._checks.items() if (why := _why(check))})
                self._looked_at = time.monotonic()
                if self._state.failed:
                    log.warning("not ready", failed=dict(self._state.failed))
            return self._state


def _why(check: Check) -> str:
    """Return why a part fails; nothing where it does not."""
    try:
        check()
    except OperationalError:  # its own words hold addresses and statements
        return "The database does not answer."
    except OSError as error:
        return f"Files cannot be written ({error.strerror})."
    except (PartFailedError, BlobStoreError) as error:
        return str(error)
    return ""


def enough_disk(folder: Path, least_bytes: int) -> Check:
    """Check that a disk has room for what comes."""

    def check() -> None:
        free = shutil.disk_usage(folder).free
        if free < least_bytes:
            setting = setting_name("min_free_bytes")
            raise PartFailedError(f"The disk has {free:,} bytes left, of at least {least_bytes:,} ({setting}).")

    return check


def living_worker(n_alive: Callable[[], int]) -> Check:
    """Check that some worker lives, on whatever machine."""

    def check() -> None:
        if n_alive() == 0:
            raise PartFailedError("No worker lives: runs would wait. Start one with 'plaintune worker'.")

    return check
