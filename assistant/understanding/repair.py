"""Typing mistakes: put right where only one reading is near, and always said."""

from dataclasses import dataclass

from rapidfuzz import process
from rapidfuzz.distance import OSA

from assistant.understanding.plain_words import PLAIN_WORDS
from assistant.understanding.vocabulary import Vocabulary

SHORTEST_REPAIRED = 5
LONGEST_REPAIRED = 30
LONG_WORD = 9
SHORTEST_PAIR = 7


@dataclass(frozen=True)
class Repair:
    """A word as it was typed, and as it was read."""

    typed: str
    read: str


def repair(words: list[str], vocabulary: Vocabulary) -> tuple[list[str], tuple[Repair, ...]]:
    """Replace unknown words by the known word that they nearly are.

    One slip is forgiven (a letter too many, too few, wrong, or two swapped), two in words of nine letters or
    more; a short word is put right only together with its neighbor (*bach size*). A word of plain English stays as
    it is, however near it is to a word of the field.
    """
    read = [_nearest(word, vocabulary) for word in words]
    for at in range(len(words) - 1):
        read[at : at + 2] = _nearest_pair(read[at], read[at + 1], vocabulary)
    repairs = dict.fromkeys(Repair(typed, new) for typed, new in zip(words, read, strict=True) if typed != new)
    return read, tuple(repairs)


def _nearest(word: str, vocabulary: Vocabulary) -> str:
    if not SHORTEST_REPAIRED <= len(word) <= LONGEST_REPAIRED or _is_known(word, vocabulary):
        return word
    if any(mark.isdigit() for mark in word) or _is_inflected(word, vocabulary):
        return word
    slips = 2 if len(word) >= LONG_WORD else 1
    found = process.extract(word, vocabulary.words, scorer=OSA.distance, score_cutoff=slips, limit=2)
    near = [choice for choice, _, _ in found if choice[0] == word[0]]
    return min(near, key=lambda choice: (OSA.distance(word, choice), choice)) if near else word


def _nearest_pair(one: str, two: str, vocabulary: Vocabulary) -> list[str]:
    """Put right one short word of two that together nearly are a name of two words."""
    pair = [one, two]
    strange = [word for word in pair if len(word) < SHORTEST_REPAIRED and not _is_known(word, vocabulary)]
    if not strange or len(one) + len(two) < SHORTEST_PAIR or any(_is_inflected(word, vocabulary) for word in strange):
        return pair
    found = process.extractOne(f"{one} {two}", vocabulary.pairs, scorer=OSA.distance, score_cutoff=1)
    return found[0].split(" ") if found is not None and found[0][0] == one[0] else pair


def _is_known(word: str, vocabulary: Vocabulary) -> bool:
    return word in vocabulary.words or word in PLAIN_WORDS or word in vocabulary.phrases or not word[0].isalpha()


def _is_inflected(word: str, vocabulary: Vocabulary) -> bool:
    """Whether the word is a known one with an ordinary ending: no mistake."""
    known = vocabulary.words | PLAIN_WORDS
    if f"{word}s" in known:
        return True
    stems = (word.removesuffix(ending) for ending in ("s", "es", "ed", "d", "ing", "ly", "er", "r"))
    return any(stem != word and (stem in known or f"{stem}e" in known) for stem in stems)
