"""Kinds of questions about one subject, each with sentences of its own: what it is, is it bad here, what to do."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from assistant.draft import Draft
from assistant.understanding.question import Question
from models.record import RunRecord

Write = Callable[[Question, Draft], None]
Tell = Callable[[Question, RunRecord, Draft], None]


def silent(_: Question, __: Draft) -> None:
    """Add nothing, where all has been said."""


def text(*sentences: str) -> Write:
    """Return what writes one paragraph that needs no number."""

    def write(_: Question, draft: Draft) -> None:
        draft.say(*sentences)

    return write


@dataclass(frozen=True)
class Kind:
    """One kind of question: the words that tell it, and what is said.

    Parameters
    ----------
    pattern : re.Pattern
        Over the tagged question (see ``assistant.understanding.tagging``).
    gist, detail, in_run : callable
        As those of a ``Topic``.
    is_for_the_run : bool
        Whether the run goes first, where there is one, even where the words do not speak of it.
    answers_first : bool
        Whether the question is answered in general before the run shows its numbers, even where it speaks of the run.
    """

    pattern: re.Pattern[str]
    gist: Write
    detail: Write
    in_run: Tell
    is_for_the_run: bool = False
    answers_first: bool = False


def pattern(lines: str) -> re.Pattern[str]:
    """Compile a pattern that is written as one alternative a line.

    Examples
    --------
    >>> bool(pattern("how many folds").search("how many folds do i need"))
    True
    """
    return re.compile("|".join(line.strip() for line in lines.strip().splitlines()))


ANYTHING = re.compile("")


@dataclass(frozen=True)
class Kinds:
    """The kinds of a topic, the first that fits deciding; the last one fits whatever is asked."""

    all: tuple[Kind, ...]

    def of(self, asked: Question) -> Kind:
        """Return the kind of a question."""
        return next((kind for kind in self.all if kind.pattern.search(asked.tagged)), self.all[-1])

    def gist(self, asked: Question, draft: Draft) -> None:
        """Write the general answer in short."""
        self.of(asked).gist(asked, draft)

    def detail(self, asked: Question, draft: Draft) -> None:
        """Write the rest of the general answer."""
        self.of(asked).detail(asked, draft)

    def in_run(self, asked: Question, record: RunRecord, draft: Draft) -> None:
        """Write the answer from the record; a general one that must come first is not repeated by the draft."""
        kind = self.of(asked)
        if kind.answers_first:
            kind.gist(asked, draft)
            kind.detail(asked, draft)
        kind.in_run(asked, record, draft)

    def is_for_the_run(self, asked: Question) -> bool:
        """Whether the run goes first even where the words do not speak of it."""
        return self.of(asked).is_for_the_run
