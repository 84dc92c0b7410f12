"""A service over a folder of its own, with an engine that fits nothing."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import structlog
from flask import Flask
from flask.testing import FlaskClient

from service.app import create_app
from service.logs import leave_libraries_alone
from service.services import Services
from service.settings import Limits, Settings
from service.store.claims import ClaimStore
from service.store.database import Database
from service.store.owners import OwnerStore
from service.store.workers import WorkerStore
from service.worker import Worker, Workplace
from tests.postgresql.server import Server
from tests.service.fake_engine import FakeEngine

KEY = "key-of-the-first-owner"
OTHER_KEY = "key-of-somebody-else"
CSV = b"age,churn\n30,yes\n40,no\n50,no\n"


@dataclass
class Service:
    """A service under test: its application, its parts, its engine, and two owners."""

    app: Flask
    engine: FakeEngine

    @property
    def parts(self) -> Services:
        """The stores behind the application."""
        found: Services = self.app.extensions["plaintune"]
        return found

    @property
    def claims(self) -> ClaimStore:
        """What its workers claim runs from."""
        return ClaimStore(self.parts.database)

    def client(self, key: str = KEY) -> FlaskClient:
        """Return a client that sends a key."""
        client = self.app.test_client()
        client.environ_base["HTTP_AUTHORIZATION"] = f"Bearer {key}"
        return client

    def worker(self, name: str = "worker") -> Worker:
        """Return a worker over the same database."""
        return Worker(self._workplace(), name)

    def _workplace(self) -> Workplace:
        engine, parts = self.engine, self.parts
        return Workplace(
            parts.settings, self.claims, parts.blobs, engine.execute, engine.check, experiment=engine.experiment
        )

    def add_dataset(self, key: str = KEY, rows: bytes = CSV) -> str:
        """Upload a small table and return its id."""
        answer = self.client(key).post("/v1/datasets", data=rows, content_type="text/csv")
        assert answer.status_code == 201, answer.json
        return str(answer.json["id"])

    def start_run(self, key: str = KEY, **more: object) -> str:
        """Queue a run over a small table and return its id."""
        body = {"dataset_id": self.add_dataset(key), "goal": "predict churn", **more}
        answer = self.client(key).post("/v1/runs", json=body)
        assert answer.status_code == 202, answer.json
        return str(answer.json["id"])

    def finished_run(self, key: str = KEY, **more: object) -> str:
        """Queue a run, let a worker do it, and return its id."""
        run_id = self.start_run(key, **more)
        assert self.worker().work_on_next()
        return run_id


@pytest.fixture(autouse=True)
def _standard_logs() -> Iterator[None]:
    """Undo what a command under test says about logs: its standard error is gone when the test is over."""
    yield
    structlog.reset_defaults()
    leave_libraries_alone()


@pytest.fixture
def limits() -> Limits:
    """Return the limits of the service under test; a test module may give its own."""
    return Limits()


@pytest.fixture(scope="session")
def template(postgresql: Server) -> str:
    """Make a PostgreSQL database at its newest version, to be copied for each test."""
    name = postgresql.new_database()
    newest = Database(postgresql.url(name))
    newest.migrate()
    newest.dispose()  # a database that somebody is connected to is not copied
    return name


@pytest.fixture
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Return the address of a database of the test's own: SQLite, or what ``both_databases`` asks for."""
    if getattr(request, "param", "sqlite") == "sqlite":
        yield f"sqlite:///{tmp_path / 'plaintune.db'}"
        return
    server: Server = request.getfixturevalue("postgresql")
    name = server.new_database(request.getfixturevalue("template"))
    yield server.url(name)
    server.drop(name)


@pytest.fixture
def service(tmp_path: Path, database_url: str, limits: Limits) -> Iterator[Service]:
    """Start a service in a folder of its own, with a second owner."""
    engine = FakeEngine()
    settings = Settings(
        home=tmp_path / "home", database_url=database_url, api_key=KEY, lease_seconds=5.0, limits=limits
    )
    started = Service(create_app(settings, engine), engine)
    WorkerStore(started.parts.database).beat("a worker that lives")
    other = started.parts.owners.add_owner("other")
    started.parts.owners.set_key(other, "first", OTHER_KEY)
    yield started
    started.parts.database.dispose()


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """Open an empty database at its newest version."""
    opened = Database(database_url)
    opened.migrate()
    yield opened
    opened.dispose()


@pytest.fixture
def owner(database: Database) -> str:
    """Add an owner and return its id."""
    return OwnerStore(database).add_owner("somebody")
