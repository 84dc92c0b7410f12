"""One prefix of an S3 bucket: whole objects with their SHA-256, put, got, listed and deleted.

The client is obstore (Rust's object_store): it signs, splits large files into parts, and repeats what fails in
passing, a bounded number of times. Credentials, region and endpoint come from the environment, by the names that
every S3 client knows (``AWS_ACCESS_KEY_ID``, ``AWS_SECRET_ACCESS_KEY``, ``AWS_REGION``, ``AWS_ENDPOINT_URL``).
"""

import hashlib
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

import obstore
import structlog
from obstore.exceptions import BaseError
from obstore.store import S3Store

from service.errors import BlobStoreError, DamagedBlobError, MissingBlobError, SettingError
from service.store.blob_store import Stored

CHUNK_BYTES = 1024 * 1024
RETRIES, RETRY_SECONDS, CALL_SECONDS, CONNECT_SECONDS = 5, 30, 120, 5
DIGEST = "plaintune-sha256"

log = structlog.get_logger()


class ObjectStore:
    """The objects under one prefix of a bucket.

    Parameters
    ----------
    address : str
        ``s3://bucket`` or ``s3://bucket/prefix``.
    """

    def __init__(self, address: str) -> None:
        self._address = address
        self._store = _opened(address)

    def put(self, name: str, source: Path | bytes) -> str:
        """Store a whole file or some bytes, and return their SHA-256; safe on return, and nothing is seen before."""
        digest = digest_of(source)
        with self._in_words("written", name):
            obstore.put(self._store, name, source, attributes={DIGEST: digest})
        return digest

    def get(self, name: str) -> bytes:
        """Return a small object."""
        with self._in_words("read", name):
            return bytes(obstore.get(self._store, name).bytes())

    def fetch(self, name: str, destination: Path) -> str:
        """Write an object to a local file, piece by piece; return its SHA-256, which is the one it was stored with."""
        digest = hashlib.sha256()
        with self._in_words("read", name), destination.open("wb") as file:
            found = obstore.get(self._store, name)
            for chunk in found.stream(min_chunk_size=CHUNK_BYTES):
                digest.update(chunk)
                file.write(chunk)
        if found.attributes.get(DIGEST) != digest.hexdigest():
            destination.unlink()
            raise DamagedBlobError(name)
        return digest.hexdigest()

    def list(self, prefix: str) -> Iterator[Stored]:
        """List the objects whose names begin with a folder's name, by their whole names."""
        with self._in_words("listed", prefix):
            for chunk in obstore.list(self._store, prefix):
                for found in chunk:
                    yield Stored(found["path"], found["last_modified"].timestamp(), found["size"])

    def delete(self, names: Sequence[str]) -> None:
        """Delete objects; those that are not there are no error."""
        if names:
            with self._in_words("deleted", names[0]):
                obstore.delete(self._store, list(names))

    @contextmanager
    def _in_words(self, done: str, name: str) -> Iterator[None]:
        try:
            yield
        except FileNotFoundError as error:
            if "NoSuchBucket" in str(error):
                raise BlobStoreError(done, "there is no such bucket") from error
            raise MissingBlobError(name) from error
        except BaseError as error:
            # The first line tells method, address and status; what follows is for the client's own developers.
            log.warning("blob store failed", store=self._address, error=str(error).partition("\n")[0])
            raise BlobStoreError(done, _why(error)) from error


def digest_of(source: Path | bytes) -> str:
    """Return the SHA-256 of a file or of bytes."""
    if isinstance(source, bytes):
        return hashlib.sha256(source).hexdigest()
    with source.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _why(error: Exception) -> str:
    said = str(error)
    if type(error).__name__ in {"PermissionDeniedError", "UnauthenticatedError"} or "403" in said:
        return "the credentials do not allow it"
    return "it does not answer"


def _opened(address: str) -> S3Store:
    parts = urlsplit(address)
    if parts.scheme != "s3" or not parts.netloc:
        raise SettingError("PLAINTUNE_BLOBS", address, "s3://bucket or s3://bucket/prefix")
    endpoint = os.environ.get("AWS_ENDPOINT_URL") or os.environ.get("AWS_ENDPOINT") or ""
    return S3Store(
        parts.netloc,
        prefix=parts.path.strip("/") or None,
        config={"checksum_algorithm": "SHA256"},  # the server refuses what did not arrive as it was sent
        client_options={
            # Whoever names an endpoint without TLS means it; nobody gets there by accident.
            "allow_http": endpoint.startswith("http://"),
            "timeout": timedelta(seconds=CALL_SECONDS),
            "connect_timeout": timedelta(seconds=CONNECT_SECONDS),
        },
        retry_config={"max_retries": RETRIES, "retry_timeout": timedelta(seconds=RETRY_SECONDS)},
    )
