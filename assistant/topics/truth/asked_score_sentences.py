"""Sentences on scores that a question names itself: what their distances say, and what they do not."""

import re

from assistant.draft import Draft
from assistant.evidence.asked_scores import AskedScores, asked_scores
from assistant.understanding.question import Question

_LOSSES = re.compile(r"loss\b|\berrors?\b|\br?mse\b|\bmae\b|\bmape\b|\bdeviance\b|\bperplexity\b")
"""Where smaller is better, so that nothing said here of scores holds."""
_SMALL = {True: 3.0, False: 0.03}
"""A gap up to which a model shows no sign of having memorized."""
_CLOSE = {True: 2.0, False: 0.02}
"""Points, or hundredths, within which two scores agree for a reader."""


def say_asked_scores(asked: Question, draft: Draft) -> bool:
    """Write what the scores of a question say; return whether it names any that are better when larger."""
    named = None if _LOSSES.search(asked.text.lower()) else asked_scores(asked.text)
    if named is None:
        return False
    has = named.scores.keys()
    if {"validation", "test"} <= has:
        _say_agreement(named, draft)
    held_back = "validation" if "validation" in has else "test"
    if "train" in has:
        _say_gap(named, held_back, draft)
    return True


def _say_agreement(named: AskedScores, draft: Draft) -> None:
    validation, test = draft.measure(named.fact("validation")), draft.measure(named.fact("test"))
    if abs(named.scores["validation"] - named.scores["test"]) <= _CLOSE[named.is_percent]:
        draft.say(
            f"Your validation score of {validation} and your test score of {test} agree, so that score is an honest",
            "one: it is what to expect on new rows, however high the training score is.",
        )
    elif named.scores["validation"] > named.scores["test"]:
        draft.say(
            f"Your test score of {test} is {draft.measure(named.difference('validation', 'test'))} below your",
            f"validation score of {validation}: either choosing flattered the latter, or the test rows are unlike the",
            "others. Believe the test score, if those rows were opened only once.",
        )
    else:
        draft.say(
            f"Your test score of {test} is better than your validation score of {validation}: that is no overfitting,",
            "and mostly the luck of which rows went where.",
        )


def _say_gap(named: AskedScores, held_back: str, draft: Draft) -> None:
    gap = draft.measure(named.difference("train", held_back))
    distance = named.scores["train"] - named.scores[held_back]
    if 0 <= distance <= _SMALL[named.is_percent]:
        draft.say(
            f"The gap of {gap} is small, so hardly anything was memorized. If the level itself is too low, the model",
            "is too simple or its columns tell little: try a richer family, more depth, a weaker penalty, more rounds",
            "or better columns, and keep what raises the held-back score.",
        )
        return
    if distance > 0:
        draft.say(
            f"The gap of {gap} between training and held-back rows does not prove harm by itself: it is a hint to try",
            "simpler settings (larger leaves, less depth, a stronger penalty), and to keep them only if the held-back",
            "score improves.",
        )
        return
    draft.say(
        f"The held-back score is the better one (a gap of {gap}): that is no overfitting. Small differences are the",
        "luck of the split, above all of a small test set; a large one is no noise. Look at how the rows were split,",
        "at another mix of classes in the test, at copies of rows in both parts, at a mistake in scoring or in",
        "preparation (score the training rows again with the finished pipeline), and at dropout, which is at work in",
        "training only.",
    )
