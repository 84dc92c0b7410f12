"""The assistant: one question, one answer, kept in a conversation."""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from flask import Response, current_app, request

from models.errors import InputError
from models.record import WhatIfOrder, to_plain
from service.engine import Reply
from service.errors import ConflictError, FieldError, OverLimitError
from service.gate import current_owner
from service.orders import queue_what_if
from service.present import Object, present_conversation, present_conversation_line, present_order, present_page
from service.run_records import record_so_far
from service.schemas.chat import AnswerSchema, ChatRequestSchema, ConversationSchema, ConversationsSchema
from service.schemas.requests import ApiBlueprint, PageSchema
from service.schemas.what_ifs import WHAT_IF_SECONDS
from service.services import services
from service.settings import setting_name
from service.store.conversations import Turn
from service.store.pages import PageRequest
from service.store.plain import finite
from service.store.what_ifs import WhatIfAsked
from service.streams import event
from service.what_ifs import address_of
from service.writing import written

chat = ApiBlueprint("chat", __name__, url_prefix="/v1", description="The assistant")

PREDICTED_SHARE = 4.0
"""An experiment from the chat may take so many times the seconds that were predicted, and at least the usual ones."""
NOTHING_SAID: Mapping[str, Any] = {}


@chat.route("/chat", methods=["POST"])
@chat.arguments(ChatRequestSchema)
@chat.response(200, AnswerSchema)
@chat.alt_response(200, schema={"type": "string"}, content_type="text/event-stream", success=True)
def ask_assistant(question: dict[str, Any]) -> Object | Response:
    """Ask the assistant, over a run or in general; Accept: text/event-stream streams the answer."""
    asked = (question["message"], question.get("run_id"), question.get("conversation_id"))
    answer = ask(*asked, owner_id=current_owner())
    if request.accept_mimetypes.best_match(["application/json", "text/event-stream"]) == "text/event-stream":
        return services().streams.respond(_spoken(answer, current_app.json.dumps))
    return answer


@chat.route("/conversations", methods=["GET"])
@chat.arguments(PageSchema, location="query")
@chat.response(200, ConversationsSchema)
def list_conversations(page: PageRequest) -> Object:
    """List your conversations, newest first."""
    return present_page(services().conversations.list(current_owner(), page), present_conversation_line)


@chat.route("/conversations/<conversation_id>", methods=["GET"])
@chat.response(200, ConversationSchema)
def show_conversation(conversation_id: str) -> Object:
    """Read a conversation."""
    owner = current_owner()
    conversation = services().conversations.get(conversation_id, owner)
    return present_conversation(conversation, services().conversations.messages(conversation_id, owner))


@chat.route("/conversations/<conversation_id>", methods=["DELETE"])
@chat.response(204)
def remove_conversation(conversation_id: str) -> None:
    """Delete a conversation."""
    services().conversations.remove(conversation_id, current_owner())


def ask(message: str, run_id: str | None, conversation_id: str | None, *, owner_id: str) -> Object:
    """Answer a question and keep it: in the given conversation, or in a new one."""
    limit = services().settings.limits.max_message_characters
    if len(message) > limit:
        raise OverLimitError("The message in characters", limit, setting_name("max_message_characters"))
    context = NOTHING_SAID
    if conversation_id is not None:
        conversation = services().conversations.get(conversation_id, owner_id)
        if run_id not in (None, conversation.run_id):
            raise FieldError("run_id", "This conversation is about another run: begin a new one for this run.")
        run_id, context = conversation.run_id, conversation.context
    record = None if run_id is None else record_so_far(run_id, owner_id)
    reply = written(services().pen, message, services().engine.answer(message, record, context), record)
    services().pen_counts.follow(services().pen)
    said = _present(reply, run_id)
    if reply.start is not None and run_id is not None:
        said = {**said, **started(reply, run_id, owner_id)}
    turn = Turn(message, said["answer"], said, finite(to_plain(reply.context)))
    if conversation_id is None:
        conversation_id = services().conversations.begin(owner_id, run_id, turn).id
    else:
        services().conversations.append(conversation_id, owner_id, turn)
    return {"conversation_id": conversation_id, **said}


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
    except (ConflictError, FieldError, InputError) as error:
        return {"answer": f"The experiment could not be started. {error}", "citations": []}
    name = f"c{len(reply.citations) + 1}"
    href = f"/runs/{run_id}/what-ifs/{row.number}"
    citation = {"id": name, "label": "what-if number", "value": row.number, "unit": "", "href": href, "source": None}
    known = _present(reply, run_id)["citations"]
    answer = f"{reply.text}\n\nIt is what-if [{row.number}](#{name}) of this run."
    return {"answer": answer, "citations": [*known, citation], "what_if": address_of(row)}


def _address(citation: Mapping[str, Any], run_id: str | None) -> str | None:
    # The assistant says where in the run a fact stands; which run that is, only the service knows.
    href = citation.get("href")
    return f"/runs/{run_id}/{href}" if href and run_id else None


def _spoken(answer: Object, dumps: Callable[[Object], str]) -> Iterator[str]:
    for words in re.findall(r"\S+\s*|\s+", answer["answer"]):
        yield event("delta", dumps({"text": words}))
    yield event("done", dumps(answer))
