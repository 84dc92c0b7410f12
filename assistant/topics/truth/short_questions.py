"""Patterns for short questions: words that tell the kind of a short one stand in a long one by the way."""

import re

from assistant.topics.kinds_of_question import pattern

MOST_WORDS = 16


def short(lines: str, most: int = MOST_WORDS) -> re.Pattern[str]:
    """Compile a pattern, one alternative a line, that fits questions of at most so many words.

    Examples
    --------
    >>> bool(short("bad or", most=4).search("is it bad or")), bool(short("bad", most=4).search("is a gap as bad as"))
    (True, False)
    """
    return re.compile(rf"^(?=(?:\S+\s+){{0,{most - 1}}}\S+\s*$).*(?:{pattern(lines).pattern})")
