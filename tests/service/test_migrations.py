"""The versions of the database."""

from pathlib import Path

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
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

    assert without == {"owners", "doors", "workers"}


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


def test_runs_of_the_version_before_stay_whole_and_can_be_tested_and_evaluated(tmp_path: Path) -> None:
    """An upgrade must lose nothing of what users have, and what is new must hang on it."""
    database = Database(f"sqlite:///{tmp_path / 'plaintune.db'}")
    _upgrade(database, "v0002")
    with database.write() as session:
        for statement in OLD_ROWS:
            session.connection().exec_driver_sql(statement)
    database.migrate()
    with database.write() as session:
        connection = session.connection()
        for statement in NEW_ROWS:
            connection.exec_driver_sql(statement)
        kept = connection.exec_driver_sql("SELECT status, continue_key FROM runs").one()
        n_trials = connection.exec_driver_sql("SELECT count(*) FROM trials").scalar()
        connection.exec_driver_sql("DELETE FROM datasets WHERE id = 'later'")
        forgotten = [connection.exec_driver_sql(f"SELECT dataset_id FROM {n}").scalar() for n in NEW_TABLES]  # noqa: S608
        connection.exec_driver_sql("DELETE FROM runs")
        left = [connection.exec_driver_sql(f"SELECT count(*) FROM {n}").scalar() for n in NEW_TABLES]  # noqa: S608
    database.dispose()

    assert (tuple(kept), n_trials) == (("succeeded", "again"), 1)
    assert forgotten == [None, None]
    assert left == [0, 0]


def _upgrade(database: Database, version: str) -> None:
    config = Config()
    config.set_main_option("script_location", "service:migrations")
    config.set_main_option("path_separator", "os")
    with database.engine.execution_options(plaintune_writes=True).begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, version)


NEW_TABLES = ("locked_tables", "evaluations")
DATASET = """INSERT INTO datasets
(id, owner_id, name, created_at, n_rows, hash, columns, warnings, suggested_goals, kinds)
VALUES ('{}', 'me', 'table', 1.0, 3, 'abc', '[]', '[]', '[]', '{{}}')"""
RUN = """INSERT INTO runs
(id, owner_id, dataset_id, created_at, status, goal, settings, kinds, progress, attempt, interruptions, last_change,
cancel_requested, elapsed_seconds, continue_key)
VALUES ('run', 'me', 'rows', 1.0, 'succeeded', '{}', '{}', '{}', '{}', 1, 0, 5, 0, 9.0, 'again')"""
TRIAL = """INSERT INTO trials (run_id, number, owner_id, state, change, account)
VALUES ('run', 0, 'me', 'complete', 1, '{}')"""
LOCKED = """INSERT INTO locked_tables (run_id, owner_id, dataset_id, kinds, openings)
VALUES ('run', 'me', 'later', '{}', 1)"""
EVALUATION = """INSERT INTO evaluations (id, run_id, owner_id, dataset_id, created_at, hash, account)
VALUES ('one', 'run', 'me', 'later', 2.0, 'abc', '{}')"""
OWNER = "INSERT INTO owners (id, name, created_at) VALUES ('me', 'me', 1.0)"
OLD_ROWS = (OWNER, DATASET.format("rows"), DATASET.format("later"), RUN, TRIAL)
NEW_ROWS = (LOCKED, EVALUATION)
