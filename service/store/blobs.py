"""Files that belong to rows: one Parquet file a dataset, one folder a run.

A file is written under a temporary name in the folder where it will live, brought to disk, and renamed: a reader
sees all of it or nothing. Names are ids that the service mints; nothing of a client's file name is used. Each
dataset has a file of its own, even where two hold the same rows: then a deletion never races an upload.
"""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from service.store.blob_store import StandingFolder, Stored

CHUNK_BYTES = 1024 * 1024


class BlobFolder:
    """The blob store in a local folder."""

    def __init__(self, root: Path) -> None:
        self._root = root
        for folder in (self.incoming, root / "tables", root / "runs"):
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)

    @property
    def incoming(self) -> Path:
        """Folder of uploads that are not accepted yet, on the same disk as the rest."""
        return self._root / "incoming"

    def table(self, dataset_id: str) -> Path:
        """Return where the rows of a dataset are."""
        return self._root / "tables" / f"{dataset_id}.parquet"

    def sketches(self, dataset_id: str) -> Path:
        """Return where the sketches of a dataset's columns are kept."""
        return self._root / "tables" / f"{dataset_id}.sketches.json"

    def write_whole(self, path: Path, data: bytes) -> None:
        """Write a file that can be made again: a reader sees all of it or nothing, a dead machine may forget it."""
        with tempfile.NamedTemporaryFile(dir=self.incoming, delete=False) as file:
            file.write(data)
        Path(file.name).replace(path)

    def run_folder(self, run_id: str) -> Path:
        """Return the durable folder of a run, making it if it is not there."""
        folder = self._root / "runs" / run_id
        folder.mkdir(exist_ok=True, mode=0o700)
        return folder

    def model_folder(self, run_id: str) -> Path:
        """Return where the model of a run is."""
        return self._root / "runs" / run_id / "model"

    @contextmanager
    def at_work(self, run_id: str, attempt: int) -> Iterator[StandingFolder]:  # noqa: ARG002  the port's
        """Give the folder of a run to one attempt."""
        yield StandingFolder(self.run_folder(run_id))

    def model(self, run_id: str, attempt: int) -> Path | None:  # noqa: ARG002  the port's
        """Return where the model of a run is; None where it has none."""
        folder = self.model_folder(run_id)
        return folder if folder.is_dir() else None

    def tables(self) -> Iterator[Stored]:
        """List the tables."""
        for file in (self._root / "tables").glob("[!.]*.parquet"):
            with suppress(FileNotFoundError):  # removed a moment ago
                yield Stored(file.stem, file.stat().st_mtime, file.stat().st_size)

    def runs(self) -> Iterator[Stored]:
        """List the runs that have a folder."""
        for folder in (self._root / "runs").iterdir():
            with suppress(FileNotFoundError):
                yield Stored(folder.name, folder.stat().st_mtime, self.run_bytes(folder.name))

    def run_bytes(self, run_id: str) -> int:
        """Return how many bytes the files of a run take."""
        return sum(file.stat().st_size for file in (self._root / "runs" / run_id).rglob("*") if file.is_file())

    @contextmanager
    def received(self, stream: IO[bytes]) -> Iterator[Path]:
        """Copy a stream into a file that lives as long as the context."""
        descriptor, name = tempfile.mkstemp(dir=self.incoming)
        try:
            with os.fdopen(descriptor, "wb") as file:
                shutil.copyfileobj(stream, file, CHUNK_BYTES)
            yield Path(name)
        finally:
            Path(name).unlink(missing_ok=True)

    @contextmanager
    def new_table(self, dataset_id: str) -> Iterator[Path]:
        """Give a path to write a dataset's rows to; they are safely on disk when the context ends well."""
        final = self.table(dataset_id)
        draft = final.with_name(f".{final.name}.draft")
        try:
            yield draft
            _bring_to_disk(draft)
            draft.rename(final)
            _bring_to_disk(final.parent)
        finally:
            draft.unlink(missing_ok=True)

    def remove_table(self, dataset_id: str) -> None:
        """Remove the rows of a dataset, and what was drawn of them."""
        self.table(dataset_id).unlink(missing_ok=True)
        self.sketches(dataset_id).unlink(missing_ok=True)

    def remove_run(self, run_id: str) -> None:
        """Remove the folder of a run."""
        shutil.rmtree(self._root / "runs" / run_id, ignore_errors=True)

    def check(self) -> None:
        """Write and remove a small file; an ``OSError`` says why it cannot be done."""
        with tempfile.NamedTemporaryFile(dir=self.incoming) as file:
            file.write(b"ready")
            file.flush()
            os.fsync(file.fileno())


def _bring_to_disk(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
