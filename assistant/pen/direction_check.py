"""Every direction of a rewrite against the answer: the same of the same pair, or the sign of two cited facts."""

import re
from collections.abc import Iterator, Sequence

from assistant.pen.amounts import number_of
from assistant.pen.directions import Direction, directions_in
from assistant.pen.material import Material
from assistant.pen.mismatch import Mismatch
from assistant.pen.reading import Reading

Senses = Sequence[tuple[str, int]]


def direction_mismatches(written: Reading, original: Reading, material: Material) -> Iterator[Mismatch]:
    """Find directions that the answer does not tell of the same things, and that no two facts bear out."""
    meant = tuple(directions_in(original, material.names))
    for told in directions_in(written, material.names):
        if not any(_agrees(told, other) for other in meant) and not _is_borne_out(told, written, material):
            yield Mismatch(_quoted(told, written), f'the answer does not say "{told.word.lower}" of this')


def _agrees(told: Direction, meant: Direction) -> bool:
    """Whether the answer tells the same direction of the same things, or the opposite the other way round."""
    if told.is_denied != meant.is_denied or told.is_superlative != meant.is_superlative:
        return False
    if _share(told.senses, meant.senses) and (told.word.lower == meant.word.lower or told.senses[0] in meant.senses):
        return _same_things(told, meant.before, meant.after, meant)
    opposite = [(axis, -sign) for axis, sign in meant.senses if sign]
    is_pair = bool(told.before and told.after and meant.before and meant.after)
    return is_pair and _share(told.senses, opposite) and _same_things(told, meant.after, meant.before, meant)


def _share(first: Senses, second: Senses) -> bool:
    return bool(set(first) & set(second))


def _same_things(told: Direction, before: Sequence[str], after: Sequence[str], meant: Direction) -> bool:
    """Whether what stands next to the word on each side stood on that side of it in the answer."""
    if not told.before and not told.after:
        return bool(told.around & meant.around)
    is_first = not told.before or bool({told.before[0], *_entities(told.before)[:1]} & set(before))
    is_second = not told.after or bool({told.after[0], *_entities(told.after)[:1]} & set(after))
    if told.before and told.after and not (is_first and is_second):
        return False
    if _crossed(told, before, after):
        return False
    return (is_first or is_second) and bool(told.around & meant.around or (is_first and is_second))


def _entities(keys: Sequence[str]) -> list[str]:
    """Return what is spoken of: names and trials, which have a kind before their name, and not the facts."""
    return [key for key in keys if " " in key]


def _crossed(told: Direction, before: Sequence[str], after: Sequence[str]) -> bool:
    """Whether the two things that are compared stood the other way round."""
    first, second = _entities(told.before)[:1], _entities(told.after)[:1]
    if not first or not second or first == second:
        return False
    return first[0] in after and first[0] not in before


def _is_borne_out(told: Direction, written: Reading, material: Material) -> bool:
    """Whether the two numbers next to the word differ in the direction that it tells."""
    if told.is_denied or told.is_superlative:
        return False
    values = _two_values(told, written, material)
    if values is None:
        return False
    difference = values[0] - values[1]
    for axis, sign in told.senses:
        if axis == "size" and sign * difference > 0:
            return True
        if axis == "worth" and material.greater_is_better is not None:
            toward = 1 if material.greater_is_better else -1
            if sign * toward * difference > 0:
                return True
    return False


def _two_values(told: Direction, written: Reading, material: Material) -> tuple[float, float] | None:
    """Return the numbers next to the word on both sides, where they are of one kind: same unit, same quantity."""
    here = [at for at, word in enumerate(written.words) if word.sentence == told.word.sentence]
    measured = [at for at in here if written.words[at].kind == "cited" and _is_measured(at, written, material)]
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
    return fact is not None and fact.label != "trial number" and number_of(fact.value) is not None


def _quantity(label: str) -> str:
    """Return what a fact measures: the first words of its label, as in "ROC AUC of trial 4"."""
    return re.split(r" of |,", label, maxsplit=1)[0].lower()


def _quoted(told: Direction, written: Reading) -> str:
    near = [word for word in written.words[max(0, told.at - 3) : told.at + 4] if word.sentence == told.word.sentence]
    return " ".join(word.text for word in near)
