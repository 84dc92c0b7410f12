"""A conversation done away with: the question first, and then the deed."""

from flask import redirect, render_template
from werkzeug.wrappers import Response

from service.gate import current_owner
from service.page.exchanges import chat_address
from service.services import services


def ask_before_deleting(conversation_id: str) -> str:
    """Ask whether a conversation is to go."""
    owner = current_owner()
    conversation = services().conversations.get(conversation_id, owner)
    n_messages = len(services().conversations.messages(conversation_id, owner))
    return render_template("page/delete_conversation.html", conversation=conversation, n_messages=n_messages)


def delete_conversation(conversation_id: str) -> Response:
    """Forget a conversation, and lead to the others of its run."""
    owner = current_owner()
    run_id = services().conversations.get(conversation_id, owner).run_id
    services().conversations.remove(conversation_id, owner)
    return redirect(chat_address(run_id), 303)
