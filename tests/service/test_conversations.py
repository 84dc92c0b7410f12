"""What conversations promise: kept, in order, one's own, and one clear answer to whatever is sent."""

import json
import threading
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from assistant.answer import answer
from models.record import RunRecord
from service.answering import answered
from service.app import create_app
from service.engine import Order, Reply, Sink
from service.store.runs import Recorded
from tests.service.conftest import KEY, OTHER_KEY, Service
from tests.service.fake_engine import FakeEngine, record_of

pytestmark = pytest.mark.both_databases

INJECTIONS = (
    "<script>alert(1)</script> does it overfit?",
    "<img src=x onerror=alert(1)> why this model?",
    "[why](javascript:alert(1)) this model?",
    "![x](https://evil.example/x.png) does it overfit?",
    "does it overfit?\n\n# Heading\n\n| a | b |\n|---|---|",
    "does it overfit? \u202e\u200b\u0007\u001b[31m",
    "'; DROP TABLE messages; --",
    "{{ 7 * 7 }} does it overfit?",
)


class TalkingEngine(FakeEngine):
    """A fake engine whose assistant is the real one."""

    def answer(self, question: str, record: RunRecord | None, context: Mapping[str, Any]) -> Reply:
        """Answer as the service does."""
        return answered(question, record, context)


def ask(service: Service, message: str, key: str = KEY, **more: object) -> Any:  # noqa: ANN401  JSON
    """Ask, and return the answer."""
    given = service.client(key).post("/v1/chat", json={"message": message, **more})
    assert given.status_code == 200, given.json
    return given.json


def test_conversations_survive_a_restart(service: Service) -> None:
    """What was said yesterday is there today, and is gone on with."""
    first = ask(service, "does it overfit?")
    service.parts.database.dispose()
    again = Service(create_app(service.parts.settings, FakeEngine()), FakeEngine())
    try:
        kept = again.client().get(f"/v1/conversations/{first['conversation_id']}").json
        then = again.client().post("/v1/chat", json={"message": "why?", "conversation_id": first["conversation_id"]})

        assert [message["text"] for message in kept["messages"]] == ["does it overfit?", first["answer"]]
        assert then.status_code == 200
        assert again.app.extensions["plaintune"].engine.questions[0][2] == {"asked": 1}
    finally:
        again.parts.database.dispose()


