"""Signs of life of the workers, on whatever machine they are; by the database's clock."""

from sqlalchemy import delete, func, select
from sqlalchemy.dialects.postgresql import insert as insert_postgresql
from sqlalchemy.dialects.sqlite import insert as insert_sqlite

from service.store.clock import now
from service.store.database import Database
from service.store.tables import Worker

# A worker beats every few seconds, and a database that restarts takes some beats.
ALIVE_SECONDS = 30.0
# For so long somebody may want to know which worker went away, and when.
KEPT_SECONDS = 24 * 3600.0


class WorkerStore:
    """Which workers there are."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def beat(self, name: str) -> None:
        """Note that a worker lives."""
        with self._database.write() as session:
            insert = insert_postgresql if session.get_bind().dialect.name == "postgresql" else insert_sqlite
            seen = insert(Worker).values(name=name, started_at=now(), seen_at=now())
            session.execute(seen.on_conflict_do_update(index_elements=[Worker.name], set_={"seen_at": now()}))
            session.execute(delete(Worker).where(Worker.seen_at < now() - KEPT_SECONDS))

    def leave(self, name: str) -> None:
        """Note that a worker has ended as it was asked to."""
        with self._database.write() as session:
            session.execute(delete(Worker).where(Worker.name == name))

    def n_alive(self) -> int:
        """Count the workers that live."""
        alive = select(func.count()).select_from(Worker).where(Worker.seen_at > now() - ALIVE_SECONDS)
        with self._database.read() as session:
            return session.scalars(alive).one()

    def silent_seconds(self) -> dict[str, float]:
        """Return how long each worker has given no sign of life, by name."""
        with self._database.read() as session:
            return dict(session.execute(select(Worker.name, now() - Worker.seen_at)).all())
