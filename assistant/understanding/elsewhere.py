"""Subjects of the field that no topic answers: recognized, so that they are not taken for another.

When a topic is written, its cues move from here into its file.
"""

from collections.abc import Mapping

from assistant.understanding.route import Subject, cues

# By topic name: the words to name it in a refusal.
TITLES: Mapping[str, str] = {
    "what_if_value": "what another setting would do",
    "other": "that side of a run",
}

_CUES: Mapping[str, str] = {
    "what_if_value": r"""
        5 \bwhat (?:if|would (?:happen|change|be))\b
        8 what (?:if|would (?:happen|change|have been|a|an|the|my)) .*(?:hp:|num)
        9 (?:range|bounds?|limits?) .*(?:extend|wider|widen|larger)
        9 (?:extend|widen) the (?:range|bound|search space)
        7 edge of|at the (?:very )?edge|at the bound
        5 (?:try|use|set|change) (?:the )?hp:\w+ (?:to|of|at|num)
        6 (?:if|had) (?:i|we|you) (?:had )?(?:used?|set|chose|changed?|took) .*hp:
    """,
    "other": r"""
        8 failed trials?|which trials failed|trials? (?:fail|crash)
        7 \bmemory\b|how long did|how much time|\bcpu\b|\bram\b|\bgpu\b
        7 \bsummar(?:y|ize|ise)|for my boss|\breport\b
        6 (?:draw|plot|chart|graph|visuali[sz]e)\b
        7 list (?:all )?(?:the |my )?trials|trials where|show completed|\btrials? .*between
        7 what (?:can|could) (?:you|this)|who are you|what are you|help me$|^help$|what next\b
        7 which decisions|decision log|what does (?:the )?column
        4 simpler$|plain words$|again$
        7 run (?:you|that) did not finish|unfinished
        6 document(?:ing)? (?:the )?tuning|learning path
    """,
}

SUBJECTS = tuple(Subject(name, cues(lines)) for name, lines in _CUES.items())
