"""What a crash has left of a bucket: halves of uploads on this machine, and objects that no row of the database knows.

Nothing is moved in a bucket, as every move is a copy: what no row knows stays where it is, and is deleted a week after
it was written. Until then another database's files, or a backup's, are simply found again.
"""

import time
from collections.abc import Iterator

from service.store.blob_store import BlobStore
from service.store.remains import KEPT_SECONDS, RUNS, TABLES, Known, Mended, old_files


class BucketRemains:
    """What is left in a bucket and in the local folder beside it.

    Parameters
    ----------
    blobs : BlobStore
    kept_seconds : float
        How old what no row knows may become.
    """

    def __init__(self, blobs: BlobStore, kept_seconds: float = KEPT_SECONDS) -> None:
        self._blobs = blobs
        self._kept_seconds = kept_seconds

    def mend(self, datasets: Known, runs: Known) -> Iterator[Mended]:
        """Delete what nobody will finish or find, and tell of each."""
        for path in old_files(self._blobs.incoming.glob("*")):
            path.unlink(missing_ok=True)
            yield Mended("half upload cleared", TABLES, path.name)
        for kind, stored, known, remove in (
            (TABLES, self._blobs.tables(), datasets, self._blobs.remove_table),
            (RUNS, self._blobs.runs(), runs, self._blobs.remove_run),
        ):
            old = [found.id for found in stored if time.time() - found.written_at > self._kept_seconds]
            for unknown in sorted(set(old) - known(old)):
                remove(unknown)
                yield Mended("files that no row knew deleted", kind, unknown)
