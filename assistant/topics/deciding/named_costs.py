"""What a miss and a false alarm cost, and which probability is meant, as a question says it."""

import re

from assistant.understanding.question import Question
from models.record import Costs

_NAMES_COSTS = re.compile(r"\bcosts?\b|times|worse|expensive|ratio|\bdear")
_ALARM = re.compile(r"\b(?:false (?:alarm|positive)|wasted|needless|unnecessary|useless|superfluous)\w*\b.*?\bnum\b")
_MISS = re.compile(r"\b(?:false negative|miss|lost|lose|losing|overlooked|undetected)\w*\b.*?\bnum\b")
_ACTION = re.compile(r"\b(?:call|letter|mail|contact|check|review|offer|visit|action|coupon)s?\b[^,]*?\bcosts? num\b")
_GAIN = re.compile(r"\b(?:sale|hit|success|gain|profit|gives?|brings?|yields?|earns?|saves?)\b.*?\bnum\b")
_PER_MISS = re.compile(
    r"\bnum (?:\w+ )?(?:per|for (?:an?|each|every)) (?:miss|false negative|lost|overlooked|undetected)"
)
_PER_ALARM = re.compile(
    r"\bnum (?:\w+ )?(?:per|for (?:an?|each)) (?:false (?:alarm|positive)|alarm|check|call|letter|review|visit)"
)
_IS_RATIO = re.compile(r"\btimes\b|\bratio\b|\bworse\b|\bexpensive\b|\bdear")
_AT_A_CUT = re.compile(r"\b(?:metric:\w+|threshold|cut ?off|cut) (?:at|of) num\b")
_OF_A_CUT = re.compile(
    r"\b(?:threshold|cut\w*|classif\w*|labels?|larger|greater|higher|above|below|lower\w*|raise\w*|move\w*|instead)\b"
    r"|\b(?:is|at|use|take|from|to) num\b"
)
_PERCENT = re.compile(r"(\d+(?:\.\d+)?) ?(?:%|percent)")


def named_costs(asked: Question) -> Costs | None:
    """Return the costs that a question names, or the ratio of them; None where it names none.

    Either what each mistake costs, or how many times a miss costs a false alarm; or what acting costs and what a hit
    brings, of which a miss forgoes the rest.
    """
    if not _NAMES_COSTS.search(asked.tagged):
        return None
    alarm = _PER_ALARM.search(asked.tagged) or _ALARM.search(asked.tagged)
    miss = _PER_MISS.search(asked.tagged) or _MISS.search(asked.tagged)
    values = [value for value in asked.entities.values if value > 0]
    if alarm and miss and len(values) == 2 and "times" not in asked.tagged.split():
        first, second = values
        is_alarm_first = alarm.start() < miss.start()
        return Costs(false_negative=second, false_positive=first) if is_alarm_first else Costs(first, second)
    if len(values) == 2 and _ACTION.search(asked.tagged) and _GAIN.search(asked.tagged):
        price, gain = sorted(values)
        return Costs(false_negative=gain - price, false_positive=price) if price < gain else None
    if len(values) > 1 and not _IS_RATIO.search(asked.tagged):
        return None
    ratio = next((value for value in values if value > 1), None)
    return None if ratio is None else Costs(false_negative=ratio, false_positive=1.0)


def names_a_cut(asked: Question) -> bool:
    """Whether a number of the question can be a threshold: it speaks of one, or of what is called positive."""
    return _OF_A_CUT.search(asked.tagged) is not None


def named_probability(asked: Question) -> float | None:
    """Return the probability that a question names, 0 to 1, also if it is in percent; neither a cut nor a score."""
    if _AT_A_CUT.search(asked.tagged):
        return None
    percent = _PERCENT.search(asked.text)
    if percent is not None and 0 < float(percent.group(1)) < 100:
        return float(percent.group(1)) / 100
    return next((value for value in asked.entities.values if 0 < value < 1), None)
