"""What is said of comparing models in general: tests, ties, and opponents that cost nothing."""

import re

from assistant.draft import Draft
from assistant.evidence.fact import QUESTION, EvidenceFact
from assistant.evidence.literature import PAIRED_TEST
from assistant.evidence.literature_truth import CORRECTED_REPEATS, ONE_STANDARD_ERROR
from assistant.understanding.question import Question

_LEAST_PERCENTAGE = 20


def gist(asked: Question, draft: Draft) -> None:
    """Say how two models are compared."""
    _say_difference_named(asked, draft)
    if re.search(r"\bt? ?test\b", asked.tagged):
        draft.say(
            f"Take {draft.refer(PAIRED_TEST, 'the corrected resampled t test')} (Nadeau and Bengio), not the plain",
            "paired one, on the differences fold by fold, better still over repeated cross-validation; or compare both",
            "once on an untouched hold-out.",
        )
    draft.say(
        "Compare two models fold by fold on the same rows, and call the difference real only if it is larger than",
        "chance would give.",
    )


def _say_difference_named(asked: Question, draft: Draft) -> None:
    """Take up two percentages that the question compares."""
    values = [value for value in asked.entities.values if _LEAST_PERCENTAGE <= value <= 100]
    if len(values) != 2 or "%" not in asked.text:
        return
    points = abs(round(values[0] - values[1], 4))
    fact = EvidenceFact("difference of the two scores that you named", points, "points", source=QUESTION)
    draft.say(
        f"A difference of {draft.measure(fact)} may well be the luck of the split: by itself it does not tell which",
        "model is better. How many rows stand behind it, and how it varies from fold to fold, does.",
    )


def detail(_: Question, draft: Draft) -> None:
    """Say which test is honest, and what to do about a tie."""
    draft.say(
        "A plain t test over folds is too sure of itself, because the folds share training rows, so that their scatter",
        "is too small, and repeating the folds would make every difference look significant.",
        f"{draft.refer(PAIRED_TEST, 'The corrected one')} widens the error by the share of rows held back, which no",
        f"number of repeats can talk away ({draft.refer(CORRECTED_REPEATS, 'it finds the same again')}). A tie means",
        "that the folds cannot tell the two apart, not that they are equal.",
    )
    draft.say(
        "What to do: among tied models take the simpler or faster one; to settle a tie, test both once on rows that",
        "neither has seen, and ask whether the difference would matter to you at all.",
    )


def gist_of_simpler(_: Question, draft: Draft) -> None:
    """Say why the simplest of tied models is taken."""
    draft.say(
        f"Of models within {draft.refer(ONE_STANDARD_ERROR, 'one standard error')} of the best, take the simplest: the",
        "folds cannot tell it from the best, and it is less likely to have learned noise.",
    )


def gist_of_noise(_: Question, draft: Draft) -> None:
    """Say what a difference in the third decimal is worth."""
    draft.say(
        "Two scores that differ in the third decimal are mostly a coin toss: look at the differences fold by fold with",
        f"their {draft.refer(PAIRED_TEST, 'corrected standard error')}. Within about two of them it is a tie: take",
        "the simpler or faster one.",
    )


def gist_of_floor(_: Question, draft: Draft) -> None:
    """Say which opponents cost nothing."""
    draft.say(
        "A fair opponent costs no learning: guessing, always the largest class, or a rule of one column. A model is",
        "worth its trouble where it is ahead of that by more than chance would give.",
    )


def gist_in_short(_: Question, draft: Draft) -> None:
    """Say when a difference is real, and what to do where it is not."""
    draft.say(
        "Call a difference real only if, fold by fold on the same rows, it is larger than chance would give. Of tied",
        "models take the simpler or faster one; more splits or fresh rows may settle it.",
    )
