"""Local copies of what is stored elsewhere, bounded in bytes, for what has to be mapped into memory or opened by path.

A copy appears under its name as a whole, by a rename, so that any number of processes may share the folder. The copies
used longest ago go first; one that was used a moment ago stays, since somebody may be about to open it, so that
the bound can be passed for as long.
"""

import os
import secrets
import shutil
import threading
import time
from collections.abc import Callable
from pathlib import Path

SPARED_SECONDS = 900.0
# Nobody fetches for so long: what is older was left by a process that died.
DRAFT_SECONDS = 24 * 3600.0
# No name that a copy can have begins so.
PASSING = "."


class BlobCache:
    """Files and folders by name.

    Parameters
    ----------
    root : Path
        A folder of its own, which is made.
    max_bytes : int
        What the copies may take together.
    spared_seconds : float
        How long after its last use a copy stays whatever the others take.
    """

    def __init__(self, root: Path, max_bytes: int, spared_seconds: float = SPARED_SECONDS) -> None:
        self._root = root
        self._max_bytes = max_bytes
        self._spared_seconds = spared_seconds
        self._lock = threading.Lock()
        self._turns: dict[str, threading.Lock] = {}
        root.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._clear_drafts()

    def get(self, name: str, fetch: Callable[[Path], None]) -> Path:
        """Return the copy of that name; ``fetch`` writes it, a file or a folder, to the path that it is given."""
        path = self._root / name
        if _touched(path):
            return path
        with self._lock:
            turn = self._turns.setdefault(name, threading.Lock())
        with turn:  # of many threads that want a copy, one fetches it
            if not _touched(path):
                draft = self._draft()
                try:
                    fetch(draft)
                    self.adopt(name, draft)
                finally:
                    _remove(draft)
            with self._lock:
                self._turns.pop(name, None)
        return path

    def adopt(self, name: str, draft: Path) -> None:
        """Make a file or folder on the same disk the copy of that name, unless there is one already."""
        path = self._root / name
        try:
            draft.rename(path)
        except OSError:
            if not path.is_dir():  # a folder that another process fetched at the same moment
                raise
        _touched(path)
        self._make_room()

    def forget(self, name: str) -> None:
        """Give a copy up, at once and as a whole."""
        gone = self._draft()
        try:
            (self._root / name).rename(gone)
        except FileNotFoundError:
            return
        _remove(gone)

    def names(self) -> tuple[str, ...]:
        """Return the names of all copies."""
        return tuple(path.name for path in self._root.iterdir() if not path.name.startswith(PASSING))

    def _clear_drafts(self) -> None:
        for path in self._root.glob(f"{PASSING}*"):
            if time.time() - _looked_at(path)[1] > DRAFT_SECONDS:
                _remove(path)

    def _draft(self) -> Path:
        return self._root / f"{PASSING}{secrets.token_hex(8)}"

    def _make_room(self) -> None:
        copies = sorted((at, n_bytes, name) for name, at, n_bytes in map(_looked_at, self._paths()) if n_bytes >= 0)
        taken, now = sum(n_bytes for _, n_bytes, _ in copies), time.time()
        for at, n_bytes, name in copies:
            if taken <= self._max_bytes or now - at < self._spared_seconds:
                return
            self.forget(name)
            taken -= n_bytes

    def _paths(self) -> list[Path]:
        return [self._root / name for name in self.names()]


def _touched(path: Path) -> bool:
    """Note that a copy is used, and tell whether it is there."""
    try:
        os.utime(path)
    except FileNotFoundError:
        return False
    return True


def _looked_at(path: Path) -> tuple[str, float, int]:
    """Return a copy's name, its last use and its bytes; -1 where it has just gone away."""
    try:
        files = [file for file in path.rglob("*") if file.is_file()] if path.is_dir() else [path]
        return path.name, path.stat().st_mtime, sum(file.stat().st_size for file in files)
    except FileNotFoundError:
        return path.name, 0.0, -1


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)
