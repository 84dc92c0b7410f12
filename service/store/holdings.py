"""What hangs on a run, in numbers: what goes when it goes."""

from dataclasses import dataclass

from sqlalchemy import func, select

from service.store.database import Database
from service.store.tables import Conversation, Evaluation, Message, Share, Trial, WhatIf


@dataclass(frozen=True)
class Holdings:
    """How many trials, conversations with how many questions, what-ifs, evaluations and links a run has."""

    trials: int
    conversations: int
    questions: int
    what_ifs: int
    evaluations: int
    links: int


def holdings_of(database: Database, run_id: str, owner_id: str) -> Holdings:
    """Count what hangs on a run."""
    kinds = (Trial, Conversation, WhatIf, Evaluation, Share)
    with database.read() as session:
        n = [
            session.scalar(
                select(func.count()).select_from(kind).where(kind.run_id == run_id, kind.owner_id == owner_id)
            )
            or 0
            for kind in kinds
        ]
        asked = select(func.count()).select_from(Message).join(Conversation)
        mine = Conversation.run_id == run_id, Conversation.owner_id == owner_id, Message.role == "user"
        questions = session.scalar(asked.where(*mine)) or 0
    trials, conversations, what_ifs, evaluations, links = n
    return Holdings(trials, conversations, questions, what_ifs, evaluations, links)
