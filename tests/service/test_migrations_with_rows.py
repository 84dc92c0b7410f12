"""Every version of the database becomes the newest one with all its rows, on SQLite and on PostgreSQL."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from service.store.database import Database
from service.store.tables import Base
from tests.conftest import BOTH
from tests.postgresql.server import Server

Rows = dict[str, dict[str, Any]]


def config() -> Config:
    """Return where the migrations are."""
    made = Config()
    made.set_main_option("script_location", "service:migrations")
    made.set_main_option("path_separator", "os")
    return made


VERSIONS = [script.revision for script in ScriptDirectory.from_config(config()).walk_revisions()][::-1]
ONE_OF_EACH: Mapping[type[Any], Any] = {str: "one", int: 1, float: 1.5, bool: True, object: {"kept": [1, None, "é"]}}


@pytest.fixture(params=BOTH)
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """Open a database without a single table."""
    server, name = None, ""
    url = f"sqlite:///{tmp_path / 'plaintune.db'}"
    if request.param == "postgresql":
        server = request.getfixturevalue("postgresql")
        name = server.new_database()
        url = server.url(name)
    opened = Database(url)
    yield opened
    opened.dispose()
    if isinstance(server, Server):
        server.drop(name)


def upgrade(database: Database, version: str) -> None:
    """Bring a database to a version."""
    made = config()
    with database.engine.execution_options(plaintune_writes=True).begin() as connection:
        made.attributes["connection"] = connection
        command.upgrade(made, version)


def tables_of(database: Database) -> sa.MetaData:
    """Look at the tables that there are, the oldest first of those that point at each other."""
    found = sa.MetaData()
    with database.engine.connect() as connection:
        found.reflect(connection)
    return found


def fill(database: Database) -> None:
    """Put one row into every table, with a value in every column; the rows point at each other."""
    with database.engine.execution_options(plaintune_writes=True).begin() as connection:
        for table in tables_of(database).sorted_tables:
            if table.name != "alembic_version":
                row = {column.name: ONE_OF_EACH[column.type.python_type] for column in table.columns}
                connection.execute(table.insert().values(row))


def rows_of(database: Database) -> Rows:
    """Read the one row of every table."""
    with database.engine.connect() as connection:
        return {
            table.name: dict(connection.execute(sa.select(table)).mappings().one())
            for table in tables_of(database).sorted_tables
            if table.name != "alembic_version" and connection.scalar(sa.select(sa.func.count()).select_from(table))
        }


@pytest.mark.parametrize("version", VERSIONS)
def test_a_database_of_any_version_becomes_the_newest_with_all_its_rows(empty: Database, version: str) -> None:
    """Nobody upgrades at every version, and an upgrade must lose nothing of what they have."""
    upgrade(empty, version)
    fill(empty)
    before = rows_of(empty)
    empty.migrate()
    after = rows_of(empty)

    assert len(before) >= 10
    for table, row in before.items():
        assert {name: after[table].get(name) for name in row} == row, table


def test_the_migrations_lead_to_the_tables_that_the_code_uses(empty: Database) -> None:
    """A type or an index that one of the two databases lacks fails at the first customer who uses it."""
    empty.migrate()
    with empty.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        differences = compare_metadata(context, Base.metadata)

    assert differences == []


def test_every_version_can_be_left_again(empty: Database) -> None:
    """Who upgraded by mistake goes back, and forward again."""
    empty.migrate()
    made = config()
    with empty.engine.execution_options(plaintune_writes=True).begin() as connection:
        made.attributes["connection"] = connection
        command.downgrade(made, "base")
    left = set(tables_of(empty).tables)
    empty.migrate()

    assert left == {"alembic_version"}
    assert set(tables_of(empty).tables) == {*Base.metadata.tables, "alembic_version"}
