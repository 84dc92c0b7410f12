"""The connection to the database: SQLite by default, PostgreSQL by address; reads and writes told apart."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, Engine, Executable, create_engine, event, text
from sqlalchemy.orm import Session

MIGRATION_LOCK = 7_104_225  # any number: it only has to be the same in every process
# Kept open and at most, in each process. PostgreSQL takes 100 connections of all processes together unless it is told
# otherwise; who comes later waits a moment for one. A file has no such limit, and every thread may have its own.
POSTGRESQL_CONNECTIONS, SQLITE_CONNECTIONS = (4, 20), (16, 128)


class Database:
    """Sessions over one database.

    Parameters
    ----------
    url : str
        An SQLAlchemy address; ``sqlite:///file`` and ``postgresql://...`` are tested.
    """

    def __init__(self, url: str) -> None:
        self.engine = _engine(url)

    @contextmanager
    def read(self) -> Iterator[Session]:
        """Give a session that only reads; rows stay readable after it."""
        with Session(self.engine, expire_on_commit=False) as session:
            yield session

    @contextmanager
    def write(self) -> Iterator[Session]:
        """Give a session in one transaction that may write; it commits unless an error leaves it."""
        writing = self.engine.execution_options(plaintune_writes=True)
        with Session(writing, expire_on_commit=False) as session, session.begin():
            yield session

    def look_up(self, prepared: Executable, values: Mapping[str, object]) -> Any:  # noqa: ANN401  a row of any columns
        """Return the one row that a statement finds, or None; without a session, which costs more than the reading."""
        with self.engine.connect() as connection:
            return connection.execute(prepared, values).one_or_none()

    def migrate(self) -> None:
        """Bring the tables to the newest version; processes that start at once take turns."""
        config = Config()
        config.set_main_option("script_location", "service:migrations")
        config.set_main_option("path_separator", "os")
        with self.engine.execution_options(plaintune_writes=True).begin() as connection:
            if connection.dialect.name == "postgresql":
                connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": MIGRATION_LOCK})
            config.attributes["connection"] = connection
            command.upgrade(config, "head")

    def dispose(self) -> None:
        """Close every connection, so that files can be removed and child processes start clean."""
        self.engine.dispose()


def _engine(url: str) -> Engine:
    is_sqlite = url.startswith("sqlite")
    kept, most = SQLITE_CONNECTIONS if is_sqlite else POSTGRESQL_CONNECTIONS
    engine = create_engine(
        url,
        json_serializer=_strict_json,
        hide_parameters=True,  # errors quote the statement: not with somebody's values in it
        pool_size=kept,
        max_overflow=most - kept,
        pool_pre_ping=not is_sqlite,  # a server that was restarted has cut what the pool holds
    )
    if is_sqlite:
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    return engine


def _strict_json(value: object) -> str:
    return json.dumps(value, allow_nan=False, ensure_ascii=False, separators=(",", ":"))


def _prepare_sqlite(connection: Any, _record: object) -> None:  # noqa: ANN401  the driver's connection is untyped
    # The driver's own implicit transactions would begin late and unlocked: BEGIN is said explicitly below.
    connection.isolation_level = None
    cursor = connection.cursor()
    # FULL: what was answered is on disk; with NORMAL the last commits before a power cut would be gone.
    for pragma in ("busy_timeout = 30000", "journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    # A transaction that reads first and then writes can fail at once with "database is locked"; one that says
    # IMMEDIATE waits its turn.
    writes = connection.get_execution_options().get("plaintune_writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
