"""Links that show the result of one run to whoever has them: only digests are kept, and a link can be taken back."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import delete, select

from service.errors import LinkGoneError, NotFoundError
from service.store.database import Database
from service.store.owners import digest_of
from service.store.tables import Run, Share


@dataclass(frozen=True)
class Shared:
    """Which run a link shows, and whose it is."""

    run_id: str
    owner_id: str


class ShareStore:
    """The links of every owner."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, run_id: str, owner_id: str) -> str:
        """Make a link to a run and return its token, which is told this once."""
        token = secrets.token_urlsafe(32)
        with self._database.write() as session:
            mine = select(Run.id).where(Run.id == run_id, Run.owner_id == owner_id)
            if session.scalars(mine).one_or_none() is None:
                raise NotFoundError("run", run_id)
            session.add(Share(run_id=run_id, owner_id=owner_id, digest=digest_of(token)))
        return token

    def of_run(self, run_id: str, owner_id: str) -> Sequence[Share]:
        """Return the links of a run, newest first."""
        mine = Share.run_id == run_id, Share.owner_id == owner_id
        with self._database.read() as session:
            return session.scalars(select(Share).where(*mine).order_by(Share.created_at.desc(), Share.id)).all()

    def remove(self, run_id: str, share_id: str, owner_id: str) -> None:
        """Take a link back: it opens nothing any more. One that is gone already may be taken back again."""
        mine = Share.id == share_id, Share.run_id == run_id, Share.owner_id == owner_id
        with self._database.write() as session:
            session.execute(delete(Share).where(*mine))

    def find(self, token: str) -> Shared:
        """Return what a token shows, or raise ``LinkGoneError``."""
        with self._database.read() as session:
            found = session.scalars(select(Share).where(Share.digest == digest_of(token))).one_or_none()
        if found is None:
            raise LinkGoneError
        return Shared(found.run_id, found.owner_id)
