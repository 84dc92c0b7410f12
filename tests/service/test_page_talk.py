"""The assistant on the page: questions that are kept first, answers that come, and what is done with them."""

import threading
from collections.abc import Mapping
from typing import Any

import pytest

from models.record import RunRecord, WhatIfOrder
from service.engine import Reply
from service.services import Services
from tests.service.conftest import KEY, OTHER_KEY, Service
from tests.service.fake_engine import FakeEngine
from tests.service.test_page_views import FRAGMENT, Reader, enter

HOSTILE = "<img src=x onerror=alert(1)> **bold** [x](javascript:alert(1))"


@pytest.fixture
def reader(service: Service) -> Reader:
    """Return the first owner in a browser."""
    return enter(service, KEY)


def begin(reader: Reader, run: str, message: str, **more: str) -> tuple[str, str]:
    """Ask as the scripts do, and return the conversation and the address of the answer's stream."""
    status, text = reader.send(f"/runs/{run}/chat", {"message": message, **more}, FRAGMENT)
    assert status == 200, text
    conversation = text.split('name="conversation_id" value="')[1].split('"')[0]
    return conversation, text.split('hx-sse:connect="')[1].split('"')[0]


def listen(reader: Reader, address: str) -> str:
    """Hear an answer to its end."""
    return reader.client.get(address).text


def test_a_question_is_shown_at_once_and_its_answer_is_streamed(service: Service, reader: Reader) -> None:
    """Who asks sees the question stand there, and the answer in whole paragraphs, and then with all that it has."""
    service.engine.next_reply = reply("One [0.78](#c1).\n\nTwo.")
    run = service.finished_run()
    status, begun = reader.send(f"/runs/{run}/chat", {"message": "does it overfit?"}, FRAGMENT)
    assert (status, 'aria-busy="true"' in begun, "Looking it up" in begun) == (200, True, True)
    assert service.engine.questions == []

    stream = reader.client.get(begun.split('hx-sse:connect="')[1].split('"')[0])
    assert stream.mimetype == "text/event-stream"
    pieces = [message for message in stream.text.split("\n\n") if message.startswith("id: ")]
    assert ["<p>One" in pieces[0], "<p>Two." in pieces[1], "aria-busy" in pieces[2]] == [True, True, False]
    assert "Answer ready. One 0.78. Two." in pieces[2]
    assert stream.text.endswith("event: done\ndata: 1\n\n")
    assert len(service.engine.questions) == 1


def test_a_listener_that_comes_back_hears_what_it_missed_and_asks_nothing_again(
    service: Service, reader: Reader
) -> None:
    """A tab that slept takes up its stream by the last id; the answer was made once."""
    service.engine.next_reply = reply("One.\n\nTwo.")
    _, address = begin(reader, service.finished_run(), "why?")
    listen(reader, address)
    again = reader.client.get(address, headers={"Last-Event-ID": "1"})

    assert ("<p>One." in again.text.split("id: 3")[0], "<p>Two." in again.text) == (False, True)
    assert len(service.engine.questions) == 1


def test_a_question_that_nobody_listened_to_is_answered_after_a_reload(service: Service, reader: Reader) -> None:
    """The page is a view of the database: what was asked stands there, still open, and its stream makes the answer."""
    run = service.finished_run()
    _, address = begin(reader, run, "does it overfit?")
    page = reader.read(f"/runs/{run}/chat")
    assert f'hx-sse:connect="{address}"' in page
    listen(reader, address)
    page = reader.read(f"/runs/{run}/chat")
    assert ("It is 0.78" in page, "hx-sse:connect" in page) == (True, False)


