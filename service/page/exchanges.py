"""Conversations as the page shows them: questions with their answers, and what to ask next."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import url_for

from assistant.charts.drawing import ChartKind
from assistant.topics.registry import TOPICS
from service.asking import FAILED, STOPPED
from service.page.looking import question_about
from service.services import services
from service.store.conversations import is_open
from service.store.pages import PageRequest
from service.store.tables import Conversation, Message

FIRST_QUESTIONS = ("Does it overfit?", "Why did this model win?", "How do the best models compare?")
WHILE_IT_WORKS = ("How is it going?", "What was decided so far, and why?", "Which model leads?")
WITHOUT_A_RUN = ("What is a hyperparameter?", "How many trials do I need?", "How do I know that a model overfits?")
SHOWN = 15
MOST_TALKS = 20
_INVITATIONS = {topic.name: topic for topic in TOPICS}


@dataclass(frozen=True)
class Exchange:
    """One question with its answer, which is empty while it is still to come."""

    run_id: str | None
    conversation_id: str
    number: int
    question: str
    text: str
    answer: Mapping[str, Any] | None
    beside: str | None = None

    @property
    def anchor(self) -> str:
        """What the exchange is called on the page."""
        return f"m{self.number}"

    @property
    def state(self) -> str:
        """How far it is: open, stopped, failed or answered."""
        if self.answer is None:
            return "open"
        return {STOPPED: "stopped", FAILED: "failed"}.get(self.text, "answered")


@dataclass(frozen=True)
class Talk:
    """A conversation about a run, or about none; without an id it has not begun.

    ``exchanges`` are those that are shown, after ``n_earlier`` more messages. ``about`` is the chart that the reader
    looks at, ``typed`` what stands in the field, and ``others`` are the conversations to go to.
    """

    run_id: str | None
    conversation_id: str = ""
    exchanges: Sequence[Exchange] = ()
    n_earlier: int = 0
    is_at_work: bool = False
    about: ChartKind | None = None
    typed: str = ""
    others: Sequence[Conversation] = ()

    @property
    def address(self) -> str:
        """Where questions are sent, and where the conversation has a page of its own."""
        return chat_address(self.run_id)

    @property
    def limit(self) -> int:
        """How many characters a question may have."""
        return services().settings.limits.max_message_characters

    @property
    def offer(self) -> Mapping[str, Any] | None:
        """The experiment that the last answer offers."""
        offered: Mapping[str, Any] | None = self._last("proposal")
        return offered

    @property
    def suggestions(self) -> Sequence[str]:
        """What to ask next, or first."""
        if self.exchanges:
            return list(self._last("suggestions") or ())
        if self.run_id is None:
            return WITHOUT_A_RUN
        about = () if self.about is None else (question_about(self.about),)
        return [*about, *(WHILE_IT_WORKS if self.is_at_work else FIRST_QUESTIONS)]

    @property
    def alternatives(self) -> Sequence[str]:
        """What the last question may have meant as well, as questions that are not suggested already."""
        topics = [_INVITATIONS[name] for name in self._last("alternatives") or () if name in _INVITATIONS]
        asked = [topic.invitation if self.run_id is None else topic.run_invitation for topic in topics]
        return [question for question in asked if question not in self.suggestions]

    def _last(self, member: str) -> Any:  # noqa: ANN401  a member of plain data
        answer = self.exchanges[-1].answer if self.exchanges else None
        return None if answer is None else answer.get(member)


def chat_address(run_id: str | None, conversation_id: str | None = None, anchor: str | None = None) -> str:
    """Return where conversations about a run, or about none, have a page; at one of them, and one of its questions."""
    return url_for("page.show_chat", run_id=run_id, conversation=conversation_id, _anchor=anchor)


def talks_of(run_id: str | None, owner_id: str) -> Sequence[Conversation]:
    """Return the newest conversations of a run, or those about none."""
    found = services().conversations
    if run_id is not None:
        return found.list(owner_id, PageRequest(limit=MOST_TALKS), run_id).items
    return [one for one in found.list(owner_id, PageRequest(limit=5 * MOST_TALKS)).items if one.run_id is None]


def exchanges_of(conversation_id: str, owner_id: str) -> Sequence[Exchange]:
    """Return all questions of a conversation with their answers, in order."""
    run_id = services().conversations.get(conversation_id, owner_id).run_id
    messages = services().conversations.messages(conversation_id, owner_id)
    return [_exchange(run_id, *pair) for pair in zip(messages[::2], messages[1::2], strict=True)]


def _exchange(run_id: str | None, question: Message, answer: Message) -> Exchange:
    known = answer.answer or {}
    beside = known["how"]["beside"] if is_open(answer) else known.get("beside")
    told = None if is_open(answer) else {"citations": (), "charts": (), **known, "answer": answer.text}
    return Exchange(run_id, answer.conversation_id, answer.number, question.text, answer.text, told, beside)
