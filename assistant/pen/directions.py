"""Words that tell a direction, and the occurrences of them in a text with what stands on either side."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from assistant.pen.function_words import FUNCTION_WORDS, denies
from assistant.pen.mentions import Names, mentions_in
from assistant.pen.reading import Reading, Word

Axis = Literal["size", "worth", "speed", "time"]
DENIED_WITHIN = 5

_WORDS = """
size +: higher greater larger bigger more above over exceed exceeds exceeded exceeding increase increases increased
size +: increasing rise rises rose rising grow grows grew growing up upward deeper longer wider stronger heavier gain
size +: gains gained plus high large big deep strong long wide additional extra upper
size +: highest greatest largest biggest most deepest longest strongest maximum
size -: lower less smaller fewer below under decrease decreases decreased decreasing fall falls fell falling drop drops
size -: dropped dropping reduce reduces reduced reducing shrink shrinks shrank shrinking down downward shallower shorter
size -: narrower weaker lighter loses lose lost minus low small shallow weak short narrow little lesser beneath
size -: lowest least smallest fewest shallowest shortest weakest minimum
size 0: moderate medium middling
worth +: better improve improves improved improving improvement beat beats beaten outperform outperforms outperformed
worth +: outperforms surpass surpasses surpassed ahead lead leads led leading win wins won winning good superior
worth +: stronger best top winner great excellent
worth -: worse worsen worsens worsened behind trail trails trailed trailing lose loses losing bad inferior poor
worth -: worst bottom loser terrible
worth 0: tied tie equal equals equally identical same comparable
speed +: faster quicker quick fast fastest quickest cheap cheaper cheapest
speed -: slower slow slowest dear dearer expensive
time +: later latest after late
time -: earlier earliest before early sooner
"""
_SUPERLATIVES_WORDS = """
highest greatest largest biggest most deepest longest strongest maximum lowest least smallest fewest shallowest
shortest weakest minimum best top winner worst bottom loser fastest quickest cheapest slowest latest earliest
"""
SUPERLATIVES = frozenset(_SUPERLATIVES_WORDS.split())


def _read(lines: str) -> Mapping[str, tuple[tuple[str, int], ...]]:
    found: dict[str, list[tuple[str, int]]] = {}
    for line in lines.strip().splitlines():
        head, words = line.split(":")
        axis, sign = head.split()
        for word in words.split():
            senses = found.setdefault(word, [])
            sense = axis, {"+": 1, "-": -1, "0": 0}[sign]
            if sense not in senses:
                senses.append(sense)
    return {word: tuple(senses) for word, senses in found.items()}


DIRECTIONS = _read(_WORDS)


@dataclass(frozen=True)
class Direction:
    """A word that tells a direction, where it stands.

    ``before`` and ``after`` are the names, trials and facts of its sentence on either side, nearest first (those of
    the sentence before it where its own has none); ``around`` are the stems of its sentence that carry meaning.
    """

    word: Word
    at: int
    senses: tuple[tuple[str, int], ...]
    is_denied: bool
    before: tuple[str, ...]
    after: tuple[str, ...]
    around: frozenset[str]

    @property
    def is_superlative(self) -> bool:
        """Whether it says of one thing that it is first or last."""
        return self.word.lower in SUPERLATIVES


def directions_in(reading: Reading, names: Names) -> Iterator[Direction]:
    """Find every word that tells a direction."""
    mentions = {mention.at: mention.key for mention in mentions_in(reading, names) if mention.kind != "metric"}
    last: tuple[str, ...] = ()
    start = 0
    for sentence in reading.sentences:
        places = range(start, start + len(sentence))
        keys = {at: key for at in places if (key := mentions.get(at) or _target(reading.words[at]))}
        for at in places:
            senses = DIRECTIONS.get(reading.words[at].lower) if reading.words[at].kind == "word" else None
            if senses:
                before = tuple(keys[place] for place in sorted(keys, reverse=True) if place < at)
                yield Direction(
                    word=reading.words[at],
                    at=at,
                    senses=senses,
                    is_denied=is_denied(reading.words, at, start),
                    before=before or last,
                    after=tuple(keys[place] for place in sorted(keys) if place > at),
                    around=frozenset(meanings(sentence)),
                )
        last = tuple(keys[place] for place in sorted(keys, reverse=True)) or last
        start += len(sentence)


def _target(word: Word) -> str:
    return word.target if word.kind == "cited" else ""


def is_denied(words: tuple[Word, ...], at: int, start: int) -> bool:
    """Whether the word at a place is denied by one shortly before it, in its sentence and its part of it."""
    for word in reversed(words[max(start, at - DENIED_WITHIN) : at]):
        if word.kind == "mark" and word.text in ",;:()":
            return False
        if word.kind == "word" and denies(word.lower):
            return True
    return False


def meanings(sentence: tuple[Word, ...]) -> Iterator[str]:
    """Yield the stems of a sentence that carry meaning, directions left out."""
    for word in sentence:
        is_plain = word.kind == "word" and word.lower not in FUNCTION_WORDS and not denies(word.lower)
        if is_plain and word.lower not in DIRECTIONS:
            yield word.stem
