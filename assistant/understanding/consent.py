"""A plain yes, or a plain no, to what an answer offered."""

import re

_YES = re.compile(
    r"(?:y|ye[sp]|yeah|yup|sure|okay|ok|okey|k|aye|absolutely|definitely|of course|certainly|gladly|fine|agreed|"
    r"(?:yes |yeah |ok |okay |sure )?(?:do it|do that|do so|go|go ahead|go for it|run it|run that|start it|start|"
    r"try it|try that|measure it|let us do it|let's do it|lets do it|make it so|sounds good|i would like that))"
)
_NO = re.compile(
    r"(?:n|no|nope|nah|never|never mind|nevermind|rather not|better not|not now|not yet|later|"
    r"stop|cancel|no thanks|no thank you|"
    r"(?:no )?(?:please )?(?:do not|don't|dont)(?: do it| start(?: it)?| run it| bother)?|leave it|forget it|skip it)"
)
_POLITE = re.compile(r"\b(?:please|pls|plz|then|now|thanks|thank you)\b")


def is_yes(text: str) -> bool:
    """Whether a message agrees and says nothing else.

    Examples
    --------
    >>> is_yes("Yes, please!"), is_yes("ok go ahead"), is_yes("yes but why?")
    (True, True, False)
    """
    return _matches(_YES, text)


def is_no(text: str) -> bool:
    """Whether a message declines and says nothing else.

    Examples
    --------
    >>> is_no("No, thanks."), is_no("not now"), is_no("no idea what that means")
    (True, True, False)
    """
    return _matches(_NO, text)


def _matches(pattern: re.Pattern[str], text: str) -> bool:
    words = " ".join(re.sub(r"[^\w' ]", " ", text.lower().replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")).split())
    fewer = " ".join(_POLITE.sub(" ", words).split())
    return bool(words) and (pattern.fullmatch(words) is not None or bool(fewer and pattern.fullmatch(fewer)))
