"""Which of the two mistakes some words speak of: missing a positive, or a false alarm."""

import re

from models.goals.clauses import Clause
from models.goals.opposites import pole_of
from models.goals.phrases import whole_words

MISS = whole_words(
    "miss(?:ed|es|ing)?", r"overlook\w*", "false negatives?", "fns?", "fn",
    r"let(?:ting)? (?:\w+ ){0,4}(?:through|slip|in|go|pass|by)", "letting", r"slip\w*", "undetected", "uncaught",
    "unnoticed", r"not (?:catch\w*|detect\w*|find\w*|spot\w*|notic\w*|see\w*|flag\w*|treat\w*)", r"fail\w* to \w+",
    "unforeseen", "unpredicted", "unexpected", "surprise", r"eat\w*", r"swallow\w*", "lose", "losing", "lost",
    "walks? away", r"stays? in the \w+", r"accept\w* (?:\w+ ){0,2}bad", r"bad (?:\w+ ){0,3}accept\w*",
    r"approv\w* (?:\w+ ){0,2}(?:bad|default\w*)", r"bad (?:\w+ ){0,2}(?:let )?in", "sent home (?:sick|ill)",
    "get(?:s|ting)? through", "too late", "not warned?", r"forgot\w*", "goes? unseen", "unseen", "escapes?",
    r"lend\w* (?:\w+ ){0,4}(?:default\w*|bad)", r"loan (?:\w+ ){0,3}default\w*", r"sick (?:\w+ ){0,3}home",
    "undiscovered", "slips?", r"skipp\w+",
)  # fmt: skip
ALARM = whole_words(
    "false (?:alarms?|positives?|alerts?|calls?)", "fps?", "fp", r"needless\w*", r"unnecessar\w*", "for nothing",
    "in vain", "wasted?", "wrongly", r"wrong(?:ful)?ly (?:\w+ )?(?:flag\w*|block\w*|accus\w*)", "healthy",
    r"innocent\w*", "honest", "genuine", r"legit\w*",
    r"good (?:\w+ ){0,4}(?:away|reject\w*|refus\w*|declin\w*|turn\w*)",
    r"(?:reject|refus|declin|turn|lose|losing)\w* (?:\w+ ){0,3}(?:good|away)", r"turn\w* (?:\w+ ){0,3}away",
    r"extra (?:check|look|test|visit|call)\w*", "unneeded",
    r"would (?:have )?(?:stayed?|paid|come|been fine|not \w+)",
    "who (?:stay|stays|would stay|pays?|is fine|are fine)", "harmless",
    r"call\w* (?:\w+ ){0,3}(?:needlessly|for nothing)", "second look", "superfluous", "unfounded",
    "(?:good|healthy|normal|fine|honest|ham|loyal|happy) (?:ones?|customers?|clients?|parts?|mails?"
    "|messages?|people|patients?|wom[ae]n|users?|machines?|transactions?|cards?)",
    r"throw\w* (?:\w+ )?away", r"discard\w*",
    "to (?:somebody|someone|people|those) (?:below|not|who (?:would|do|does) not)", "below",
)  # fmt: skip
ABOUT_COST = re.compile(
    r"\b(?:cost\w*|expensive|worse|bad|costl\w+|dear\w*|cheap\w*|severe|serious|harm\w*|hurt\w*|grave|matters?|"
    r"weigh\w*|counts?|dollars?|euros?|pounds?|usd|eur|bucks?|price|lose|loses|penalt\w+|painful|fn|fp|false "
    r"negatives?|false positives?|false alarms?|ratio|loss|wasted?|\$)\b|\$"
)  # fmt: skip


def is_about_costs(text: str) -> bool:
    """Whether words speak of money or of what is worse."""
    return bool(ABOUT_COST.search(text))


def side_of(text: str) -> str | None:
    """Return "miss" or "alarm", whichever the words speak of first; None where they speak of neither."""
    miss, alarm = MISS.search(text), ALARM.search(text)
    if miss and alarm:
        return "miss" if miss.start() < alarm.start() else "alarm"
    if miss:
        return "miss"
    return "alarm" if alarm else _side_by_event(text)


def _side_by_event(text: str) -> str | None:
    """Tell the side by the event alone: "a spam in the inbox" is a miss, "a customer who stays" an alarm."""
    sides = {side for word in text.split() for _, side in pole_of(word)}
    return {1: "miss", -1: "alarm"}[sides.pop()] if len(sides) == 1 else None


def opposite(side: str | None) -> str | None:
    """Return the other mistake."""
    return {"miss": "alarm", "alarm": "miss"}.get(side or "")


def is_about_mistakes(clause: Clause) -> bool:
    """Whether a clause speaks of what a mistake costs."""
    return is_about_costs(clause.text) and bool(MISS.search(clause.text) or ALARM.search(clause.text))