def test_a_conversation_goes_on_where_it_was_without_scripts(service: Service, reader: Reader) -> None:
    """Plain forms are the ground: the answer stands on the page that the form leads to."""
    run = service.finished_run()
    status, place = reader.send(f"/runs/{run}/chat", {"message": "does it overfit?"})
    conversation = place.split("conversation=")[1].split("#")[0]
    assert status == 303
    reader.send(f"/runs/{run}/chat", {"suggestion": "Why?", "conversation_id": conversation})
    assert service.engine.questions[-1][2] == {"asked": 1}
    text = reader.read(place)
    assert text.index("does it overfit?</h3>") < text.index(">Why?</h3>")


def test_an_answer_that_is_stopped_stays_away_on_the_server_too(service: Service, reader: Reader) -> None:
    """Stop that only hides the text would leave the experiment running that the text began."""
    listening, may_answer = threading.Event(), threading.Event()
    run = service.finished_run()

    class Slow(FakeEngine):
        def answer(self, question: str, record: RunRecord | None, context: Mapping[str, Any]) -> Reply:  # noqa: ARG002
            listening.set()
            assert may_answer.wait(10)
            return reply("Started.", start=WhatIfOrder({"max_depth": 10}))

    put_in_place(service, Slow())
    conversation, address = begin(reader, run, "yes")
    heard: list[str] = []
    client = enter(service, KEY).client
    listener = threading.Thread(target=lambda: heard.append(client.get(address).text))
    listener.start()
    assert listening.wait(10)
    status, article = reader.send(f"/conversations/{conversation}/1/stop", {}, FRAGMENT)
    may_answer.set()
    listener.join(10)

    assert (status, "Stopped." in article, "Ask again" in article) == (200, True, True)
    assert "Stopped." in heard[0]
    assert "Started." not in reader.read(f"/runs/{run}/chat")
    assert service.client().get(f"/v1/runs/{run}/what-ifs").json["items"] == []


def test_an_answer_that_fails_says_so_and_can_be_asked_for_again(service: Service, reader: Reader) -> None:
    """An article that is busy for ever is worse than a sentence."""

    class Broken(FakeEngine):
        def answer(self, question: str, record: RunRecord | None, context: Mapping[str, Any]) -> Reply:  # noqa: ARG002
            raise RuntimeError("no")

    run = service.finished_run()
    put_in_place(service, Broken())
    _, address = begin(reader, run, "why?")
    text = listen(reader, address)
    assert "The answer did not arrive. Your question is kept." in text
    assert 'name="suggestion" value="why?"' in text


def test_an_open_answer_is_null_over_the_api(service: Service, reader: Reader) -> None:
    """Programs that read a conversation meet no shape that the specification does not know."""
    conversation, _ = begin(reader, service.finished_run(), "why?")
    messages = service.client().get(f"/v1/conversations/{conversation}").json["messages"]
    assert [(message["text"], message["answer"]) for message in messages] == [("why?", None), ("", None)]


def test_what_cannot_be_asked_is_refused_beside_the_field_and_kept(service: Service, reader: Reader) -> None:
    """A long question typed in vain is lost only once."""
    run = service.finished_run()
    status, text = reader.send(f"/runs/{run}/chat", {"message": "  "})
    assert (status, "Write a question first." in text) == (422, True)
    long = "why " * 1500
    status, text = reader.send(f"/runs/{run}/chat", {"message": long})
    assert (status, "has 5,999 characters; at most 4,000 are read" in text, long.strip() in text) == (422, True, True)
    status, text = reader.send(f"/runs/{run}/chat", {"message": long}, FRAGMENT)
    assert (status, "has 5,999 characters; at most 4,000 are read" in text, "<html" in text) == (422, True, False)
    assert service.engine.questions == []


