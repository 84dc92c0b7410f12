"""Owners and their keys: only digests are kept, so that the database lets nobody in."""

import hashlib
import secrets
from dataclasses import dataclass

from sqlalchemy import or_, select, update
from sqlalchemy.dialects.postgresql import insert as insert_postgresql
from sqlalchemy.dialects.sqlite import insert as insert_sqlite
from sqlalchemy.orm import Session

from service.store.clock import now
from service.store.database import Database
from service.store.tables import Door, Key, Owner, new_id

FIRST_OWNER = "first"
FIRST_KEY = "first"
# Browsers fetch an address ahead of its owner's click, and some open it twice.
DOOR_GRACE_SECONDS = 60.0


@dataclass(frozen=True)
class Caller:
    """Who is calling: the owner, and the key that opened the way."""

    owner_id: str
    key_id: str


class OwnerStore:
    """Owners, their keys, and the addresses that let a browser in once."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add_owner(self, name: str) -> str:
        """Add an owner and return its id; an owner of that name keeps the id it has."""
        with self._database.write() as session:
            return _owner_named(session, name)

    def set_key(self, owner_id: str, label: str, secret: str) -> Caller:
        """Make a secret the owner's only key of that label: what was set before opens nothing any more."""
        digest = digest_of(secret)
        with self._database.write() as session:
            old = Key.owner_id == owner_id, Key.label == label, Key.digest != digest, Key.revoked_at.is_(None)
            session.execute(update(Key).where(*old).values(revoked_at=now()))
            known = session.scalars(select(Key).where(Key.digest == digest)).one_or_none()
            if known is None:
                known = Key(owner_id=owner_id, label=label, digest=digest)
                session.add(known)
            known.revoked_at = None
            session.flush()
            return Caller(known.owner_id, known.id)

    def caller_of_secret(self, secret: str) -> Caller | None:
        """Return whose key this is, or None."""
        return self._caller(Key.digest == digest_of(secret))

    def caller_of_key(self, key_id: str) -> Caller | None:
        """Return the owner of a key by the key's id, or None once it is revoked."""
        return self._caller(Key.id == key_id)

    def open_door(self, key_id: str) -> str:
        """Make an address's secret that lets one browser in with the rights of a key."""
        secret = secrets.token_urlsafe(32)
        with self._database.write() as session:
            session.add(Door(digest=digest_of(secret), key_id=key_id))
        return secret

    def enter(self, secret: str) -> Caller | None:
        """Use up a door's secret and return who comes in, or None where it opens nothing (any more)."""
        fresh = or_(Door.opened_at.is_(None), Door.opened_at > now() - DOOR_GRACE_SECONDS)
        with self._database.write() as session:
            door = session.get(Door, digest_of(secret))
            if door is None or not session.scalar(select(fresh).where(Door.digest == door.digest)):
                return None
            unopened = update(Door).where(Door.digest == door.digest, Door.opened_at.is_(None))
            session.execute(unopened.values(opened_at=now()))
        return self.caller_of_key(door.key_id)

    def _caller(self, which: object) -> Caller | None:
        with self._database.read() as session:
            key = session.scalars(select(Key).where(which, Key.revoked_at.is_(None))).one_or_none()  # type: ignore[arg-type]
        return None if key is None else Caller(key.owner_id, key.id)


def digest_of(secret: str) -> str:
    """Return the SHA-256 of a secret; secrets are long and random, so that a slow hash adds nothing."""
    return hashlib.sha256(secret.encode()).hexdigest()


def _owner_named(session: Session, name: str) -> str:
    # Two processes may start at once on an empty database: the second insert does nothing.
    insert = insert_postgresql if session.get_bind().dialect.name == "postgresql" else insert_sqlite
    session.execute(insert(Owner).values(id=new_id(), name=name).on_conflict_do_nothing())
    return session.scalars(select(Owner.id).where(Owner.name == name)).one()
