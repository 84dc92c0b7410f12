"""Memory that a process has freed and keeps: glibc hands it back to the system only when it is asked to."""

import ctypes
import sys
from functools import cache
from typing import Any


@cache
def _trim() -> Any:  # noqa: ANN401  a function of C
    """Return glibc's ``malloc_trim``; None on systems without one."""
    if not sys.platform.startswith("linux"):
        return None
    return getattr(ctypes.CDLL(None), "malloc_trim", None)


def give_back() -> None:
    """Return freed memory to the system, so that processes that take turns at large fits do not add up."""
    trim = _trim()
    if trim is not None:
        trim(0)
