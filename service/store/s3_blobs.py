"""The blob store in an S3 bucket, with local copies of what is opened by path."""

import hashlib
import os
import secrets
import shutil
import tempfile
import threading
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from service.store.blob_cache import BlobCache
from service.store.blob_store import Stored
from service.store.object_store import ObjectStore
from service.store.run_copy import Listing, RunCopy, RunObjects
from service.store.work_folders import WorkFolders

CHUNK_BYTES = 1024 * 1024
MODEL = "model/"
MOST_LISTINGS = 1_000


class S3Blobs:
    """Tables and the files of runs in a bucket.

    Parameters
    ----------
    address : str
        ``s3://bucket/prefix``.
    folder : Path
        A local folder for uploads, copies, and the files of runs at work.
    max_cache_bytes : int
        What local copies of tables and models may take together.
    """

    def __init__(self, address: str, folder: Path, max_cache_bytes: int) -> None:
        self._store = ObjectStore(address)
        self._work = WorkFolders(folder / "work")
        self._cache = BlobCache(folder / "copies", max_cache_bytes)
        self._incoming = folder / "incoming"
        self._listings: OrderedDict[tuple[str, int], Listing | None] = OrderedDict()
        self._lock = threading.Lock()
        self._drawn = folder / "drawn"
        for local in (self._incoming, self._drawn):
            local.mkdir(parents=True, exist_ok=True, mode=0o700)

    @property
    def incoming(self) -> Path:
        """Local folder of uploads that are not accepted yet."""
        return self._incoming

    @contextmanager
    def received(self, stream: IO[bytes]) -> Iterator[Path]:
        """Copy a stream into a local file that lives as long as the context."""
        descriptor, name = tempfile.mkstemp(dir=self.incoming)
        try:
            with os.fdopen(descriptor, "wb") as file:
                shutil.copyfileobj(stream, file, CHUNK_BYTES)
            yield Path(name)
        finally:
            Path(name).unlink(missing_ok=True)

    @contextmanager
    def new_table(self, dataset_id: str) -> Iterator[Path]:
        """Give a local path to write a dataset's rows to; they are in the bucket when the context ends well."""
        draft = self.incoming / f"{secrets.token_hex(8)}.parquet"
        try:
            yield draft
            self._store.put(_table(dataset_id), draft)
            self._cache.adopt(_copy(dataset_id), draft)  # whoever uploads a table looks at it next
        finally:
            draft.unlink(missing_ok=True)

    def table(self, dataset_id: str) -> Path:
        """Return a local copy of a dataset's rows."""
        return self._cache.get(_copy(dataset_id), lambda path: self._fetch_table(dataset_id, path))

    def _fetch_table(self, dataset_id: str, path: Path) -> None:
        self._store.fetch(_table(dataset_id), path)

    def sketches(self, dataset_id: str) -> Path:
        """Return where this machine keeps what was drawn of a dataset's columns."""
        return self._drawn / f"{dataset_id}.sketches.json"

    def write_whole(self, path: Path, data: bytes) -> None:
        """Write a local file that can be made again: a reader sees all of it or nothing."""
        with tempfile.NamedTemporaryFile(dir=self.incoming, delete=False) as file:
            file.write(data)
        Path(file.name).replace(path)

    def remove_table(self, dataset_id: str) -> None:
        """Remove the rows of a dataset; copies on other machines go when they have not been used for long."""
        self._store.delete([_table(dataset_id)])
        self._cache.forget(_copy(dataset_id))
        self.sketches(dataset_id).unlink(missing_ok=True)

    @contextmanager
    def at_work(self, run_id: str, attempt: int) -> Iterator[RunCopy]:
        """Give a local copy of the files of a run to one attempt."""
        with self._work.new() as folder:
            yield RunCopy(RunObjects(self._store, run_id), attempt, folder)

    def model(self, run_id: str, attempt: int) -> Path | None:
        """Return a local copy of the model that a run has after an attempt; None where it has none."""
        listing = self._listing(run_id, attempt)
        if listing is None:
            return None
        files = sorted((name, kept.sha256) for name, kept in listing.files.items() if name.startswith(MODEL))
        if not files:
            return None
        digest = hashlib.sha256(repr(files).encode()).hexdigest()
        objects = RunObjects(self._store, run_id)
        return self._cache.get(f"model-{run_id}-{digest}", lambda path: objects.fetch(listing, path, MODEL))

    def remove_run(self, run_id: str) -> None:
        """Remove all files of a run."""
        self._store.delete([stored.id for stored in self._store.list(f"runs/{run_id}")])
        for name in self._cache.names():
            if name.startswith(f"model-{run_id}-"):
                self._cache.forget(name)

    def run_bytes(self, run_id: str) -> int:
        """Return how many bytes the files of a run take in the bucket."""
        return sum(stored.n_bytes for stored in self._store.list(f"runs/{run_id}"))

    def tables(self) -> Iterator[Stored]:
        """List the tables."""
        for stored in self._store.list("tables"):
            yield Stored(Path(stored.id).stem, stored.written_at, stored.n_bytes)

    def runs(self) -> Iterator[Stored]:
        """List the runs that have files."""
        found: dict[str, list[Stored]] = {}
        for stored in self._store.list("runs"):
            found.setdefault(stored.id.split("/")[1], []).append(stored)
        for run_id, files in found.items():
            yield Stored(run_id, max(file.written_at for file in files), sum(file.n_bytes for file in files))

    def check(self) -> None:
        """Write and remove a small object."""
        name = f"ready/{secrets.token_hex(8)}"
        self._store.put(name, b"ready")
        self._store.delete([name])

    def _listing(self, run_id: str, attempt: int) -> Listing | None:
        """Return the files of a run that is not at work; what an attempt left stays the same, and is asked for once."""
        key = run_id, attempt
        with self._lock:
            if key in self._listings:
                return self._listings[key]
        found = RunObjects(self._store, run_id).newest()
        with self._lock:
            self._listings[key] = found
            if len(self._listings) > MOST_LISTINGS:
                self._listings.popitem(last=False)
        return found


def _table(dataset_id: str) -> str:
    return f"tables/{dataset_id}.parquet"


def _copy(dataset_id: str) -> str:
    return f"table-{dataset_id}.parquet"
