"""Words that the examples know, and what a misspelled one is taken for."""

import pytest

from assistant.conversation import Conversation
from assistant.understanding.known_words import KnownWords
from assistant.understanding.question import understand
from assistant.understanding.reading import read
from assistant.understanding.vocabulary import vocabulary_of
from models.record import RunRecord
from tests.assistant.subjects import ALL_SUBJECTS


def known() -> KnownWords:
    """Return words that three questions use, and one that a single example uses."""
    questions = [["customers", "important", "trailing"]] * 3
    return KnownWords(questions, [*questions, ["importent"]])


def test_a_misspelled_word_is_read_as_the_known_one() -> None:
    """People type fast."""
    assert known().settled("are custmers imporatnt") == "are customers important"


@pytest.mark.parametrize("word", ["importent", "potatoes", "xgb2", "cat", "hp:step", "customer_id"])
def test_other_words_stay_as_they_are(word: str) -> None:
    """Seen in an example, everyday, short, or a name: none of these is a slip."""
    assert known().settled(word) == word


def test_a_word_that_nothing_is_near_to_is_strange() -> None:
    """What no question of the field says speaks for another field."""
    assert known().is_strange("zucchini")
    assert not known().is_strange("customers")
    assert not known().is_strange("custmers")


def test_of_two_words_that_are_as_near_the_first_in_order_is_taken() -> None:
    """The same message is read the same in every process."""
    questions = [["scored", "scores"]] * 3

    assert KnownWords(questions, []).settled("scoref") == "scored"
    assert KnownWords([words[::-1] for words in questions], []).settled("scoref") == "scored"


@pytest.mark.parametrize(
    ("question", "topic"),
    [
        ("wich colums are the most imprtant", "feature_importance"),
        ("is my modl ovrfiting", "overfitting"),
        ("can i trst the probabilty of 0.8", "threshold_calibration"),
        ("wuld more trails hlep", "more_trials_or_time"),
        ("how do i depoly it in prodction", "deployment"),
        ("is it reproducable with the smae seed", "reproducibility"),
    ],
)
def test_a_question_full_of_slips_is_understood(question: str, topic: str, churn: RunRecord) -> None:
    """Eight in ten questions with typos have to find their topic."""
    assert read(question, churn, Conversation(), ALL_SUBJECTS).lead == topic


def test_what_is_settled_for_the_topic_names_nothing_new(churn: RunRecord) -> None:
    """A word is never quietly read as the name of another setting, column or class."""
    asked = understand("does tenurre or lambada matter", vocabulary_of(churn))
    named = (*asked.entities.columns, *asked.entities.hyperparameters)

    assert asked.repairs
    assert len(named) <= len(asked.repairs)
