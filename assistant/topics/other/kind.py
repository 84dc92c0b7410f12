"""One kind of question of the topic: the words that tell it, and what is written."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from assistant.draft import Draft
from assistant.understanding.question import Question
from assistant.understanding.route import Cue, cues
from models.record import RunRecord


@dataclass(frozen=True)
class Kind:
    """One kind of question.

    Parameters
    ----------
    name : str
        What the kind is called among ourselves.
    cues : tuple of Cue
        Patterns over the tagged question that speak for the kind, and with it for the topic.
    examples : tuple of str
        Questions as people ask them.
    in_general : callable
        Writes the answer where no run is open.
    in_run : callable
        Writes the answer from the record of a run; it says all, nothing general follows.
    """

    name: str
    cues: tuple[Cue, ...]
    examples: tuple[str, ...]
    in_general: Callable[[Question, Draft], None]
    in_run: Callable[[Question, RunRecord, Draft], None]

    def fits(self, asked: Question) -> bool:
        """Whether a question is of this kind."""
        return any(cue.pattern.search(asked.tagged) for cue in self.cues)


def told_by(lines: str) -> tuple[Cue, ...]:
    r"""Read cues as ``route.cues`` does; what speaks against the kind forbids all others of the same kind.

    The topic adds up the cues of all its kinds, so what speaks against one must not speak against the rest.

    Examples
    --------
    >>> (cue,) = told_by("5 plot\n-1 twist")
    >>> bool(cue.pattern.search("a plot")), bool(cue.pattern.search("a plot twist"))
    (True, False)
    """
    read = cues(lines)
    against = "|".join(cue.pattern.pattern for cue in read if cue.weight < 0)
    fence = f"^(?!.*(?:{against}))" if against else "^"
    return tuple(Cue(re.compile(f"{fence}(?=.*(?:{c.pattern.pattern}))"), c.weight) for c in read if c.weight > 0)
