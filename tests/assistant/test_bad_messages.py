"""Messages that nobody should send, and somebody does: one clear answer each."""

import pytest

from assistant.answer import OUT_OF_SCOPE, answer
from assistant.understanding.normalize import LONGEST_QUESTION, normalize, within_reach
from assistant.understanding.question import understand
from assistant.understanding.vocabulary import vocabulary_of
from models.record import RunRecord


@pytest.mark.parametrize("message", ["", "   ", "\n\t", "?", "???", "\x00\x01\x02", "\u200b", "👍", "..."])
def test_a_message_without_words_is_asked_back(message: str, churn: RunRecord) -> None:
    """There is nothing to answer, and nothing to guess."""
    given = answer(message, churn)

    assert given.topic == OUT_OF_SCOPE
    assert given.answer.startswith("What would you like to know?")
    assert len(given.suggestions) >= 2


@pytest.mark.parametrize("message", ["a" * 100_000, "why " * 25_000, "\u0301" * 100_000, "é" * 100_000, "{" * 100_000])
def test_a_hundred_thousand_characters_get_one_answer(message: str, churn: RunRecord) -> None:
    """Most of it is never read, and none of it comes back."""
    given = answer(message, churn)

    assert 0 < len(given.answer) < 5000
    assert len(given.conversation.turns[-1].question) <= 500


def test_the_question_after_a_pasted_log_is_read(churn: RunRecord) -> None:
    """Who pastes a log asks before it or after it, and is told that the middle was not read."""
    log = "2026-01-05 worker 3 idle, score pending\n" * 3000
    after = answer(f"{log}\nDoes my model overfit?", churn)
    before = answer(f"Does my model overfit?\n{log}", churn)

    assert (after.topic, before.topic) == ("overfitting", "overfitting")
    assert "read its beginning and its end" in after.answer
    assert "read its beginning and its end" not in answer("Does my model overfit?", churn).answer


def test_what_is_within_reach_is_bounded() -> None:
    """The cost of reading does not grow with the message."""
    assert within_reach("why?") == "why?"
    assert len(within_reach("x" * 10**6)) <= LONGEST_QUESTION + 1


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("<b>why</b> this <i class='x'>model</i>", "why this model"),
        ("does it over\u200bfit", "does it overfit"),
        ("why\x00this\x07model", "why this model"),
        ("whyyyyy this model", "why this model"),
        ("train &amp; validation", "train and validation"),
        ("0.8\u00b10.1", "0.8 plus minus 0.1"),
        ("\uff37\uff28\uff39 this model", "why this model"),
    ],
)
def test_markup_and_marks_that_are_not_seen_are_left_out(typed: str, read: str) -> None:
    """What a reader does not see does not change the question."""
    assert normalize(typed) == read


def test_markup_in_a_message_is_not_repeated(churn: RunRecord) -> None:
    """What is not said back cannot be run by a page."""
    given = answer("<img src=x onerror=alert(1)> does my [model](javascript:alert(1)) overfitt?", churn)

    assert "onerror" not in given.answer
    assert "javascript" not in given.answer


def test_the_names_of_a_run_go_before_typing_mistakes(churn: RunRecord) -> None:
    """A column or class of the table is right as it is written, however near it is to a word of the field."""
    vocabulary = vocabulary_of(churn)
    names = [column.name for column in churn.data.columns]

    assert [understand(f"does {name} matter", vocabulary).repairs for name in names] == [()] * len(names)
