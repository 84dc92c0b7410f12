"""Laws that every answer keeps, whatever the topic and whatever the run."""

import json
import re
from collections.abc import Callable

import pytest

from assistant.answer import OUT_OF_SCOPE, Answer, answer
from assistant.backing import linked, unbacked, unlinked
from assistant.topics.registry import TOPICS
from assistant.topics.topic import Topic
from models.record import RunRecord, from_plain, to_plain
from tests.assistant.asked import asked_at_once

CODE = re.compile(r"``.*?``|`[^`]*`")
EVERY_TOPIC = pytest.mark.parametrize("topic", TOPICS, ids=lambda topic: topic.name)


def questions_for(topic: Topic) -> list[str]:
    """Return some of what leads to a topic: examples of its own, and its invitations."""
    return [*topic.examples[:3], topic.invitation, topic.run_invitation]


def mismatches(given: Answer) -> list[str]:
    """Return the numbers of an answer that no citation backs."""
    return unbacked(given.answer, given.citations)


@EVERY_TOPIC
def test_every_number_is_a_citation_of_its_fact(topic: Topic, any_run: RunRecord) -> None:
    """A number that nobody can trace is a number that nobody should believe."""
    for question in questions_for(topic):
        given = answer(question, any_run)

        assert mismatches(given) == [], question


def test_every_number_is_a_citation_however_people_ask(churn: RunRecord) -> None:
    """Values, trials and names in a question lead to other sentences than the examples do."""
    wrong = {question: mismatches(answer(question, churn)) for question in asked_at_once()}

    assert {question: found for question, found in wrong.items() if found} == {}


@EVERY_TOPIC
def test_every_number_is_a_citation_without_a_run(topic: Topic) -> None:
    """General answers give figures too: each has its source."""
    for question in questions_for(topic):
        given = answer(question, None)

        assert mismatches(given) == [], question
        assert all(citation.source for citation in given.citations), question


@EVERY_TOPIC
def test_citations_are_used_and_can_be_followed(topic: Topic, any_run: RunRecord) -> None:
    """A citation that no number uses is noise; one without address and source cannot be checked."""
    for question in questions_for(topic):
        given = answer(question, any_run)

        assert linked(given.answer) == {citation.id for citation in given.citations}
        assert all(citation.href or citation.source for citation in given.citations)


@EVERY_TOPIC
def test_examples_of_a_topic_lead_to_it(topic: Topic, churn: RunRecord) -> None:
    """The examples are what suggestions and tie breaks build on."""
    for question in {*topic.examples, *questions_for(topic)}:
        assert answer(question, churn).topic == topic.name, question
        assert answer(question, None).topic == topic.name, question


@EVERY_TOPIC
def test_suggestions_have_answers(topic: Topic, any_run: RunRecord) -> None:
    """An offered question that is then refused is worse than none."""
    given = answer(topic.run_invitation, any_run)

    assert 2 <= len(given.suggestions) <= 3
    for suggestion in given.suggestions:
        assert answer(suggestion, any_run).topic != OUT_OF_SCOPE, suggestion


@EVERY_TOPIC
def test_answers_are_neither_empty_nor_endless(topic: Topic, any_run: RunRecord) -> None:
    """A reader wants an answer, not a chapter."""
    for question in questions_for(topic):
        words = unlinked(answer(question, any_run).answer).split()

        assert 15 <= len(words) <= 520, (question, len(words))


@EVERY_TOPIC
def test_the_run_goes_first_where_the_question_is_about_it(topic: Topic, churn: RunRecord) -> None:
    """Who asks about the own run wants its numbers before the theory."""
    given = answer(topic.run_invitation, churn)

    assert any(citation.href for citation in given.citations)


@EVERY_TOPIC
def test_charts_are_plain_data_for_plotly(topic: Topic, any_run: RunRecord) -> None:
    """A chart travels as JSON, without a bare NaN."""
    for chart in answer(topic.run_invitation, any_run).charts:
        assert set(chart) == {"data", "layout"}
        assert json.loads(json.dumps(chart, allow_nan=False))["data"]


@EVERY_TOPIC
def test_a_record_that_was_stored_answers_as_before(topic: Topic, any_run: RunRecord) -> None:
    """The service keeps records as JSON: nothing of an answer may depend on what JSON loses."""
    stored = from_plain(RunRecord, json.loads(json.dumps(to_plain(any_run))))

    assert answer(topic.run_invitation, stored).answer == answer(topic.run_invitation, any_run).answer


def test_charts_come_where_people_would_rather_look(churn: RunRecord) -> None:
    """Values, comparisons and gaps are seen faster than read."""
    for question in (
        "Why was learning rate 0.02 chosen?",
        "Compare the top 3",
        "Does it overfit?",
        "How big is the gap?",
    ):
        assert len(answer(question, churn).charts) == 1, question


def test_a_hyperparameter_searched_on_a_log_scale_is_drawn_on_one(run_named: Callable[[str], RunRecord]) -> None:
    """On a plain axis the small values would be one heap."""
    (rate,) = answer("Why was learning rate 0.02 chosen?", run_named("binary")).charts
    (columns,) = answer("Why is max_features 0.32?", run_named("forest")).charts

    assert rate["layout"]["xaxis"]["type"] == "log"
    assert columns["layout"]["xaxis"]["type"] == "-"


def test_the_chart_shows_the_numbers_of_the_text(churn: RunRecord) -> None:
    """Text and chart that disagree were made from two sources."""
    given = answer("Compare the top 3", churn)
    cited = {citation.value for citation in given.citations}

    assert set(given.charts[0]["data"][0]["x"]) <= cited


@pytest.mark.parametrize(
    "text", ["", "   ", "?", "\x00\x01", "a" * 100_000, "why " * 30_000, "<b>why</b> **this** model"]
)
def test_any_text_gets_an_answer(text: str, any_run: RunRecord) -> None:
    """Nothing that a person can type may fail."""
    given = answer(text, any_run)

    assert given.answer
    assert len(given.conversation.turns[-1].question) <= 500


def test_data_strings_are_never_markup(run_named: Callable[[str], RunRecord]) -> None:
    """Column and class names are written by whoever made the table."""
    hostile = run_named("hostile")
    for topic in TOPICS:
        shown = CODE.sub("", unlinked(answer(topic.run_invitation, hostile).answer))
        unescaped = re.sub(r"\\.", "", shown)

        assert "<" not in unescaped
        assert "](" not in unescaped
