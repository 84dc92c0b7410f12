"""Questions on whether a score is true, and the topic that has to lead the answer."""

from pathlib import Path

import pytest

from assistant.answer import answer
from models.record import RunRecord


def asked() -> dict[str, list[str]]:
    """Read the questions under their topics."""
    questions: dict[str, list[str]] = {}
    topic = ""
    for line in Path(__file__).with_name("asked_of_truth.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            topic = line.strip("[]")
        elif line and not line.startswith("#"):
            questions.setdefault(topic, []).append(line)
    return questions


@pytest.mark.parametrize("topic", sorted(asked()))
def test_questions_on_truth_lead_to_their_topic(topic: str, churn: RunRecord) -> None:
    """Slang, typos and broken grammar are how people ask."""
    missed = {question: answer(question, churn).topic for question in asked()[topic]}

    assert {question: found for question, found in missed.items() if found != topic} == {}


def test_each_topic_on_truth_is_asked_in_at_least_fifteen_ways() -> None:
    """Fewer would show the words of one person only."""
    assert all(len(set(questions)) >= 15 for questions in asked().values())
