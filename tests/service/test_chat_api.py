"""The assistant over HTTP."""

import json
import threading

import pytest

from models.record import RunRecord
from service.engine import Order, Sink
from service.store.runs import Recorded
from tests.service.conftest import OTHER_KEY, Service
from tests.service.fake_engine import record_of, trial


def test_an_answer_comes_with_its_citations(service: Service) -> None:
    """Every number can be followed to its fact."""
    run_id = service.finished_run()
    answer = service.client().post("/v1/chat", json={"message": "does it overfit?", "run_id": run_id})

    assert answer.status_code == 200
    assert answer.json["answer"] == "It is 0.78 [1]."
    assert answer.json["citations"] == [
        {"id": "c1", "label": "score", "value": 0.78, "unit": "", "href": f"/runs/{run_id}/score", "source": None}
    ]
    assert answer.json["topic"] == "overfitting"
    assert {"conversation_id", "charts", "suggestions", "alternatives"} < set(answer.json)


def test_the_assistant_speaks_from_the_record(service: Service) -> None:
    """And from nothing else: it is all that it is given."""
    run_id = service.finished_run()
    service.client().post("/v1/chat", json={"message": "why?", "run_id": run_id})
    (_, record, _), *_ = service.engine.questions

    assert record is not None
    assert record.result is not None
    assert [t.number for t in record.trials] == [0, 1, 2]


def test_a_run_that_still_works_is_talked_about(service: Service) -> None:
    """People ask while they wait."""
    working, may_end = threading.Event(), threading.Event()

    def work(order: Order, sink: Sink, _recorded: Recorded) -> RunRecord:
        sink.trial_finished(trial(0))
        working.set()
        assert may_end.wait(10)
        return record_of(order, (trial(0),), trial(0))

    service.engine.work = work
    run_id = service.start_run()
    worker = threading.Thread(target=service.worker().work_on_next)
    worker.start()
    assert working.wait(10)
    answer = service.client().post("/v1/chat", json={"message": "how is it going?", "run_id": run_id})
    may_end.set()
    worker.join(10)
    (_, record, _), *_ = service.engine.questions

    assert answer.status_code == 200
    assert record is not None
    assert (record.status, record.result) == ("running", None)
    assert [entry.trial for entry in record.leaderboard] == [0]
    assert [column.name for column in record.data.columns] == ["age", "churn"]


def test_a_conversation_remembers_what_was_said(service: Service) -> None:
    """A question such as "and why?" needs a before."""
    first = service.client().post("/v1/chat", json={"message": "does it overfit?"}).json
    conversation = first["conversation_id"]
    service.client().post("/v1/chat", json={"message": "and why?", "conversation_id": conversation})

    assert [context for _, _, context in service.engine.questions] == [{}, {"asked": 1}]
    kept = service.client().get(f"/v1/conversations/{conversation}").json
    assert [(message["role"], message["text"]) for message in kept["messages"]] == [
        ("user", "does it overfit?"),
        ("assistant", "It is 0.78 [1]."),
        ("user", "and why?"),
        ("assistant", "It is 0.78 [1]."),
    ]
    assert kept["messages"][1]["answer"]["citations"][0]["value"] == pytest.approx(0.78)
    assert kept["title"] == "does it overfit?"


def test_conversations_are_listed_and_deleted(service: Service) -> None:
    """They are kept until their owner does away with them."""
    ids = [service.client().post("/v1/chat", json={"message": "hi"}).json["conversation_id"] for _ in range(2)]
    listed = service.client().get("/v1/conversations").json["items"]
    assert [item["id"] for item in listed] == ids[::-1]

    assert service.client().delete(f"/v1/conversations/{ids[0]}").status_code == 204
    assert service.client().get(f"/v1/conversations/{ids[0]}").status_code == 404


def test_another_owners_conversation_is_not_there(service: Service) -> None:
    """What people ask is theirs."""
    conversation = service.client().post("/v1/chat", json={"message": "hi"}).json["conversation_id"]
    other = service.client(OTHER_KEY)

    assert other.get(f"/v1/conversations/{conversation}").status_code == 404
    assert other.delete(f"/v1/conversations/{conversation}").status_code == 404
    assert other.post("/v1/chat", json={"message": "hi", "conversation_id": conversation}).status_code == 404
    assert other.get("/v1/conversations").json["items"] == []


def test_a_conversation_stays_with_its_run(service: Service) -> None:
    """An answer about another run under the same heading would mislead."""
    conversation = service.client().post("/v1/chat", json={"message": "hi"}).json["conversation_id"]
    body = {"message": "hi", "conversation_id": conversation, "run_id": service.finished_run()}

    assert service.client().post("/v1/chat", json=body).status_code == 422


@pytest.mark.parametrize("body", [{}, {"message": ""}, {"message": "hi", "run": "1"}, {"message": 3}])
def test_a_message_that_cannot_be_used_is_refused(service: Service, body: dict[str, object]) -> None:
    """With the field that is wrong."""
    answer = service.client().post("/v1/chat", json=body)

    assert answer.status_code == 422
    assert answer.json["errors"]


def test_a_message_over_the_limit_is_refused_by_name(service: Service) -> None:
    """The contract's limit is 4,000 characters."""
    answer = service.client().post("/v1/chat", json={"message": "x" * 4_001})

    assert answer.status_code == 422
    assert "PLAINTUNE_MAX_MESSAGE_CHARACTERS" in answer.json["detail"]


def test_an_answer_is_streamed_where_asked_for(service: Service) -> None:
    """Words that come at once are read at once."""
    answer = service.client().post(
        "/v1/chat", json={"message": "does it overfit?"}, headers={"Accept": "text/event-stream"}
    )
    blocks = [block for block in answer.text.split("\n\n") if block]
    pieces = [json.loads(block.split("data: ", 1)[1]) for block in blocks]

    assert answer.mimetype == "text/event-stream"
    assert "".join(piece["text"] for piece in pieces[:-1]) == "It is 0.78 [1]."
    assert pieces[-1]["answer"] == "It is 0.78 [1]."
