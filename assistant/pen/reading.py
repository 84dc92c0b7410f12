r"""A text as the check reads it: words by sentence, each plain, quoted as code, or the link of a number to its fact.

What the reader of the page does not see (escapes, emphasis) is taken off, so that both texts are read alike.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

Kind = Literal["word", "code", "cited", "mark"]

CODE = r"(?P<fence>`+)(?P<code>.+?)(?<!`)(?P=fence)(?!`)"
CITED = r"\[(?P<label>(?:``.*?``|`[^`]*`|\\.|[^\[\]\\`])*)\]\(#(?P<target>[^()\s]*)\)"
_WORD = r"(?P<word>(?:\w|\\_)+(?:[.'\u2019/,-](?:\w|\\_)+)*)"
_BREAK = r"(?P<end>\n[ \t]*(?:\n|(?=[-*+|] ))|[.!?;]+(?=[\s*_)\"”]|$))"
_TOKEN = re.compile(rf"{CODE}|{CITED}|{_BREAK}|{_WORD}|(?P<mark>\\.|[^\s])", re.DOTALL)
_CODE = re.compile(CODE, re.DOTALL)
_ENDINGS = ("iest", "ies", "ing", "est", "ed", "es", "er", "ly", "s", "e", "y")


@dataclass(frozen=True)
class Word:
    """One word as it is shown.

    ``target`` is what a number is a link to; ``sentence`` counts from zero, and a semicolon ends one too.
    """

    kind: Kind
    text: str
    sentence: int
    target: str = ""

    @property
    def lower(self) -> str:
        """The word in lower case."""
        return self.text.lower().replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")

    @property
    def stem(self) -> str:
        """The word without its ending."""
        return stem(self.lower)


@dataclass(frozen=True)
class Reading:
    """A text, word by word."""

    words: tuple[Word, ...]

    @property
    def sentences(self) -> tuple[tuple[Word, ...], ...]:
        """The words of each sentence that has any."""
        found: dict[int, list[Word]] = {}
        for word in self.words:
            found.setdefault(word.sentence, []).append(word)
        return tuple(map(tuple, found.values()))

    @property
    def plain(self) -> frozenset[str]:
        """The words in lower case that are neither code nor links."""
        return frozenset(word.lower for word in self.words if word.kind == "word")

    @property
    def targets(self) -> frozenset[str]:
        """What the text links to."""
        return frozenset(word.target for word in self.words if word.kind == "cited")


def read(text: str) -> Reading:
    """Read a text.

    Examples
    --------
    >>> [(word.kind, word.text, word.target) for word in read("Depth `4` scores **[0.84](#c1)**.").words]
    [('word', 'Depth', ''), ('code', '4', ''), ('word', 'scores', ''), ('cited', '0.84', 'c1')]
    """
    return Reading(tuple(_words(text)))


def _words(text: str) -> Iterator[Word]:
    sentence = 0
    for found in _TOKEN.finditer(text):
        if found["end"] is not None:
            sentence += 1
        elif found["code"] is not None:
            yield Word("code", found["code"].strip(), sentence)
        elif found["target"] is not None:
            yield Word("cited", _shown(found["label"]), sentence, found["target"])
        elif found["word"] is not None:
            yield Word("word", found["word"].replace("\\", ""), sentence)
        elif found["mark"] not in ("*", "_"):
            yield Word("mark", found["mark"].removeprefix("\\"), sentence)


def _shown(label: str) -> str:
    code = _CODE.fullmatch(label.strip())
    return code["code"].strip() if code else re.sub(r"\\(.)", r"\1", label).strip("* ")


def stem(word: str) -> str:
    """Return a word without its ending, cut alike in both texts; no more is asked of it.

    Examples
    --------
    >>> stem("scores") == stem("scored") == stem("score"), stem("overfits") == stem("overfitting")
    (True, True)
    """
    word = word.removesuffix("'s").removesuffix("s'")
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            cut = word.removesuffix(ending)
            return cut[:-1] if cut[-1] == cut[-2] and cut[-1] not in "ls" else cut
    return word
