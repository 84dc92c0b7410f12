"""Every name of a rewrite against the names of the answer: nothing is spoken of that the answer leaves out."""

import re
from collections.abc import Iterator

from assistant.pen.function_words import FUNCTION_WORDS
from assistant.pen.material import Material
from assistant.pen.mentions import Mention, mentions_in, split
from assistant.pen.mismatch import Mismatch
from assistant.pen.reading import Reading, Word, read

_HOLDERS = frozenset({"column", "columns", "feature", "features", "variable", "variables", "predictor", "field"})
_CLASSES = frozenset({"class", "classes", "category", "family"})
_CALLED = frozenset({"called", "named"})
_IDENTIFIER = re.compile(r"\w*_\w+|[a-z]+[A-Z]\w*|\w+\.[a-z]\w+")
_JOINING, REACH = frozenset({"of", "for", "from", "by"}), 7
_QUOTES = frozenset('"“”')


def name_mismatches(written: Reading, original: Reading, material: Material) -> Iterator[Mismatch]:
    """Find names that neither the answer nor a fact that it cites speaks of."""
    labels = read(" . ".join(f"{fact.label} {fact.value}" for fact in material.citations))
    spoken = {m.key for m in (*mentions_in(original, material.names), *mentions_in(labels, material.names))}
    for mention in mentions_in(written, material.names):
        if mention.kind != "trial" and mention.key not in spoken:
            yield Mismatch(mention.shown, f"the answer speaks of no such {mention.kind}")
    parts = {part for reading in (original, labels) for word in reading.words for part in split(word.text)}
    codes = {word.text for word in original.words if word.kind in ("code", "cited")}
    codes |= {str(fact.value) for fact in material.citations if isinstance(fact.value, str)}
    yield from _unknown_words(written, parts, codes)
    yield from _unknown_columns(written, parts)


def _unknown_words(written: Reading, parts: set[str], codes: set[str]) -> Iterator[Mismatch]:
    sentence, quoted = -1, False
    for word in written.words:
        is_first = word.sentence != sentence
        sentence, quoted = word.sentence, (quoted and not is_first)
        if word.kind == "mark" and word.text in _QUOTES:
            quoted = not quoted
        elif word.kind == "code" and word.text not in codes:
            yield Mismatch(f"`{word.text}`", "the answer quotes no such name")
        elif word.kind == "word" and not set(split(word.text)) <= parts:
            is_name = word.text[0].isupper() and not is_first and word.text != "I"
            if is_name or quoted or _IDENTIFIER.fullmatch(word.text):
                yield Mismatch(word.text, "a name that the answer does not hold")


def _unknown_columns(written: Reading, parts: set[str]) -> Iterator[Mismatch]:
    """Find what stands beside "column", "feature" or "class", or behind "called", and is no word of the answer."""
    words = written.words
    for at, word in enumerate(words):
        beside = []
        if word.lower in _HOLDERS | _CLASSES and at and word.sentence == words[at - 1].sentence:
            beside.append(words[at - 1])
        is_before = word.lower in {"column", "feature", "variable", "class"} | _CALLED
        if is_before and at + 1 < len(words) and word.sentence == words[at + 1].sentence:
            beside.append(words[at + 1])
        for other in beside:
            if other.kind == "word" and other.lower not in FUNCTION_WORDS and not set(split(other.text)) <= parts:
                yield Mismatch(f"{word.text} {other.text}", f"the answer speaks of no such {word.lower}")


def nearest(
    mentions: tuple[Mention, ...], words: tuple[Word, ...], at: int, kind: str, *, is_carried: bool
) -> Mention | None:
    """Return what a number belongs to: the name behind an "of", else the last before it, or the next.

    With ``is_carried``, where the sentence has none, the last one of the sentences before.
    """
    here = words[at].sentence
    of_kind = [mention for mention in mentions if mention.kind == kind and mention.at != at]
    inside = [mention for mention in of_kind if mention.sentence == here]
    behind = words[at + 1].text.lower() if at + 1 < len(words) else ""
    if behind in _JOINING:
        joined = [mention for mention in inside if at < mention.at <= at + REACH]
        if joined:
            return joined[0]
    before = [mention for mention in inside if mention.at < at]
    if before:
        return before[-1]
    if inside:
        return inside[0]
    earlier = [mention for mention in of_kind if mention.at < at]
    return earlier[-1] if earlier and is_carried else None
