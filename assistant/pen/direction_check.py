"""Every direction of a rewrite against the answer: the same of the same things, or the sign of two cited facts."""

import re
from collections.abc import Iterator, Sequence

from assistant.pen.amounts import number_of
from assistant.pen.directions import OPPOSITE, SHOWN_BY_NUMBERS, Direction, directions_in
from assistant.pen.material import Material
from assistant.pen.mentions import TRIAL_NUMBER
from assistant.pen.mismatch import Mismatch
from assistant.pen.reading import Reading
from assistant.pen.regions import regions

VERDICTS = frozenset({"high", "moderate", "low", "good", "bad", "tied"})
"""What may stand far from what it is said of: "the risk that your model overfits is low"."""


def direction_mismatches(written: Reading, original: Reading, material: Material) -> Iterator[Mismatch]:
    """Find directions that the answer does not tell of the same things in the same place, and no two facts bear out."""
    meant = tuple(directions_in(original, material.names))
    told = tuple(directions_in(written, material.names))
    for region in regions(written, original, material.facts):
        here = [other for other in meant if other.word.sentence in region.original]
        for one in told:
            if one.word.sentence not in region.written or any(_agrees(one, other) for other in here):
                continue
            if not _is_borne_out(one, written, material):
                yield Mismatch(_quoted(one, written), f'the answer does not say "{one.word.lower}" of this')


def _agrees(told: Direction, meant: Direction) -> bool:
    """Whether the answer tells the same direction of the same things, or the opposite the other way round."""
    if told.is_denied != meant.is_denied:
        return False
    if told.groups & meant.groups:
        return _same_things(told, meant)
    opposite = {OPPOSITE[group] for group in meant.groups if group in OPPOSITE}
    return bool(told.groups & opposite) and _exchanged(told, meant)


def _same_things(told: Direction, meant: Direction) -> bool:
    """Whether what stands near the word stood near it in the answer, and the things it tells of in the same order."""
    if told.is_of_one_thing and told.closest:
        return bool(told.closest & meant.closest)
    if not _is_in_order(told, meant.entities) or (len(meant.entities) > 1 and not told.pair <= {*meant.entities}):
        return False
    if told.near:
        return bool(told.near & (meant.around if told.groups <= VERDICTS else meant.near))
    beside = set(told.before[:1]) & set(meant.before) or set(told.after[:1]) & set(meant.after)
    return bool(beside) or told.word.lower == meant.word.lower


def _exchanged(told: Direction, meant: Direction) -> bool:
    """Whether the two things that are compared stood in the answer the other way round."""
    return len(set(told.entities) & set(meant.entities)) > 1 and _is_in_order(told, meant.entities[::-1])


def _is_in_order(told: Direction, entities: Sequence[str]) -> bool:
    """Whether what both sentences speak of comes in one order: "4 against 5: it is ahead" tells of the first."""
    shared = [entity for entity in told.entities if entity in entities]
    return shared == [entity for entity in entities if entity in shared]


def _is_borne_out(told: Direction, written: Reading, material: Material) -> bool:
    """Whether the two numbers next to the word differ in the direction that it tells."""
    values = None if told.is_denied else _two_values(told, written, material)
    if values is None:
        return False
    difference = values[0] - values[1]
    toward = {"size": 1.0, "worth": {True: 1.0, False: -1.0, None: 0.0}[material.greater_is_better]}
    shown = [SHOWN_BY_NUMBERS[group] for group in told.groups if group in SHOWN_BY_NUMBERS]
    return any(sign * toward[axis] * difference > 0 for axis, sign in shown)


def _two_values(told: Direction, written: Reading, material: Material) -> tuple[float, float] | None:
    """Return the numbers next to the word on both sides, where they are of one kind: same unit, same quantity."""
    here = [at for at, word in enumerate(written.words) if word.sentence == told.word.sentence]
    measured = [at for at in here if _is_measured(at, written, material)]
    before = [at for at in measured if at < told.at][-1:]
    after = [at for at in measured if at > told.at][:1]
    if not before or not after:
        return None
    first, second = (material.facts[written.words[at].target] for at in (*before, *after))
    one, other = number_of(first.value), number_of(second.value)
    if one is None or other is None or first.unit != second.unit or _quantity(first.label) != _quantity(second.label):
        return None
    return one, other


def _is_measured(at: int, written: Reading, material: Material) -> bool:
    fact = material.facts.get(written.words[at].target)
    return fact is not None and fact.label != TRIAL_NUMBER and number_of(fact.value) is not None


def _quantity(label: str) -> str:
    """Return what a fact measures: the first words of its label, as in "ROC AUC of trial 4"."""
    return re.split(r" of |,", label, maxsplit=1)[0].lower()


def _quoted(told: Direction, written: Reading) -> str:
    near = [word for word in written.words[max(0, told.at - 3) : told.at + 4] if word.sentence == told.word.sentence]
    return " ".join(word.text for word in near)
