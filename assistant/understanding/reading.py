"""One message read in full: what refuses it, which language it is in, what it asks, and which topics it may mean."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from assistant.conversation import OTHER, OUT_OF_SCOPE, Conversation
from assistant.understanding.courtesy import Courtesy, courtesy_of
from assistant.understanding.follow_up import ABOUT_A_VALUE, TRYING, leans_on_a_refusal, resolve
from assistant.understanding.foreign_terms import in_english
from assistant.understanding.gate import Refused, refused_as
from assistant.understanding.language import ENGLISH, language_of
from assistant.understanding.normalize import asked_part, within_reach
from assistant.understanding.question import Question, understand
from assistant.understanding.route import Standing, Subject, rank
from assistant.understanding.vocabulary import vocabulary_of
from models.record import RunRecord

RECOGNIZED = 0.4  # probability from which a question in another language is taken to be understood


@dataclass(frozen=True)
class Reading:
    """A message as it was read.

    Exactly one of these holds: ``courtesy`` says what was said to be polite; ``refused`` by which rule it is
    refused; ``asked`` what it asks; or there is nothing in it. ``agreed_to`` is the topic that a yes goes on with.
    ``standings`` are the topics that it may mean, the most probable first; ``language`` is another than English
    where only some of its words were recognized.
    """

    courtesy: Courtesy | None = None
    refused: Refused | None = None
    language: str = ENGLISH
    asked: Question | None = None
    standings: tuple[Standing, ...] = ()
    agreed_to: str | None = None

    @property
    def lead(self) -> str:
        """The topic that the message is about, ``out_of_scope`` included."""
        if self.courtesy is not None:
            return self.agreed_to or OTHER
        if not self.standings or (self.language != ENGLISH and self.standings[0].score < RECOGNIZED):
            return OUT_OF_SCOPE
        return self.standings[0].name


def read(message: str, record: RunRecord | None, context: Conversation, subjects: Sequence[Subject]) -> Reading:
    """Read a message: politeness first, then what is refused by rule, then the language, then the question."""
    text = within_reach(message)
    courtesy = courtesy_of(text)
    if courtesy is not None:
        return Reading(courtesy=courtesy, agreed_to=_agreed_to(courtesy, context))
    refused = refused_as(text, _names_of_the_data(record))
    if refused is not None:
        return Reading(refused=refused)
    if not any(mark.isalnum() for mark in text):
        return Reading()
    language = language_of(text)
    if language != ENGLISH:
        return _read_other_language(text, language, record, subjects)
    asked = understand(asked_part(text), vocabulary_of(record))
    if leans_on_a_refusal(asked, context):
        return Reading()
    asked = replace(resolve(asked, context), turns_before=context.turns)
    return Reading(asked=asked, standings=rank(asked, subjects))


def _agreed_to(courtesy: Courtesy, context: Conversation) -> str | None:
    """Return the topic that a yes goes on with: who spoke of a value and says yes wants it tried."""
    before = context.last_with_a_subject
    return TRYING if courtesy == "yes" and before is not None and before.topic in ABOUT_A_VALUE else None


def _read_other_language(text: str, language: str, record: RunRecord | None, subjects: Sequence[Subject]) -> Reading:
    vocabulary = vocabulary_of(record)
    words, is_of_the_field = in_english(text, vocabulary.words)
    if not is_of_the_field:
        return Reading(language=language)
    asked = understand(words, vocabulary)
    return Reading(language=language, asked=asked, standings=rank(asked, subjects))


def _names_of_the_data(record: RunRecord | None) -> Iterable[str]:
    if record is None:
        return ()
    return [*(column.name for column in record.data.columns), *(label.name for label in record.data.classes)]
