"""What if a mistake cost more, or the threshold were another: what follows by rule, and what is not recorded."""

import re

from assistant.draft import Draft
from assistant.evidence.fact import EvidenceFact
from assistant.understanding.question import Question
from models.record import RunRecord

_COSTS = re.compile(
    r"\b(?:costs?|costly|expensive|times (?:as bad|worse)|penalt(?:y|ies) for)\b|\bmiss(?:ed|ing)?\b.*\btimes\b"
)
_MISTAKES = re.compile(r"\b(?:false|miss\w*|alarms?|mistakes?|errors?|wrong)\b")
_THRESHOLD = re.compile(r"\b(?:threshold|cut ?off)\b")
_ELKAN = "Elkan 2001, The foundations of cost-sensitive learning, IJCAI"


def asks_about_costs(asked: Question) -> bool:
    """Whether a question changes what mistakes cost, or the threshold."""
    return _THRESHOLD.search(asked.tagged) is not None or (
        _COSTS.search(asked.tagged) is not None and _MISTAKES.search(asked.tagged) is not None
    )


def say_costs(asked: Question, record: RunRecord, draft: Draft) -> None:
    """Write the threshold that follows from the costs, and what would have to be measured."""
    ratios = [value for value in asked.entities.values if value >= 1]
    if ratios and not _THRESHOLD.search(asked.tagged):
        shares = [_threshold(ratio) for ratio in ratios[:2]]
        before = f", instead of {draft.cite(shares[1], 2)}" if len(shares) > 1 else ""
        draft.say(
            "With calibrated probabilities, raising the alarm pays from the cost of a false alarm over both costs",
            f"together: from a probability of {draft.cite(shares[0], 2)} on{before}.",
        )
    else:
        draft.say("A lower threshold raises more alarms: fewer cases are missed, and more alarms are false.")
    if record.result is not None and record.result.threshold is not None:
        fact = EvidenceFact("probability from which your model says yes", record.result.threshold, "", "result")
        draft.say(f"Your model says yes from {draft.cite(fact, 3)} on.")
    draft.say(
        "How many cases would be missed then, and what that costs, is not recorded: it needs the counts of right and",
        "wrong answers at both thresholds. Another trial may win, too. Another run whose goal states these costs",
        "settles it; it takes as long as this one.",
    )


def _threshold(ratio: float) -> EvidenceFact:
    label = f"threshold where a miss costs {ratio:g} times a false alarm: one over one more than that"
    return EvidenceFact(label, 1 / (1 + ratio), source=_ELKAN)
