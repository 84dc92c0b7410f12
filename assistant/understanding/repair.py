"""Typing mistakes: put right where only one reading is near, and always said."""

from dataclasses import dataclass

from rapidfuzz import process
from rapidfuzz.distance import OSA

from assistant.understanding.plain_words import PLAIN_WORDS
from assistant.understanding.vocabulary import Vocabulary

SHORTEST_REPAIRED = 5
LONG_WORD = 9


@dataclass(frozen=True)
class Repair:
    """A word as it was typed, and as it was read."""

    typed: str
    read: str


def repair(words: list[str], vocabulary: Vocabulary) -> tuple[list[str], tuple[Repair, ...]]:
    """Replace unknown words by the known word that they nearly are.

    One slip is forgiven (a letter too many, too few, wrong, or two swapped), two in words of nine letters or
    more. A word of plain English stays as it is, however near it is to a word of the field.
    """
    read = [_nearest(word, vocabulary) for word in words]
    repairs = dict.fromkeys(Repair(typed, new) for typed, new in zip(words, read, strict=True) if typed != new)
    return read, tuple(repairs)


def _nearest(word: str, vocabulary: Vocabulary) -> str:
    if len(word) < SHORTEST_REPAIRED or word in vocabulary.words or word in PLAIN_WORDS or not word[0].isalpha():
        return word
    if word in vocabulary.phrases or any(mark.isdigit() for mark in word) or _is_inflected(word, vocabulary):
        return word
    slips = 2 if len(word) >= LONG_WORD else 1
    found = process.extract(word, vocabulary.words, scorer=OSA.distance, score_cutoff=slips, limit=2)
    near = [choice for choice, _, _ in found if choice[0] == word[0]]
    return min(near, key=lambda choice: (OSA.distance(word, choice), choice)) if near else word


def _is_inflected(word: str, vocabulary: Vocabulary) -> bool:
    """Whether the word is a known one with an ordinary ending: no mistake."""
    known = vocabulary.words | PLAIN_WORDS
    if f"{word}s" in known:
        return True
    stems = (word.removesuffix(ending) for ending in ("s", "es", "ed", "d", "ing", "ly", "er", "r"))
    return any(stem != word and (stem in known or f"{stem}e" in known) for stem in stems)
