"""Requests that came before: an idempotency key, and what its first request made.

The key is kept in the transaction that makes the thing, so that a client that never saw the answer can ask again: it is
told of the thing that is there, and nothing is made twice. Keys are an owner's and a call's own, and are kept for a
week. Runs and their continuations keep theirs in their own rows.
"""

from dataclasses import dataclass

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from service.errors import ConflictError
from service.store.clock import now
from service.store.tables import Repeated

KEPT_SECONDS = 7 * 86_400.0


@dataclass(frozen=True)
class Repeat:
    """What tells a repeated request from a new one: its idempotency key, and the digest of its body."""

    key: str
    digest: str


def made_before(session: Session, owner_id: str, call: str, repeat: Repeat | None) -> str | None:
    """Return what the first request with this key made, or None where this is the first one.

    Raises
    ------
    ConflictError
        When the first one had another body.
    """
    if repeat is None:
        return None
    mine = Repeated.owner_id == owner_id, Repeated.call == call, Repeated.key == repeat.key
    first = session.scalars(select(Repeated).where(*mine)).one_or_none()
    if first is None:
        return None
    if first.digest != repeat.digest:
        raise ConflictError("This Idempotency-Key came with another body before: use a new key for a new request.")
    return first.made


def remember(session: Session, owner_id: str, call: str, repeat: Repeat | None, made: str) -> None:
    """Keep what a request with a key makes, and forget keys of more than a week ago."""
    if repeat is None:
        return
    session.execute(delete(Repeated).where(Repeated.owner_id == owner_id, Repeated.created_at < now() - KEPT_SECONDS))
    session.add(Repeated(owner_id=owner_id, call=call, key=repeat.key, digest=repeat.digest, made=made))
    session.flush()


def gone(what: str) -> ConflictError:
    """Return the error for a key whose thing was deleted since."""
    return ConflictError(f"The {what} that this Idempotency-Key made was deleted: use a new key to make another.")
