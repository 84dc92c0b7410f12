"""Whether every number of an answer is backed by the fact that it cites."""

import re
from collections.abc import Iterable

from assistant.draft import Citation

_LINK = re.compile(r"\[((?:``.*?``|`[^`]*`|\\.|[^\[\]\\`])*)\]\(#(c\d+)\)")
_CODE = re.compile(r"``.*?``|`[^`]*`")
_NUMBER = re.compile(r"[-+]?\d[\d,]*(?:\.\d+)?(?:e[-+]?\d+)?")
_DIGIT_OF_ITS_OWN = re.compile(r"(?<![^\W_])\d[\d,.]*")
_NEAR = 30


def unbacked(markdown: str, citations: Iterable[Citation]) -> list[str]:
    """Return what is wrong with the numbers of an answer; empty where each is a citation of its fact.

    Parameters
    ----------
    markdown : str
        An answer in which numbers are links to citations (``assistant.draft``). Digits inside code spans and names
        are no numbers.
    citations : iterable of Citation
        Those of the answer.

    Examples
    --------
    >>> unbacked("It reached [0.84](#c1).", [Citation("c1", "score", 0.8416, "", "score", None)])
    []
    >>> unbacked("It reached 0.84.", [])
    ['It reached 0.84.']
    """
    by_id = {citation.id: citation for citation in citations}
    wrong = [fault for words, name in _LINK.findall(markdown) if (fault := _fault(words, by_id.get(name)))]
    rest = _CODE.sub("", _LINK.sub("", markdown))
    return wrong + [rest[max(0, at.start() - _NEAR) : at.end() + 10] for at in _DIGIT_OF_ITS_OWN.finditer(rest)]


def linked(markdown: str) -> set[str]:
    """Return the ids of the citations that an answer refers to."""
    return {name for _, name in _LINK.findall(markdown)}


def unlinked(markdown: str) -> str:
    """Return an answer with the words of its links in place of the links."""
    return _LINK.sub(r"\1", markdown)


def _fault(words: str, citation: Citation | None) -> str | None:
    if citation is None:
        return f"{words} cites nothing"
    if not _NUMBER.fullmatch(words):
        return (
            f"a number hides in the words of a link: {words}"
            if _DIGIT_OF_ITS_OWN.search(_CODE.sub("", words))
            else None
        )
    value = citation.value
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    if is_number and abs(float(words.replace(",", "")) - float(value or 0)) <= _rounding(words):
        return None
    return f"{words} is not {value} ({citation.label})"


def _rounding(words: str) -> float:
    """Return how far a written number may lie from its value: half of its last digit."""
    plain, _, exponent = words.partition("e")
    decimals = len(plain.partition(".")[2])
    return float(0.5 * 10.0 ** (int(exponent or 0) - decimals) * 1.001)
