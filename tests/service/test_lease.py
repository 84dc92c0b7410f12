"""A worker's hold on a run: it ends by itself when nobody renews it, and over the head of work that does not listen."""

import threading
import time

import pytest

from models.record import RunRecord
from service import lease as lease_module
from service.engine import Order, Sink
from service.errors import LeaseLostError
from service.lease import Lease
from service.store.runs import Recorded
from tests.service.conftest import Service
from tests.service.fake_engine import record_of, three_trials, trial

pytestmark = pytest.mark.both_databases
MOST_SECONDS = 20.0


def test_a_worker_that_was_stopped_for_longer_than_its_lease_knows_it_at_once(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its thread has not asked yet; its next file would take the place of its heir's."""
    service.start_run()
    claim = service.claims.claim("stopped", 15.0)
    assert claim is not None
    lease = Lease(service.claims, claim, 15.0, threading.Event())
    lease.check()
    clock = lease_module._clock
    monkeypatch.setattr(lease_module, "_clock", lambda: clock() + 16.0)

    with pytest.raises(LeaseLostError):
        lease.check()


def test_a_worker_that_is_asked_to_end_gives_its_run_back_though_its_work_does_not_listen(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One fit may take an hour; the run must not wait for a lease to run out."""
    monkeypatch.setattr(lease_module, "HAND_OVER_SECONDS", 0.0)
    monkeypatch.setattr(lease_module, "RENEWALS_PER_LEASE", 100)
    deaf, heir = service.worker("deaf"), service.worker("heir")
    working, may_end = threading.Event(), threading.Event()
    refused: list[BaseException] = []

    def work(order: Order, sink: Sink, _recorded: Recorded) -> RunRecord:
        working.set()
        assert may_end.wait(MOST_SECONDS)
        try:
            sink.trial_finished(trial(7))
        except LeaseLostError as error:
            refused.append(error)
            raise
        return record_of(order, (), None)

    service.engine.work = work
    run_id = service.start_run()
    thread = threading.Thread(target=deaf.work)
    thread.start()
    assert working.wait(MOST_SECONDS)
    deaf.stopping.set()
    deadline = time.monotonic() + MOST_SECONDS
    while service.client().get(f"/v1/runs/{run_id}").json["status"] != "queued":
        assert time.monotonic() < deadline
    service.engine.work = three_trials
    assert heir.work_on_next()
    may_end.set()
    thread.join(MOST_SECONDS)

    run = service.client().get(f"/v1/runs/{run_id}").json
    assert len(refused) == 1
    assert (run["status"], [entry["trial"] for entry in run["leaderboard"]]) == ("succeeded", [0, 1, 2])


def test_two_workers_after_one_run_make_each_trial_once(service: Service) -> None:
    """A trial that is counted twice is a score that was looked at twice."""
    made: list[int] = []

    def work(order: Order, sink: Sink, recorded: Recorded) -> RunRecord:
        record = three_trials(order, sink, recorded)
        made.extend(t.number for t in record.trials)
        return record

    service.engine.work = work
    run_id = service.start_run()
    claims: list[bool] = []
    threads = [
        threading.Thread(target=lambda name=name: claims.append(service.worker(name).work_on_next()))
        for name in ("one", "two")
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(MOST_SECONDS)

    trials = service.client().get(f"/v1/runs/{run_id}/trials").json["items"]
    assert sorted(claims) == [False, True]
    assert made == [0, 1, 2]
    assert [t["number"] for t in trials] == [0, 1, 2]
