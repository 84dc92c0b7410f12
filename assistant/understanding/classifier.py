"""Topics by likeness to written examples: a linear model over words and letters, fitted once a process."""

import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import Any

import numpy as np

from assistant.conversation import OUT_OF_SCOPE
from assistant.understanding.everyday import EVERYDAY
from assistant.understanding.features import letters_of, words_of
from assistant.understanding.frame import names_what_is_ours
from assistant.understanding.known_words import KnownWords
from assistant.understanding.question import Question, understand
from assistant.understanding.vocabulary import vocabulary_of

FOLDER = "examples"
INVERSE_PENALTY = 1.0
SMOOTHING = 0.05
HABITS_WEIGHT = 0.3
# Distances from a border are no probabilities: this makes them about as sure as they are right.
SHARPNESS = 5.0
MANY_STRANGE = 1 / 3  # of the words
TIMES_EVERYDAY = 3  # the mark outweighs single words
_FITTING = threading.Lock()


@dataclass(frozen=True)
class Classifier:
    """Two fitted models joined into one: topics, what makes numbers of a question, and what weighs the numbers.

    A support vector machine tells the topics apart; naive Bayes knows how often each topic uses a word, and is
    steadier where a question shares few words with any example. Both are linear, so their sum is one table.

    Parameters
    ----------
    topics : tuple of str
    known : KnownWords
    words, letters : TfidfVectorizer
    weights : array of shape (n_words + n_letters, n_topics)
    offsets : array of shape (n_topics,)
    """

    topics: tuple[str, ...]
    known: KnownWords
    words: Any
    letters: Any
    weights: Any
    offsets: Any

    def log_likelihoods(self, question: Question) -> dict[str, float]:
        """Return the natural logarithm of the probability of each topic, out of scope included."""
        settled = self.settled(question)
        document = _with_strangeness(settled, self.known)
        row = _side_by_side(self.words.transform([document]), self.letters.transform([letters_of(settled)]))
        joined = row.data @ self.weights[row.indices] + self.offsets
        return dict(zip(self.topics, (joined - np.logaddexp.reduce(joined)).tolist(), strict=True))

    def settled(self, question: Question) -> Question:
        """Put right what misspelled words were meant to be, to tell what is asked and no more.

        What the question names stays as it was read: nothing is looked up under another name.
        """
        return replace(question, tagged=self.known.settled(question.tagged), words=self.known.settled(question.words))


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
    from sklearn.naive_bayes import MultinomialNB  # noqa: PLC0415
    from sklearn.svm import LinearSVC  # noqa: PLC0415

    vocabulary = vocabulary_of(None)
    asked = [(topic, understand(line, vocabulary)) for topic, lines in questions.items() for line in lines]
    known = KnownWords(
        (one.tagged.split(" ") for topic, one in asked if topic != OUT_OF_SCOPE),
        (f"{one.tagged} {one.words}".split(" ") for _, one in asked),
    )
    words = TfidfVectorizer(analyzer=_words_and_pairs, sublinear_tf=True, dtype=np.float32)
    letters = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True, min_df=2, dtype=np.float32)
    seen = _side_by_side(
        words.fit_transform([_with_strangeness(question, known) for _, question in asked]),
        letters.fit_transform([letters_of(question) for _, question in asked]),
    )
    topics = [topic for topic, _ in asked]
    borders = LinearSVC(C=INVERSE_PENALTY, tol=1e-2, max_iter=300, random_state=0).fit(seen, topics)
    habits = MultinomialNB(alpha=SMOOTHING).fit(seen, topics)
    return Classifier(
        topics=tuple(borders.classes_.tolist()),
        known=known,
        words=words,
        letters=letters,
        weights=np.ascontiguousarray(_joined(borders.coef_, habits.feature_log_prob_).T, dtype=np.float32),
        offsets=_joined(borders.intercept_, habits.class_log_prior_),
    )


def _joined(borders: Any, habits: Any) -> Any:  # noqa: ANN401  arrays
    return SHARPNESS * borders + HABITS_WEIGHT * habits


def _words_and_pairs(document: str) -> list[str]:
    """Return the words of a document and the pairs of neighbors; a mark has no neighbor."""
    words = document.split(" ")
    spoken = [word for word in words if not word.startswith("@")]
    return [*words, *(f"{one} {next_one}" for one, next_one in pairwise(spoken))]


def _with_strangeness(question: Question, known: KnownWords) -> str:
    """Add marks for how many words no question of the field uses, not even misspelled, and for everyday words."""
    words = question.tagged.split(" ")
    n_strange = sum(known.is_strange(word) for word in words)
    share = n_strange / len(words)
    marks = [f"@strange-{min(n_strange, 4)}", "@mostly-strange" if share > MANY_STRANGE else "@mostly-known"]
    n_everyday = sum(word in EVERYDAY for word in words)
    if n_everyday and names_what_is_ours(question.tagged):
        marks.append("@everyday-word-for-ours")  # a figure of speech rather than another subject
    elif n_everyday:
        marks += [*["@everyday"] * TIMES_EVERYDAY, f"@everyday-{min(n_everyday, 2)}"]
    return " ".join([words_of(question), *marks])


def _side_by_side(words: Any, letters: Any) -> Any:  # noqa: ANN401  sparse matrices
    from scipy.sparse import hstack  # noqa: PLC0415

    return hstack([words, letters], format="csr")
