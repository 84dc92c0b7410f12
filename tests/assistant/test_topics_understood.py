"""Questions as people ask them, and the topic that has to lead the answer."""

from pathlib import Path

import pytest

from assistant.answer import OUT_OF_SCOPE, answer
from models.record import RunRecord


def asked() -> dict[str, list[str]]:
    """Read the questions under their topics."""
    questions: dict[str, list[str]] = {}
    topic = ""
    files = [Path(__file__).with_name(name) for name in ("asked.txt", "asked_search.txt")]
    for line in (line for path in files for line in path.read_text(encoding="utf-8").splitlines()):
        if line.startswith("["):
            topic = line.strip("[]")
        elif line and not line.startswith("#"):
            questions.setdefault(topic, []).append(line)
    return questions


@pytest.mark.parametrize("topic", sorted(asked()))
def test_questions_lead_to_their_topic(topic: str, churn: RunRecord) -> None:
    """Slang, typos and broken grammar are how people ask."""
    missed = {question: answer(question, churn).topic for question in asked()[topic]}

    assert {question: found for question, found in missed.items() if found != topic} == {}


def test_each_topic_is_asked_in_at_least_fifteen_ways() -> None:
    """Fewer would show the words of one person only."""
    assert all(len(set(questions)) >= 15 for questions in asked().values())


def test_alternatives_are_other_topics_and_at_most_two(churn: RunRecord) -> None:
    """A list of everything is no help to choose from."""
    for questions in asked().values():
        for question in questions[:4]:
            given = answer(question, churn)

            assert len(given.alternatives) <= 2
            assert given.topic not in given.alternatives
            assert OUT_OF_SCOPE not in given.alternatives
