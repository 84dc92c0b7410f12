"""One short written answer, and the reading of all of them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from assistant.draft import Draft
from assistant.evidence import (
    literature,
    literature_models,
    literature_search,
    literature_tools,
    literature_truth,
)
from assistant.evidence.fact import EvidenceFact

_SOURCES = (literature, literature_models, literature_search, literature_tools, literature_truth)
OWN_ANSWER = "= the topic's own answer"
_PLACEHOLDER = re.compile(r"\{([A-Z][A-Z0-9_]*)(?::([^{}]+))?\}")


class BadNoteError(ValueError):
    """A file of notes is not written as ``assistant.notes`` says."""


@dataclass(frozen=True)
class Note:
    """A short answer to one question.

    Parameters
    ----------
    topic : str
    asked : tuple of str
        Ways in which people ask it.
    answer : str
        Empty where the topic answers this itself, in full. Markdown;
        ``{NAME}`` and ``{NAME:words}`` stand for citations of facts of the literature.
    """

    topic: str
    asked: tuple[str, ...]
    answer: str

    @property
    def words(self) -> str:
        """The answer without its citations, as far as it names them in words."""
        return _PLACEHOLDER.sub(lambda match: match[2] or "", self.answer)

    def said_in(self, draft: Draft) -> str:
        """Return the answer with its citations, which the draft then holds."""

        def cited(match: re.Match[str]) -> str:
            fact, words = known_facts()[match[1]], match[2]
            return draft.measure(fact) if words is None else draft.refer(fact, words)

        return _PLACEHOLDER.sub(cited, self.answer)


@cache
def known_facts() -> Mapping[str, EvidenceFact]:
    """Return the facts of the literature by the names that notes may use."""
    return {
        name: fact
        for module in _SOURCES
        for name, fact in vars(module).items()
        if isinstance(fact, EvidenceFact) and not name.startswith("_")
    }


@cache
def all_notes() -> tuple[Note, ...]:
    """Read the notes of every topic, once a process."""
    folder = files("assistant.notes")
    texts = {path.name: path.read_text(encoding="utf-8") for path in folder.iterdir() if path.name.endswith(".txt")}
    return tuple(note for name in sorted(texts) for note in parsed(texts[name], name.removesuffix(".txt")))


def parsed(text: str, topic: str) -> tuple[Note, ...]:
    r"""Read the notes of one file.

    Raises
    ------
    BadNoteError
        Where an entry lacks questions or an answer, mixes them, or names a fact that nobody knows.

    Examples
    --------
    >>> parsed("? what is a fold\n? fold meaning\nA part of the rows.", "definition")[0].answer
    'A part of the rows.'
    """
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    entries = re.split(r"\n\s*\n", "\n".join(lines))
    return tuple(_entry(entry.strip().splitlines(), topic) for entry in entries if entry.strip())


def _entry(lines: list[str], topic: str) -> Note:
    asked = [line.removeprefix("?").strip() for line in lines if line.startswith("?")]
    answer = " ".join(line.strip() for line in lines[len(asked) :])
    if not asked or not answer or not all(line.startswith("?") for line in lines[: len(asked)]):
        raise BadNoteError(f"{topic}: questions first, then the answer: {lines[0]}")
    if answer == OWN_ANSWER:
        return Note(topic, tuple(asked), "")
    unknown = [match[1] for match in _PLACEHOLDER.finditer(answer) if match[1] not in known_facts()]
    if unknown:
        raise BadNoteError(f"{topic}: no fact is called {', '.join(unknown)}")
    return Note(topic, tuple(asked), answer)
