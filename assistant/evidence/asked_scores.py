"""Scores that a question itself names: 99 % on training rows, 84 % on validation rows, and so on."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.evidence.fact import QUESTION, EvidenceFact

_NUMBER = re.compile(r"(?<![\w.])(\d{1,3}(?:\.\d+)?|\.\d+)(?!\d|\.\d)(\s*(?:%|percent\b))?")
_PLACES = {
    "train": re.compile(r"\btrain\w*"),
    "validation": re.compile(r"\bval(?:id\w*)?\b|\bcv\b|\bcross[- ]?val\w*"),
    "test": re.compile(r"\btest\w*|\bhold ?-?out\b|\bunseen\b|\bnew (?:data|rows)\b"),
}
_TITLES = {"train": "training score", "validation": "validation score", "test": "test score"}
_BARRIER = re.compile(r"[,;:.](?=\s)|\b(?:and|but|yet|while|vs)\b")
_BARRIER_COSTS = 25
"""Characters that a comma or a joining word counts for: a number belongs to the words on its own side of it."""
_FARTHEST = 60
_LEAST_WHOLE = 20
"""A whole number below this, without a percent sign, is rather a number of folds or a depth than a score."""


@dataclass(frozen=True)
class AskedScores:
    """Scores of a question by the rows that they are of; ``is_percent`` tells their scale."""

    scores: dict[str, float]
    is_percent: bool

    def fact(self, place: str) -> EvidenceFact:
        """Return the fact that the question names this score."""
        return EvidenceFact(f"{_TITLES[place]} that you named", self.scores[place], self._unit, source=QUESTION)

    def difference(self, place: str, other: str) -> EvidenceFact:
        """Return how far the first score lies above the second."""
        label = f"{_TITLES[place]} minus {_TITLES[other]}, as you named them"
        return EvidenceFact(label, round(self.scores[place] - self.scores[other], 6), self._points, source=QUESTION)

    @property
    def _unit(self) -> str:
        return "%" if self.is_percent else ""

    @property
    def _points(self) -> str:
        return "points" if self.is_percent else ""


def asked_scores(question: str) -> AskedScores | None:
    """Return the scores that a question names for at least two of training, validation and test rows.

    Examples
    --------
    >>> asked_scores("99% F1 on train data, 84% on validation and 84% on test").scores
    {'train': 99.0, 'validation': 84.0, 'test': 84.0}
    >>> asked_scores("train 92% validation 88% test 79%").scores
    {'train': 92.0, 'validation': 88.0, 'test': 79.0}
    >>> asked_scores("cv=5 did not help") is None
    True
    """
    text = question.lower()
    numbers = list(_scores(text))
    named = [(place, match) for place, words in _PLACES.items() for match in words.finditer(text)]
    starts_with_words = bool(named and numbers) and min(m.start() for _, m in named) < numbers[0][0].start()
    pairs = sorted(
        (distance + ((match.start() < numbers[number][0].start()) != starts_with_words), place, number)
        for place, match in named
        for number in range(len(numbers))
        if (distance := _distance(text, match, numbers[number][0])) <= _FARTHEST
    )
    chosen: dict[str, int] = {}
    for _, place, number in pairs:
        if place not in chosen and number not in chosen.values():
            chosen[place] = number
    if len(chosen) < 2 or len({numbers[number][2] for number in chosen.values()}) > 1:
        return None
    ordered = {place: numbers[chosen[place]][1] for place in _PLACES if place in chosen}
    return AskedScores(ordered, numbers[next(iter(chosen.values()))][2])


def _scores(text: str) -> Iterator[tuple[re.Match[str], float, bool]]:
    """Yield the numbers that may be scores, with whether they are percentages."""
    for match in _NUMBER.finditer(text):
        value, sign = float(match.group(1)), match.group(2)
        is_fraction = "." in match.group(1) and value <= 1
        if sign is not None or is_fraction or _LEAST_WHOLE <= value <= 100:
            yield match, value, not (is_fraction and sign is None)


def _distance(text: str, words: re.Match[str], number: re.Match[str]) -> int:
    start, end = sorted((words, number), key=lambda match: match.start())
    between = text[start.end() : end.start()]
    return len(between) + _BARRIER_COSTS * len(_BARRIER.findall(between))
