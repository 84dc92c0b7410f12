"""Errors over HTTP."""

import pickle

import pytest
from sqlalchemy.exc import DataError, OperationalError

from service import errors
from service.errors import ServiceError
from service.store.statistics import check_database
from tests.service.conftest import KEY, Service

MEMBERS = {"type", "title", "status", "detail", "errors", "request_id"}


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/v1/nothing", 404),
        ("GET", "/v1", 404),
        ("GET", "/v1/runs/1/charts", 404),
        ("PUT", "/v1/datasets", 405),
        ("POST", "/v1/runs", 422),
        ("DELETE", "/v1/runs/1", 404),
    ],
)
def test_every_error_is_a_problem(service: Service, method: str, path: str, status: int) -> None:
    """A client must be able to read any answer in one way, whatever it accepts."""
    answer = service.client().open(path, method=method, headers={"Accept": "text/html"})

    assert answer.status_code == status
    assert answer.mimetype == "application/problem+json"
    assert set(answer.json) >= MEMBERS
    assert answer.json["status"] == status
    assert answer.json["request_id"] == answer.headers["X-Request-ID"]


def test_an_unknown_method_is_told_the_known_ones(service: Service) -> None:
    """HTTP asks for it, and it helps."""
    assert "POST" in service.client().put("/v1/datasets").headers["Allow"]


def test_a_body_of_another_type_is_refused(service: Service) -> None:
    """A form that is taken for an empty object would say that every field is missing."""
    answer = service.client().post("/v1/runs", data={"goal": "predict churn"})

    assert answer.status_code == 415


@pytest.mark.parametrize(
    "body",
    [
        b"{",
        b"NaN",
        b'{"goal": Infinity}',
        b'{"goal": 1e400}',
        b'{"goal": "\\ud800"}',
        b'{"goal": "a\\u0000b"}',
        b"[" * 100_000,
        b"\xff",
        b"9" * 5_000,
    ],
)
def test_a_body_that_is_not_json_is_refused(service: Service, body: bytes) -> None:
    """Python's own reader takes NaN, and gives up deep in a nest."""
    answer = service.client().post("/v1/runs", data=body, content_type="application/json")

    assert answer.status_code == 400
    assert "JSON" in answer.json["detail"]


def test_a_failure_of_ours_tells_nothing_but_where_to_look(service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    """Tracebacks hold data, paths and secrets."""

    def fail(*_: object) -> None:
        raise ZeroDivisionError("secret")

    monkeypatch.setattr(service.engine, "understand_goal", fail)
    body = {"dataset_id": service.add_dataset(), "goal": "predict churn"}
    answer = service.client().post("/v1/runs", json=body)

    assert answer.status_code == 500
    assert answer.mimetype == "application/problem+json"
    assert "secret" not in answer.text
    assert "Traceback" not in answer.text


def test_a_database_that_does_not_answer_is_a_reason_to_come_again(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A restart of the database takes seconds."""

    def fail(*_: object) -> None:
        raise OperationalError("SELECT secret", {}, Exception("gone"))

    monkeypatch.setattr(service.parts.owners, "caller_of_secret", fail)
    answer = service.client().get("/v1/runs")

    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
    assert "secret" not in answer.text


def test_a_value_that_the_database_does_not_take_is_the_requests_fault(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And the statement, with the values of others in it, stays here."""

    def fail(*_: object) -> None:
        raise DataError("SELECT secret", {}, Exception("NUL"))

    monkeypatch.setattr(service.parts.runs, "list", fail)
    answer = service.client().get("/v1/runs")

    assert answer.status_code == 422
    assert "secret" not in answer.text


def test_ready_says_when_files_cannot_be_written(service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    """A full disk must take the service out of the rotation."""

    def fail() -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(service.parts.blobs, "check", fail)
    answer = service.app.test_client().get("/readyz")

    assert answer.status_code == 503
    assert "No space left on device" in answer.json["detail"]


def test_people_get_a_page(service: Service) -> None:
    """A browser shows JSON as a heap of braces."""
    answer = service.app.test_client().get("/docs", headers={"Accept": "text/html"})

    assert (answer.status_code, answer.mimetype) == (401, "text/html")
    assert "key" in answer.text


def test_a_request_id_from_outside_is_kept_only_where_it_is_plain(service: Service) -> None:
    """It goes into logs."""
    kept = service.client().get("/healthz", headers={"X-Request-ID": "abc-1"})
    refused = service.client().get("/healthz", headers={"X-Request-ID": "a b<script>"})

    assert kept.headers["X-Request-ID"] == "abc-1"
    assert "script" not in refused.headers["X-Request-ID"]


SAMPLES = (
    errors.SettingError("PLAINTUNE_PORT", "x", "a number"),
    errors.UnusableFileError("a.csv", "there is no such file"),
    errors.NotFoundError("run", "1"),
    errors.LinkGoneError(),
    errors.UnfinishedError("This run is running."),
    errors.UnknownChartError("pie", ("gap", "slices"), None),
    errors.ConflictError("It still works."),
    errors.FieldError("goal", "It is empty."),
    errors.UnknownKeyError(),
    errors.ScopeError("read", "write"),
    errors.ForeignRequestError(),
    errors.OverLimitError("The goal", 10, "PLAINTUNE_X"),
    errors.BodyTooLargeError("The body", 10, "PLAINTUNE_X"),
    errors.QuotaError("Your runs", 11, 10, "PLAINTUNE_X", 60),
    errors.StorageQuotaError(11, 10, "PLAINTUNE_X"),
    errors.BusyError("Full."),
    errors.BlobStoreError("read", "it does not answer"),
    errors.MissingBlobError("tables/a.parquet"),
    errors.DamagedBlobError("tables/a.parquet"),
    errors.NotReadyError({"worker": "None lives."}),
    errors.LeaseLostError("1", 2),
    errors.HandOverError("1"),
)


@pytest.mark.parametrize("error", SAMPLES, ids=lambda error: type(error).__name__)
def test_an_error_survives_pickling_and_says_one_thing(error: ServiceError) -> None:
    """It may come from another process, and must still say the same."""
    again = pickle.loads(pickle.dumps(error))  # noqa: S301  our own error, pickled a moment ago

    assert type(again) is type(error)
    assert str(again) == str(error)
    assert str(error).endswith((".", ". "))


def test_every_error_of_the_service_has_a_sample() -> None:
    """A new class must not slip past the test above."""

    def below(kind: type[Exception]) -> set[type[Exception]]:
        return {kind}.union(*(below(child) for child in kind.__subclasses__()))

    assert below(ServiceError) - {ServiceError} == {type(error) for error in SAMPLES}


def test_a_query_never_reaches_the_log(service: Service, capsys: pytest.CaptureFixture[str]) -> None:
    """The address that lets a browser in has its secret there."""
    service.app.test_client().get(f"/?key={KEY}")
    check_database(service.parts.database)

    assert KEY not in capsys.readouterr().out
