"""The public door: a question and a run's record in, an answer with citations out."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.backing import unlinked
from assistant.conversation import OUT_OF_SCOPE, Conversation, Entities, Turn
from assistant.draft import Chart, Citation, Draft
from assistant.markup import code, escaped
from assistant.notes import placing
from assistant.notes.likeness import likeness
from assistant.run_facts.asked_for import take_with_facts
from assistant.suggestions import suggest
from assistant.topics import refusal
from assistant.topics.absent import say_absent
from assistant.topics.experiments import consent
from assistant.topics.recorded_answers import say_recorded
from assistant.topics.registry import TOPICS
from assistant.topics.topic import Topic
from assistant.understanding.classifier import classifier
from assistant.understanding.frame import is_about_run
from assistant.understanding.language import ENGLISH
from assistant.understanding.normalize import LONGEST_QUESTION
from assistant.understanding.question import Question
from assistant.understanding.reading import Reading, read
from assistant.understanding.route import Standing
from models.record import RunRecord, WhatIfOrder

MOST_ALTERNATIVES = 2
LEAST_ALTERNATIVE = 0.0001  # probability below which a reading is not worth offering; the model is sure too soon
LEAST_AFTER_REFUSAL = 0.02
NEAR_TIE = 0.5  # of the probability of the first: the second is said
CLEAR = 0.7  # probability from which the first reading needs no second
KEPT_CHARACTERS = 500
MOST_REPAIRS_SAID = 3
_NOTHING_ASKED = Question("", "", Entities(), "other", is_about_run=False)
_BY_NAME = {topic.name: topic for topic in TOPICS}
_SUBJECTS = tuple(topic.subject for topic in TOPICS)


@dataclass(frozen=True)
class Answer:
    """What the assistant says.

    ``answer`` is Markdown in which every number is a link to one of the ``citations`` (see ``assistant.draft``).
    ``charts`` are Plotly figures as plain data. ``conversation`` is the one to hand in with the next question.
    ``proposal`` is an experiment that the answer offers, and ``start`` one that the question agreed to, for the caller
    to start; ``proposal_seconds`` is what either would take.
    """

    answer: str
    citations: tuple[Citation, ...]
    charts: tuple[Chart, ...]
    suggestions: tuple[str, ...]
    topic: str
    alternatives: tuple[str, ...]
    conversation: Conversation
    proposal: WhatIfOrder | None = None
    proposal_seconds: float | None = None
    start: WhatIfOrder | None = None


@dataclass(frozen=True)
class _Reply:
    """What the conversation keeps of an answer, the next best topics, and which of them to offer first."""

    turn: Turn
    alternatives: tuple[str, ...] = ()
    offered: tuple[str, ...] = ()


def answer(question: str, record: RunRecord | None, context: Conversation = Conversation()) -> Answer:  # noqa: B008  frozen
    """Answer a question about tuning in general, or about the run of a record.

    Parameters
    ----------
    question : str
        In any words; what is not answered gets a refusal and questions that are. Answers are in English.
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
    reply = _reply(question, record, context, draft)
    return Answer(
        answer=draft.markdown,
        citations=draft.citations,
        charts=draft.charts,
        suggestions=suggest(_subject_after(reply.turn, context), record, reply.offered),
        topic=reply.turn.topic,
        alternatives=reply.alternatives,
        conversation=context.followed_by(replace(reply.turn, proposal=draft.proposal)),
        proposal=draft.proposal,
        proposal_seconds=draft.proposal_seconds,
        start=draft.start,
    )


def warm_up() -> None:
    """Make ready what the first question would otherwise wait for: the model of topics, and the index of notes."""
    classifier()
    likeness()


def _subject_after(turn: Turn, context: Conversation) -> str:
    """Return the topic to lead on from: a thank-you leaves the one before."""
    before = context.last_with_a_subject
    return before.topic if turn.is_courtesy and before is not None else turn.topic


