"""Subjects of the field that no topic answers: recognized, so that they are not taken for another.

When a topic is written, its cues move from here into its file.
"""

from collections.abc import Mapping

from assistant.understanding.route import Subject, cues

# By topic name: the words to name it in a refusal.
TITLES: Mapping[str, str] = {
    "other": "that side of a run",
}

_CUES: Mapping[str, str] = {
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
