"""What one owner may have, and how often one key may ask: over it, the answer names limit, value and setting."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from werkzeug.test import TestResponse

from service.app import create_app
from service.rates import Buckets
from service.settings import Limits, Settings
from service.store.claims import ClaimStore, Ending
from service.store.database import Database
from service.store.owners import OwnerStore
from service.store.worked import note_work, worked_seconds
from tests.service.conftest import CSV, KEY, OTHER_KEY, Service
from tests.service.fake_engine import FakeEngine

BUDGET = {"seconds": 60}


@pytest.fixture
def limits() -> Limits:
    """Return limits that are soon reached."""
    return Limits(max_runs_at_once=2, max_seconds_a_day=200, max_stored_bytes=200, max_burst_requests=100)


def ask(service: Service, key: str = KEY, seconds: float = 60, dataset: str | None = None) -> TestResponse:
    """Ask for a run."""
    body = {"dataset_id": dataset or service.add_dataset(key), "goal": "predict churn", "budget": {"seconds": seconds}}
    return service.client(key).post("/v1/runs", json=body)


def test_one_owner_has_so_many_unfinished_runs(service: Service) -> None:
    """And another one has as many of their own."""
    dataset = service.add_dataset()
    answers = [ask(service, dataset=dataset) for _ in range(3)]

    assert [answer.status_code for answer in answers] == [202, 202, 429]
    assert all(word in answers[2].json["detail"] for word in ("3", "2", "PLAINTUNE_MAX_RUNS_AT_ONCE"))
    assert int(answers[2].headers["Retry-After"]) > 0
    assert ask(service, OTHER_KEY).status_code == 202
    assert service.worker().work_on_next()
    assert ask(service, dataset=dataset).status_code == 202


def test_a_repeat_of_an_accepted_request_is_no_further_run(service: Service) -> None:
    """A client that lost the answer must not be told that it has too many."""
    body = {"dataset_id": service.add_dataset(), "goal": "predict churn", "budget": BUDGET}
    headers = {"Idempotency-Key": "once"}
    answers = [service.client().post("/v1/runs", json=body, headers=headers) for _ in range(4)]

    assert [answer.status_code for answer in answers] == [202] * 4
    assert len({answer.json["id"] for answer in answers}) == 1


def test_runs_of_two_requests_at_one_moment_are_both_counted(service: Service) -> None:
    """A count and an insert that are not one let everybody in who comes at once."""
    dataset, barrier, statuses = service.add_dataset(), threading.Barrier(6), []

    def one() -> None:
        barrier.wait()
        statuses.append(ask(service, seconds=10, dataset=dataset).status_code)

    threads = [threading.Thread(target=one) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(statuses) == [202, 202, 429, 429, 429, 429]


def test_budgets_of_a_day_are_counted_before_they_are_spent(service: Service) -> None:
    """Else the queue holds a week of work for somebody who may have an hour."""
    dataset = service.add_dataset()
    first, second = ask(service, seconds=150, dataset=dataset), ask(service, seconds=60, dataset=dataset)

    assert (first.status_code, second.status_code) == (202, 429)
    assert all(word in second.json["detail"] for word in ("210", "200", "PLAINTUNE_MAX_SECONDS_A_DAY"))
    assert ask(service, seconds=50, dataset=dataset).status_code == 202


def test_seconds_that_were_worked_count_and_what_was_left_over_does_not(service: Service) -> None:
    """A run that ended early gives back what it did not use."""
    run = service.start_run(budget={"seconds": 150})
    claim = service.claims.claim("worker", 30.0)
    assert claim is not None
    service.claims.renew(claim, 30.0, elapsed_seconds=40.0)
    service.claims.finish(claim, Ending("failed"), 100.0)
    dataset = service.client().get(f"/v1/runs/{run}").json["dataset_id"]

    assert ask(service, seconds=101, dataset=dataset).status_code == 429
    assert ask(service, seconds=100, dataset=dataset).status_code == 202


@pytest.mark.parametrize(
    ("address", "body"),
    [
        ("what-ifs", {"hyperparameters": {"max_depth": 9}, "budget": {"seconds": 150}}),
        ("checks", {"checks": ["nested_cv"], "budget": {"seconds": 150}}),
        ("continue", {"budget": {"seconds": 150}}),
    ],
)
def test_work_on_a_run_that_has_ended_is_booked_too(service: Service, address: str, body: dict[str, object]) -> None:
    """A quota that an experiment goes around is none."""
    first, second = service.finished_run(budget=BUDGET), service.finished_run(budget=BUDGET)

    assert service.client().post(f"/v1/runs/{first}/{address}", json=body).status_code == 202
    assert service.client().post(f"/v1/runs/{second}/{address}", json=body).status_code == 429
    assert ask(service, seconds=51).status_code == 429
    assert ask(service, seconds=45).status_code == 202


def test_a_day_ends(database: Database, owner: str) -> None:
    """What was used yesterday is not held against anybody for ever."""
    with database.write() as session:
        note_work(session, owner, 30.0)
        note_work(session, owner, 12.0)
        assert worked_seconds(session, owner) == pytest.approx(42.0)
        session.connection().exec_driver_sql("UPDATE worked_hours SET hour = hour - 24")
        assert worked_seconds(session, owner) == 0.0


def test_a_table_needs_room_among_the_owners_files(service: Service) -> None:
    """One owner's tables must not fill the disk of all; what they delete is theirs again."""
    datasets = [service.add_dataset() for _ in range(200 // len(CSV))]
    refused = service.client().post("/v1/datasets", data=CSV, content_type="text/csv")

    assert refused.status_code == 413
    assert all(word in refused.json["detail"] for word in ("200", "PLAINTUNE_MAX_STORED_BYTES", "delete"))
    assert service.client(OTHER_KEY).post("/v1/datasets", data=CSV, content_type="text/csv").status_code == 201
    assert service.client().delete(f"/v1/datasets/{datasets[0]}").status_code == 204
    assert service.client().post("/v1/datasets", data=CSV, content_type="text/csv").status_code == 201


def test_files_of_a_run_count(service: Service) -> None:
    """A model may be larger than its table."""
    run = service.start_run(budget=BUDGET)
    (service.parts.blobs.run_folder(run) / "predictions").write_bytes(b"x" * 500)
    assert service.worker().work_on_next()

    assert service.client().post("/v1/datasets", data=CSV, content_type="text/csv").status_code == 413


def test_a_refused_table_leaves_no_file(service: Service) -> None:
    """Else the disk is full all the same."""
    large = CSV + b"60,yes\n" * 50
    assert service.client().post("/v1/datasets", data=large, content_type="text/csv").status_code == 413

    assert not list((service.parts.settings.home / "blobs" / "tables").iterdir())


@pytest.fixture
def hurried(tmp_path: Path) -> Iterator[Service]:
    """Start a service that lets five requests of a key in a hurry through."""
    limits = Limits(max_requests_per_second=1, max_burst_requests=5)
    engine = FakeEngine()
    started = Service(create_app(Settings(home=tmp_path / "home", api_key=KEY, limits=limits), engine), engine)
    other = started.parts.owners.add_owner("other")
    started.parts.owners.set_key(other, "first", OTHER_KEY)
    yield started
    started.parts.database.dispose()


def test_a_key_that_asks_too_fast_is_told_when_to_come_again(hurried: Service) -> None:
    """One program in a loop must not keep everybody else out."""
    answers = [hurried.client().get("/v1/runs") for _ in range(20)]
    refused = answers[-1]

    assert [answer.status_code for answer in answers[:5]] == [200] * 5
    assert refused.status_code == 429
    assert refused.headers["Retry-After"] == "1"
    assert "PLAINTUNE_MAX_REQUESTS_PER_SECOND" in refused.json["detail"]
    assert hurried.client(OTHER_KEY).get("/v1/runs").status_code == 200
    assert hurried.client().get("/healthz").status_code == 200


def test_a_bucket_fills_again_and_no_further_than_full() -> None:
    """Whoever waits may ask again; whoever waited for a day may not ask a day's worth at once."""
    now = [0.0]
    buckets = Buckets(rate=2.0, burst=3, clock=lambda: now[0])
    first = [buckets.take("a") for _ in range(4)]
    now[0] = 0.5
    second = [buckets.take("a") for _ in range(2)]
    now[0] = 86_400.0
    third = [buckets.take("a") for _ in range(4)]

    assert first == [0.0, 0.0, 0.0, 0.5]
    assert second == [0.0, 0.5]
    assert third == [0.0, 0.0, 0.0, 0.5]


def test_work_of_an_owner_that_is_gone_is_gone(database: Database, owner: str) -> None:
    """What is counted hangs on whom it is counted for."""
    assert OwnerStore(database).add_owner("somebody") == owner
    with database.write() as session:
        note_work(session, owner, 30.0)
        session.connection().exec_driver_sql("DELETE FROM owners")
        assert worked_seconds(session, owner) == 0.0
    assert ClaimStore(database).claim("worker", 1.0) is None
