"""Which notes are like a question: by letters and words of their ways of asking, and by what they speak of.

A question is compared with the nearest way of asking of a note, and with its answer, which says in other words what is
asked. How the weights came about stands in docs/assistant.md.
"""

import threading
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from math import log, sqrt
from typing import Any, NamedTuple

import numpy as np

from assistant.notes.note import Note, all_notes
from assistant.notes.stems import LITTLE_WORDS, stem
from assistant.understanding.normalize import normalize, tokens
from assistant.understanding.question import Question
from assistant.understanding.tagging import tag
from assistant.understanding.vocabulary import vocabulary_of

LETTERS = 0.3
WORDS = 0.15
ASKED_COVER = 0.2  # the share of the question that the ways of asking speak of
TOLD_COVER = 0.2  # the same with the answer
ANSWER = 0.15
OF_A_PAIR = 0.5  # two words in a row count for half of a word
OF_A_LITTLE_WORD = 0.25
OF_AN_UNKNOWN_WORD = 4.0  # rarity of a word that no note has: much is talk
PART_LENGTHS = (3, 4)
_BUILDING = threading.Lock()


class Found(NamedTuple):
    """A note, and how like the question it is, 0 to 1; a tuple, since thousands are made for each question."""

    note: Note
    likeness: float


@dataclass(frozen=True)
class Bag:
    """A text as weighted features: stems and pairs of them, and parts of its words."""

    words: Mapping[str, float]
    letters: Mapping[str, float]


class Likeness:
    """An index of notes.

    Parameters
    ----------
    notes : sequence of Note
    """

    def __init__(self, notes: Sequence[Note]) -> None:
        self._notes = tuple(notes)
        ways = [[_bag_of_text(line) for line in note.asked] for note in notes]
        bags = [bag for of_note in ways for bag in of_note]
        answers = [_bag_of_text(note.words).words for note in notes]
        asked = [{word: weight for bag in of_note for word, weight in bag.words.items()} for of_note in ways]
        told = [{**words, **answer} for words, answer in zip(asked, answers, strict=True)]
        rarity = _rarity(told)
        self._letters = _Table([bag.letters for bag in bags])
        self._words = _Table([bag.words for bag in bags])
        self._answers = _Table(answers)
        self._asked, self._told = _Spoken(asked, rarity), _Spoken(told, rarity)
        self._starts = np.cumsum([0, *(len(note.asked) for note in notes[:-1])])

    def nearest(self, question: Question, topic: str | None = None) -> tuple[Found, ...]:
        """Return the notes of a topic, or of all, the most like first."""
        scores = self._scores(bag_of(question.tagged, question.words))
        order = np.argsort(-scores, kind="stable").tolist()
        likeness_of = scores.tolist()
        found = (Found(self._notes[at], likeness_of[at]) for at in order)
        return tuple(one for one in found if topic in (None, one.note.topic))

    def _scores(self, bag: Bag) -> Any:  # noqa: ANN401  array of shape (n_notes,)
        """Return how like each note is."""
        of_rows = LETTERS * self._letters.likeness(bag.letters) + WORDS * self._words.likeness(bag.words)
        scores = np.maximum.reduceat(of_rows, self._starts) + ANSWER * self._answers.likeness(bag.words)
        return scores + ASKED_COVER * self._asked.share(bag.words) + TOLD_COVER * self._told.share(bag.words)


