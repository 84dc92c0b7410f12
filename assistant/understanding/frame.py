"""What kind of question it is: what, why, why not, what if, compare, how sure, how much, list or how to."""

import re
from collections.abc import Mapping
from typing import Literal

Frame = Literal["what_if", "why_not", "why", "compare", "how_sure", "how_much", "list", "how_to", "what", "other"]

# The first that fits decides: "why not 10" is no plain "why", "what if" no plain "what". One pattern a line.
_FRAMES: Mapping[Frame, str] = {
    "what_if": r"""
        \bwhat (?:if|would|will) |\bsuppose\b
        \b(?:if|had) (?:i|we|you|it) (?:had |were |would )?(?:used?|set|chose|keep|kept|changed?|take|took)
        \bwhat (?:happens|would happen|changes) (?:if|when)
    """,
    "why_not": r"""
        \bwhy (?:not|did(?: you| it)? not|is not|was not|does(?: it)? not|do(?: you| we)? not)\b
        \bwhy [\w: ]+ not\b|\bhow come [\w: ]*not\b|^and not\b
        \binstead of\b|\brather than\b
    """,
    "why": r"""
        \bwhy\b|\bhow come\b|\breasons?\b|\bjustif|\bwhat made\b|\bbased on what\b
        \bexplain (?:the )?(?:choice|decision)
    """,
    "how_sure": r"""
        \bhow (?:sure|certain|confident|reliable)|\bsignifican|\bcan i trust|\bwithin noise
        \bby (?:chance|luck)|\bjust (?:luck|noise|chance)
        \bis (?:the|that|this) difference (?:real|true)
    """,
    "compare": r"""
        \bvs\b|\bcompar|\bside by side|\bdifferences? between|\bagainst\b
        \bbetter (?:than|or)|\bwhich (?:one )?is better
    """,
    "how_much": r"""
        \bby how much|\bhow (?:much|big|large|far|wide)\b
    """,
    "list": r"""
        ^(?:list|show|give|print|display)\b|\btop num\b|\bshow me\b
    """,
    "how_to": r"""
        \bhow (?:do|does|can|could|should|to|would|shall|must)\b|\bhow (?:are|is|were|was)\b
        \bshould (?:i|we|you)\b|\btips?\b|\bwhat should\b|\bbest way\b
    """,
    "what": r"""
        \bwhat\b|\bwhich\b|\bdefine\b|\bdefinition\b|\bmeaning\b|\bmeans?\b
        \bexplain\b|\btell me\b|\bdescribe\b
    """,
}
_ABOUT_RUN = r"""
    \b(?:my|mine|our|ours)\b|\b(?:trial|rank|column|class):|\bleaderboard\b|\bhere\b|\bso far\b|\bwon\b|\bchosen\b
    \b(?:this|the) (?:run|model|winner|winning|chosen|final|best|selected|search|table|result)
    \b(?:did|was|has) (?:it|you|this|that)\b
    \bdoes (?:it|this|that)\b(?! (?:matter|make|mean|help|hurt|depend|still|always|usually|ever)\b)
    \bit (?:overfit|use|pick|choose|chose)
    ^(?:\w+ ){0,3}(?:is|does|will|can) (?:it|you|this|that)(?: [\w:]+){0,3}$
    (?<!do )\byou (?:chose|choose|pick|use|used|select|selected|try|tried)
    ^how (?:big|large|strong|strongly|deep|high|low|close|good|far|well) (?:is|are|was|were) (?:the|it)\b
    ^how many (?:trees|rounds|folds|trials|hp:n_trees) ?(?:$|did|does|was|were|there|in the|has)|^which metric$
    \bdid (?:the )?tuning\b|\btuning (?:gain|help|improve)(?:ed|d)?\b
    \b(?:was|were) (?:chosen|selected|picked|used|tried)|\bis used$
    ^(?:(?:what|which|how|when|where|why|who) (?:\w+ )?)?(?:was|were|did) (?:the|there|any)\b(?: [\w:]+){1,5}$
    ^what (?:was|were) (?:not )?\w+$|^how do the (?:families|models|trials)\b|^how much better (?:is it )?than\b
    ^is the (?:difference|lead|gap)(?: [\w:]+){1,3}$|^which columns? (?:can|could|should) (?:i|we)\b
"""


def _pattern(lines: str) -> re.Pattern[str]:
    return re.compile("|".join(line.strip() for line in lines.strip().splitlines()))


_COMPILED = {frame: _pattern(lines) for frame, lines in _FRAMES.items()}
_RUN = _pattern(_ABOUT_RUN)

_OURS = re.compile(
    r"\b(?:my|this|the|our|your|that) (?:\w+ )?(?:models?|run|winner|results?|search|score|tuning|trials?|leaderboard"
    r"|hyperparameters?)\b|\b(?:trial|hp|metric|family|rank):"
)


def frame_of(tagged: str) -> Frame:
    """Return the frame of a tagged question."""
    return next((frame for frame, pattern in _COMPILED.items() if pattern.search(tagged)), "other")


def is_about_run(tagged: str) -> bool:
    """Whether the words speak of the run at hand rather than of the field."""
    return _RUN.search(tagged) is not None


def names_what_is_ours(tagged: str) -> bool:
    """Whether the words name a setting, family, metric or trial, or *my model*, *this run* and the like.

    Narrower than ``is_about_run``: *my back hurts* is about nothing of ours.
    """
    return _OURS.search(tagged) is not None
