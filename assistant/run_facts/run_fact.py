"""One thing that a record holds: the words that ask for it, and what tells it."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from assistant.draft import Draft
from assistant.understanding.question import Question
from models.record import RunRecord

_ENDINGS = r"(?:e?s|e?d|ing|ly)?"
Tell = Callable[[Question, RunRecord, Draft], None]


@dataclass(frozen=True)
class RunFact:
    """What tells one thing of a run, and the sets of words of which a question that asks for it has one whole.

    Parameters
    ----------
    tell : callable
        Writes it into a draft, with what the question names in mind; nothing where the record does not hold it.
    asked : tuple of tuple of re.Pattern
        Sets of words. All words of a set must stand in the question, in any order.
    """

    tell: Tell
    asked: tuple[tuple[re.Pattern[str], ...], ...]

    def weight_in(self, words: str) -> int:
        """Return how many words of a question ask for this: of the largest set that it has whole, or 0."""
        whole = (len(one) for one in self.asked if all(word.search(words) for word in one))
        return max(whole, default=0)


def of_any(tell: Callable[[RunRecord, Draft], object]) -> Tell:
    """Return what tells the same, whatever the question names."""

    def told(_: Question, record: RunRecord, draft: Draft) -> None:
        tell(record, draft)

    return told


def asked(lines: str) -> tuple[tuple[re.Pattern[str], ...], ...]:
    """Compile sets of words, one set a line; a word may have alternatives, and stands for its plural and tenses, too.

    A space within a word is written as a low line, and any further letters as a star.

    Examples
    --------
    >>> fact = RunFact(of_any(print), asked("spread|far_apart trial|score"))
    >>> fact.weight_in("how far apart are the trials")
    2
    """
    return tuple(tuple(_word(word) for word in line.split()) for line in lines.strip().splitlines())


def _word(alternatives: str) -> re.Pattern[str]:
    spelled = alternatives.replace("_", " ").replace("*", r"\w*")
    return re.compile(rf"\b(?:{spelled}){_ENDINGS}\b")
