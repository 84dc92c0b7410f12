"""Files that a crash has left: halves that nobody will finish, and whole ones that no row of the database knows.

Halves are deleted. What is whole is set aside first, and deleted a week later: a service that was started with the
address of another database, or with a backup of yesterday's, must not take the files for rubbish.
"""

import os
import shutil
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

GRACE_SECONDS = 3600.0
KEPT_SECONDS = 7 * 24 * 3600.0
TABLES, RUNS, LOST = "tables", "runs", "lost"

Known = Callable[[Sequence[str]], set[str]]
"""Returns those of some ids that the database knows."""


@dataclass(frozen=True)
class Mended:
    """What was done about one thing that was left: in words, to a table or a run, of which id."""

    event: str
    kind: str
    id: str


def old_files(paths: Iterable[Path], seconds: float = GRACE_SECONDS) -> list[Path]:
    """Return those files or folders that nobody has changed for so long."""
    return [path for path in paths if _age(path) > seconds]


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

    def mend(self, datasets: Known, runs: Known) -> Iterator[Mended]:
        """Clear halves, put back what is known after all, set aside what no row knows, and tell of each."""
        halves = [*(self.root / "incoming").glob("*"), *(self.root / TABLES).glob(".*")]
        for path in old_files(halves, self.grace_seconds):
            path.unlink(missing_ok=True)
            yield Mended("half upload cleared", TABLES, path.name)
        for kind, known in ((TABLES, datasets), (RUNS, runs)):
            for name in self._put_back(kind, known):
                yield Mended("files put back", kind, name)
            for name in self._set_aside(kind, known):
                yield Mended("files that no row knows set aside", kind, name)

    def _set_aside(self, kind: str, known: Known) -> list[str]:
        """Move the tables or the runs that the database does not know out of the way, and return their ids."""
        names = {_id(path): path for path in old_files(self._whole(self.root / kind), self.grace_seconds)}
        unknown = sorted(set(names) - known(list(names)))
        lost = self.root / LOST / kind
        lost.mkdir(parents=True, exist_ok=True, mode=0o700)
        for name in unknown:
            aside = lost / names[name].name
            names[name].replace(aside)
            os.utime(aside)
        return unknown

    def _put_back(self, kind: str, known: Known) -> list[str]:
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
