"""Owners and who comes in their name: only digests of secrets are kept, so that the database lets nobody in."""

import hashlib
import secrets
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, bindparam, or_, select, update
from sqlalchemy.dialects.postgresql import insert as insert_postgresql
from sqlalchemy.dialects.sqlite import insert as insert_sqlite
from sqlalchemy.orm import Session

from service.store.clock import now
from service.store.database import Database
from service.store.tables import Door, Key, Owner, new_id

FIRST_OWNER = "first"
FIRST_KEY = "first"
# Addresses stay in terminals, histories and logs.
DOOR_SECONDS = 3_600.0
SESSION_SECONDS = 30 * 86_400.0


@dataclass(frozen=True)
class Caller:
    """Who is calling: the owner, the key that opened the way, and what that key may do."""

    owner_id: str
    key_id: str
    scope: str


class OwnerStore:
    """Owners, who comes with which secret, and the addresses that let a browser in once."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add_owner(self, name: str) -> str:
        """Add an owner and return its id; an owner of that name keeps the id it has."""
        with self._database.write() as session:
            return owner_named(session, name)

    def set_key(self, owner_id: str, label: str, secret: str) -> Caller:
        """Make a secret the owner's only key of that label, with all rights: what was set before opens nothing more.

        A key that was rotated keeps the time that it was left.
        """
        digest = digest_of(secret)
        with self._database.write() as session:
            old = Key.owner_id == owner_id, Key.label == label, Key.digest != digest, Key.revoked_at.is_(None)
            session.execute(update(Key).where(*old, Key.expires_at.is_(None)).values(revoked_at=now()))
            known = session.scalars(select(Key).where(Key.digest == digest)).one_or_none()
            if known is None:
                known = Key(owner_id=owner_id, label=label, digest=digest)
                session.add(known)
            known.revoked_at, known.expires_at = None, None
            session.flush()
            return Caller(known.owner_id, known.id, known.scope)

    def caller_of_secret(self, secret: str) -> Caller | None:
        """Return whose key this is, or None."""
        found = self._database.look_up(_OF_DIGEST, {"digest": digest_of(secret)})
        return None if found is None else Caller(*found)

    def caller_of_key(self, key_id: str) -> Caller | None:
        """Return the owner of a key by the key's id, or None once it is revoked or has expired."""
        return self._caller(Key.id == key_id)

    def caller_of_session(self, session_id: str) -> Caller | None:
        """Return who came in by an address, or None where the session or its key has ended."""
        is_open = Door.opened_at > now() - SESSION_SECONDS, Door.closed_at.is_(None)
        of_door = select(Door.key_id).where(Door.digest == session_id, *is_open).scalar_subquery()
        return self._caller(Key.id == of_door)

    def note_use(self, key_id: str) -> None:
        """Note that a key was used a moment ago."""
        with self._database.write() as session:
            session.execute(update(Key).where(Key.id == key_id).values(last_used_at=now()))

    def open_door(self, key_id: str) -> str:
        """Make an address's secret that lets one browser in, once and within an hour, with the rights of a key."""
        secret = secrets.token_urlsafe(32)
        with self._database.write() as session:
            session.add(Door(digest=digest_of(secret), key_id=key_id))
        return secret

    def enter(self, secret: str) -> str | None:
        """Use up a door's secret and return the id of the session that begins, or None where it opens nothing."""
        unused = Door.opened_at.is_(None), Door.created_at > now() - DOOR_SECONDS
        is_live = Door.key_id.in_(select(Key.id).where(*live()))
        opened = update(Door).where(Door.digest == digest_of(secret), *unused, is_live).values(opened_at=now())
        with self._database.write() as session:
            return session.scalars(opened.returning(Door.digest)).one_or_none()

    def leave(self, session_id: str) -> None:
        """End a session for good, also for whoever holds a copy of its cookie."""
        with self._database.write() as session:
            session.execute(update(Door).where(Door.digest == session_id).values(closed_at=now()))

    def _caller(self, which: ColumnElement[bool]) -> Caller | None:
        with self._database.read() as session:
            found = session.execute(select(Key.owner_id, Key.id, Key.scope).where(which, *live())).one_or_none()
        return None if found is None else Caller(*found)


def live() -> tuple[ColumnElement[bool], ...]:
    """Say in SQL which keys open something: those neither revoked nor expired."""
    return Key.revoked_at.is_(None), or_(Key.expires_at.is_(None), Key.expires_at > now())


_OF_DIGEST = select(Key.owner_id, Key.id, Key.scope).where(Key.digest == bindparam("digest"), *live())


def digest_of(secret: str) -> str:
    """Return the SHA-256 of a secret; secrets are long and random, so that a slow hash adds nothing."""
    return hashlib.sha256(secret.encode("utf-8", "surrogateescape")).hexdigest()


def owner_named(session: Session, name: str) -> str:
    """Return the id of the owner of a name, who is added where there is none."""
    # Two processes may start at once on an empty database: the second insert does nothing.
    session.execute(upsert(session, Owner).values(id=new_id(), name=name).on_conflict_do_nothing())
    return session.scalars(select(Owner.id).where(Owner.name == name)).one()


def upsert(session: Session, table: Any) -> Any:  # noqa: ANN401  the two dialects have no common type
    """Begin an insert that may say what happens on a conflict."""
    insert = insert_postgresql if session.get_bind().dialect.name == "postgresql" else insert_sqlite
    return insert(table)
