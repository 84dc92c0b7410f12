"""The assistant's answer as the plain data that the service keeps and sends, and the terminal writes."""

from collections.abc import Mapping
from typing import Any

from assistant.answer import answer
from assistant.conversation import Conversation
from models.record import RunRecord, from_plain, to_plain
from service.engine import Reply


def answered(question: str, record: RunRecord | None, context: Mapping[str, Any]) -> Reply:
    """Return an answer of the assistant as plain data; ``context`` is what the last one left to remember."""
    before = from_plain(Conversation, context) if context else Conversation()
    said = answer(question, record, before)
    return Reply(
        text=said.answer,
        citations=tuple(to_plain(said.citations)),
        charts=tuple(to_plain(said.charts)),
        suggestions=said.suggestions,
        topic=said.topic,
        alternatives=said.alternatives,
        context=to_plain(said.conversation),
        proposal=said.proposal,
        proposal_seconds=said.proposal_seconds,
        start=said.start,
    )
