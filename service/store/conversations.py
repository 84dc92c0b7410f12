"""Conversations with the assistant, kept until their owner deletes them."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import delete, func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from assistant.markup import one_line
from service.errors import NotFoundError
from service.store.database import Database
from service.store.pages import Page, PageRequest, newest_first
from service.store.tables import Conversation, Json, Message

TITLE_CHARACTERS = 80
OPEN = "open"
"""The member of an answer that is still to come."""


@dataclass(frozen=True)
class Turn:
    """One question with its answer, and what the assistant remembers after it."""

    question: str
    text: str
    answer: Json
    context: Json


@dataclass(frozen=True)
class OpenQuestion:
    """A question whose answer is still to come: in a conversation, or in a new one where there is no id.

    ``how`` is what whoever answers it needs to know beside, as plain data.
    """

    question: str
    run_id: str | None
    conversation_id: str | None
    how: Json


@dataclass(frozen=True)
class Place:
    """Where an answer stands: in which conversation, and the number of its message there."""

    conversation_id: str
    number: int


class ConversationStore:
    """The conversations of every owner; each method sees those of one."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def begin(self, owner_id: str, run_id: str | None, turn: Turn) -> Conversation:
        """Keep a new conversation with its first turn; its title is the question, on one line."""
        try:
            with self._database.write() as session:
                conversation = _begun(session, owner_id, run_id, turn.question)
                _append(session, conversation, turn)
        except IntegrityError as error:
            if run_id is None:
                raise
            # The run was deleted while its question was being answered.
            raise NotFoundError("run", run_id) from error
        return conversation

    def append(self, conversation_id: str, owner_id: str, turn: Turn) -> Conversation:
        """Add a turn to a conversation.

        Of two turns at once both are kept, one behind the other, and what the later one leaves is remembered.
        """
        with self._database.write() as session:
            conversation = _conversation(session, conversation_id, owner_id, lock=True)
            _append(session, conversation, turn)
        return conversation

    def keep_question(self, asked: OpenQuestion, owner_id: str) -> Place:
        """Keep a question before it is answered. Its answer is open, without text, until ``settle`` fills it in."""
        with self._database.write() as session:
            if asked.conversation_id is None:
                conversation = _begun(session, owner_id, asked.run_id, asked.question)
            else:
                conversation = _conversation(session, asked.conversation_id, owner_id, lock=True)
            waiting = {OPEN: True, "how": asked.how}
            number = _append(session, conversation, Turn(asked.question, "", waiting, conversation.context))
        return Place(conversation.id, number)

    def open_question(self, place: Place, owner_id: str) -> OpenQuestion | None:
        """Return the question whose answer is still to come at a place; None where it has come."""
        with self._database.read() as session:
            conversation = _conversation(session, place.conversation_id, owner_id)
            message = session.get(Message, (conversation.id, place.number))
            question = session.get(Message, (conversation.id, place.number - 1))
        if message is None or question is None:
            raise NotFoundError("message", f"{place.conversation_id}/{place.number}")
        if not is_open(message):
            return None
        return OpenQuestion(question.text, conversation.run_id, conversation.id, (message.answer or {})["how"])

    def settle(self, place: Place, owner_id: str, turn: Turn) -> bool:
        """Fill in an answer that is open, and return whether it was: what was stopped stays as it is."""
        with self._database.write() as session:
            conversation = _conversation(session, place.conversation_id, owner_id, lock=True)
            message = session.get(Message, (conversation.id, place.number))
            if message is None or not is_open(message):
                return False
            message.text, message.answer = turn.text, turn.answer
            conversation.context = turn.context
        return True

    def get(self, conversation_id: str, owner_id: str) -> Conversation:
        """Return one conversation, or raise ``NotFoundError``."""
        with self._database.read() as session:
            return _conversation(session, conversation_id, owner_id)

    def messages(self, conversation_id: str, owner_id: str) -> Sequence[Message]:
        """Return the questions and answers of a conversation, in order."""
        mine = Message.conversation_id == conversation_id, Message.owner_id == owner_id
        with self._database.read() as session:
            _conversation(session, conversation_id, owner_id)
            return session.scalars(select(Message).where(*mine).order_by(Message.number)).all()

    def list(self, owner_id: str, page: PageRequest, run_id: str | None = None) -> Page[Conversation]:
        """Return one page of an owner's conversations, newest first; of one run where it is given."""
        query = select(Conversation).where(Conversation.owner_id == owner_id)
        if run_id is not None:
            query = query.where(Conversation.run_id == run_id)
        with self._database.read() as session:
            return newest_first(session, Conversation, query, page)

    def remove(self, conversation_id: str, owner_id: str) -> None:
        """Forget a conversation."""
        with self._database.write() as session:
            _conversation(session, conversation_id, owner_id)
            mine = Conversation.id == conversation_id, Conversation.owner_id == owner_id
            session.execute(delete(Conversation).where(*mine))


def is_open(message: Message) -> bool:
    """Whether a message is an answer that is still to come."""
    return message.role == "assistant" and OPEN in (message.answer or {})


def _conversation(session: Session, conversation_id: str, owner_id: str, *, lock: bool = False) -> Conversation:
    query = select(Conversation).where(Conversation.id == conversation_id, Conversation.owner_id == owner_id)
    found = session.scalars(query.with_for_update() if lock else query).one_or_none()
    if found is None:
        raise NotFoundError("conversation", conversation_id)
    return found


def _begun(session: Session, owner_id: str, run_id: str | None, question: str) -> Conversation:
    """Add a conversation without messages, which is called by its first question."""
    words = one_line(question)
    title = words if len(words) <= TITLE_CHARACTERS else f"{words[: TITLE_CHARACTERS - 1]}…"
    conversation = Conversation(owner_id=owner_id, run_id=run_id, title=title, context={})
    session.add(conversation)
    session.flush()
    session.refresh(conversation)
    return conversation


def _append(session: Session, conversation: Conversation, turn: Turn) -> int:
    """Add a question and its answer, and return the number of the answer."""
    of_this = Message.conversation_id == conversation.id
    number = session.scalars(select(func.count()).select_from(Message).where(of_this)).one()
    conversation.context = turn.context
    shared = {"conversation_id": conversation.id, "owner_id": conversation.owner_id}
    session.add(Message(**shared, number=number, role="user", text=turn.question))
    session.add(Message(**shared, number=number + 1, role="assistant", text=turn.text, answer=turn.answer))
    return number + 1
