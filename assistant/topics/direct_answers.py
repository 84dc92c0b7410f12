"""Answers to the very question, for what people often ask of a setting: said first, with nothing that repeats it."""

import re
from dataclasses import dataclass

from assistant.draft import Draft
from assistant.topics import kinds_of_question
from assistant.topics.kinds_of_question import Tell, Write
from assistant.understanding.question import Question
from models.record import RunRecord


@dataclass(frozen=True)
class DirectAnswer:
    """What is said where some words stand in a question.

    Parameters
    ----------
    pattern : re.Pattern
        Over the tagged question, followed by the question as it was typed in small letters.
    write : callable
        Writes the whole answer in general.
    shows_run : bool
        Whether the numbers of the run belong to the answer, too.
    """

    pattern: re.Pattern[str]
    write: Write
    shows_run: bool = False


def pattern(lines: str) -> re.Pattern[str]:
    r"""Compile alternatives, one a line; a line that starts with three dots goes on with the one before.

    Examples
    --------
    >>> bool(pattern("a tree|\n...a forest").search("in a forest"))
    True
    """
    return kinds_of_question.pattern(re.sub(r"\n\s*\.\.\.", "", lines))


def said(*paragraphs: str) -> Write:
    """Return what writes paragraphs that need no number."""

    def write(_: Question, draft: Draft) -> None:
        for paragraph in paragraphs:
            draft.say(paragraph)

    return write


def listed(lead: str, items: tuple[str, ...], end: str = "") -> Write:
    """Return what writes a sentence, a list under it, and a closing paragraph."""

    def write(_: Question, draft: Draft) -> None:
        draft.say(lead)
        draft.list(items)
        draft.say(end)

    return write


_OF_A_RUN = re.compile(r"\b(?:my|this|our) (?:run|trials?)\b|\bin the run\b")


@dataclass(frozen=True)
class DirectAnswers:
    """The direct answers of a topic, the first that fits deciding; what else is asked gets the answers behind them."""

    all: tuple[DirectAnswer, ...]
    gist_else: Write
    detail_else: Write
    in_run_else: Tell

    def _of(self, asked: Question) -> DirectAnswer | None:
        words = f"{asked.tagged} | {asked.text.lower()}"
        found = next((one for one in self.all if one.pattern.search(words)), None)
        return None if found is not None and not found.shows_run and _OF_A_RUN.search(words) else found

    def gist(self, asked: Question, draft: Draft) -> None:
        """Write the direct answer, or the general one in short."""
        direct = self._of(asked)
        (self.gist_else if direct is None else direct.write)(asked, draft)

    def detail(self, asked: Question, draft: Draft) -> None:
        """Write the rest of the general answer; a direct one is whole."""
        if self._of(asked) is None:
            self.detail_else(asked, draft)

    def in_run(self, asked: Question, record: RunRecord, draft: Draft) -> None:
        """Write the answer from the record, behind the direct answer and only where its numbers bear on it."""
        direct = self._of(asked)
        if direct is not None:
            direct.write(asked, draft)
        if direct is None or direct.shows_run:
            self.in_run_else(asked, record, draft)
