"""Deeper checks of a run that has ended: queued, claimed and fenced like any run, and never its end."""

import pytest

from models.errors import NothingToCheckError
from models.record import RunRecord
from service.engine import Sink
from service.errors import LeaseLostError
from service.store.checks import OpenChecks
from tests.service.conftest import OTHER_KEY, Service
from tests.service.fake_engine import finding

pytestmark = pytest.mark.both_databases

BODY = {"checks": ["learning_curve", "nested_cv"], "budget": {"seconds": 30}}


@pytest.fixture
def ended(service: Service) -> str:
    """Finish a run and return its id."""
    return service.finished_run(budget={"trials": 3})


def codes(service: Service, run_id: str) -> list[str]:
    """Return the codes of the findings that a run shows."""
    return [found["code"] for found in service.client().get(f"/v1/runs/{run_id}").json["findings"]]


def test_checks_are_queued_and_land_in_the_findings(service: Service, ended: str) -> None:
    """The whole way, as its owner sees it; result and leaderboard stay in sight all the time."""
    answer = service.client().post(f"/v1/runs/{ended}/checks", json=BODY)

    assert answer.status_code == 202
    assert answer.headers["Location"] == f"/v1/runs/{ended}"
    assert answer.json["status"] == "queued"
    assert answer.json["result"] is not None
    assert len(answer.json["leaderboard"]) == 3

    assert service.worker().work_on_next()
    run = service.client().get(f"/v1/runs/{ended}").json
    assert run["status"] == "succeeded"
    assert codes(service, ended) == ["few_rows", "learning_curve", "nested_cv"]
    assert run["result"] is not None


def test_what_checks_take_is_no_part_of_the_run(service: Service, ended: str) -> None:
    """They have a budget of their own: a run that goes on later counts its own seconds."""
    before = service.client().get(f"/v1/runs/{ended}").json["progress"]["elapsed_seconds"]
    seen: list[OpenChecks] = []

    def remember(_sink: Sink, record: RunRecord, checks: OpenChecks) -> RunRecord:
        seen.append(checks)
        with service.parts.database.write() as session:
            session.connection().exec_driver_sql("UPDATE runs SET elapsed_seconds = 500")
        return record

    service.engine.checking = remember
    service.client().post(f"/v1/runs/{ended}/checks", json=BODY)
    service.worker().work_on_next()

    assert (seen[0].names, seen[0].seconds) == (("learning_curve", "nested_cv"), 30.0)
    assert service.client().get(f"/v1/runs/{ended}").json["progress"]["elapsed_seconds"] == pytest.approx(before)


@pytest.mark.parametrize("error", [NothingToCheckError("the table is another one"), RuntimeError("no")])
def test_checks_that_fail_leave_the_run_as_it_was(service: Service, ended: str, error: Exception) -> None:
    """A run that had succeeded does not fail afterwards; the check says that it has no answer."""

    def fail(_sink: Sink, _record: RunRecord, _checks: OpenChecks) -> RunRecord:
        raise error

    service.engine.checking = fail
    service.client().post(f"/v1/runs/{ended}/checks", json=BODY)
    service.worker().work_on_next()

    run = service.client().get(f"/v1/runs/{ended}").json
    assert (run["status"], run["error"]) == ("succeeded", None)
    assert run["result"] is not None
    assert [found["answer"] for found in run["findings"][-2:]] == ["not_applicable"] * 2


def test_a_canceled_check_ends_with_what_it_found(service: Service, ended: str) -> None:
    """Who no longer waits gets the worker back, and the run as it had ended."""

    def until_stopped(sink: Sink, record: RunRecord, _checks: OpenChecks) -> RunRecord:
        while not sink.should_stop():
            pass
        return record

    service.engine.checking = until_stopped
    service.client().post(f"/v1/runs/{ended}/checks", json=BODY)
    assert service.client().post(f"/v1/runs/{ended}/cancel").status_code == 202
    assert service.worker().work_on_next()

    assert service.client().get(f"/v1/runs/{ended}").json["status"] == "succeeded"


def test_a_worker_of_before_writes_nothing_into_a_run_that_is_checked(service: Service) -> None:
    """The attempt fences checks off like any work."""
    run_id = service.start_run()
    old = service.claims.claim("old", 0.0)
    assert old is not None
    service.worker().work_on_next()
    service.client().post(f"/v1/runs/{run_id}/checks", json=BODY)

    with pytest.raises(LeaseLostError):
        service.claims.record_finding(old, finding())


def test_checks_go_on_at_another_worker(service: Service, ended: str) -> None:
    """A worker that dies leaves its checks to the next one."""
    service.client().post(f"/v1/runs/{ended}/checks", json=BODY)
    lost = service.claims.claim("lost", -1.0)
    assert lost is not None
    assert lost.checks is not None

    assert service.worker().work_on_next()
    assert "nested_cv" in codes(service, ended)


def test_an_unfinished_run_cannot_be_checked(service: Service, ended: str) -> None:
    """There is nothing to check yet; nor while it is being checked."""
    waiting = service.start_run()
    assert service.client().post(f"/v1/runs/{waiting}/checks", json=BODY).status_code == 409
    assert service.client().post(f"/v1/runs/{ended}/checks", json=BODY).status_code == 202
    assert service.client().post(f"/v1/runs/{ended}/checks", json=BODY).status_code == 409


def test_a_run_of_somebody_else_cannot_be_checked(service: Service, ended: str) -> None:
    """It is not even there."""
    assert service.client(OTHER_KEY).post(f"/v1/runs/{ended}/checks", json=BODY).status_code == 404


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"checks": []},
        {"checks": ["horoscope"]},
        {"checks": ["nested_cv", "nested_cv"]},
        {"checks": ["nested_cv"], "budget": {"seconds": 0}},
        {"checks": ["nested_cv"], "budget": {"trials": 5}},
        {"checks": ["nested_cv"], "budget": {"seconds": 90_000}},
    ],
)
def test_checks_that_cannot_be_are_refused(service: Service, ended: str, body: dict[str, object]) -> None:
    """Before anything is queued, with a sentence."""
    assert service.client().post(f"/v1/runs/{ended}/checks", json=body).status_code == 422


def test_a_checked_run_can_go_on(service: Service, ended: str) -> None:
    """More budget after checks: the findings are made again."""
    service.client().post(f"/v1/runs/{ended}/checks", json=BODY)
    service.worker().work_on_next()

    assert service.client().post(f"/v1/runs/{ended}/continue", json={"budget": {"trials": 2}}).status_code == 202
    assert service.worker().work_on_next()
    assert codes(service, ended) == ["few_rows"]
