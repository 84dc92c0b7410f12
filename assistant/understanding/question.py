"""A question as understood: what it names, its frame, whether it is about the run, what was repaired."""

from dataclasses import dataclass

from assistant.conversation import Entities, Turn
from assistant.understanding.frame import Frame, frame_of, is_about_run
from assistant.understanding.normalize import normalize, tokens
from assistant.understanding.repair import Repair, repair
from assistant.understanding.tagging import tag
from assistant.understanding.vocabulary import Vocabulary


@dataclass(frozen=True)
class Question:
    """What topics look at to answer.

    ``words`` is the question in one spelling, typing mistakes repaired; ``tagged`` has tags in place of names as
    well (see ``tagging``). ``topic_before`` is the topic that a follow-up stays with, if it is one, and ``pull``
    how strongly: the natural logarithm of the odds that it speaks for that topic. ``turns_before`` is the
    conversation, oldest first.
    """

    text: str
    tagged: str
    entities: Entities
    frame: Frame
    is_about_run: bool
    repairs: tuple[Repair, ...] = ()
    topic_before: str | None = None
    pull: float = 0.0
    words: str = ""
    turns_before: tuple[Turn, ...] = ()


def understand(text: str, vocabulary: Vocabulary) -> Question:
    """Read one question by itself, without the conversation before it."""
    words, repairs = repair(tokens(normalize(text)), vocabulary)
    tagged, entities = tag(words, vocabulary)
    return Question(
        text, tagged, entities, frame_of(tagged), is_about_run(tagged), repairs=repairs, words=" ".join(words)
    )
