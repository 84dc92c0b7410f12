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


@dataclass(frozen=True)
class Turn:
    """One question with its answer, and what the assistant remembers after it."""

    question: str
    text: str
    answer: Json
    context: Json


class ConversationStore:
    """The conversations of every owner; each method sees those of one."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def begin(self, owner_id: str, run_id: str | None, turn: Turn) -> Conversation:
        """Keep a new conversation with its first turn; its title is the question, on one line."""
        question = one_line(turn.question)
        title = question if len(question) <= TITLE_CHARACTERS else f"{question[: TITLE_CHARACTERS - 1]}…"
        try:
            with self._database.write() as session:
                conversation = Conversation(owner_id=owner_id, run_id=run_id, title=title)
                session.add(conversation)
                session.flush()
                session.refresh(conversation)
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


def _conversation(session: Session, conversation_id: str, owner_id: str, *, lock: bool = False) -> Conversation:
    query = select(Conversation).where(Conversation.id == conversation_id, Conversation.owner_id == owner_id)
    found = session.scalars(query.with_for_update() if lock else query).one_or_none()
    if found is None:
        raise NotFoundError("conversation", conversation_id)
    return found


def _append(session: Session, conversation: Conversation, turn: Turn) -> None:
    of_this = Message.conversation_id == conversation.id
    number = session.scalars(select(func.count()).select_from(Message).where(of_this)).one()
    conversation.context = turn.context
    shared = {"conversation_id": conversation.id, "owner_id": conversation.owner_id}
    session.add(Message(**shared, number=number, role="user", text=turn.question))
    session.add(Message(**shared, number=number + 1, role="assistant", text=turn.text, answer=turn.answer))
