"""What the answer denies must not be affirmed, and the other way round; words of proof must be the answer's own."""

from collections.abc import Iterator

from assistant.pen.directions import DIRECTIONS
from assistant.pen.function_words import FUNCTION_WORDS, denies
from assistant.pen.material import Material
from assistant.pen.mismatch import Mismatch
from assistant.pen.reading import Reading, Word, stem
from assistant.pen.regions import regions, words_of

SHOWN = 60
SURELY, PERHAPS = 1, 3
"""A "not" denies the next word that carries meaning, and perhaps the two behind it."""

_STRONG_WORDS = """
significant significantly guarantee guaranteed prove proven proof perfect perfectly certain certainly always
definitely undoubtedly clearly impossible safe safely ready flawless ideal optimal dramatic dramatically huge
massive overfit overfits overfitting underfit underfits underfitting leak leaks leakage bias biased reliable
unreliable trust trustworthy
"""
STRONG = frozenset(stem(word) for word in _STRONG_WORDS.split())


def denial_mismatches(written: Reading, original: Reading, material: Material) -> Iterator[Mismatch]:
    """Find words that the answer says only with a "not", or only without one; and strong words that it lacks.

    Where the answer speaks of something in the same place, it counts what it says there; else what it says anywhere.
    """
    everywhere = _ways(original, None)
    for region in regions(written, original, material.facts):
        here = _ways(original, region.original)
        for word, ways in _read(written, region.written):
            said = here.get(word.stem) or everywhere.get(word.stem, set())
            if not said and word.stem in STRONG:
                yield Mismatch(word.text, "a claim that the answer does not make")
            elif said and not said & ways:
                yield Mismatch(word.text, "the answer does not deny it" if ways == {True} else "the answer denies it")
        told, meant = _denials(written, region.written), _denials(original, region.original)
        if told > meant or (region.is_whole and told < meant):
            start = " ".join(word.text for word in words_of(written, region.written))[:SHOWN]
            yield Mismatch(start, f'it denies {told} times what the answer denies {meant} times: keep each "not"')


def _denials(reading: Reading, numbers: frozenset[int]) -> int:
    return sum(word.kind == "word" and denies(word.lower) for word in words_of(reading, numbers))


def _ways(reading: Reading, numbers: frozenset[int] | None) -> dict[str, set[bool]]:
    found: dict[str, set[bool]] = {}
    for word, ways in _read(reading, numbers):
        found.setdefault(word.stem, set()).update(ways)
    return found


def _read(reading: Reading, numbers: frozenset[int] | None) -> Iterator[tuple[Word, set[bool]]]:
    """Yield each word that carries meaning, and whether it is denied: it is, it is not, or both can be read."""
    for sentence in reading.sentences:
        if numbers is not None and sentence[0].sentence not in numbers:
            continue
        behind = PERHAPS
        for word in sentence:
            if word.kind == "mark" and word.text in ",;:()":
                behind = PERHAPS
            elif word.kind == "word" and denies(word.lower):
                behind = 0
            elif word.kind == "word" and word.lower not in FUNCTION_WORDS:
                if word.lower not in DIRECTIONS:
                    yield word, {True} if behind < SURELY else {True, False} if behind < PERHAPS else {False}
                behind += 1
