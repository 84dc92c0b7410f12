"""Errors and logs tell what failed and where, and nothing of anybody's data or secrets."""

import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
import structlog
from sqlalchemy.exc import IntegrityError

from service.local_engine import LocalEngine
from service.logs import log_as_json
from service.server_log import ServerLog
from service.settings import Limits, Settings
from service.store.tables import Owner
from service.tracebacks import without_sayings
from tests.service.conftest import Service

MARK = "mark-4711-of-a-customer"
SECRET = "mark-4711-of-a-key"  # noqa: S105  it must be told from the rest
ROWS = f"age,churn\n30,{MARK}\n40,no\n".encode()


@pytest.fixture
def logged(monkeypatch: pytest.MonkeyPatch) -> Callable[[], str]:
    """Log as the running service does, down to every request, and return what was written."""
    written = io.StringIO()
    with monkeypatch.context() as patched:
        patched.setattr("sys.stderr", written)
        log_as_json("debug")
    return written.getvalue


def fail(*_: object, **__: object) -> object:
    """Fail as a library does, quoting what it failed on."""
    try:
        int(MARK)
    except ValueError as error:
        raise RuntimeError(f"no number: {MARK}, {SECRET}") from error


def test_an_error_in_the_middle_of_an_upload_quotes_no_cell(
    service: Service, logged: Callable[[], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Libraries quote the value that they fail on."""
    monkeypatch.setattr(service.engine, "read_table", fail)
    answer = service.client().post("/v1/datasets?name=table", data=ROWS, content_type="text/csv")
    text = logged()

    assert answer.status_code == 500
    assert MARK not in answer.text
    assert MARK not in text
    assert "RuntimeError" in text
    assert "caused by" in text
    assert "ValueError" in text
    assert "test_nothing_leaks.py" in text


def test_an_error_in_the_middle_of_a_run_quotes_no_cell(service: Service, logged: Callable[[], str]) -> None:
    """What a run ended with is shown on pages and kept in the database."""
    service.engine.work = fail  # type: ignore[assignment]
    run = service.finished_run()
    shown = service.client().get(f"/v1/runs/{run}")
    text = logged()

    assert shown.json["status"] == "failed"
    assert "RuntimeError" in shown.json["error"]
    assert "RuntimeError" in text
    assert MARK not in shown.text
    assert MARK not in text


def test_a_wrong_key_is_told_to_nobody(service: Service, logged: Callable[[], str]) -> None:
    """It may be the right key of another service, or this one's with a typing error."""
    answers = [
        service.client(SECRET).get("/v1/runs"),
        service.client(SECRET).post("/v1/runs", json={"goal": MARK}),
        service.app.test_client().get(f"/?key={SECRET}"),
        service.app.test_client().get("/v1/runs", headers={"Authorization": f"Basic {SECRET}"}),
    ]
    text = logged()

    assert [answer.status_code for answer in answers] == [401] * 4
    assert "401" in text
    assert not any(mark in answer.text + text for mark in (SECRET, MARK) for answer in answers)


def test_an_error_of_the_database_holds_no_values(service: Service, logged: Callable[[], str]) -> None:
    """Its own sentence is the whole statement with all that was to be written."""
    with pytest.raises(IntegrityError) as failed, service.parts.database.write() as session:
        session.add_all([Owner(name=MARK), Owner(name=MARK)])
    structlog.get_logger().error("request failed", exc_info=failed.value)

    assert MARK not in str(failed.value)
    assert MARK not in logged()


def test_the_web_server_logs_no_address_and_no_saying(logged: Callable[[], str]) -> None:
    """An address that lets a browser in has its secret in the query, and an error in a stream quotes what it sends."""
    server_log = ServerLog.__new__(ServerLog)
    try:
        fail()
    except RuntimeError:
        server_log.exception("Error handling request %s", f"/?key={SECRET}")
    text = logged()

    assert "RuntimeError" in text
    assert SECRET not in text
    assert MARK not in text


def test_settings_are_shown_without_secrets() -> None:
    """They stand in tracebacks and in what people send when they ask for help."""
    settings = Settings(api_key=SECRET, metrics_key=SECRET, database_url=f"postgresql://me:{SECRET}@db/x")

    assert SECRET not in repr(settings)


@pytest.mark.parametrize(
    ("name", "rows"),
    [
        ("broken.json", f'[{{"a": 1}}, {MARK}]'.encode()),
        ("ragged.csv", f"a,b\n1,2\n{MARK},2,3,4\n".encode()),
        ("broken.parquet", f"PAR1{MARK}PAR1".encode()),
    ],
)
def test_a_table_that_cannot_be_read_is_refused_without_its_cells(
    service: Service, logged: Callable[[], str], monkeypatch: pytest.MonkeyPatch, name: str, rows: bytes
) -> None:
    """The line and what is wrong with it are enough to find it; the answer may end in somebody's ticket."""
    monkeypatch.setattr(service.engine, "read_table", LocalEngine(Limits()).read_table)
    answer = service.client().post(f"/v1/datasets?name={name}", data=rows, content_type="application/octet-stream")

    assert answer.status_code == 422
    assert name in answer.json["detail"] or "Line 3" in answer.json["detail"]
    assert MARK not in answer.text
    assert MARK not in logged()


def test_a_line_of_the_log_says_which_system_error_it_was(tmp_path: Path) -> None:
    """A full disk must be told from a missing file, without the file's name."""
    try:
        (tmp_path / MARK).read_bytes()
    except OSError as error:
        said = without_sayings(None, "error", {"event": "x", "exc_info": error})

    assert "FileNotFoundError (errno 2)" in said["exception"]
    assert MARK not in json.dumps(said)
