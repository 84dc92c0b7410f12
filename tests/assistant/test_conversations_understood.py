"""Whole conversations: what each turn is about, with what it leaves out taken from the turns before."""

from pathlib import Path

import pytest

from assistant.conversation import Conversation, Turn
from assistant.understanding.reading import read
from models.record import RunRecord
from tests.assistant.subjects import ALL_SUBJECTS

Talk = tuple[tuple[str, tuple[str, ...]], ...]
MOST_MISSED = 0.1


def conversations() -> list[Talk]:
    """Read the conversations: a question and the topics that may lead its answer."""
    text = Path(__file__).with_name("conversations.txt").read_text(encoding="utf-8")
    blocks = [[line.split(" => ") for line in block.splitlines() if " => " in line] for block in text.split("\n\n")]
    return [tuple((question, tuple(topics.split())) for question, topics in block) for block in blocks if block]


def topics_of(talk: Talk, record: RunRecord) -> list[str]:
    """Ask one question after the other; return what each was taken to be about."""
    context, found = Conversation(), []
    for question, _ in talk:
        reading = read(question, record, context, ALL_SUBJECTS)
        found.append(reading.lead)
        if reading.asked is None:
            turn = Turn(question, reading.lead, is_courtesy=reading.courtesy is not None)
        else:
            turn = Turn(question, reading.lead, reading.asked.entities, is_about_run=True)
        context = context.followed_by(turn)
    return found


@pytest.mark.parametrize("talk", conversations(), ids=lambda talk: talk[0][0])
def test_a_conversation_stays_on_its_subject_and_leaves_it_when_told(talk: Talk, churn: RunRecord) -> None:
    """People do not repeat what they have just said, change the subject in the middle, and come back."""
    found = topics_of(talk, churn)

    missed = [(question, got) for (question, right), got in zip(talk, found, strict=True) if got not in right]
    assert missed == []