def _reply(question: str, record: RunRecord | None, context: Conversation, draft: Draft) -> _Reply:
    """Write the answer, and return what is kept of it."""
    kept = question[:KEPT_CHARACTERS]
    before = context.last
    offered = None if before is None else before.proposal
    if before is not None and offered is not None and consent.write_reply(question, offered, record, draft):
        return _Reply(Turn(kept, before.topic, before.entities))
    reading = read(question, record, context, _SUBJECTS)
    if reading.courtesy is not None:
        refusal.return_courtesy(reading.courtesy, draft)
        return _Reply(Turn(kept, reading.lead, is_courtesy=True))
    if reading.refused is not None:
        refusal.refuse_by_rule(reading.refused, record, draft)
        return _Reply(Turn(kept, OUT_OF_SCOPE))
    if len(question) > LONGEST_QUESTION:
        draft.say("Your message is very long: I read its beginning and its end.")
    if reading.language != ENGLISH:
        return _reply_to_other_language(kept, reading, draft)
    if reading.asked is None or not reading.asked.tagged:
        refusal.ask_back(draft)
        return _Reply(Turn(kept, OUT_OF_SCOPE))
    return _reply_in_english(kept, reading.asked, reading.standings, record, draft)


def _reply_in_english(
    kept: str, asked: Question, standings: Sequence[Standing], record: RunRecord | None, draft: Draft
) -> _Reply:
    topic = _BY_NAME.get(standings[0].name)
    if topic is None:
        refusal.refuse_unknown(draft)
        others = _others(standings, OUT_OF_SCOPE, LEAST_AFTER_REFUSAL)
        return _Reply(Turn(kept, OUT_OF_SCOPE, asked.entities), others, others)
    near = _near(standings, topic.name)
    _write(topic, asked, standings, record, draft)
    _say_other_reading(near, record, draft)
    turn = Turn(kept, topic.name, asked.entities, is_about_run=asked.is_about_run or topic.is_about_runs)
    return _Reply(turn, _others(standings, topic.name, LEAST_ALTERNATIVE), near)


def _reply_to_other_language(kept: str, reading: Reading, draft: Draft) -> _Reply:
    """Say that answers are in English, and give the short one where the words of the field are recognized."""
    refusal.say_language(reading.language, draft)
    topic = _BY_NAME.get(reading.lead)
    if topic is None or reading.asked is None:
        refusal.ask_in_english(draft)
        others = _others(reading.standings, OUT_OF_SCOPE, LEAST_AFTER_REFUSAL)
        return _Reply(Turn(kept, OUT_OF_SCOPE), others, others)
    topic.gist(reading.asked, draft)
    refusal.ask_in_english(draft)
    others = _others(reading.standings, topic.name, LEAST_ALTERNATIVE)
    return _Reply(Turn(kept, topic.name, reading.asked.entities), others, (topic.name, *others))


def _others(standings: Sequence[Standing], lead: str, least: float) -> tuple[str, ...]:
    names = [one.name for one in standings if one.name in _BY_NAME and one.name != lead and one.score >= least]
    return tuple(names[:MOST_ALTERNATIVES])


def _near(standings: Sequence[Standing], lead: str) -> tuple[str, ...]:
    """Return the second reading where it is nearly as probable as the first."""
    first = next(standing.score for standing in standings if standing.name == lead)
    if first >= CLEAR:
        return ()
    return _others(standings, lead, NEAR_TIE * first)[:1]


def _say_other_reading(near: Sequence[str], record: RunRecord | None, draft: Draft) -> None:
    if near:
        topic = _BY_NAME[near[0]]
        question = topic.invitation if record is None else topic.run_invitation
        draft.say(f"Your question can be read in two ways; if you meant the other one, ask: {escaped(question)}")


