"""Where a text names a family, a hyperparameter, a metric, a column, a class or a trial."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from assistant.draft import Citation
from assistant.pen.reading import Reading, Word
from assistant.understanding.vocabulary import vocabulary_of
from models.record import RunRecord

MentionKind = Literal["family", "hyperparameter", "metric", "column", "class", "trial"]
Phrase = tuple[str, ...]
LONGEST = 8
TRIAL_NUMBER = "trial number"
_TRIAL_WORDS = frozenset({"trial", "trials"})
_WHOLE = re.compile(r"[0-9][0-9,]{0,12}")


@dataclass(frozen=True)
class Names:
    """What phrases (words in lower case) name, as (kind, name), and which facts are numbers of trials."""

    phrases: Mapping[Phrase, tuple[MentionKind, str]]
    trial_facts: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Mention:
    """One name in a text. ``at`` is the position of its first word; ``name`` is the record's own, or a number."""

    kind: MentionKind
    name: str
    at: int
    sentence: int
    shown: str

    @property
    def key(self) -> str:
        """What tells it from others."""
        return f"{self.kind} {self.name}"


def names_of(record: RunRecord | None, citations: Iterable[Citation] = ()) -> Names:
    """Gather how things may be called: the names of the run, and those of the field."""
    found: dict[Phrase, tuple[MentionKind, str]] = {}
    for phrase, mention in vocabulary_of(record).phrases.items():
        found[split(phrase)] = (mention.kind, mention.name)
    trial_facts = frozenset(citation.id for citation in citations if citation.label == TRIAL_NUMBER)
    return Names({phrase: name for phrase, name in found.items() if phrase}, trial_facts)


def split(text: str) -> Phrase:
    """Return the parts of words that names are compared by.

    Examples
    --------
    >>> split("Max_depth"), split("held-back")
    (('max', 'depth'), ('held', 'back'))
    """
    return tuple(part for part in re.split(r"[\W_]+", text.lower()) if part)


def mentions_in(reading: Reading, names: Names) -> tuple[Mention, ...]:
    """Find every name in a text, the longest first where they overlap, and every trial by its number."""
    named = list(_named(reading, names))
    return tuple(sorted((*named, *_trials(reading, names)), key=lambda mention: mention.at))


def _named(reading: Reading, names: Names) -> Iterator[Mention]:
    parts = [(part, at) for at, word in enumerate(reading.words) if word.kind != "mark" for part in split(word.text)]
    here = 0
    while here < len(parts):
        length = _longest(parts, here, names, reading.words)
        if length:
            phrase = tuple(part for part, _ in parts[here : here + length])
            kind, name = names.phrases[phrase]
            at = parts[here][1]
            yield Mention(kind, name, at, reading.words[at].sentence, " ".join(phrase))
        here += length or 1


def _longest(parts: list[tuple[str, int]], here: int, names: Names, words: tuple[Word, ...]) -> int:
    for length in range(min(LONGEST, len(parts) - here), 0, -1):
        ends = words[parts[here][1]].sentence, words[parts[here + length - 1][1]].sentence
        if ends[0] == ends[1] and tuple(part for part, _ in parts[here : here + length]) in names.phrases:
            return length
    return 0


def _trials(reading: Reading, names: Names) -> Iterator[Mention]:
    """Find whole numbers behind the word trial, and those joined to one by "and", "or" or a comma."""
    is_trial = False
    for at, word in enumerate(reading.words):
        before = reading.words[at - 1] if at else None
        if word.kind == "cited" and _WHOLE.fullmatch(word.text):
            joined = is_trial and before is not None and before.lower in {"and", "or", ",", "to", "vs"}
            is_trial = joined or (before is not None and before.lower in _TRIAL_WORDS)
            if is_trial or word.target in names.trial_facts:
                yield Mention("trial", word.text.replace(",", ""), at, word.sentence, word.text)
        elif word.lower not in {"and", "or", ",", "to", "vs"}:
            is_trial = False