class _Table:
    """Texts as rows of weighted features, each of length one."""

    def __init__(self, bags: Sequence[Mapping[str, float]]) -> None:
        rarity = _rarity(bags)
        self._at = {feature: at for at, feature in enumerate(rarity)}
        self._weights = np.array(list(rarity.values()))
        rows = _sparse(bags, self._at)
        rows.data *= self._weights[rows.indices]
        lengths = np.sqrt(np.asarray(rows.multiply(rows).sum(axis=1)).ravel())
        rows.data /= np.repeat(np.maximum(lengths, 1e-12), np.diff(rows.indptr))
        self._rows = rows

    def likeness(self, bag: Mapping[str, float]) -> Any:  # noqa: ANN401  array of shape (n_rows,)
        """Return the cosine of a text with each row."""
        question = np.zeros(len(self._at))
        squares = 0.0
        for feature, value in bag.items():
            at = self._at.get(feature)
            weighted = value * (OF_AN_UNKNOWN_WORD if at is None else float(self._weights[at]))
            squares += weighted * weighted
            if at is not None:
                question[at] = weighted
        return (self._rows @ question) / (sqrt(squares) or 1.0)


class _Spoken:
    """What each note speaks of: its stems, without pairs of them."""

    def __init__(self, bags: Sequence[Mapping[str, float]], rarity: Mapping[str, float]) -> None:
        self._rarity = rarity
        self._at = {word: at for at, word in enumerate(word for word in rarity if " " not in word)}
        self._rows = _sparse([dict.fromkeys(bag, 1.0) for bag in bags], self._at)

    def share(self, words: Mapping[str, float]) -> Any:  # noqa: ANN401  array of shape (n_notes,)
        """Return the share of a question, rare words counting most, that each note speaks of."""
        question = np.zeros(len(self._at))
        whole = 0.0
        for word, weight in words.items():
            if " " in word:
                continue
            counted = weight * self._rarity.get(word, OF_AN_UNKNOWN_WORD)
            whole += counted
            if word in self._at:
                question[self._at[word]] = counted
        return (self._rows @ question) / (whole or 1.0)


def _sparse(bags: Sequence[Mapping[str, float]], columns: Mapping[str, int]) -> Any:  # noqa: ANN401  a csr_matrix
    """Return a row for each bag, of the features that have a column."""
    from scipy.sparse import csr_matrix  # noqa: PLC0415  a while to load

    known = [[(columns[feature], value) for feature, value in bag.items() if feature in columns] for bag in bags]
    at = np.array([column for row in known for column, _ in row], dtype=np.int64)
    values = np.array([value for row in known for _, value in row], dtype=np.float64)
    return csr_matrix((values, at, np.cumsum([0, *map(len, known)])), shape=(len(bags), len(columns)))


def _rarity(bags: Sequence[Iterable[str]]) -> dict[str, float]:
    counts = Counter(feature for bag in bags for feature in bag)
    return {feature: log((1 + len(bags)) / (1 + count)) + 1.0 for feature, count in counts.items()}


def _bag_of_text(line: str) -> Bag:
    words = tokens(normalize(line))
    return bag_of(tag(words, vocabulary_of(None))[0], " ".join(words))


def bag_of(tagged: str, spelled: str) -> Bag:
    """Return what is compared of a question, from its tagged words and from its words as they are spelled."""
    plain = [word for word in tagged.split(" ") if word]
    stems = [stem(word) for word in plain]
    words: dict[str, float] = {}
    for short, word in zip(stems, plain, strict=True):
        words[short] = max(words.get(short, 0.0), OF_A_LITTLE_WORD if word in LITTLE_WORDS else 1.0)
    for one, other in pairwise(stems):
        words[f"{one} {other}"] = OF_A_PAIR * (words[one] + words[other]) / 2
    letters: Counter[str] = Counter()
    for word in spelled.split(" "):
        if word not in LITTLE_WORDS and not word[:1].isdigit():
            letters.update(_parts(word))
    return Bag(words, {part: 1.0 + log(count) for part, count in letters.items()})


@cache
def _parts(word: str) -> tuple[str, ...]:
    whole = f" {word} "
    return tuple(whole[at : at + n] for n in PART_LENGTHS for at in range(len(whole) - n + 1))


def likeness() -> Likeness:
    """Return the index of this process, built on its first use."""
    with _BUILDING:
        return _built()


@cache
def _built() -> Likeness:
    return Likeness(all_notes())
