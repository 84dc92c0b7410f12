"""Free text as numbers: its length, its number of words, and the main directions of its words."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from sklearn.decomposition import TruncatedSVD
from sklearn.feature_extraction.text import TfidfVectorizer

Matrix = NDArray[np.float32]

MAX_WORDS = 2000
MAX_DIRECTIONS = 16


class TextParts:
    """Word frequencies (TF-IDF) reduced to a few directions by a singular value decomposition."""

    def __init__(self, seed: int = 0) -> None:
        self.seed = seed

    def fit(self, values: pd.Series) -> "TextParts":
        """Learn the words and their main directions."""
        texts = values.fillna("").astype(str)
        self.words_ = TfidfVectorizer(
            min_df=2 if len(texts) < 1000 else 5, max_features=MAX_WORDS, sublinear_tf=True, dtype=np.float32
        )
        self.directions_ = None
        self.feature_names_ = ["length", "words"]
        try:
            counts = self.words_.fit_transform(texts)
        except ValueError:  # no word occurs often enough: length and number of words are what is left
            return self
        n_directions = min(MAX_DIRECTIONS, counts.shape[1] - 1)
        if n_directions > 0:
            self.directions_ = TruncatedSVD(n_directions, random_state=self.seed, n_iter=3).fit(counts)
            self.feature_names_ += [f"words {i + 1}" for i in range(n_directions)]
        return self

    def transform(self, values: pd.Series) -> Matrix:
        """Return the features, shape (n_rows, n_features)."""
        texts = values.fillna("").astype(str)
        counts = np.array([(len(text), len(text.split())) for text in texts], dtype=np.float32).reshape(-1, 2)
        if self.directions_ is None:
            return counts
        directions = self.directions_.transform(self.words_.transform(texts))
        return np.hstack([counts, directions]).astype(np.float32)
