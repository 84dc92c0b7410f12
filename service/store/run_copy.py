"""The files of a run in an object store, and the local copy that one attempt works on.

An attempt stores each file as an object of its own and then, in one write, a list of all that the run consists of: a
reader sees the state of one moment, the model whole or not at all. Objects and lists carry the number of the
attempt: a worker that was given up for dead writes beside the newer one and never over it, and the newest list holds.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path, PurePosixPath

from service.errors import DamagedBlobError, MissingBlobError
from service.store.object_store import ObjectStore, digest_of

VERSION = 1
# A model that is being written, or one that is moved aside: no state of a run to go on from.
PASSING = ("model.new-", "model.old")


@dataclass(frozen=True)
class Kept:
    """One file of a run: the object that holds it, its bytes and its SHA-256."""

    object: str
    n_bytes: int
    sha256: str


@dataclass(frozen=True)
class Listing:
    """All files of a run by their relative names, as one attempt left them."""

    attempt: int
    files: Mapping[str, Kept]


class RunObjects:
    """The objects of one run."""

    def __init__(self, store: ObjectStore, run_id: str) -> None:
        self._store = store
        self._prefix = f"runs/{run_id}"

    def newest(self) -> Listing | None:
        """Return the files of the run as the newest attempt left them; None where nothing was kept."""
        listings = [stored.id for stored in self._store.list(self._prefix) if stored.id.endswith(".json")]
        if not listings:
            return None
        name = max(listings)
        try:
            return _read(name, self._store.get(name))
        except MissingBlobError:  # settled by a newer attempt between the two calls
            return self.newest()

    def put(self, attempt: int, file: Path) -> Kept:
        """Store one file in the name of an attempt."""
        digest = digest_of(file)
        name = f"{self._prefix}/{attempt:08d}/{digest}"
        self._store.put(name, file)
        return Kept(name, file.stat().st_size, digest)

    def write(self, listing: Listing) -> None:
        """Make these the files of the run, in one write."""
        files = {name: asdict(kept) for name, kept in sorted(listing.files.items())}
        text = json.dumps({"version": VERSION, "attempt": listing.attempt, "files": files})
        self._store.put(f"{self._prefix}/{listing.attempt:08d}.json", text.encode())

    def fetch(self, listing: Listing, folder: Path, under: str = "") -> None:
        """Write the files whose names begin with ``under`` into a folder, each checked by its SHA-256."""
        for name, kept in listing.files.items():
            if not name.startswith(under):
                continue
            path = folder / _safe(name.removeprefix(under))
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            if self._store.fetch(kept.object, path) != kept.sha256:
                raise DamagedBlobError(kept.object)

    def settle(self, listing: Listing) -> None:
        """Delete all objects that a state of the run does not need, unless a later attempt may need them."""
        mine = {kept.object for kept in listing.files.values()} | {f"{self._prefix}/{listing.attempt:08d}.json"}
        latest = f"{self._prefix}/{listing.attempt:08d}~"  # after everything of this attempt, before the next one
        found = [stored.id for stored in self._store.list(self._prefix)]
        if any(name > latest for name in found):
            return
        self._store.delete([name for name in found if name not in mine])


class RunCopy:
    """The files of a run while one attempt works on a local copy of them."""

    def __init__(self, objects: RunObjects, attempt: int, path: Path) -> None:
        self.path = path
        self._objects = objects
        self._attempt = attempt
        self._seen: dict[str, tuple[int, int, int]] = {}
        before = objects.newest()
        self._kept = {} if before is None else dict(before.files)
        if before is not None:
            objects.fetch(before, path)
            self._seen = {name: _signature(path / name) for name in self._kept}

    def keep(self) -> None:
        """Store what has changed, and then the list of what there is."""
        there = {name: _signature(self.path / name) for name in _names(self.path)}
        if there == self._seen:
            return
        for name, signature in there.items():
            if self._seen.get(name) != signature:
                self._kept[name] = self._objects.put(self._attempt, self.path / name)
        self._kept = {name: kept for name, kept in self._kept.items() if name in there}
        self._objects.write(self._listing())
        self._seen = there

    def settle(self) -> None:
        """Delete the objects of earlier states."""
        if not self._kept:
            return
        self._objects.write(self._listing())
        self._objects.settle(self._listing())

    def _listing(self) -> Listing:
        return Listing(self._attempt, self._kept)


def _names(folder: Path) -> list[str]:
    names = [path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()]
    return [name for name in names if not name.startswith(PASSING)]


def _signature(path: Path) -> tuple[int, int, int]:
    """Return what changes when a file is written anew: its inode, its time and its size."""
    found = path.stat()
    return found.st_ino, found.st_mtime_ns, found.st_size


def _read(name: str, text: bytes) -> Listing:
    try:
        plain = json.loads(text)
        if plain["version"] != VERSION:
            raise DamagedBlobError(name)
        return Listing(plain["attempt"], {file: Kept(**kept) for file, kept in plain["files"].items()})
    except (ValueError, KeyError, TypeError) as error:
        raise DamagedBlobError(name) from error


def _safe(name: str) -> PurePosixPath:
    """Refuse a name that would lead out of the folder: whoever can write to the bucket could write anywhere."""
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts or not path.parts:
        raise DamagedBlobError(name)
    return path
