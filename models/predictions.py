"""Out-of-fold predictions as durable files: one float32 array a trial, written before the trial is recorded."""

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import IO, cast

import numpy as np
from numpy.typing import NDArray

Predictions = NDArray[np.float32]

MAX_BYTES = 2_000_000_000
PART = ".part"
"""Ends the name of a file that is being written."""


def write_durably(path: Path, write: Callable[[Path], None]) -> None:
    """Write a file so that it is there whole or not at all, also after a power cut."""
    temporary = path.with_name(path.name + PART)
    try:
        write(temporary)
        with temporary.open("rb") as file:
            os.fsync(file.fileno())
    except BaseException:
        temporary.unlink(missing_ok=True)  # on a full disk half a file takes the place of a whole one
        raise
    temporary.replace(path)
    sync_folder(path.parent)


def sync_folder(path: Path) -> None:
    """Make the names in a folder durable, after a file was made or renamed in it."""
    folder = os.open(path, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


@dataclass(frozen=True)
class PredictionFiles:
    """The out-of-fold predictions of the trials of one run, in one folder.

    An array has shape (n_repeats, n_rows, n_classes), or (n_repeats, n_rows) for values. Of two classes only the
    positive one is kept on disk. Rows that no fold scored are NaN.
    """

    folder: Path
    n_classes: int

    def write(self, trial: int, predictions: Predictions) -> None:
        """Write one trial's predictions durably."""
        self.folder.mkdir(parents=True, exist_ok=True)
        kept = predictions[..., 1] if self.n_classes == 2 else predictions

        def save(path: Path) -> None:
            with path.open("wb") as file:
                # Through the file's own ``write``: NumPy's way to a file does not tell why it failed.
                plain = cast("IO[bytes]", SimpleNamespace(write=file.write))
                np.lib.format.write_array(plain, np.ascontiguousarray(kept, dtype=np.float32), allow_pickle=False)

        write_durably(self._path(trial), save)

    def read(self, trial: int) -> Predictions | None:
        """Return one trial's predictions, mapped into memory where they can be; None if they were not kept."""
        path = self._path(trial)
        if not path.exists():
            return None
        kept: Predictions = np.load(path, mmap_mode="r", allow_pickle=False)
        return np.stack([1 - kept, kept], axis=-1) if self.n_classes == 2 else kept

    def trim(self, worst_first: Sequence[int], max_bytes: int = MAX_BYTES) -> tuple[int, ...]:
        """Delete files, in the given order, until at most ``max_bytes`` are left; return the trials forgotten."""
        sizes = {trial: self._path(trial).stat().st_size for trial in worst_first if self._path(trial).exists()}
        total, forgotten = sum(sizes.values()), []
        for trial, size in sizes.items():
            if total <= max_bytes:
                break
            self._path(trial).unlink()
            total -= size
            forgotten.append(trial)
        return tuple(forgotten)

    def _path(self, trial: int) -> Path:
        return self.folder / f"{trial:05d}.npy"
