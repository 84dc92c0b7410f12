"""Marks that a rewrite may not hold: HTML, links and pictures that lead elsewhere, characters that are not seen."""

import re
import unicodedata
from collections.abc import Iterator

from assistant.pen.mismatch import Mismatch
from assistant.pen.reading import CITED, CODE

_CODE, _CITED, _ESCAPED = re.compile(CODE, re.DOTALL), re.compile(CITED), re.compile(r"\\.")
SHOWN = 30
_REFUSED = (
    (re.compile(r"`{3,}|~{3,}"), "write no blocks of code"),
    (re.compile(r"!\[|\]\(|\]\[|\[|\]"), "the only brackets and links are citations such as [0.84](#c1)"),
    (re.compile(r"<|>|&#?\w+;"), "write no HTML"),
    (re.compile(r"\w+://|\bwww\.|\b(?:mailto|javascript|data|vbscript):\S", re.IGNORECASE), "write no addresses"),
)


def markup_mismatches(text: str) -> Iterator[Mismatch]:
    """Find marks that lead out of the answer or hide in it, citations and names quoted as code left aside."""
    hidden = next((mark for mark in text if mark != "\n" and unicodedata.category(mark)[0] == "C"), None)
    if hidden is not None:
        yield Mismatch(f"U+{ord(hidden):04X}", "write no character that is not seen")
    blocks, *others = _REFUSED
    rest = _ESCAPED.sub(" ", _CITED.sub(" ", text))
    for pattern, because in (blocks, *others):
        searched = text if pattern is blocks[0] else _CODE.sub(" ", rest)
        found = pattern.search(searched)
        if found is not None:
            yield Mismatch(searched[found.start() : found.start() + SHOWN].strip(), because)