def test_why_beside_a_chart_asks_about_that_chart(service: Service, reader: Reader) -> None:
    """The address is the plain form of it; what the question points at is said to the assistant in words."""
    run = service.finished_run()
    page = reader.read(f"/runs/{run}/chat?about=score_by_trial")
    assert 'name="about" value="score_by_trial"' in page
    assert ">What does the chart “Score by trial” show?</textarea>" in page
    for form in ({"message": "why?"}, {"message": ""}, {"message": "half typed", "why": "1"}):
        reader.send(f"/runs/{run}/chat", {"about": "score_by_trial", **form})
        assert service.engine.questions[-1][0] == "Draw the Score by trial chart"
    reader.send(f"/runs/{run}/chat", {"about": "score_by_trial", "message": "does it overfit?"})
    assert service.engine.questions[-1][0] == "does it overfit?"
    assert "Asked beside: Score by trial" in reader.read(f"/runs/{run}/chat")
    assert "Looking at: <b" in reader.read(f"/runs/{run}/chat?about=no_such_chart")  # hidden, and empty


def test_what_a_person_wrote_is_shown_as_typed(service: Service, reader: Reader) -> None:
    """Neither HTML nor Markdown of a stranger does anything on the page."""
    service.engine.next_reply = reply(HOSTILE)
    run = service.finished_run()
    _, address = begin(reader, run, HOSTILE)
    for text in (listen(reader, address), reader.read(f"/runs/{run}/chat")):
        assert "<img" not in text
        assert 'href="javascript:' not in text
        assert "&lt;img src=x onerror=alert(1)&gt; **bold** [x](javascript:alert(1))</h3>" in text


def test_general_questions_are_asked_without_a_run(service: Service, reader: Reader) -> None:
    """Somebody may want to know what a fold is before there is any run."""
    assert "What is a hyperparameter?" in reader.read("/chat")
    status, place = reader.send("/chat", {"message": "What is a fold?"})
    assert (status, place.startswith("/chat?conversation=")) == (303, True)
    assert service.engine.questions[-1][1] is None
    assert "What is a fold?</h3>" in reader.read("/chat")


def test_conversations_are_listed_opened_begun_anew_and_deleted(service: Service, reader: Reader) -> None:
    """What was said last week is found again, and goes when its owner wants it gone."""
    run = service.finished_run()
    _, first = reader.send(f"/runs/{run}/chat", {"message": "the first"})
    reader.send(f"/runs/{run}/chat", {"message": "the second"})
    older = first.split("conversation=")[1].split("#")[0]

    assert "the second</h3>" in reader.read(f"/runs/{run}")
    assert "the first</h3>" in reader.read(f"/runs/{run}?conversation={older}")
    new = reader.read(f"/runs/{run}/chat?conversation=new")
    assert ("</h3>" in new, "Conversations (2)" in new) == (False, True)
    assert "Its 2 messages go." in reader.read(f"/conversations/{older}/delete")
    assert reader.send(f"/conversations/{older}/delete", {})[0] == 303
    assert "the first" not in reader.read(f"/runs/{run}/chat")


def test_a_long_conversation_shows_its_end_and_leads_to_its_beginning(service: Service, reader: Reader) -> None:
    """A hundred messages are read from the last one."""
    run = service.finished_run()
    _, place = reader.send(f"/runs/{run}/chat", {"message": "question 0"})
    conversation = place.split("conversation=")[1].split("#")[0]
    for number in range(1, 50):
        reader.send(f"/runs/{run}/chat", {"message": f"question {number}", "conversation_id": conversation})
    text = reader.read(place)
    assert (text.count("<article"), "Earlier messages (70)" in text) == (15, True)
    assert reader.read(f"{place.partition('#')[0]}&all=1").count("<article") == 50


def test_an_answer_is_copied_as_markdown_with_its_numbers(service: Service, reader: Reader) -> None:
    """Pasted elsewhere, a number still says what it is and where it was measured."""
    run = service.finished_run()
    service.engine.next_reply = reply("It is [0.78](#c1).")
    conversation, address = begin(reader, run, "how good?")
    listen(reader, address)
    copied = reader.client.get(f"/conversations/{conversation}/1.md")
    assert copied.mimetype == "text/markdown"
    assert copied.text == f"> how good?\n\nIt is 0.78[^1].\n\n[^1]: score: 0.78 (<http://localhost/runs/{run}/score>)\n"


