"""Words that tell a direction, and where they stand in a text: next to what, and with what on either side."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from assistant.pen.function_words import FUNCTION_WORDS, denies
from assistant.pen.mentions import Names, mentions_in
from assistant.pen.reading import Reading, Word

DENIED_WITHIN = 4
NEAR = 3

# Of one meaning on each line; a word may have several. Behind the name: what two numbers would show, if anything can.
_WORDS = """
higher size+: higher greater above exceed exceeds exceeded exceeding upper
lower size-: lower below under beneath
larger size+: larger bigger greater
smaller size-: smaller
more size+: more additional extra
less size-: less fewer
over size+: over above exceed exceeds exceeded exceeding
under size-: under below beneath
rise size+: increase increases increased increasing rise rises rose rising grow grows grew growing gain gains gained
fall size-: decrease decreases decreased decreasing fall falls fell falling drop drops dropped dropping reduce reduces
fall size-: reduced reducing shrink shrinks shrank shrinking loses lose lost
better worth+: better improve improves improved improving improvement beat beats beaten outperform outperforms superior
better worth+: outperformed surpass surpasses surpassed
worse worth-: worse worsen worsens worsened inferior
ahead worth+: ahead lead leads led leading leader
behind worth-: behind trail trails trailed trailing
win: win wins won winning winner
best: best top
worst: worst bottom loser
good: good great excellent well
bad: bad poor poorly terrible badly
tied: tied tie equal equally equals identical comparable
high: high
moderate: moderate medium middling
low: low
large: large big
small: small tiny
highest: highest largest greatest biggest maximum most
lowest: lowest smallest least minimum fewest
deep: deep deeper deepest
shallow: shallow shallower shallowest
strong: strong stronger strongest heavy heavier
weak: weak weaker weakest
long: longer longest
short: shorter shortest
wide: wide wider widest widen widens
narrow: narrow narrower narrowest
fast: fast faster fastest quick quicker quickest
slow: slow slower slowest
cheap: cheap cheaper cheapest
dear: dear dearer expensive costly
late: late later latest
early: earlier earliest sooner
simple: simple simpler simplest
complex: complex complicated
"""
_OPPOSITES = (
    ("higher", "lower"), ("larger", "smaller"), ("more", "less"), ("over", "under"), ("better", "worse"),
    ("ahead", "behind"),
)  # fmt: skip
_ONE_THING = frozenset({"win", "best", "worst", "highest", "lowest"})


def _read(lines: str) -> tuple[Mapping[str, frozenset[str]], Mapping[str, tuple[str, int]]]:
    groups: dict[str, set[str]] = {}
    shown: dict[str, tuple[str, int]] = {}
    for line in lines.strip().splitlines():
        head, words = line.split(":")
        group, *axis = head.split()
        for word in words.split():
            groups.setdefault(word, set()).add(group)
        for one in axis:
            shown[group] = one[:-1], 1 if one.endswith("+") else -1
    return {word: frozenset(found) for word, found in groups.items()}, shown


DIRECTIONS, SHOWN_BY_NUMBERS = _read(_WORDS)
OPPOSITE = {one: other for pair in _OPPOSITES for one, other in (pair, pair[::-1])}


@dataclass(frozen=True)
class Direction:
    """A word that tells a direction, where it stands.

    ``before`` and ``after`` are the names, trials and facts of its sentence on either side, nearest first (those of
    the sentence before it where its own has none); ``closest`` are the nearest of them and the nearest name or trial
    on any side; ``near`` are the stems close to it that carry meaning, ``around`` those of its whole sentence.
    """

    word: Word
    at: int
    groups: frozenset[str]
    is_denied: bool
    before: tuple[str, ...]
    after: tuple[str, ...]
    closest: frozenset[str]
    near: frozenset[str]
    around: frozenset[str]

    @property
    def entities(self) -> tuple[str, ...]:
        """The names and trials of its sentence, in order."""
        return tuple(dict.fromkeys(key for key in (*self.before[::-1], *self.after) if is_entity(key)))

    @property
    def pair(self) -> frozenset[str]:
        """The two names or trials that it most likely compares: one on each side, or else the nearest two."""
        before = [key for key in self.before if is_entity(key)]
        after = [key for key in self.after if is_entity(key)]
        return frozenset((*before[:1], *after[:1]) if before and after else (*before[:2], *after[:2]))

    @property
    def is_of_one_thing(self) -> bool:
        """Whether it says of one thing that it is first or last, and not how two compare."""
        return bool(self.groups & _ONE_THING)


def directions_in(reading: Reading, names: Names) -> Iterator[Direction]:
    """Find every word that tells a direction."""
    mentions = {mention.at: mention.key for mention in mentions_in(reading, names) if mention.kind != "metric"}
    last: tuple[str, ...] = ()
    start = 0
    for sentence in reading.sentences:
        places = range(start, start + len(sentence))
        keys = {at: key for at in places if (key := mentions.get(at) or _target(reading.words[at]))}
        for at in places:
            word = reading.words[at]
            if word.kind == "word" and word.lower in DIRECTIONS:
                before = tuple(keys[place] for place in sorted(keys, reverse=True) if place < at)
                yield Direction(
                    word=word,
                    at=at,
                    groups=DIRECTIONS[word.lower],
                    is_denied=is_denied(reading.words, at, start),
                    before=before or last,
                    after=tuple(keys[place] for place in sorted(keys) if place > at),
                    closest=_closest(keys, at),
                    near=frozenset(meanings(reading.words[max(start, at - NEAR) : min(places.stop, at + NEAR + 1)])),
                    around=frozenset(meanings(sentence)),
                )
        last = tuple(keys[place] for place in sorted(keys, reverse=True)) or last
        start += len(sentence)


def _target(word: Word) -> str:
    # What is computed from two facts is an amount of a difference, and no side of it.
    return word.target if word.kind == "cited" and "-" not in word.target else ""


def is_entity(key: str) -> bool:
    """Whether a key is a name or a trial, which have a kind before them, and not the id of a fact."""
    return " " in key


def _closest(keys: Mapping[int, str], at: int) -> frozenset[str]:
    near = [keys[place] for place in sorted(keys, key=lambda place: abs(place - at))]
    return frozenset((*near[:1], *[key for key in near if is_entity(key)][:1]))


def is_denied(words: tuple[Word, ...], at: int, start: int) -> bool:
    """Whether the word at a place is denied by one shortly before it, in its sentence and its part of it."""
    for word in reversed(words[max(start, at - DENIED_WITHIN) : at]):
        if word.kind == "mark" and word.text in ",;:()":
            return False
        if word.kind == "word" and denies(word.lower):
            return True
    return False


def meanings(words: tuple[Word, ...]) -> Iterator[str]:
    """Yield the stems of words that carry meaning, directions left out."""
    for word in words:
        is_plain = word.kind == "word" and word.lower not in FUNCTION_WORDS and not denies(word.lower)
        if word.kind == "code" or (is_plain and word.lower not in DIRECTIONS):
            yield word.stem
