"""Which words the examples know, and which known word a strange one nearly is."""

from collections import Counter
from collections.abc import Iterable, Sequence

from rapidfuzz import process
from rapidfuzz.distance import OSA

from assistant.understanding.everyday import EVERYDAY
from assistant.understanding.plain_words import PLAIN_WORDS

FEWEST_OF_A_KNOWN_WORD = 3
SHORTEST_MISSPELLED = 4
LONG_WORD = 8
MOST_KEPT = 20_000


class KnownWords:
    """The words of the examples.

    Parameters
    ----------
    ours : iterable of sequence of str
        The words of each question of the field: those that several use are known.
    all_of_them : iterable of sequence of str
        The words of each example, those out of scope too: what was seen once is no misspelling.
    """

    def __init__(self, ours: Iterable[Sequence[str]], all_of_them: Iterable[Sequence[str]]) -> None:
        counts = Counter(word for words in ours for word in set(words))
        # In order: of two words that are equally near, the same one is taken in every process.
        self._ordered = sorted(word for word, count in counts.items() if count >= FEWEST_OF_A_KNOWN_WORD)
        self._known = frozenset(self._ordered)
        self._seen = frozenset(word for words in all_of_them for word in words)
        self._nearest: dict[str, str | None] = {}

    def is_strange(self, word: str) -> bool:
        """Whether no question of the field uses the word, not even misspelled."""
        return word not in self._known and (word in PLAIN_WORDS or self._nearest_to(word) is None)

    def settled(self, text: str) -> str:
        """Return a text with each word that no example has read as the known word that it nearly is."""
        return " ".join(self._settled_word(word) for word in text.split(" "))

    def _settled_word(self, word: str) -> str:
        if word in self._seen or word in EVERYDAY or word in PLAIN_WORDS or not word.isalpha():
            return word
        return self._nearest_to(word) or word

    def _nearest_to(self, word: str) -> str | None:
        if len(word) < SHORTEST_MISSPELLED:
            return None
        if word not in self._nearest:
            if len(self._nearest) >= MOST_KEPT:
                self._nearest.clear()
            self._nearest[word] = self._looked_up(word)
        return self._nearest[word]

    def _looked_up(self, word: str) -> str | None:
        slips = 1 if len(word) < LONG_WORD else 2
        found = process.extractOne(word, self._ordered, scorer=OSA.distance, score_cutoff=slips)
        return found[0] if found is not None and found[0][0] == word[0] else None
