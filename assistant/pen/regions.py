"""Which sentences of a rewrite say what which sentences of the answer say: told by the facts that they share."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from assistant.draft import Citation
from assistant.pen.directions import DIRECTIONS, meanings
from assistant.pen.mentions import TRIAL_NUMBER
from assistant.pen.reading import Reading, Word

LEAST_SHARED, LEAST_SHARE, NEARLY_ALL = 2, 0.5, 0.75


@dataclass(frozen=True)
class Region:
    """Sentences of a rewrite beside those of the answer that they stand for, by number.

    ``is_whole`` where the rewrite says all of these sentences, and may be expected to deny as often: it cites every
    fact of them or, where it cites none, has nearly all their words.
    """

    written: frozenset[int]
    original: frozenset[int]
    is_whole: bool


def regions(written: Reading, original: Reading, facts: Mapping[str, Citation]) -> tuple[Region, ...]:
    """Lay the sentences of two texts beside each other.

    Sentences that share a fact belong together, and so do those that share one with them. A sentence that cites none
    belongs to the one that has most of its words; to none where no sentence has two of them, or half.
    """
    theirs = {words[0].sentence: words for words in original.sentences}
    cited = {number: _facts_in(words, facts) for number, words in theirs.items()}
    several = {one for one in set().union(*cited.values()) if sum(one in ids for ids in cited.values()) > 1}
    by_facts: list[Region] = []
    by_words: list[Region] = []
    used: set[str] = set()
    for words in written.sentences:
        own, number = _facts_in(words, facts), frozenset({words[0].sentence})
        used |= own
        telling = own - several or own
        shared = frozenset(other for other, ids in cited.items() if ids & telling)
        if shared:
            by_facts = _joined(by_facts, Region(number, shared, is_whole=True))
        else:
            by_words.append(Region(number, *_nearest(words, theirs)))
    wholes = [all(cited[number] <= used for number in one.original) for one in by_facts]
    cited_ones = (Region(one.written, one.original, whole) for one, whole in zip(by_facts, wholes, strict=True))
    return (*cited_ones, *by_words)


def _joined(found: list[Region], new: Region) -> list[Region]:
    together = [one for one in found if one.original & new.original]
    written = new.written.union(*(one.written for one in together))
    original = new.original.union(*(one.original for one in together))
    return [*(one for one in found if one not in together), Region(written, original, is_whole=True)]


def _facts_in(words: Iterable[Word], facts: Mapping[str, Citation]) -> set[str]:
    """Return the facts that tell a sentence apart; the number of a trial stands in many."""
    targets = {part for word in words if word.kind == "cited" for part in word.target.split("-")}
    return {target for target in targets if target in facts and facts[target].label != TRIAL_NUMBER}


def _nearest(words: tuple[Word, ...], theirs: Mapping[int, tuple[Word, ...]]) -> tuple[frozenset[int], bool]:
    """Return the sentences that have most words of one, and whether it says nearly all that they say."""
    own = _said(words)
    shared = {number: len(own & _said(sentence)) for number, sentence in theirs.items()}
    most = max(shared.values(), default=0)
    if most < LEAST_SHARED and most < LEAST_SHARE * len(own):
        return frozenset(), False
    best = frozenset(number for number, count in shared.items() if most and count == most)
    return best, len(best) == 1 and all(most >= NEARLY_ALL * len(_said(theirs[number])) for number in best)


def _said(words: tuple[Word, ...]) -> set[str]:
    return {*meanings(words), *(word.lower for word in words if word.lower in DIRECTIONS)}


def words_of(reading: Reading, numbers: frozenset[int]) -> Iterator[Word]:
    """Yield the words of some sentences."""
    return (word for word in reading.words if word.sentence in numbers)
