"""The versions of the database."""

from pathlib import Path

from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import inspect

from service.store.database import Database
from service.store.tables import Base


def test_the_migrations_lead_to_the_tables_that_the_code_uses(database: Database) -> None:
    """A column that only the code knows fails at the first customer."""
    with database.engine.connect() as connection:
        differences = compare_metadata(MigrationContext.configure(connection), Base.metadata)

    assert differences == []


def test_migrating_again_changes_nothing(database: Database) -> None:
    """Every process does it at its start."""
    before = inspect(database.engine).get_table_names()
    database.migrate()

    assert inspect(database.engine).get_table_names() == before


def test_every_row_that_a_user_can_reach_has_an_owner() -> None:
    """A query that forgets the owner must at least have been able to ask."""
    without = {name for name, table in Base.metadata.tables.items() if "owner_id" not in table.columns}

    assert without == {"owners", "doors"}


def test_sqlite_is_set_up_for_many_readers_and_one_writer(tmp_path: Path) -> None:
    """A reader must never block the worker, and a power cut never break the file."""
    database = Database(f"sqlite:///{tmp_path / 'plaintune.db'}")
    with database.read() as session:
        connection = session.connection()
        found = [
            connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "busy_timeout", "foreign_keys")
        ]
    database.dispose()

    assert found == ["wal", 1, 30_000, 1]
