"""Which topic a question belongs to: the cues of each topic, joined with a classifier of written examples."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from math import exp

from assistant.conversation import OTHER, OUT_OF_SCOPE
from assistant.understanding.classifier import classifier
from assistant.understanding.frame import names_what_is_ours
from assistant.understanding.question import Question

CUE_WEIGHT = 0.3
STRONGEST_CUES = 14.0  # what cues can add up to, unless one of them decides by itself
DECISIVE = 20.0
# Added to out of scope, which no cue speaks for: where nothing of ours is named, and where something is.
CAUTION = 1.1
TRUSTING = -1.5
RESERVE = 1.5  # taken from ``other``, which is for what no topic of its own fits
UNSEEN = -6.0  # log likelihood of a subject without examples
# The examples stand by themselves: of a question that leans on another one they tell the less, the more it leans.
PULL_WITHOUT_TRUST = 8.0
LEAST_TRUST = 0.1


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
    """How probable it is that a question is about a subject, 0 to 1."""

    name: str
    score: float


def rank(question: Question, subjects: Sequence[Subject]) -> tuple[Standing, ...]:
    """Return the subjects and ``out_of_scope``, the most probable first.

    The classifier gives the logarithm of a probability; cues that fit are added to it. For a follow-up the topic
    before is added with its pull, and the classifier counts for less.
    """
    learned = classifier().log_likelihoods(question)
    trust = max(LEAST_TRUST, 1.0 - question.pull / PULL_WITHOUT_TRUST)
    counted = (1.0 + trust) / 2.0
    weights = {one.name: trust * learned.get(one.name, UNSEEN) + counted * _evidence(question, one) for one in subjects}
    caution = TRUSTING if names_what_is_ours(question.tagged) else CAUTION
    weights[OUT_OF_SCOPE] = trust * (learned.get(OUT_OF_SCOPE, UNSEEN) + caution)
    weights[OTHER] = weights.get(OTHER, UNSEEN) - RESERVE
    if question.topic_before in weights:
        weights[OUT_OF_SCOPE] -= question.pull / 2.0
        weights[OTHER] -= question.pull / 2.0
        weights[question.topic_before] += question.pull
    highest = max(weights.values())
    total = sum(exp(weight - highest) for weight in weights.values())
    standings = [Standing(name, exp(weight - highest) / total) for name, weight in weights.items()]
    return tuple(sorted(standings, key=lambda standing: -standing.score))


def _evidence(question: Question, subject: Subject) -> float:
    """Add the strongest cue, half of the next one, and what speaks against."""
    found = sorted((cue.weight for cue in subject.cues if cue.pattern.search(question.tagged)), reverse=True)
    speaking = [weight for weight in found if weight > 0]
    if not speaking:
        return 0.0
    against = sum(weight for weight in found if weight < 0)
    most = max(STRONGEST_CUES, speaking[0] if speaking[0] >= DECISIVE else 0.0)
    return CUE_WEIGHT * min(most, speaking[0] + sum(speaking[1:2]) / 2 + against)
