"""The life of a run: worked on, canceled, handed over, resumed, failed."""

import threading
import time

import pytest

from models.errors import InputError
from models.record import RunRecord
from service.engine import Order, Sink
from service.errors import LeaseLostError
from service.store.claims import MOST_INTERRUPTIONS, ClaimStore
from service.store.runs import Recorded
from service.worker import Worker
from tests.service.conftest import Service
from tests.service.fake_engine import record_of, three_trials, trial

pytestmark = pytest.mark.both_databases


def status_of(service: Service, run_id: str) -> str:
    """Ask for the status of a run."""
    return str(service.client().get(f"/v1/runs/{run_id}").json["status"])


def test_a_run_is_queued_and_then_succeeds(service: Service) -> None:
    """The whole way of a run, as its owner sees it."""
    run_id = service.start_run()
    assert status_of(service, run_id) == "queued"
    assert service.worker().work_on_next()

    run = service.client().get(f"/v1/runs/{run_id}").json
    assert run["status"] == "succeeded"
    assert run["result"]["score"]["corrected"] == pytest.approx(0.78)
    assert [entry["trial"] for entry in run["leaderboard"]] == [0, 1, 2]
    assert run["decisions"][0]["chosen"] == "2 folds"
    assert run["findings"][0]["code"] == "few_rows"


def test_a_worker_without_work_says_so(service: Service) -> None:
    """The loop must know when to wait."""
    assert not service.worker().work_on_next()


def test_a_queued_run_is_canceled_at_once(service: Service) -> None:
    """Nobody works on it, so that there is nothing to wait for."""
    run_id = service.start_run()
    answer = service.client().post(f"/v1/runs/{run_id}/cancel")

    assert (answer.status_code, answer.json["status"]) == (202, "cancelled")
    assert not service.worker().work_on_next()


def test_a_working_run_is_canceled_and_keeps_its_best_model(service: Service) -> None:
    """Whoever has seen enough wants the model, not an empty hand."""
    working = threading.Event()

    def work(order: Order, sink: Sink, _recorded: Recorded) -> RunRecord:
        sink.trial_finished(trial(0))
        working.set()
        while not sink.should_stop():
            time.sleep(0.02)
        (order.folder / "model").mkdir()
        return record_of(order, (trial(0),), trial(0))

    service.engine.work = work
    run_id = service.start_run()
    thread = threading.Thread(target=service.worker().work_on_next)
    thread.start()
    assert working.wait(10)
    assert service.client().post(f"/v1/runs/{run_id}/cancel").status_code == 202
    thread.join(10)

    run = service.client().get(f"/v1/runs/{run_id}").json
    assert (run["status"], run["result"]["trial"]) == ("cancelled", 0)
    rows = {"rows": [{"age": 3}]}
    assert service.client().post(f"/v1/runs/{run_id}/predictions", json=rows).status_code == 200


def test_a_run_that_has_ended_cannot_be_canceled(service: Service) -> None:
    """Saying yes would promise something."""
    run_id = service.finished_run()

    assert service.client().post(f"/v1/runs/{run_id}/cancel").status_code == 409


def test_a_worker_asked_to_end_hands_its_run_over(service: Service) -> None:
    """A restart of the service must not cost a run."""
    first, second = service.worker("first"), service.worker("second")

    def work(order: Order, sink: Sink, recorded: Recorded) -> RunRecord:
        sink.trial_finished(trial(0))
        first.stopping.set()
        return three_trials(order, sink, recorded)

    service.engine.work = work
    run_id = service.start_run()
    first.work()
    assert status_of(service, run_id) == "queued"

    service.engine.work = three_trials
    assert second.work_on_next()
    assert status_of(service, run_id) == "succeeded"


def test_a_run_goes_on_from_its_recorded_trials_after_its_worker_died(service: Service) -> None:
    """The truth of a run lives in the database, whoever dies."""
    run_id = service.start_run()
    dead = service.claims.claim("dead", -1.0)
    assert dead is not None
    service.claims.record_trial(dead, trial(0))
    seen = []

    def work(order: Order, sink: Sink, recorded: Recorded) -> RunRecord:
        seen.extend(t.number for t in recorded.trials)
        return three_trials(order, sink, recorded)

    service.engine.work = work
    assert service.worker().work_on_next()

    trials = service.client().get(f"/v1/runs/{run_id}/trials").json["items"]
    assert seen == [0]
    assert [t["number"] for t in trials] == [0, 1, 2]