def _write(
    topic: Topic, asked: Question, standings: Sequence[Standing], record: RunRecord | None, draft: Draft
) -> None:
    """Say how the question was read, then answer it, with the facts of the run that it asks for."""
    _say_repairs(asked, draft)
    is_for_the_run = asked.is_about_run or topic.is_for_the_run(asked) or topic.is_about_runs
    seen = placing.looked_up(classifier().settled(asked), standings, is_about_run=record is not None and is_for_the_run)
    usual = Draft()
    _write_answer(topic, asked, seen, record, usual)
    if _is_invited(topic, asked):
        draft.take_all(usual)
        return
    if record is None:
        draft.take_all(usual)
    else:
        take_with_facts(usual, seen.question, record, draft, is_about_run=is_for_the_run)
    placing.say_near(seen, usual, draft)


def _write_answer(
    topic: Topic, asked: Question, seen: placing.LookedUp, record: RunRecord | None, draft: Draft
) -> None:
    """Answer a question by a note that fits it, or as its topic does."""
    if record is not None and say_recorded(asked, record, draft):
        placing.say(seen, draft)
    elif seen.note is None or _is_invited(topic, asked) or not _write_with_notes(topic, asked, seen, record, draft):
        _write_usual(topic, asked, record, draft)


def _is_invited(topic: Topic, asked: Question) -> bool:
    """Whether we offered to ask this: then the topic answers it in full."""
    return asked.text in (topic.invitation, topic.run_invitation)


def _write_with_notes(
    topic: Topic, asked: Question, seen: placing.LookedUp, record: RunRecord | None, draft: Draft
) -> bool:
    """Answer by a note and what it leaves to say; tell whether that was done, as some answers are whole without."""
    premises, usual = Draft(), Draft()
    if record is not None:
        say_absent(asked, record, premises, topic.name)
    if record is None or not seen.is_about_run:
        _write_usual(topic, asked, record, usual)
    else:
        topic.in_run(asked, record, usual)
    if placing.is_whole(usual, premises):
        return False
    seen = replace(seen, has_special=_has_special(topic, asked, None))
    if seen.is_about_run and seen.is_second:
        return False
    if seen.is_about_run:
        seen = replace(seen, has_special=asked.is_about_run and _has_special(topic, asked, record))
        placing.write_about_run(seen, premises, usual, draft)
    else:
        placing.write_general(seen, premises, usual, draft)
    return True


def _has_special(topic: Topic, asked: Question, record: RunRecord | None) -> bool:
    """Whether a topic has an answer to this very question: it says something else where nothing is asked."""
    here, always = Draft(), Draft()
    for question, draft in ((asked, here), (_NOTHING_ASKED, always)):
        if record is None:
            topic.gist(question, draft)
        else:
            topic.in_run(question, record, draft)
    return [unlinked(block) for block in here.blocks[:1]] != [unlinked(block) for block in always.blocks[:1]]


def _write_usual(topic: Topic, asked: Question, record: RunRecord | None, draft: Draft) -> None:
    """Put the answer of the topic together: general and run, the one that was asked for first."""
    is_for_the_run = asked.is_about_run or topic.is_for_the_run(asked)
    if record is not None and (is_for_the_run or topic.is_about_runs):
        if is_for_the_run or not topic.is_whole_in_run:
            say_absent(asked, record, draft, topic.name)
        topic.in_run(asked, record, draft)
        if topic.is_whole_in_run:
            say_absent(asked, record, draft, topic.name)
            return
        topic.gist(asked, draft)
        if not is_for_the_run:
            topic.detail(asked, draft)
        return
    topic.gist(asked, draft)
    topic.detail(asked, draft)
    if record is not None:
        say_absent(asked, record, draft, topic.name)
        topic.in_run(asked, record, draft)
    elif is_about_run(asked.tagged):
        draft.say("No run is open here, so this is the general answer: open a run, and I answer with its numbers.")


def _say_repairs(asked: Question, draft: Draft) -> None:
    said = [f"*{escaped(one.typed)}* as {code(one.read)}" for one in asked.repairs[:MOST_REPAIRS_SAID]]
    if said:
        draft.say(f"I read {', '.join(said)}.")
