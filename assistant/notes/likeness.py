"""Which notes are like a question: by its words, its letters, and how much of it a note speaks of.

How the weights and thresholds came about: every phrasing of the notes was left out in turn and asked, so that its
note had to be found by its other phrasings; see docs/assistant.md.
"""

import threading
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from math import log, sqrt
from typing import Any

import numpy as np

from assistant.notes.note import Note, all_notes
from assistant.notes.stems import stem
from assistant.understanding.question import Question, understand
from assistant.understanding.vocabulary import vocabulary_of

WORDS_WEIGHT = 0.5
LETTERS_WEIGHT = 0.25
COVER_WEIGHT = 0.25
OF_A_PAIR = 0.5  # two words in a row count for half of a word
LETTERS = (3, 4)
_LITTLE = frozenset(
    "a an the is are was be been of to in on for and or it i my me we you your our do does did can could should would "
    "will with at by from as that this these those so if then than there here have has had just very really any some "
    "about into what when how why which who where not no much kind sort thing way get got one please tell".split()
)
LITTLE_COUNTS = 0.25
_BUILDING = threading.Lock()


@dataclass(frozen=True)
class Found:
    """A note, and how like the question it is, 0 to 1; ``phrasing`` is the way of asking that it is most like."""

    note: Note
    likeness: float
    phrasing: str


@dataclass(frozen=True)
class Bag:
    """A text as weighted features of two kinds."""

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
        vocabulary = vocabulary_of(None)
        questions = [(at, line, understand(line, vocabulary)) for at, note in enumerate(notes) for line in note.asked]
        self._of_phrasing = np.array([at for at, _, _ in questions], dtype=np.int64)
        self._phrasings = tuple(line for _, line, _ in questions)
        bags = [bag_of(question) for _, _, question in questions]
        self._words = _Table([bag.words for bag in bags])
        self._letters = _Table([bag.letters for bag in bags])
        spoken = [_spoken(note, vocabulary) for note in notes]
        self._rarity = _rarity(spoken)
        self._spoken = tuple(frozenset(words) for words in spoken)
        self._rows: dict[str, Any] = {
            topic: np.array([row for row, (at, _, _) in enumerate(questions) if notes[at].topic == topic])
            for topic in {note.topic for note in notes}
        }

    def nearest(self, question: Question, topics: Iterable[str], without: str | None = None) -> tuple[Found, ...]:
        """Return the notes of some topics, the most like first.

        ``without`` leaves one phrasing out: what likeness is measured by.
        """
        bag = bag_of(question)
        scores = WORDS_WEIGHT * self._words.likeness(bag.words) + LETTERS_WEIGHT * self._letters.likeness(bag.letters)
        best: dict[int, tuple[float, int]] = {}
        for row in np.concatenate([self._rows[topic] for topic in topics if topic in self._rows] or [[]]).astype(int):
            if self._phrasings[row] != without:
                at = int(self._of_phrasing[row])
                best[at] = max(best.get(at, (-1.0, 0)), (float(scores[row]), int(row)))
        found = [
            Found(self._notes[at], score + COVER_WEIGHT * self._covered(bag, at), self._phrasings[row])
            for at, (score, row) in best.items()
        ]
        return tuple(sorted(found, key=lambda one: -one.likeness))

    def _covered(self, bag: Bag, at: int) -> float:
        """Return the share of the question, rare words counting most, that phrasings and answer of a note speak of."""
        unknown = max(self._rarity.values(), default=1.0)
        weights = {
            word: weight * self._rarity.get(word, unknown) for word, weight in bag.words.items() if " " not in word
        }
        whole = sum(weights.values())
        return sum(weight for word, weight in weights.items() if word in self._spoken[at]) / whole if whole else 0.0


class _Table:
    """Texts as rows of weighted features, each of length one."""

    def __init__(self, bags: Sequence[Mapping[str, float]]) -> None:
        from scipy.sparse import csr_matrix  # noqa: PLC0415  a while to load

        self._rarity = _rarity(bags)
        self._at = {feature: at for at, feature in enumerate(self._rarity)}
        weighted = [self._weighted(bag) for bag in bags]
        ends = np.cumsum([0, *(len(row) for row in weighted)])
        values = [value for row in weighted for value in row.values()]
        at = [self._at[feature] for row in weighted for feature in row]
        self._rows = csr_matrix((values, at, ends), shape=(len(bags), len(self._at)))

    def likeness(self, bag: Mapping[str, float]) -> Any:  # noqa: ANN401  array of shape (n_rows,)
        """Return the cosine of a text with every row."""
        question = np.zeros(len(self._at))
        for feature, value in self._weighted(bag).items():
            if feature in self._at:
                question[self._at[feature]] = value
        return self._rows @ question

    def _weighted(self, bag: Mapping[str, float]) -> dict[str, float]:
        """Return a bag with rare features weighing more, of length one; what no row has counts as the rarest."""
        unknown = max(self._rarity.values(), default=1.0)
        weights = {feature: value * self._rarity.get(feature, unknown) for feature, value in bag.items()}
        length = sqrt(sum(value * value for value in weights.values())) or 1.0
        return {feature: value / length for feature, value in weights.items()}


def _rarity(bags: Sequence[Iterable[str]]) -> dict[str, float]:
    counts = Counter(feature for bag in bags for feature in set(bag))
    return {feature: log((1 + len(bags)) / (1 + count)) + 1.0 for feature, count in counts.items()}


def bag_of(question: Question) -> Bag:
    """Return what is compared of a question."""
    stems = [stem(word) for word in question.tagged.split(" ") if word]
    words: dict[str, float] = {}
    for word, plain in zip(stems, question.tagged.split(" "), strict=False):
        words[word] = max(words.get(word, 0.0), LITTLE_COUNTS if plain in _LITTLE else 1.0)
    for one, other in pairwise(stems):
        words[f"{one} {other}"] = OF_A_PAIR * (words[one] + words[other]) / 2
    letters: Counter[str] = Counter()
    for word in question.words.split(" "):
        if word not in _LITTLE:
            letters.update(f" {word} "[at : at + n] for n in LETTERS for at in range(len(word) + 3 - n))
    return Bag(words, {part: 1.0 + log(count) for part, count in letters.items()})


def _spoken(note: Note, vocabulary: Any) -> list[str]:  # noqa: ANN401
    said = understand(" ".join([*note.asked, note.answer]), vocabulary)
    return [stem(word) for word in said.tagged.split(" ")]


def likeness() -> Likeness:
    """Return the index of this process, built on its first use."""
    with _BUILDING:
        return _built()


@cache
def _built() -> Likeness:
    return Likeness(all_notes())
