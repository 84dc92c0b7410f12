"""Marks in a question what it names: hyperparameters, families, metrics, trials, ranks, columns, values."""

import re
from dataclasses import dataclass, field

from assistant.conversation import Entities
from assistant.understanding.vocabulary import Mention, Vocabulary

_NUMBER = re.compile(r"\d[\d,]*\.?\d*(?:e-?\d+)?|\.\d+")
_ORDINALS = {"second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4, "fifth": 5, "5th": 5}
_AFTER_ORDINAL = {"best", "place", "one", "model", "trial", "ranked", "rank", "family"}


@dataclass
class _Reading:
    """The question while it is read: its words with tags in place of names, and the names by kind."""

    words: list[str] = field(default_factory=list)
    names: dict[str, list[str]] = field(default_factory=dict)
    trials: list[int] = field(default_factory=list)
    ranks: list[int] = field(default_factory=list)
    values: list[float] = field(default_factory=list)


def tag(words: list[str], vocabulary: Vocabulary) -> tuple[str, Entities]:
    """Return the question with tags in place of names, and what was named.

    A tag is ``hp:GROUP``, ``family:NAME``, ``metric:NAME``, ``trial:``, ``rank:``, ``column:``, ``class:`` or
    ``num``.
    """
    reading = _Reading()
    at = 0
    while at < len(words):
        at += (
            _read_phrase(words, at, vocabulary, reading)
            or _read_number(words, at, reading)
            or _read_word(words, at, reading)
        )
    return " ".join(reading.words), Entities(
        hyperparameters=_unique(reading.names.get("hyperparameter", [])),
        families=_unique(reading.names.get("family", [])),
        metrics=_unique(reading.names.get("metric", [])),
        columns=_unique(reading.names.get("column", [])),
        classes=_unique(reading.names.get("class", [])),
        trials=tuple(dict.fromkeys(reading.trials)),
        ranks=tuple(dict.fromkeys(reading.ranks)),
        values=tuple(dict.fromkeys(reading.values)),
    )


def _unique(names: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))


def _read_phrase(words: list[str], at: int, vocabulary: Vocabulary, reading: _Reading) -> int:
    for length in range(min(vocabulary.longest.get(words[at], 0), len(words) - at), 0, -1):
        mention = vocabulary.phrases.get(" ".join(words[at : at + length]))
        if mention is not None:
            reading.words.append(_tag_of(mention))
            reading.names.setdefault(mention.kind, []).append(mention.name)
            return length
    return 0


def _tag_of(mention: Mention) -> str:
    if mention.kind == "hyperparameter":
        return f"hp:{mention.group}"
    return f"{mention.kind}:{mention.name}" if mention.kind in ("family", "metric") else f"{mention.kind}:"


def _read_number(words: list[str], at: int, reading: _Reading) -> int:
    if not _NUMBER.fullmatch(words[at]):
        return 0
    value = float(words[at].replace(",", ""))
    before = reading.words[-1] if reading.words else ""
    joins_trials = before in ("and", "vs", "with", "or", "to") and "trial:" in reading.words
    if before in ("trial", "trials", "trial:") or joins_trials:
        reading.trials.append(int(value))
        reading.words.append("trial:")
    elif before in ("rank", "place", "number") and value.is_integer() and before == "rank":
        reading.ranks.append(int(value))
        reading.words.append("rank:")
    else:
        reading.values.append(value)
        reading.words.append("num")
    return 1


def _read_word(words: list[str], at: int, reading: _Reading) -> int:
    word, after = words[at], words[at + 1] if at + 1 < len(words) else ""
    if word in _ORDINALS and (after in _AFTER_ORDINAL or not after):
        reading.ranks.append(_ORDINALS[word])
        reading.words.append("rank:")
    elif word == "runner" and after == "up":
        reading.ranks.append(2)
        reading.words.extend(["rank:", "runner"])
        return 2
    else:
        reading.words.append(word)
    return 1