def test_a_worker_that_lost_its_run_leaves_it_to_the_other(service: Service) -> None:
    """Its outcome belongs to nobody any more."""
    run_id = service.start_run()
    errors = []

    def work(order: Order, sink: Sink, _recorded: Recorded) -> RunRecord:
        with service.parts.database.write() as session:
            session.connection().exec_driver_sql("UPDATE runs SET attempt = attempt + 1")
        try:
            sink.trial_finished(trial(0))
        except LeaseLostError as error:
            errors.append(error)
            raise
        return record_of(order, (), None)

    service.engine.work = work
    assert service.worker().work_on_next()

    assert len(errors) == 1
    assert status_of(service, run_id) == "running"


def test_a_lost_lease_is_noticed_without_a_write(service: Service) -> None:
    """A long fit writes nothing for minutes, and its children must end soon."""
    service.start_run()

    def work(order: Order, sink: Sink, _recorded: Recorded) -> RunRecord:
        with service.parts.database.write() as session:
            session.connection().exec_driver_sql("UPDATE runs SET attempt = attempt + 1")
        deadline = time.monotonic() + 10
        while time.monotonic() < deadline and not sink.should_stop():
            time.sleep(0.02)
        return record_of(order, (), None)

    service.engine.work = work
    began = time.monotonic()
    assert service.worker().work_on_next()

    assert time.monotonic() - began < 5


def test_input_that_the_engine_refuses_fails_the_run_with_its_sentence(service: Service) -> None:
    """The owner can do something about it, if told."""

    def work(_order: Order, _sink: Sink, _recorded: Recorded) -> RunRecord:
        raise InputError("One class alone cannot be learned.")

    service.engine.work = work
    run_id = service.finished_run()

    run = service.client().get(f"/v1/runs/{run_id}").json
    assert (run["status"], run["error"]) == ("failed", "One class alone cannot be learned.")


def test_a_crash_fails_the_run_without_its_details_and_the_worker_lives_on(service: Service) -> None:
    """Tracebacks hold data and paths; the log has them."""

    def work(_order: Order, _sink: Sink, _recorded: Recorded) -> RunRecord:
        raise ZeroDivisionError("secret")

    service.engine.work = work
    run_id = service.finished_run()
    service.engine.work = three_trials
    other = service.finished_run()

    run = service.client().get(f"/v1/runs/{run_id}").json
    assert run["status"] == "failed"
    assert "ZeroDivisionError" in run["error"]
    assert "secret" not in run["error"]
    assert status_of(service, other) == "succeeded"


def test_a_run_that_kills_its_workers_ends(service: Service) -> None:
    """Otherwise it would kill workers for ever, and nobody else's run would come to its turn."""
    run_id = service.start_run()
    claims: ClaimStore = service.claims
    for _ in range(MOST_INTERRUPTIONS + 1):
        assert claims.claim("dead", -1.0) is not None
    assert service.worker().work_on_next()

    run = service.client().get(f"/v1/runs/{run_id}").json
    assert run["status"] == "failed"
    assert "memory" in run["error"]
    assert service.engine.orders == []


def test_seconds_of_earlier_attempts_are_told_to_the_engine(service: Service) -> None:
    """The budget is spent once, not once an attempt."""
    service.start_run()
    claims = service.claims
    dead = claims.claim("dead", 5.0)
    assert dead is not None
    claims.renew(dead, -1.0, elapsed_seconds=40.0)
    assert service.worker().work_on_next()

    (_, elapsed_seconds), *_ = service.engine.orders
    assert 40.0 <= elapsed_seconds < 42.0


def test_a_worker_stops_waiting_when_asked_to_end(service: Service) -> None:
    """SIGTERM must not wait for the next run."""
    worker: Worker = service.worker()
    thread = threading.Thread(target=worker.work)
    thread.start()
    worker.stopping.set()
    thread.join(5)

    assert not thread.is_alive()
