"""Following a run as server-sent events."""

import json
import threading
import time
from dataclasses import dataclass
from typing import Any

import pytest

from models.record import RunRecord
from service.engine import Order, Sink
from service.settings import Limits
from service.store.runs import Recorded
from tests.service.conftest import Service
from tests.service.fake_engine import record_of, trial


@dataclass(frozen=True)
class Event:
    """One event as a client reads it."""

    kind: str
    id: int
    data: dict[str, Any]


def events_of(service: Service, run_id: str, last: str | None = None) -> list[Event]:
    """Follow a run to its end."""
    headers = {} if last is None else {"Last-Event-ID": last}
    answer = service.client().get(f"/v1/runs/{run_id}/events", headers=headers)
    assert answer.mimetype == "text/event-stream"
    found = []
    for block in answer.get_data(as_text=True).split("\n\n"):
        lines = dict(line.split(": ", 1) for line in block.split("\n") if line)
        if "event" in lines:
            found.append(Event(lines["event"], int(lines["id"]), json.loads(lines["data"])))
    return found


def test_a_finished_run_tells_everything_and_ends(service: Service) -> None:
    """Whoever comes late misses nothing, and is not kept waiting."""
    events = events_of(service, service.finished_run())

    assert {event.kind for event in events} == {"progress", "trial", "decision", "done"}
    assert sorted(event.data["number"] for event in events if event.kind == "trial") == [0, 1, 2]
    assert events[-1].kind == "done"
    assert events[-1].data == {"status": "succeeded", "error": None}
    assert [event.id for event in events] == sorted(event.id for event in events)


def test_a_listener_resumes_after_the_last_event_that_it_knows(service: Service) -> None:
    """A phone that slept must not read everything again."""
    run_id = service.finished_run()
    events = events_of(service, run_id)
    second = [event for event in events if event.kind == "trial"][1]
    rest = events_of(service, run_id, last=str(second.id))

    assert [event.data["number"] for event in rest if event.kind == "trial"] == [2]
    assert rest[-1].kind == "done"


@pytest.mark.parametrize("last", ["999999", "9" * 40, "x", "-1", ""])
def test_a_made_up_last_event_still_ends(service: Service, last: str) -> None:
    """What a client sends must not leave a thread waiting."""
    assert events_of(service, service.finished_run(), last=last)[-1].kind == "done"


def test_trials_are_told_while_the_run_works(service: Service) -> None:
    """People watch, and stop what goes nowhere."""
    may_end = threading.Event()

    def work(order: Order, sink: Sink, _recorded: Recorded) -> RunRecord:
        sink.trial_started(trial(0, "running"))
        sink.trial_finished(trial(0))
        assert may_end.wait(10)
        return record_of(order, (trial(0),), trial(0))

    service.engine.work = work
    run_id = service.start_run()
    worker = threading.Thread(target=service.worker().work_on_next)
    worker.start()
    answer = service.client().get(f"/v1/runs/{run_id}/events")
    seen = ""
    for chunk in answer.iter_encoded():
        seen += chunk.decode()
        if '"state":"complete"' in seen:
            may_end.set()
    worker.join(10)

    assert may_end.is_set()
    assert "event: done" in seen


def test_a_failed_run_says_why(service: Service) -> None:
    """Done is not always good."""

    def work(_order: Order, _sink: Sink, _recorded: Recorded) -> RunRecord:
        raise ZeroDivisionError

    service.engine.work = work
    done = events_of(service, service.finished_run())[-1]

    assert done.data["status"] == "failed"
    assert "ZeroDivisionError" in done.data["error"]


def test_streams_end_when_the_process_is_about_to(service: Service) -> None:
    """A restart must not wait five minutes for listeners."""
    run_id = service.start_run()
    service.parts.streams.is_closing = lambda: True
    began = time.monotonic()

    assert events_of(service, run_id) == []
    assert time.monotonic() - began < 2


class TestOneStream:
    """With room for one stream."""

    @pytest.fixture
    def limits(self) -> Limits:
        """Allow one stream at once."""
        return Limits(max_streams=1)

    def test_a_stream_too_many_is_sent_away_and_the_place_given_back(self, service: Service) -> None:
        """Listeners must not take the threads that answer everybody else."""
        run_id = service.start_run()
        client = service.client()
        first = client.get(f"/v1/runs/{run_id}/events", buffered=False)
        second = client.get(f"/v1/runs/{run_id}/events")
        assert (second.status_code, second.headers["Retry-After"]) == (503, "5")
        assert "PLAINTUNE_MAX_STREAMS" in second.json["detail"]

        assert next(first.iter_encoded())
        first.close()
        service.parts.streams.is_closing = lambda: True
        assert client.get(f"/v1/runs/{run_id}/events").status_code == 200
