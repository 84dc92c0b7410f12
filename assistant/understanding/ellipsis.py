"""How much a question leaves out: how strongly it leans on the one before it."""

import re

from assistant.conversation import Entities
from assistant.understanding.question import Question

LONGEST_FOLLOW_UP = 14
LONGEST_POINTING = 8
LONGEST_BARE = 4
LONGEST_SHORT = 6
# By how many words of its own it has: the logarithm of the odds that it stays with what was spoken of.
PULLS = (6.0, 4.0, 2.5, 1.0)

_OPENINGS = (
    r"^(?:and|but|so|or|then|ok|okay|instead|also|no|nope|well|hm+|sorry|wait)\b|^why (?:was )?(?:trial )?trial:\w*$",
    r"^(?:what about|how about|why not|by how much|same for|in that case|what else|any other|anything else)\b",
    r"^(?:is|was|does|did|would|could|can|are|will|do|should) (?:that|it|this|they|those|these|there)\b",
    r"^how (?:big|large|much|sure|far|bad|good|long|many|does it|do they) (?:is|are|was) (?:that|it|this|they)\b",
    r"^why(?: \w+){0,2}$|^(?:how so|how come|how much|how many|how sure|how long|since when)(?: \w+){0,2}$",
    r"\b(?:of|between) (?:the|these|those) (?:two|three|both)\b|\bthe (?:former|latter)\b",
    r"^(?:what|how) (?:do|did|does|can|should) (?:you|i|we|it|that|this)(?: \w+){0,3}$",
    r"^what if\b(?!.*hp:)|^why num\b",
    r"^(?:for example|like what|such as|says who|huh|what do you mean|i do not (?:understand|get))\b",
    r"^(?:are|r) you (?:sure|certain|serious)|\b(?:i|we) (?:mean|meant)\b|\b(?:instead|either|then|too|as well)$",
)
_OPENING = re.compile("|".join(_OPENINGS))
_REQUEST = re.compile(
    r"^(?:show|explain|tell|give|say|draw|plot|go on|more|again|simpler|shorter|meaning)\b"
    r"|^in (?:plain|simple|other|short)\b"
)
_COMPLETE = re.compile(
    r"^(?:what (?:is|are|does|do)|define|explain|how (?:does|do|is|are)|list|help|why (?:is|are|do|does)) "
)
_UNFINISHED = ("other", "why", "why_not", "how_much", "how_sure")
_WHICH_ONE = re.compile(r"^(?:and )?which (?:one|column|trial|fold|model|value|feature|setting|family|class|row)s?$")
_POINTING = re.compile(r"\b(?:it|that|this|those|these|they|them|one|ones|there)\b")
_TAG = re.compile(r"^(?:\w+:\w*|num)$")
# Words that carry no subject: what is left of a question without them is its own.
_NO_SUBJECT = """
a about actually again all also am an and another any anything are as at bad be because been better big bigger both
but by can certain chose chosen come compared could decided did difference different do does done either else enough
even example expected expensive explain far few fine first for from further get give go good great had hard has have
he help here high higher how huge i if in instead into is it its just know large larger last least less like little
long longer lot low lower made make makes many may me mean meaning means meant might mine more most much my no nope
normal not now of off ok okay on one ones only or other our out picked plain please point put real reason rest right
same say see selected serious shall shorter should show simple simpler simply since small smaller so some something
sorry still such sure tell than that the their them then there these they thing things think this those though to too
true try typical understand up us use used using usual very wait was way we well were what when where which while who
why will with without words worse would wrong yes you your
"""
_EMPTY = frozenset(_NO_SUBJECT.split())


def pull_of(question: Question) -> float:
    """Return how strongly a question leans on the one before it; 0 where it stands by itself."""
    words = question.tagged.split(" ")
    own = 0 if _WHICH_ONE.search(question.tagged) else sum(not (word in _EMPTY or _TAG.match(word)) for word in words)
    pull = PULLS[min(own, len(PULLS) - 1)]
    if _WHICH_ONE.search(question.tagged) or (len(words) <= LONGEST_FOLLOW_UP and _OPENING.search(question.tagged)):
        return pull
    if len(words) <= LONGEST_POINTING and _POINTING.search(question.tagged):
        return pull
    names_nothing = question.entities == Entities()
    if len(words) <= LONGEST_POINTING and names_nothing and _REQUEST.search(question.tagged):
        return pull
    if names_nothing and len(words) <= LONGEST_SHORT and own <= 1 and not _COMPLETE.search(question.tagged):
        return pull
    is_bare = len(words) <= LONGEST_BARE and own == 0 and question.frame in _UNFINISHED
    return pull if is_bare else 0.0
