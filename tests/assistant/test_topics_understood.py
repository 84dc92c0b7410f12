"""Questions as people ask them, and the topic that has to lead the answer."""

import pytest

import assistant.understanding.reading
from assistant.answer import OUT_OF_SCOPE, answer
from assistant.topics.registry import TOPICS
from assistant.understanding.route import Standing
from models.record import RunRecord
from tests.assistant.asked import asked


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


def test_a_near_tie_is_said_and_can_be_clicked(churn: RunRecord, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where two readings are nearly as likely, guessing in silence is wrong half of the time."""
    invitations = {topic.name: topic.run_invitation for topic in TOPICS}
    standings = (Standing("overfitting", 0.4), Standing("train_test_gap", 0.35), Standing("small_data", 0.1))
    monkeypatch.setattr(assistant.understanding.reading, "rank", lambda *_: standings)

    tied = answer("is it good?", churn)

    assert tied.topic == "overfitting"
    assert "can be read in two ways" in tied.answer
    assert tied.alternatives == ("train_test_gap", "small_data")
    assert tied.suggestions[0] == invitations["train_test_gap"]


def test_what_is_refused_for_want_of_a_subject_offers_the_nearest(churn: RunRecord) -> None:
    """Who was misread is one click away from the answer."""
    refused = [answer(question, churn) for question in asked()[OUT_OF_SCOPE]]

    assert all(len(one.suggestions) >= 2 for one in refused)
    assert all(one.alternatives == () for one in refused if "cannot run code" in one.answer)
