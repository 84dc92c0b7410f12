"""What the answer denies must not be affirmed, and the other way round; words of proof must be the answer's own."""

from collections.abc import Iterator

from assistant.pen.directions import DIRECTIONS
from assistant.pen.function_words import FUNCTION_WORDS, denies
from assistant.pen.mismatch import Mismatch
from assistant.pen.reading import Reading, Word, stem

DENIED_WORDS = 3
_STRONG_WORDS = """
significant significantly guarantee guaranteed prove proven proof perfect perfectly certain certainly always
definitely undoubtedly clearly impossible safe safely ready flawless ideal optimal dramatic dramatically huge
massive overfit overfits overfitting underfit underfits underfitting leak leaks leakage bias biased reliable
unreliable trust trustworthy
"""
STRONG = frozenset(stem(word) for word in _STRONG_WORDS.split())


def denial_mismatches(written: Reading, original: Reading) -> Iterator[Mismatch]:
    """Find words that the answer says only with a "not", or only without one; and strong words that it lacks."""
    meant = _said(original)
    for word, is_denied in _read(written):
        ways = meant.get(word.stem, set())
        if not ways and word.stem in STRONG:
            yield Mismatch(word.text, "a claim that the answer does not make")
        elif ways and is_denied not in ways:
            yield Mismatch(word.text, "the answer denies it" if not is_denied else "the answer does not deny it")


def _said(reading: Reading) -> dict[str, set[bool]]:
    found: dict[str, set[bool]] = {}
    for word, is_denied in _read(reading):
        found.setdefault(word.stem, set()).add(is_denied)
    return found


def _read(reading: Reading) -> Iterator[tuple[Word, bool]]:
    """Yield each word that carries meaning, and whether it is one of the few behind a "not"."""
    for sentence in reading.sentences:
        left = 0
        for word in sentence:
            if word.kind == "mark" and word.text in ",;:()":
                left = 0
            elif word.kind == "word" and denies(word.lower):
                left = DENIED_WORDS
            elif word.kind == "word" and word.lower not in FUNCTION_WORDS:
                if word.lower not in DIRECTIONS:
                    yield word, left > 0
                left = max(0, left - 1)
