"""Which topic a question belongs to: cues of each topic add up, likeness to its examples breaks ties."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from assistant.understanding.question import Question

LIKENESS_WEIGHT = 2.0
LEAST_LIKENESS = 70.0
ENOUGH = 3.0
NEAR_TIE = 0.85


@dataclass(frozen=True)
class Cue:
    """A pattern over the tagged question, and how much it speaks for a topic; below zero, against it."""

    pattern: re.Pattern[str]
    weight: float


def cues(lines: str) -> tuple[Cue, ...]:
    """Read cues that are written one a line, the weight before the pattern; three dots continue a line.

    Examples
    --------
    >>> cues("5 depth")
    (Cue(pattern=re.compile('depth'), weight=5.0),)
    """
    whole = re.sub(r"\n\s*\.\.\.", "", lines.strip())
    parts = (line.split(maxsplit=1) for line in whole.splitlines())
    return tuple(Cue(re.compile(pattern), float(weight)) for weight, pattern in parts)


@dataclass(frozen=True)
class Subject:
    """What a question may be about: a name, its cues, and questions that people ask about it."""

    name: str
    cues: tuple[Cue, ...]
    examples: tuple[str, ...] = ()


@dataclass(frozen=True)
class Standing:
    """How well a subject fits a question."""

    name: str
    score: float


def rank(question: Question, subjects: Sequence[Subject]) -> tuple[Standing, ...]:
    """Return the subjects that fit, best first; empty where none fits well enough."""
    standings = [Standing(subject.name, _score(question, subject)) for subject in subjects]
    fitting = [standing for standing in standings if standing.score >= ENOUGH]
    return tuple(sorted(fitting, key=lambda standing: -standing.score))


def _score(question: Question, subject: Subject) -> float:
    """Add the strongest cue, half of the next one, what speaks against, and the likeness to the examples."""
    found = sorted((cue.weight for cue in subject.cues if cue.pattern.search(question.tagged)), reverse=True)
    speaking = [weight for weight in found if weight > 0]
    if not speaking:
        return 0.0
    against = sum(weight for weight in found if weight < 0)
    return speaking[0] + sum(speaking[1:2]) / 2 + against + _likeness(question, subject)


def _likeness(question: Question, subject: Subject) -> float:
    asked = question.text.lower()
    ratio = max((fuzz.token_sort_ratio(asked, example) for example in subject.examples), default=0.0)
    return LIKENESS_WEIGHT * max(0.0, ratio - LEAST_LIKENESS) / (100.0 - LEAST_LIKENESS)
