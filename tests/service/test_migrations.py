"""The versions of the database."""

from collections.abc import Callable
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import inspect

from service.store.database import Database
from service.store.owners import Caller, OwnerStore, digest_of
from service.store.runs import RunStore
from service.store.tables import Base


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
    """A reader must never block the worker, and a power cut take nothing that was answered."""
    database = Database(f"sqlite:///{tmp_path / 'plaintune.db'}")
    with database.read() as session:
        connection = session.connection()
        found = [
            connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "busy_timeout", "foreign_keys")
        ]
    database.dispose()

    assert found == ["wal", 2, 30_000, 1]


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


def test_scores_of_runs_of_the_version_before_are_found_in_their_records(tmp_path: Path) -> None:
    """The list reads them from a column of their own, and old runs must not look as if they had none."""
    database = Database(f"sqlite:///{tmp_path / 'plaintune.db'}")
    _upgrade(database, "v0005")
    records = {"good": '{"result": {"score": {"low": 0.7}}}', "bare": '{"result": null}', "none": None}
    with database.write() as session:
        connection = session.connection()
        for statement in (OWNER, DATASET.format("rows")):
            connection.exec_driver_sql(statement)
        for name, record in records.items():
            connection.exec_driver_sql(RUN.replace("'run'", f"'{name}'"))
            connection.exec_driver_sql("UPDATE runs SET record = ? WHERE id = ?", (record, name))
    database.migrate()
    owner = "me"
    runs = {name: RunStore(database).get(name, owner) for name in records}
    database.dispose()

    assert {name: run.score for name, run in runs.items()} == {"good": {"low": 0.7}, "bare": None, "none": None}
    assert {run.takeovers for run in runs.values()} == {0}


def _upgrade(database: Database, version: str, change: Callable[[Config, str], None] = command.upgrade) -> None:
    config = Config()
    config.set_main_option("script_location", "service:migrations")
    config.set_main_option("path_separator", "os")
    with database.engine.execution_options(plaintune_writes=True).begin() as connection:
        config.attributes["connection"] = connection
        change(config, version)


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


def test_keys_of_the_version_before_may_still_do_all(tmp_path: Path) -> None:
    """An upgrade must lock nobody out; the keys that there were could do everything."""
    database = Database(f"sqlite:///{tmp_path / 'plaintune.db'}")
    _upgrade(database, "v0005")
    with database.write() as session:
        for statement in (*OLD_ROWS, KEY, USED_DOOR):
            session.connection().exec_driver_sql(statement)
    database.migrate()
    owners = OwnerStore(database)
    caller = owners.caller_of_secret("a-secret")
    with database.read() as session:
        sizes = session.connection().exec_driver_sql("SELECT sum(n_bytes) FROM datasets").scalar()
    in_session = owners.caller_of_session("digest-of-a-door")
    database.dispose()

    assert caller == Caller("me", "key", "admin")
    assert in_session is None, "an address that was opened months ago is no session"
    assert sizes == 0


def test_the_newest_version_can_be_left_again(tmp_path: Path) -> None:
    """An upgrade that went wrong must not need a backup to be undone; runs and keys stay."""
    database = Database(f"sqlite:///{tmp_path / 'plaintune.db'}")
    _upgrade(database, "v0005")
    before = _shape(database)
    with database.write() as session:
        for statement in (*OLD_ROWS, KEY):
            session.connection().exec_driver_sql(statement)
    _upgrade(database, "head")
    _upgrade(database, "v0005", command.downgrade)
    with database.read() as session:
        kept = [session.connection().exec_driver_sql(f"SELECT count(*) FROM {t}").scalar() for t in KEPT]  # noqa: S608
    after = _shape(database)
    database.dispose()

    assert kept == [1, 2, 1, 1]
    assert after == before


def _shape(database: Database) -> dict[str, list[str]]:
    found = inspect(database.engine)
    return {table: sorted(column["name"] for column in found.get_columns(table)) for table in found.get_table_names()}


KEPT = ("runs", "datasets", "trials", "keys")
KEY = f"""INSERT INTO keys (id, owner_id, label, digest, created_at)
VALUES ('key', 'me', 'first', '{digest_of("a-secret")}', 1.0)"""  # noqa: S608  our own digest
USED_DOOR = """INSERT INTO doors (digest, key_id, created_at, opened_at)
VALUES ('digest-of-a-door', 'key', 1.0, 2.0)"""
