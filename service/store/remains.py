"""Files that a crash has left: halves that nobody will finish, and whole ones that no row of the database knows.

Halves are deleted. What is whole is set aside first, and deleted a week later: a service that was started with the
address of another database, or with a backup of yesterday's, must not take the files for rubbish.
"""

import os
import shutil
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

GRACE_SECONDS = 3600.0
KEPT_SECONDS = 7 * 24 * 3600.0
TABLES, RUNS, LOST = "tables", "runs", "lost"

Known = Callable[[Sequence[str]], set[str]]
"""Returns those of some ids that the database knows."""


@dataclass(frozen=True)
class Remains:
    """What is left in a blob folder.

    Parameters
    ----------
    root : Path
        The blob folder.
    grace_seconds : float
        How long a file is left alone: an upload is whole a while before its row is written.
    kept_seconds : float
        How long what was set aside is kept.
    """

    root: Path
    grace_seconds: float = GRACE_SECONDS
    kept_seconds: float = KEPT_SECONDS

    def clear_halves(self) -> int:
        """Delete uploads and tables that nobody will finish, and return how many there were."""
        halves = [*(self.root / "incoming").glob("*"), *(self.root / TABLES).glob(".*")]
        old = [path for path in halves if _age(path) > self.grace_seconds]
        for path in old:
            path.unlink(missing_ok=True)
        return len(old)

    def set_aside(self, kind: str, known: Known) -> list[str]:
        """Move the tables or the runs that the database does not know out of the way, and return their ids."""
        names = {_id(path): path for path in self._whole(self.root / kind) if _age(path) > self.grace_seconds}
        unknown = sorted(set(names) - known(list(names)))
        lost = self.root / LOST / kind
        lost.mkdir(parents=True, exist_ok=True, mode=0o700)
        for name in unknown:
            aside = lost / names[name].name
            names[name].replace(aside)
            os.utime(aside)
        return unknown

    def put_back(self, kind: str, known: Known) -> list[str]:
        """Put back what the database knows after all, and delete what was set aside long ago; return what came back."""
        names = {_id(path): path for path in self._whole(self.root / LOST / kind)}
        found = sorted(known(list(names)))
        for name in found:
            names[name].replace(self.root / kind / names[name].name)
        for name in set(names) - set(found):
            if _age(names[name]) > self.kept_seconds:
                _remove(names[name])
        return found

    def _whole(self, folder: Path) -> Iterator[Path]:
        return (path for path in folder.glob("*") if not path.name.startswith("."))


def _id(path: Path) -> str:
    return path.name.partition(".")[0]


def _age(path: Path) -> float:
    """Return the seconds since a file was changed; none where it is gone."""
    try:
        return time.time() - path.stat().st_mtime
    except FileNotFoundError:
        return 0.0


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)
