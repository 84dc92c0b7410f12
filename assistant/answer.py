"""The public door: a question and a run's record in, an answer with citations out."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.conversation import Conversation, Turn
from assistant.draft import Chart, Citation, Draft
from assistant.markup import code, escaped
from assistant.suggestions import suggest
from assistant.topics import refusal
from assistant.topics.absent import absent_sentences
from assistant.topics.registry import TOPICS
from assistant.topics.topic import Topic
from assistant.understanding.elsewhere import SUBJECTS, TITLES
from assistant.understanding.follow_up import resolve
from assistant.understanding.frame import is_about_run
from assistant.understanding.gate import refused_as
from assistant.understanding.language import is_english
from assistant.understanding.question import Question, understand
from assistant.understanding.route import NEAR_TIE, Standing, rank
from assistant.understanding.vocabulary import vocabulary_of
from models.record import RunRecord

OUT_OF_SCOPE = "out_of_scope"
MOST_ALTERNATIVES = 2
CLEARLY_ANOTHER = 5.0
KEPT_CHARACTERS = 500
MOST_REPAIRS_SAID = 3
_BY_NAME = {topic.name: topic for topic in TOPICS}
_ALL_SUBJECTS = (*(topic.subject for topic in TOPICS), *SUBJECTS)


@dataclass(frozen=True)
class Answer:
    """What the assistant says.

    ``answer`` is Markdown in which every number is a link to one of the ``citations`` (see ``assistant.draft``).
    ``charts`` are Plotly figures as plain data. ``conversation`` is the one to hand in with the next question.
    """

    answer: str
    citations: tuple[Citation, ...]
    charts: tuple[Chart, ...]
    suggestions: tuple[str, ...]
    topic: str
    alternatives: tuple[str, ...]
    conversation: Conversation


def answer(question: str, record: RunRecord | None, context: Conversation = Conversation()) -> Answer:  # noqa: B008  frozen
    """Answer a question about tuning in general, or about the run of a record.

    Parameters
    ----------
    question : str
        In English, in any words; what is not answered gets a refusal and questions that are.
    record : RunRecord or None
        The run that is open, finished or not.
    context : Conversation
        What was asked before: follow-ups take from it what they leave out.

    Examples
    --------
    >>> answer("What is a hyperparameter?", None).topic
    'definition'
    """
    draft = Draft()
    turn, alternatives = _reply(question, record, context, draft)
    return Answer(
        answer=draft.markdown,
        citations=draft.citations,
        charts=draft.charts,
        suggestions=suggest(turn.topic, record),
        topic=turn.topic,
        alternatives=alternatives,
        conversation=context.followed_by(turn),
    )


def _reply(
    question: str, record: RunRecord | None, context: Conversation, draft: Draft
) -> tuple[Turn, tuple[str, ...]]:
    """Write the answer; return what the conversation keeps of it, and the next best topics."""
    kept = question[:KEPT_CHARACTERS]
    if _refuse_at_the_gate(question, record, draft):
        return Turn(kept, OUT_OF_SCOPE), ()
    asked = replace(resolve(understand(question, vocabulary_of(record)), context), turns_before=context.turns)
    standings = _standings(asked)
    topic = _lead(standings)
    if topic is None:
        _refuse(asked, standings, record, draft)
        return Turn(kept, OUT_OF_SCOPE, asked.entities), ()
    _write(topic, asked, record, draft)
    others = [standing.name for standing in standings if standing.name in _BY_NAME and standing.name != topic.name]
    return Turn(kept, topic.name, asked.entities), tuple(others[:MOST_ALTERNATIVES])


def _refuse_at_the_gate(question: str, record: RunRecord | None, draft: Draft) -> bool:
    reason = refused_as(question, _names_of_the_data(record))
    if reason is not None:
        refusal.refuse_by_rule(reason, record, draft)
    elif not any(mark.isalnum() for mark in question):
        refusal.ask_back(draft)
    elif not is_english(question):
        refusal.refuse_language(draft)
    else:
        return False
    return True


def _names_of_the_data(record: RunRecord | None) -> list[str]:
    if record is None:
        return []
    return [*(column.name for column in record.data.columns), *(label.name for label in record.data.classes)]


def _standings(asked: Question) -> tuple[Standing, ...]:
    """Rank the subjects; a follow-up stays with its topic unless it clearly names another."""
    standings = rank(asked, _ALL_SUBJECTS)
    before = asked.topic_before
    if before is None:
        return standings
    about_a_value = before == "why_this_value" and (asked.entities.values or asked.entities.hyperparameters)
    if standings and standings[0].score >= CLEARLY_ANOTHER and not about_a_value:
        return standings
    return (Standing(before, CLEARLY_ANOTHER), *(standing for standing in standings if standing.name != before))


def _lead(standings: Sequence[Standing]) -> Topic | None:
    """Return the best topic that has an answer, where no subject without one fits much better."""
    if not standings:
        return None
    answered = next((standing for standing in standings if standing.name in _BY_NAME), None)
    if answered is None or answered.score < NEAR_TIE * standings[0].score:
        return None
    return _BY_NAME[answered.name]


def _refuse(asked: Question, standings: Sequence[Standing], record: RunRecord | None, draft: Draft) -> None:
    if not asked.tagged:
        refusal.ask_back(draft)
        return
    subject = standings[0].name if standings else asked.topic_before
    if subject is not None and subject in TITLES:
        refusal.refuse_subject(subject, absent_sentences(asked.entities, record), draft)
    else:
        refusal.refuse_unknown(draft)


def _write(topic: Topic, asked: Question, record: RunRecord | None, draft: Draft) -> None:
    """Put the answer together: how it was read, then general and run, the one that was asked for first."""
    _say_repairs(asked, draft)
    if record is not None:
        for sentence in absent_sentences(asked.entities, record):
            draft.say(sentence)
    if record is not None and (asked.is_about_run or topic.is_about_runs):
        topic.in_run(asked, record, draft)
        if topic.is_whole_in_run:
            return
        topic.gist(asked, draft)
        if not asked.is_about_run:
            topic.detail(asked, draft)
        return
    topic.gist(asked, draft)
    topic.detail(asked, draft)
    if record is not None:
        topic.in_run(asked, record, draft)
    elif is_about_run(asked.tagged):
        draft.say("No run is open here, so this is the general answer: open a run, and I answer with its numbers.")


def _say_repairs(asked: Question, draft: Draft) -> None:
    said = [f"*{escaped(one.typed)}* as {code(one.read)}" for one in asked.repairs[:MOST_REPAIRS_SAID]]
    if said:
        draft.say(f"I read {', '.join(said)}.")
