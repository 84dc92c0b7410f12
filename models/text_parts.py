"""Free text as numbers: its length, its number of words, and the main directions of its words and of its letters."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from sklearn.decomposition import TruncatedSVD
from sklearn.feature_extraction.text import TfidfVectorizer

Matrix = NDArray[np.float32]

MAX_GRAMS = 3000
MAX_DIRECTIONS = 16
MAX_CHARACTERS = 2_000
"""Of a text, what the letters are taken from: its beginning tells codes and names apart, and novels cost time."""


class Grams:
    """How often words (and pairs of them) or groups of letters occur (TF-IDF), reduced to a few directions.

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
        return self

    def transform(self, texts: list[str]) -> Matrix:
        """Return the directions of texts, shape (n_rows, n_directions_)."""
        if not self.n_directions_:
            return np.zeros((len(texts), 0), dtype=np.float32)
        directions: Matrix = self.directions_.transform(self.counts_.transform(texts)).astype(np.float32)
        return directions


class TextParts:
    """A column of free text: length, number of words, and the directions of its words and of its letters."""

    def __init__(self, seed: int = 0) -> None:
        self.seed = seed

    def fit(self, values: pd.Series) -> "TextParts":
        """Learn what occurs in the training texts."""
        texts = _texts(values)
        self.words_ = Grams("word", self.seed).fit(texts)
        self.letters_ = Grams("char_wb", self.seed).fit([text[:MAX_CHARACTERS] for text in texts])
        names = ["length", "words"]
        names += [f"words {i + 1}" for i in range(self.words_.n_directions_)]
        names += [f"letters {i + 1}" for i in range(self.letters_.n_directions_)]
        self.feature_names_ = names
        return self

    def transform(self, values: pd.Series) -> Matrix:
        """Return the features, shape (n_rows, n_features)."""
        texts = _texts(values)
        counts = np.array([(len(text), len(text.split())) for text in texts], dtype=np.float32).reshape(-1, 2)
        letters = self.letters_.transform([text[:MAX_CHARACTERS] for text in texts])
        return np.hstack([counts, self.words_.transform(texts), letters])


def _texts(values: pd.Series) -> list[str]:
    return [str(text) for text in values.fillna("").tolist()]