def test_two_questions_at_once_are_both_kept(service: Service) -> None:
    """Two windows on one conversation: each question stands right before its answer."""
    conversation = ask(service, "first")["conversation_id"]
    together = threading.Barrier(4)
    statuses: list[int] = []

    def post(number: int) -> None:
        together.wait(10)
        body = {"message": f"question {number}", "conversation_id": conversation}
        statuses.append(service.client().post("/v1/chat", json=body).status_code)

    threads = [threading.Thread(target=post, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    messages = service.client().get(f"/v1/conversations/{conversation}").json["messages"]

    assert statuses == [200] * 4
    assert [message["role"] for message in messages] == ["user", "assistant"] * 5
    assert {message["text"] for message in messages[2::2]} == {f"question {number}" for number in range(4)}


def test_a_conversation_that_is_deleted_in_the_middle_of_a_question_is_gone(service: Service) -> None:
    """Nothing comes back that its owner did away with."""
    conversation = ask(service, "first")["conversation_id"]
    service.app.extensions["plaintune"] = replace(service.parts, engine=Meanwhile(service, conversation, ""))
    answer_ = service.client().post("/v1/chat", json={"message": "why?", "conversation_id": conversation})

    assert answer_.status_code == 404
    assert service.client().get("/v1/conversations").json["items"] == []


def test_a_run_that_is_deleted_in_the_middle_of_a_question_is_a_404(service: Service) -> None:
    """One clear answer, and no failure of ours."""
    run_id = service.finished_run()
    service.app.extensions["plaintune"] = replace(service.parts, engine=Meanwhile(service, "", run_id))
    answer_ = service.client().post("/v1/chat", json={"message": "why?", "run_id": run_id})

    assert answer_.status_code == 404
    assert run_id in answer_.json["detail"]


class Meanwhile(FakeEngine):
    """An engine that takes long enough for somebody to delete what is asked about."""

    def __init__(self, service: Service, conversation: str, run: str) -> None:
        super().__init__()
        self._addresses = [
            f"/v1/{kind}/{name}" for kind, name in (("conversations", conversation), ("runs", run)) if name
        ]
        self._service = service

    def answer(self, question: str, record: RunRecord | None, context: Mapping[str, Any]) -> Reply:
        """Delete, and answer."""
        for address in self._addresses:
            assert self._service.client().delete(address).status_code == 204
        return super().answer(question, record, context)


def test_a_deleted_run_takes_its_conversations_along(service: Service) -> None:
    """They hold the run's numbers, which its owner wanted gone; others stay."""
    run_id = service.finished_run()
    about_run, general = ask(service, "why?", run_id=run_id), ask(service, "what is a fold?")
    assert service.client().delete(f"/v1/runs/{run_id}").status_code == 204

    assert service.client().get(f"/v1/conversations/{about_run['conversation_id']}").status_code == 404
    body = {"message": "and now?", "conversation_id": about_run["conversation_id"]}
    assert service.client().post("/v1/chat", json=body).status_code == 404
    assert [item["id"] for item in service.client().get("/v1/conversations").json["items"]] == [
        general["conversation_id"]
    ]


def test_nothing_of_one_key_is_seen_by_another(service: Service) -> None:
    """Neither by address, nor in a list, nor by asking about the run."""
    run_id = service.finished_run()
    mine = ask(service, "does it overfit?", run_id=run_id)["conversation_id"]
    other = service.client(OTHER_KEY)
    refusals = [
        other.post("/v1/chat", json={"message": "why?", "run_id": run_id}),
        other.post("/v1/chat", json={"message": "why?", "conversation_id": mine}),
        other.post("/v1/chat", json={"message": "why?", "conversation_id": mine, "run_id": run_id}),
        other.get(f"/v1/conversations/{mine}"),
        other.delete(f"/v1/conversations/{mine}"),
    ]

    assert [refusal.status_code for refusal in refusals] == [404] * 5
    assert all("overfit" not in refusal.text for refusal in refusals)
    assert len(service.client().get(f"/v1/conversations/{mine}").json["messages"]) == 2


@pytest.mark.parametrize("status", ["queued", "failed"])
def test_a_run_without_a_result_is_talked_about(status: str, service: Service) -> None:
    """The real assistant over what there is: it tells where the run stands, and makes nothing up."""

    def fail(order: Order, _sink: Sink, _recorded: Recorded) -> RunRecord:
        return replace(record_of(order, (), None), status="failed", error="No trial is complete.")

    service.engine.work = fail
    run_id = service.start_run() if status == "queued" else service.finished_run()
    service.app.extensions["plaintune"] = replace(service.parts, engine=TalkingEngine())
    for question in ("does it overfit?", "which model won?", "compare the models", "why this learning rate?"):
        said = ask(service, question, run_id=run_id)

        assert said["answer"]
        assert said["topic"] != "out_of_scope"


def test_a_message_of_blanks_is_asked_back(service: Service) -> None:
    """There is nothing in it that could be answered."""
    service.app.extensions["plaintune"] = replace(service.parts, engine=TalkingEngine())

    assert ask(service, "  \n\t ")["topic"] == "out_of_scope"


def test_a_hundred_thousand_characters_are_refused_by_name(service: Service) -> None:
    """With the limit and how to raise it, and nothing is kept."""
    answer_ = service.client().post("/v1/chat", json={"message": "why " * 25_000})

    assert answer_.status_code == 422
    assert "4,000" in answer_.json["detail"]
    assert "PLAINTUNE_MAX_MESSAGE_CHARACTERS" in answer_.json["detail"]
    assert service.client().get("/v1/conversations").json["items"] == []


@pytest.mark.parametrize("message", INJECTIONS)
def test_markup_and_control_characters_are_words(message: str, service: Service) -> None:
    """They are kept as they came, shown as text, and never run."""
    service.app.extensions["plaintune"] = replace(service.parts, engine=TalkingEngine())
    run_id = service.finished_run()
    said = ask(service, message, run_id=run_id)
    kept = service.client().get(f"/v1/conversations/{said['conversation_id']}").json
    page = service.client().get(f"/runs/{run_id}/chat").text

    assert kept["messages"][0]["text"] == message
    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert 'href="javascript:' not in page
    assert "https://evil.example" not in said["answer"]
    assert kept["title"].isprintable()


def test_a_half_character_or_nul_is_refused(service: Service) -> None:
    """No database takes them."""
    for body in (b'{"message": "why\\u0000"}', b'{"message": "why \\ud800"}'):
        answer_ = service.client().post("/v1/chat", data=body, content_type="application/json")

        assert answer_.status_code == 400, answer_.json


def test_a_follow_up_over_http_means_what_was_asked_before(service: Service) -> None:
    """The context of the first answer comes back with the second question."""
    service.app.extensions["plaintune"] = replace(service.parts, engine=TalkingEngine())
    first = ask(service, "What is cross-validation?")
    then = ask(service, "how many of them?", conversation_id=first["conversation_id"])
    direct = answer("how many of them?", None, answer("What is cross-validation?", None).conversation)

    assert then["answer"] == direct.answer


def test_streams_end_with_the_answer_that_is_kept(service: Service) -> None:
    """Who streams and who does not read the same words."""
    streamed = service.client().post("/v1/chat", json={"message": "why?"}, headers={"Accept": "text/event-stream"})
    done = json.loads(streamed.text.split("event: done\ndata: ")[1].split("\n")[0])
    kept = service.client().get(f"/v1/conversations/{done['conversation_id']}").json["messages"]

    assert kept[1]["text"] == done["answer"]
    assert done["written_by"] == kept[1]["answer"]["written_by"] == "plaintune"
