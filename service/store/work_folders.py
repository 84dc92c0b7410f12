"""Folders that live as long as the process that made them: what a dead one has left goes away at the next start.

Each folder has a lock file beside it, locked by its owner. The system lets a lock go when its owner dies, however it
dies, also where processes of several containers share the disk and know nothing of each other's numbers.
"""

import fcntl
import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

LOCK = ".lock"


class WorkFolders:
    """Folders under one root, one for each piece of work."""

    def __init__(self, root: Path) -> None:
        self._root = root
        root.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._clear()

    @contextmanager
    def new(self) -> Iterator[Path]:
        """Give an empty folder that goes away with the context."""
        folder = self._root / secrets.token_hex(8)
        lock = folder.with_suffix(LOCK)
        descriptor = os.open(lock, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            folder.mkdir(mode=0o700)
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)
            lock.unlink(missing_ok=True)
            os.close(descriptor)

    def _clear(self) -> None:
        for lock in self._root.glob(f"*{LOCK}"):
            try:
                descriptor = os.open(lock, os.O_RDWR)
            except FileNotFoundError:
                continue
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
                shutil.rmtree(lock.with_suffix(""), ignore_errors=True)
                lock.unlink(missing_ok=True)
            except BlockingIOError:
                continue  # its owner lives
            finally:
                os.close(descriptor)
