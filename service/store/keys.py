"""Keys as their operator sees them: made, listed, rotated, revoked. A secret is given once and never again."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import exists, or_, select
from sqlalchemy.orm import Session

from service.errors import ConflictError, NotFoundError
from service.scopes import Scope
from service.store.clock import now
from service.store.database import Database
from service.store.owners import digest_of, live, owner_named
from service.store.tables import Key, Owner

SECRET_BYTES = 32


@dataclass(frozen=True)
class NewKey:
    """A key to be made; ``days`` is how long it opens, None for ever."""

    name: str
    owner: str
    scope: Scope
    days: float | None = None


@dataclass(frozen=True)
class KeyLine:
    """What is told of a key. Times are seconds since 1970, UTC."""

    id: str
    name: str
    owner: str
    owner_id: str
    scope: str
    digest: str
    created_at: float
    last_used_at: float | None
    expires_at: float | None
    revoked_at: float | None
    is_live: bool


class KeyStore:
    """The keys of every owner."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def create(self, new: NewKey) -> tuple[str, str]:
        """Make a key, and its owner where there is none of that name; return the key's id and its secret.

        Raises
        ------
        ConflictError
            When the owner has a live key of that name.
        """
        secret = secrets.token_urlsafe(SECRET_BYTES)
        with self._database.write() as session:
            owner_id = owner_named(session, new.owner)
            same = exists().where(Key.owner_id == owner_id, Key.label == new.name, *live())
            if session.scalar(select(same)):
                raise ConflictError(
                    f"{new.owner} has a key called {new.name!r}: revoke or rotate it, or choose a name."
                )
            key = Key(owner_id=owner_id, label=new.name, scope=new.scope, digest=digest_of(secret))
            key.expires_at = None if new.days is None else _in(session, new.days * 86_400)
            session.add(key)
            session.flush()
            return key.id, secret

    def list(self) -> Sequence[KeyLine]:
        """Return every key, also those that open nothing any more, oldest first."""
        columns = Key.id, Key.label, Owner.name, Key.owner_id, Key.scope, Key.digest
        times = Key.created_at, Key.last_used_at, Key.expires_at, Key.revoked_at
        is_live = (Key.revoked_at.is_(None)) & or_(Key.expires_at.is_(None), Key.expires_at > now())
        query = select(*columns, *times, is_live).join(Owner, Owner.id == Key.owner_id)
        with self._database.read() as session:
            return [KeyLine(*row) for row in session.execute(query.order_by(Key.created_at, Key.id))]

    def find(self, name: str, owner: str | None = None) -> KeyLine:
        """Return the live key of a name or an id.

        Raises
        ------
        NotFoundError
            When there is none.
        ConflictError
            When several owners have one of that name, and none was named.
        """
        mine = [key for key in self.list() if key.is_live and owner in (None, key.owner)]
        found = [key for key in mine if key.id == name] or [key for key in mine if key.name == name]
        # After a rotation the older one of the two has an end: the newer one is meant.
        lasting = [key for key in found if key.expires_at is None] or found
        if not found:
            raise NotFoundError("live key", name)
        if len({key.owner_id for key in lasting}) > 1:
            owners = ", ".join(sorted({key.owner for key in lasting}))
            raise ConflictError(f"Several owners have a key called {name!r} ({owners}): say --owner, or give the id.")
        return lasting[-1]

    def rotate(self, key_id: str, overlap_seconds: float, secret: str | None = None) -> tuple[str, str]:
        """Make the next key of the same name, owner and scope, and let the one before open for a while yet.

        Returns
        -------
        tuple of str
            Id and secret of the new key.
        """
        secret = secret or secrets.token_urlsafe(SECRET_BYTES)
        with self._database.write() as session:
            old = session.scalars(select(Key).where(Key.id == key_id, *live())).one_or_none()
            if old is None:
                raise NotFoundError("live key", key_id)
            new = Key(owner_id=old.owner_id, label=old.label, scope=old.scope, digest=digest_of(secret))
            new.expires_at = old.expires_at
            until = _in(session, overlap_seconds)
            old.expires_at = until if old.expires_at is None else min(until, old.expires_at)
            session.add(new)
            session.flush()
            return new.id, secret

    def revoke(self, key_id: str) -> None:
        """Let a key open nothing any more, from this moment on; its sessions end with it."""
        with self._database.write() as session:
            key = session.get(Key, key_id)
            if key is None:
                raise NotFoundError("live key", key_id)
            key.revoked_at = _in(session, 0.0)


def _in(session: Session, seconds: float) -> float:
    return float(session.scalars(select(now() + seconds)).one())
