"""The classifier of written examples: what it learns from, and how it does on questions that it has not seen."""

from collections.abc import Mapping, Sequence
from math import exp

import pytest

from assistant.conversation import OUT_OF_SCOPE
from assistant.topics.registry import TOPICS
from assistant.understanding.classifier import Classifier, classifier, examples, fit
from assistant.understanding.question import understand
from assistant.understanding.vocabulary import vocabulary_of

FEWEST_EXAMPLES = 60
Asked = Mapping[str, Sequence[str]]


@pytest.fixture(scope="module")
def halves() -> tuple[Classifier, Asked]:
    """Fit a model to every other example; return it with those that it has not seen."""
    seen = {topic: questions[::2] for topic, questions in examples().items()}
    return fit(seen), {topic: questions[1::2] for topic, questions in examples().items()}


def ranked(model: Classifier, question: str) -> list[str]:
    """Return the topics, the likeliest first."""
    found = model.log_likelihoods(understand(question, vocabulary_of(None)))
    return sorted(found, key=lambda topic: -found[topic])


def test_every_topic_has_examples_and_every_file_is_a_topic() -> None:
    """A topic without examples is found by its cues alone, and a file without a topic draws questions to nowhere."""
    written = examples()

    assert {topic.name for topic in TOPICS} <= set(written)
    assert OUT_OF_SCOPE in written
    assert {topic: len(set(lines)) for topic, lines in written.items() if len(set(lines)) < FEWEST_EXAMPLES} == {}


def test_no_question_is_an_example_of_two_topics() -> None:
    """The model would learn to doubt."""
    topics: dict[str, set[str]] = {}
    for topic, questions in examples().items():
        for question in questions:
            topics.setdefault(question.lower().strip(" ?!."), set()).add(topic)

    assert {question: found for question, found in topics.items() if len(found) > 1} == {}


def test_most_questions_that_were_not_seen_are_told_apart(halves: tuple[Classifier, Asked]) -> None:
    """What was learned by heart only would fail here."""
    model, unseen = halves
    places = [
        ranked(model, question).index(topic)
        for topic, questions in unseen.items()
        if topic != OUT_OF_SCOPE
        for question in questions[::4]
    ]

    assert sum(place == 0 for place in places) / len(places) > 0.65
    assert sum(place < 3 for place in places) / len(places) > 0.85


def test_most_questions_of_everyday_life_are_out_of_scope(halves: tuple[Classifier, Asked]) -> None:
    """Trees, forests, batches and trains are words of the world as well."""
    model, unseen = halves
    leads = [ranked(model, question)[0] for question in unseen[OUT_OF_SCOPE]]

    assert leads.count(OUT_OF_SCOPE) / len(leads) > 0.75


def test_the_same_examples_give_the_same_model() -> None:
    """An answer that changes from one process to the next cannot be tested."""
    few = {topic: questions[:20] for topic, questions in list(examples().items())[:6]}
    question = understand("how do I tune a random forest", vocabulary_of(None))

    assert fit(few).log_likelihoods(question) == fit(few).log_likelihoods(question)


def test_probabilities_of_all_topics_sum_to_one() -> None:
    """They are compared with limits that are probabilities."""
    found = classifier().log_likelihoods(understand("does it overfit", vocabulary_of(None)))

    assert sum(exp(value) for value in found.values()) == pytest.approx(1.0, abs=1e-4)
    assert set(found) == set(examples())


def test_a_question_in_no_known_word_gets_an_opinion_all_the_same() -> None:
    """Whatever is typed, something is said."""
    assert ranked(classifier(), "zxqv wvqx")[0] == OUT_OF_SCOPE
