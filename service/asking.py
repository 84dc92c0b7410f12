"""A question to the assistant and its answer: at once, or kept first and answered where somebody listens."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from models.errors import InputError
from models.record import RunRecord, WhatIfOrder, to_plain
from service.engine import Reply
from service.errors import ConflictError, FieldError, OverLimitError
from service.orders import queue_what_if
from service.present import Object, present_order
from service.run_records import record_so_far
from service.schemas.what_ifs import WHAT_IF_SECONDS
from service.services import services
from service.settings import setting_name
from service.store.conversations import OpenQuestion, Place, Turn
from service.store.plain import finite
from service.store.what_ifs import WhatIfAsked
from service.what_ifs import address_of
from service.writing import written

PREDICTED_SHARE = 4.0
"""An experiment from the chat may take so many times the seconds that were predicted, and at least the usual ones."""
NOTHING_SAID: Mapping[str, Any] = {}
SILENCE: Mapping[str, Any] = {
    "citations": [],
    "charts": [],
    "suggestions": [],
    "alternatives": [],
    "topic": "out_of_scope",
    "proposal": None,
    "what_if": None,
    "written_by": "plaintune",
}
"""An answer that says nothing, in its shape."""
STOPPED, FAILED = "Stopped.", "The answer did not arrive."


@dataclass(frozen=True)
class Question:
    """What somebody asks, over a run or in general.

    ``read_as`` is what the assistant is asked in its place: the same in words that say what was only pointed at.
    ``beside`` is what it was asked beside, such as a chart.
    """

    message: str
    run_id: str | None = None
    conversation_id: str | None = None
    read_as: str | None = None
    beside: str | None = None


def ask(question: Question, owner_id: str) -> Object:
    """Answer a question and keep both: in the given conversation, or in a new one."""
    question, context = _checked(question, owner_id)
    record = None if question.run_id is None else record_so_far(question.run_id, owner_id)
    reply = _replied(question, record, context)
    turn = _told(question, reply, owner_id)
    conversation_id = question.conversation_id
    if conversation_id is None:
        conversation_id = services().conversations.begin(owner_id, question.run_id, turn).id
    else:
        services().conversations.append(conversation_id, owner_id, turn)
    return {"conversation_id": conversation_id, **turn.answer}


def keep(question: Question, owner_id: str) -> Place:
    """Keep a question whose answer comes later; errors are those of ``ask``."""
    question, _ = _checked(question, owner_id)
    if question.run_id is not None:
        services().runs.get(question.run_id, owner_id)
    how = {"read_as": question.read_as, "beside": question.beside}
    asked = OpenQuestion(question.message, question.run_id, question.conversation_id, how)
    return services().conversations.keep_question(asked, owner_id)


def answer_kept(place: Place, owner_id: str) -> None:
    """Answer a question that was kept; where it was stopped meanwhile, nothing is said and nothing begun."""
    asked = services().conversations.open_question(place, owner_id)
    if asked is None:
        return
    question = Question(asked.question, asked.run_id, asked.conversation_id, **asked.how)
    context = services().conversations.get(place.conversation_id, owner_id).context
    record = None if question.run_id is None else record_so_far(question.run_id, owner_id)
    reply = _replied(question, record, context)
    if services().conversations.open_question(place, owner_id) is not None:
        services().conversations.settle(place, owner_id, _told(question, reply, owner_id))


def leave(place: Place, owner_id: str, words: str) -> bool:
    """End an answer that is open without one, and return whether it was open."""
    context = services().conversations.get(place.conversation_id, owner_id).context
    return services().conversations.settle(place, owner_id, Turn("", words, {"answer": words, **SILENCE}, context))


def _checked(question: Question, owner_id: str) -> tuple[Question, Mapping[str, Any]]:
    """Return the question with the run of its conversation, and what was said there before."""
    limit = services().settings.limits.max_message_characters
    if len(question.message) > limit:
        raise OverLimitError("The message in characters", limit, setting_name("max_message_characters"))
    if question.conversation_id is None:
        return question, NOTHING_SAID
    conversation = services().conversations.get(question.conversation_id, owner_id)
    if question.run_id not in (None, conversation.run_id):
        raise FieldError("run_id", "This conversation is about another run: begin a new one for this run.")
    asked = replace(question, run_id=conversation.run_id)
    return asked, conversation.context


def _replied(question: Question, record: RunRecord | None, context: Mapping[str, Any]) -> Reply:
    words = question.read_as or question.message
    reply = written(services().pen, words, services().engine.answer(words, record, context), record)
    services().pen_counts.follow(services().pen)
    return reply


def _told(question: Question, reply: Reply, owner_id: str) -> Turn:
    """Return what is kept of a reply; an experiment that was agreed to is started by it."""
    said = {**_present(reply, question.run_id), "beside": question.beside}
    if reply.start is not None and question.run_id is not None:
        said = {**said, **started(reply, question.run_id, owner_id)}
    return Turn(question.message, said["answer"], said, finite(to_plain(reply.context)))


def _present(reply: Reply, run_id: str | None) -> Object:
    return {
        "answer": reply.text,
        "citations": [finite({**citation, "href": _address(citation, run_id)}) for citation in reply.citations],
        "charts": finite(to_plain(reply.charts)),
        "suggestions": list(reply.suggestions),
        "topic": reply.topic,
        "alternatives": list(reply.alternatives),
        "proposal": None if reply.proposal is None else _proposal(reply.proposal, reply.proposal_seconds),
        "what_if": None,
        "written_by": reply.written_by,
    }


def _proposal(order: WhatIfOrder, seconds: float | None) -> Object:
    return {"what_if": present_order(order), "seconds": seconds}


def started(reply: Reply, run_id: str, owner_id: str) -> Object:
    """Start the experiment that was agreed to, and say where it can be read; where it cannot be, say why."""
    assert reply.start is not None  # noqa: S101  the caller has looked
    limit = services().settings.limits.max_run_seconds
    seconds = min(limit, max(WHAT_IF_SECONDS, PREDICTED_SHARE * (reply.proposal_seconds or 0.0)))
    try:
        row = queue_what_if(WhatIfAsked(run_id, reply.start, seconds), owner_id)
    except (ConflictError, FieldError, InputError, OverLimitError) as error:
        return {"answer": f"The experiment could not be started. {error}", "citations": []}
    name = f"c{len(reply.citations) + 1}"
    href = f"/runs/{run_id}/what-ifs/{row.number}"
    citation = {"id": name, "label": "what-if number", "value": row.number, "unit": "", "href": href, "source": None}
    known = _present(reply, run_id)["citations"]
    answer = f"{reply.text}\n\nIt is what-if [{row.number}](#{name}) of this run."
    begun = {"number": row.number, "seconds": reply.proposal_seconds}
    return {"answer": answer, "citations": [*known, citation], "what_if": address_of(row), "begun": begun}


def _address(citation: Mapping[str, Any], run_id: str | None) -> str | None:
    # The assistant says where in the run a fact stands; which run that is, only the service knows.
    href = citation.get("href")
    return f"/runs/{run_id}/{href}" if href and run_id else None