def test_conversations_of_another_owner_are_not_found(service: Service, reader: Reader) -> None:
    """An address that is passed on shows nobody's talk."""
    run = service.finished_run()
    conversation, address = begin(reader, run, "why?")
    stranger = enter(service, OTHER_KEY)
    whole = f"/runs/{run}/chat?conversation={conversation}"
    for there in (address, f"/conversations/{conversation}/delete", f"/conversations/{conversation}/1.md", whole):
        assert stranger.client.get(there).status_code == 404, there
    assert stranger.send(f"/conversations/{conversation}/1/stop", {})[0] == 404
    assert stranger.send(f"/conversations/{conversation}/delete", {})[0] == 404
    assert reader.client.get(f"/conversations/{conversation}/7/live").status_code == 404
    assert service.engine.questions == []


def test_an_experiment_is_followed_in_its_answer_and_promoted_at_a_price(service: Service, reader: Reader) -> None:
    """A yes starts it; how far it is, what came of it and what choosing it costs stand where the yes was said."""
    run = service.finished_run()
    order = WhatIfOrder({"max_depth": 10})
    service.engine.next_reply = reply("Shall I?", proposal=order, proposal_seconds=40.0)
    reader.send(f"/runs/{run}/chat", {"message": "what if it were deeper?"})
    offered = reader.read(f"/runs/{run}/chat")
    assert ("It takes about 40 s." in offered, 'value="Yes, start it"' in offered) == (True, True)

    service.engine.next_reply = reply("It starts.", start=order, proposal_seconds=40.0)
    reader.send(f"/runs/{run}/chat", {"message": "yes"})
    progress = f"/runs/{run}/what-ifs/1/progress?expected=40.0"
    page = reader.read(f"/runs/{run}/chat")
    assert (f'hx-get="{progress}"' in page, "Waiting for a free worker." in page) == (True, True)
    service.worker().work_on_next()
    panel = reader.client.get(progress, headers=FRAGMENT).text
    assert "It scores as the winner does." in panel
    assert "among 5 candidates" not in panel
    assert "flatters the score by 0.02" in panel
    assert ("hx-get" in panel, "#news" in panel) == (False, True)

    _, panel = reader.send(f"/runs/{run}/what-ifs/1/promote", {}, FRAGMENT)
    assert "waiting for a free worker" in panel
    service.worker().work_on_next()
    assert "It is delivered now." in reader.read(f"/runs/{run}/chat")
    led = reader.client.get(progress)
    assert led.headers["Location"].endswith(f"/runs/{run}#what-ifs-1")


def test_an_experiment_is_stopped_from_its_answer(service: Service, reader: Reader) -> None:
    """Who sees that it takes too long need not go and look for the button."""
    run = service.finished_run()
    service.engine.next_reply = reply("It starts.", start=WhatIfOrder({"max_depth": 10}))
    reader.send(f"/runs/{run}/chat", {"message": "yes"})
    status, _ = reader.send(f"/runs/{run}/what-ifs/1/stop", {}, FRAGMENT)
    service.worker().work_on_next()
    assert status == 200
    assert "It was stopped." in reader.client.get(f"/runs/{run}/what-ifs/1/progress", headers=FRAGMENT).text
    assert reader.send(f"/runs/{run}/what-ifs/1/promote", {}, FRAGMENT)[1].count("nothing to promote") == 1


def reply(text: str, **more: Any) -> Reply:  # noqa: ANN401  members of a reply
    """Make a reply that cites one score."""
    citation = {"id": "c1", "label": "score", "value": 0.78, "unit": "", "href": "score", "source": None}
    return Reply(text, (citation,), (), ("Why?",), "overfitting", (), {}, **more)


def put_in_place(service: Service, engine: FakeEngine) -> None:
    """Let another engine answer."""
    parts = vars(service.parts)
    service.app.extensions["plaintune"] = Services(**{**parts, "engine": engine})
