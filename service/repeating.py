"""Requests that may come again: how one says so, and what tells that it is the same."""

import hashlib
from pathlib import Path

from flask import request

from service.engine import Upload
from service.errors import FieldError
from service.store.repeats import Repeat

KEY_CHARACTERS = 200
CHUNK_BYTES = 1024 * 1024
IDEMPOTENCY = {
    "in": "header",
    "name": "Idempotency-Key",
    "schema": {"type": "string", "minLength": 1, "maxLength": KEY_CHARACTERS},
    "description": "A repeat with the same key and body is answered with what the first request made.",
}


def repeat_of_request(upload: Upload | None = None) -> Repeat | None:
    """Return what tells a repeat of the current request, where it came with an idempotency key.

    An upload is in a file by now, and is told by the file and its name.

    Raises
    ------
    FieldError
        When the key is empty or too long.
    """
    key = request.headers.get("Idempotency-Key")
    if key is None:
        return None
    if not 1 <= len(key) <= KEY_CHARACTERS:
        raise FieldError("Idempotency-Key", f"An Idempotency-Key has 1 to {KEY_CHARACTERS} characters.")
    if upload is None:
        return Repeat(key, hashlib.sha256(request.get_data(cache=True)).hexdigest())
    return Repeat(key, _digest_of(upload.path, upload.name))


def _digest_of(path: Path, name: str) -> str:
    digest = hashlib.sha256(name.encode("utf-8", "surrogatepass") + b"\0")
    with path.open("rb") as file:
        while chunk := file.read(CHUNK_BYTES):
            digest.update(chunk)
    return digest.hexdigest()
