"""What tests of several folders share: a real PostgreSQL, started once, and the tests that run on both databases."""

import os
from collections.abc import Iterator

import pytest

from tests.postgresql.server import NoPostgresqlError, Server, opened

BOTH = ("sqlite", "postgresql")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run what is marked ``both_databases`` on each of them."""
    if metafunc.definition.get_closest_marker("both_databases") and "database_url" in metafunc.fixturenames:
        metafunc.parametrize("database_url", BOTH, indirect=True)


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Server]:
    """Start a PostgreSQL of the tests' own; where there can be none, say so loudly, and fail in CI."""
    try:
        server = opened()
    except NoPostgresqlError as error:
        if os.environ.get("CI") == "true":
            raise
        pytest.skip(f"LEFT OUT: there is no PostgreSQL: {error}; see tests/postgresql/install.py")
    yield server
    server.remove()
