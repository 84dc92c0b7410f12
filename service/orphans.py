"""Processes that end when the one that started them has died, so that a kill leaves no strays behind."""

import os
import signal
import threading
import time

LOOK_SECONDS = 1.0


def end_with_parent(parent: int) -> None:
    """Send this process SIGTERM as soon as its parent is another process than the given one."""
    threading.Thread(target=_watch, args=(parent,), name="parent watch", daemon=True).start()


def _watch(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(LOOK_SECONDS)
    os.kill(os.getpid(), signal.SIGTERM)
