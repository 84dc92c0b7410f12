"""What is said to be polite or to agree, and asks nothing: thanks, a greeting, a plain yes or no."""

import re
from typing import Literal

Courtesy = Literal["thanks", "greeting", "farewell", "yes", "no"]
LONGEST = 60
_SAID: dict[Courtesy, str] = {
    "thanks": r"""
        thanks?(?: you)?|thx|ty|tysm|cheers|much appreciated|danke\w*|merci|gracias|obrigad[oa]|grazie|dank je|dziękuję
        (?:ok(?:ay)?|great|cool|nice|perfect|good|super|awesome|wonderful|brilliant)
        (?:that is|that's|thats|very|really)? ?(?:helpful|helps|clear|great|good|nice|useful|interesting)
        got it|i see|(?:that |it )?makes sense|understood|all clear|good to know|fair enough
    """,
    "greeting": r"hi|hello|hey|good (?:morning|afternoon|evening|day)|hallo|hola|bonjour|ciao|yo|greetings|hi there",
    "farewell": r"bye|goodbye|bye bye|see you(?: later)?|that is all|that's all|that will be all|good night",
    "yes": r"""
        y|yes|yep|yeah|yup|sure|of course|ok|okay|k|go|go ahead|go for it|do it|do that|try it|try that|run it|run that
        please do|yes do it|yes go ahead|sounds good|agreed|start it|let us do it|let's do it|let's go|lets go
        absolutely|definitely|fine|alright|all right|please run it|please try it|ja|oui|sí|si|sim|da
    """,
    "no": r"""
        n|no|nope|nah|not now|no thanks|no thank you|never ?mind|cancel|do not|don't|stop|leave it|rather not|nein|non
    """,
}
_FILLERS = r"(?:please|pls|then|now|so much|very much|a lot|again|there|for (?:that|this|the help|your help|now)|mate)"


def _pattern(lines: str) -> re.Pattern[str]:
    said = "|".join(line.strip() for line in lines.strip().splitlines())
    return re.compile(rf"(?:(?:{said})(?: {_FILLERS})*(?: |$))+")


_PATTERNS = {kind: _pattern(lines) for kind, lines in _SAID.items()}
_ORDER: tuple[Courtesy, ...] = ("no", "yes", "thanks", "greeting", "farewell")
_THANKED = re.compile(rf"(?:(?:ok|okay|great|cool|hi|no|yes|perfect|good) )*{_PATTERNS['thanks'].pattern}")


def courtesy_of(message: str) -> Courtesy | None:
    """Return what a message that asks nothing says; None where it says more.

    Examples
    --------
    >>> courtesy_of("Thanks a lot!"), courtesy_of("thanks, and why 10?")
    ('thanks', None)
    """
    words = " ".join(re.sub(r"[^\w' ]+", " ", message[: 2 * LONGEST].lower().replace("\u2019", "'")).split())
    if not words or len(words) > LONGEST or "?" in message:  # "y?" asks why
        return None
    said = next((kind for kind in _ORDER if _PATTERNS[kind].fullmatch(words)), None)
    return said or ("thanks" if _THANKED.fullmatch(words) else None)


def plain_reply(message: str) -> bool | None:
    """Return whether a message is a plain yes (True) or a plain no (False) to what was offered; else None.

    Examples
    --------
    >>> plain_reply("go ahead"), plain_reply("No, thanks."), plain_reply("why not 10?")
    (True, False, None)
    """
    return {"yes": True, "no": False}.get(courtesy_of(message) or "")
