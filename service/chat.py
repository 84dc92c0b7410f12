"""The assistant: one question, one answer, kept in a conversation."""

import re
from collections.abc import Callable, Iterator
from typing import Any

from flask import Response, current_app, request

from service.asking import Question, ask
from service.gate import current_owner
from service.present import Object, present_conversation, present_conversation_line, present_page
from service.schemas.chat import AnswerSchema, ChatRequestSchema, ConversationSchema, ConversationsSchema
from service.schemas.requests import ApiBlueprint, PageSchema
from service.services import services
from service.store.pages import PageRequest
from service.streams import EVENT, event

chat = ApiBlueprint("chat", __name__, url_prefix="/v1", description="The assistant")


@chat.route("/chat", methods=["POST"])
@chat.arguments(ChatRequestSchema)
@chat.response(200, AnswerSchema)
@chat.alt_response(200, schema=EVENT, content_type="text/event-stream", success=True)
def ask_assistant(question: dict[str, Any]) -> Object | Response:
    """Ask the assistant, over a run or in general; Accept: text/event-stream streams the answer."""
    asked = Question(question["message"], question.get("run_id"), question.get("conversation_id"))
    answer = ask(asked, current_owner())
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


def _spoken(answer: Object, dumps: Callable[[Object], str]) -> Iterator[str]:
    for words in re.findall(r"\S+\s*|\s+", answer["answer"]):
        yield event("delta", dumps({"text": words}))
    yield event("done", dumps(answer))
