"""Topics by likeness to written examples: a linear model over words and letters, fitted once a process."""

import threading
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import Any

import numpy as np

from assistant.conversation import OUT_OF_SCOPE
from assistant.understanding.features import letters_of, words_of
from assistant.understanding.question import Question, understand
from assistant.understanding.vocabulary import vocabulary_of

FOLDER = "examples"
FEWEST_OF_A_KNOWN_WORD = 3
INVERSE_PENALTY = 1.0
# Distances from a border are no probabilities: this makes them about as sure as they are right.
SHARPNESS = 5.0
_FITTING = threading.Lock()


@dataclass(frozen=True)
class Classifier:
    """A fitted model: the topics in its order, what makes numbers of a question, and what weighs them."""

    topics: tuple[str, ...]
    known_words: frozenset[str]
    words: Any
    letters: Any
    model: Any

    def log_likelihoods(self, question: Question) -> dict[str, float]:
        """Return the natural logarithm of the probability of each topic, out of scope included."""
        document = _with_strangeness(question, self.known_words)
        row = _side_by_side(self.words.transform([document]), self.letters.transform([letters_of(question)]))
        distances = SHARPNESS * self.model.decision_function(row)[0]
        return dict(zip(self.topics, (distances - np.logaddexp.reduce(distances)).tolist(), strict=True))


def classifier() -> Classifier:
    """Return the model of this process, fitted to the examples on its first use."""
    with _FITTING:
        return _fitted()


@cache
def _fitted() -> Classifier:
    return fit(examples())


def examples() -> Mapping[str, Sequence[str]]:
    """Read the written examples: a file a topic, a question a line."""
    folder = files("assistant.understanding") / FOLDER
    texts = {path.name: path.read_text(encoding="utf-8") for path in folder.iterdir() if path.name.endswith(".txt")}
    return {name.removesuffix(".txt"): _lines(texts[name]) for name in sorted(texts)}


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#")]


def fit(questions: Mapping[str, Sequence[str]]) -> Classifier:
    """Fit a model to questions by topic. The same questions give the same model."""
    from sklearn.feature_extraction.text import TfidfVectorizer  # noqa: PLC0415  a second to load
    from sklearn.svm import LinearSVC  # noqa: PLC0415

    vocabulary = vocabulary_of(None)
    asked = [(topic, understand(line, vocabulary)) for topic, lines in questions.items() for line in lines]
    known = _known_words(question for topic, question in asked if topic != OUT_OF_SCOPE)
    words = TfidfVectorizer(analyzer=_words_and_pairs, sublinear_tf=True, dtype=np.float32)
    letters = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True, min_df=2, dtype=np.float32)
    seen = _side_by_side(
        words.fit_transform([_with_strangeness(question, known) for _, question in asked]),
        letters.fit_transform([letters_of(question) for _, question in asked]),
    )
    model = LinearSVC(C=INVERSE_PENALTY, tol=1e-2, max_iter=300, random_state=0)
    model.fit(seen, [topic for topic, _ in asked])
    return Classifier(tuple(model.classes_), known, words, letters, model)


def _words_and_pairs(document: str) -> list[str]:
    """Return the words of a document and the pairs of neighbors; a mark has no neighbor."""
    words = document.split(" ")
    spoken = [word for word in words if not word.startswith("@")]
    return [*words, *(f"{one} {next_one}" for one, next_one in pairwise(spoken))]


def _known_words(questions: Iterable[Question]) -> frozenset[str]:
    """Return the words that several questions of the field use."""
    counts = Counter(word for question in questions for word in set(question.tagged.split(" ")))
    return frozenset(word for word, count in counts.items() if count >= FEWEST_OF_A_KNOWN_WORD)


def _with_strangeness(question: Question, known: frozenset[str]) -> str:
    """Add to the words marks for how many of them no question of the field uses."""
    words = question.tagged.split(" ")
    n_strange = sum(word not in known for word in words)
    share = n_strange / len(words)
    marks = [f"@strange-{min(n_strange, 4)}", "@mostly-strange" if share > 1 / 3 else "@mostly-known"]
    return " ".join([words_of(question), *marks])


def _side_by_side(words: Any, letters: Any) -> Any:  # noqa: ANN401  sparse matrices
    from scipy.sparse import hstack  # noqa: PLC0415

    return hstack([words, letters], format="csr")
