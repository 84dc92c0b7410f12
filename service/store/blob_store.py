"""What the service asks of a blob store: a port with two implementations, a local folder and S3.

Whatever is acknowledged is safe: a table when ``new_table`` ends well, the files of a run when ``keep`` returns.
Names are ids that the service mints.
"""

from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Protocol


@dataclass(frozen=True)
class Stored:
    """Something in the store: the id of its dataset or run, when it was last written (s since 1970), and its bytes."""

    id: str
    written_at: float
    n_bytes: int


class RunFolder(Protocol):
    """The files of a run while one attempt works on them."""

    @property
    def path(self) -> Path:
        """A local folder, with all that earlier attempts kept."""

    def keep(self) -> None:
        """Make what is in the folder now what the store holds, as a whole; it is safe on return."""

    def settle(self) -> None:
        """Remove what the store holds of earlier states, once the end of the attempt is recorded."""


class BlobStore(Protocol):
    """Tables and the files of runs. What cannot be done is a ``BlobStoreError`` or an ``OSError``."""

    @property
    def incoming(self) -> Path:
        """A local folder for uploads that are not accepted yet."""

    def received(self, stream: IO[bytes]) -> AbstractContextManager[Path]:
        """Copy a stream into a local file that lives as long as the context."""

    def new_table(self, dataset_id: str) -> AbstractContextManager[Path]:
        """Give a local path to write a dataset's rows to; they are safely stored when the context ends well."""

    def table(self, dataset_id: str) -> Path:
        """Return a local file with the rows of a dataset."""

    def sketches(self, dataset_id: str) -> Path:
        """Return a local file for what was drawn of a dataset; it may be missing, and can be made again."""

    def write_whole(self, path: Path, data: bytes) -> None:
        """Write a local file that can be made again: a reader sees all of it or nothing."""

    def remove_table(self, dataset_id: str) -> None:
        """Remove the rows of a dataset, if they are there."""

    def at_work(self, run_id: str, attempt: int) -> AbstractContextManager[RunFolder]:
        """Give the files of a run to one attempt; what it keeps never harms those of a later one."""

    def model(self, run_id: str, attempt: int) -> Path | None:
        """Return a local folder with the model that a run has after an attempt; None where it has none."""

    def remove_run(self, run_id: str) -> None:
        """Remove all files of a run, if there are any."""

    def run_bytes(self, run_id: str) -> int:
        """Return how many bytes the files of a run take."""

    def tables(self) -> Iterator[Stored]:
        """List the tables, for whoever looks for those that nobody knows."""

    def runs(self) -> Iterator[Stored]:
        """List the runs that have files."""

    def check(self) -> None:
        """Write and remove something small; the error says why that cannot be done."""


@dataclass(frozen=True)
class StandingFolder:
    """The files of a run where the folder itself is the store: what is written there is kept."""

    path: Path

    def keep(self) -> None:
        """Do nothing: whoever writes there brings it to disk."""

    def settle(self) -> None:
        """Do nothing: there is one state only."""
