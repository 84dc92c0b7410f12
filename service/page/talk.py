"""The assistant beside a run: questions, answers with their evidence, and what to ask next."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from service.chat import ask
from service.gate import current_owner
from service.page.refusals import MENDABLE, Refusal, refusal
from service.page.views import view_of
from service.services import services
from service.store.pages import PageRequest

AGREE = "Yes, start it"
FIRST_QUESTIONS = ("Does it overfit?", "Why did this model win?", "How do the best models compare?")


@dataclass(frozen=True)
class Exchange:
    """One question with its answer. ``anchor`` is what the exchange is called on the page."""

    anchor: str
    question: str
    answer: dict[str, Any]


@dataclass(frozen=True)
class Talk:
    """A conversation about a run; without an id it has not begun."""

    conversation_id: str
    exchanges: Sequence[Exchange]

    @property
    def suggestions(self) -> Sequence[str]:
        """What to ask next; a yes first, where an experiment is offered."""
        if not self.exchanges:
            return FIRST_QUESTIONS
        answer = self.exchanges[-1].answer
        return [*((AGREE,) if answer.get("proposal") else ()), *answer["suggestions"]]


def latest_talk(run_id: str, owner_id: str) -> Talk:
    """Return the latest conversation about a run, or an empty one."""
    found = services().conversations.list(owner_id, PageRequest(limit=1), run_id).items
    return _talk(found[0].id, owner_id) if found else Talk("", ())


def show_chat(run_id: str) -> str:
    """Show the conversation on a page of its own."""
    return _page(run_id, latest_talk(run_id, current_owner()), None)


def ask_about_run(run_id: str) -> Response | str | tuple[str, int]:
    """Ask the assistant, and show its answer below what was said before."""
    owner = current_owner()
    conversation_id = request.form.get("conversation_id") or None
    question = (request.form.get("suggestion") or request.form.get("message", "")).strip()
    is_fragment = "HX-Request" in request.headers
    try:
        answer = ask(question, run_id, conversation_id, owner_id=owner) if question else None
    except MENDABLE as error:
        return _refused(run_id, refusal(error), is_fragment=is_fragment)
    if answer is None:
        return _refused(run_id, Refusal("Write a question first."), is_fragment=is_fragment)
    if not is_fragment:
        return redirect(url_for("page.show_chat", run_id=run_id, _anchor="ask"), 303)
    talk = _talk(answer["conversation_id"], owner)
    return render_template("page/_exchange_message.html", run_id=run_id, talk=talk)


def _refused(run_id: str, refused: Refusal, *, is_fragment: bool) -> tuple[str, int]:
    if is_fragment:
        return render_template("page/_refused.html", refused=refused), 422
    return _page(run_id, latest_talk(run_id, current_owner()), refused), 422


def _page(run_id: str, talk: Talk, refused: Refusal | None) -> str:
    view = view_of(run_id, current_owner())
    return render_template("page/chat.html", view=view, talk=talk, refused=refused)


def _talk(conversation_id: str, owner_id: str) -> Talk:
    messages = services().conversations.messages(conversation_id, owner_id)
    pairs = zip(messages[::2], messages[1::2], strict=True)
    return Talk(
        conversation_id,
        [
            Exchange(f"m{question.number}", question.text, {"answer": answer.text, **(answer.answer or {})})
            for question, answer in pairs
        ],
    )
