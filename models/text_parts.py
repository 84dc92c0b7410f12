"""Free text as numbers: its length, its number of words, and the main directions of its words and of its letters."""

import math
from functools import cache
from itertools import chain
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from sklearn.decomposition import TruncatedSVD
from sklearn.feature_extraction.text import TfidfVectorizer

Matrix = NDArray[np.float32]

MAX_GRAMS = 3000
MAX_DIRECTIONS = 16
MAX_CHARACTERS = 2_000
"""Of a text, what the letters are taken from: its beginning tells codes and names apart, and novels cost time."""


class Grams:
    """How often words (and pairs of them) or groups of letters occur (TF-IDF), reduced to a few directions.

    scikit-learn's ``TfidfVectorizer`` and ``TruncatedSVD`` learn them; texts are led through what they learned without
    their checks of every call, which take ten times as long as a text does.

    Parameters
    ----------
    analyzer : ``word`` for one and two words in a row, ``char_wb`` for two to four letters within a word
    seed : of the singular value decomposition

    Attributes
    ----------
    n_directions_ : numbers that one text becomes, 0 where nothing occurs often enough
    """

    def __init__(self, analyzer: str, seed: int) -> None:
        self.analyzer = analyzer
        self.seed = seed

    def __getstate__(self) -> dict[str, Any]:
        """Return what was learned, without what is made of it again."""
        return {name: value for name, value in vars(self).items() if name not in {"_grams_of", "_table"}}

    def __setstate__(self, state: dict[str, Any]) -> None:
        """Take what was learned, and make it ready."""
        vars(self).update(state)
        self._make_ready()

    def fit(self, texts: list[str]) -> "Grams":
        """Learn the grams and their main directions."""
        self.n_directions_ = 0
        self.counts_ = TfidfVectorizer(
            analyzer=self.analyzer,
            ngram_range=(1, 2) if self.analyzer == "word" else (2, 4),
            min_df=2 if len(texts) < 1000 else 5,
            max_features=MAX_GRAMS,
            sublinear_tf=True,
            dtype=np.float32,
        )
        try:
            counts = self.counts_.fit_transform(texts)
        except ValueError:  # no gram occurs often enough
            return self
        n_directions = min(MAX_DIRECTIONS, counts.shape[1] - 1)
        if n_directions > 0:
            self.directions_ = TruncatedSVD(n_directions, random_state=self.seed, n_iter=3).fit(counts)
            self.n_directions_ = n_directions
        self._make_ready()
        return self

    def transform(self, texts: list[str]) -> Matrix:
        """Return the directions of texts, shape (n_rows, n_directions_); no text's depend on the others'."""
        if not self.n_directions_:
            return np.zeros((len(texts), 0), dtype=np.float32)
        directions: Matrix = self._weights(texts) @ self._table
        return directions

    def _make_ready(self) -> None:
        """Make what every text needs, once: how it is taken apart, and the directions gram by gram."""
        if self.n_directions_:
            self._grams_of = self.counts_.build_analyzer()
            self._table = np.ascontiguousarray(self.directions_.components_.T, dtype=np.float32)

    def _weights(self, texts: list[str]) -> csr_array:
        """Return the TF-IDF weights of texts, each of length 1, shape (n_rows, n_grams)."""
        n_grams, places = len(self._table), self._places(texts)
        rows = np.repeat(np.arange(len(texts)), [len(row) for row in places])
        found = np.fromiter(chain.from_iterable(places), np.int64)
        cells, counts = np.unique(rows * n_grams + found, return_counts=True)
        rows, at = np.divmod(cells, n_grams)
        # Looked up, because a vectorized logarithm may differ in its last bit from place to place.
        logs = np.array([1.0 + math.log(max(1, count)) for count in range(counts.max(initial=0) + 1)])
        weights = logs[counts] * self.counts_.idf_[at]
        lengths = np.sqrt(np.bincount(rows, weights**2, len(texts)))
        ends = np.searchsorted(rows, np.arange(len(texts) + 1))
        return csr_array(((weights / lengths[rows]).astype(np.float32), at, ends), shape=(len(texts), n_grams))

    def _places(self, texts: list[str]) -> list[list[int]]:
        """Return the numbers of the known grams of each text, as often as they occur."""
        place_of = self.counts_.vocabulary_.get

        @cache  # words come back, and are taken apart once
        def places_of(part: str) -> list[int]:
            return [place for gram in self._grams_of(part) if (place := place_of(gram)) is not None]

        if self.analyzer == "word":
            return [places_of(text) for text in texts]
        return [[place for word in text.split() for place in places_of(word)] for text in texts]


class TextParts:
    """A column of free text: length, number of words, and the directions of its words and of its letters."""

    def __init__(self, seed: int = 0) -> None:
        self.seed = seed

    def fit(self, values: NDArray[np.object_]) -> "TextParts":
        """Learn what occurs in the training texts, of shape (n_rows,)."""
        texts = _texts(values)
        self.words_ = Grams("word", self.seed).fit(texts)
        self.letters_ = Grams("char_wb", self.seed).fit([text[:MAX_CHARACTERS] for text in texts])
        names = ["length", "words"]
        names += [f"words {i + 1}" for i in range(self.words_.n_directions_)]
        names += [f"letters {i + 1}" for i in range(self.letters_.n_directions_)]
        self.feature_names_ = names
        return self

    def transform(self, values: NDArray[np.object_]) -> Matrix:
        """Return the features, shape (n_rows, n_features)."""
        texts = _texts(values)
        counts = np.array([(len(text), len(text.split())) for text in texts], dtype=np.float32).reshape(-1, 2)
        letters = self.letters_.transform([text[:MAX_CHARACTERS] for text in texts])
        return np.hstack([counts, self.words_.transform(texts), letters])


def _texts(values: NDArray[np.object_]) -> list[str]:
    """Return texts, empty ones where missing."""
    return [text if isinstance(text, str) else "" for text in values.tolist()]
