"""Every number of a rewrite against its fact; a number without a link against the words of the answer."""

import unicodedata
from collections.abc import Iterator

from assistant.pen.amounts import NUMBER, derivation, number_of, reads_as
from assistant.pen.material import Material
from assistant.pen.mentions import TRIAL_NUMBER
from assistant.pen.mismatch import Mismatch
from assistant.pen.reading import Reading, Word, stem

_NUMBERS = """
zero two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen
nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred hundreds thousand thousands million millions
billion billions dozen dozens half halves third thirds quarter quarters tenth fifth fourth sixth seventh eighth
ninth twice thrice double doubled doubles triple tripled triples twofold threefold tenfold couple pair second
"""
NUMBER_WORDS = frozenset(_NUMBERS.split())
_COUNTED_WORDS = """
trial row fold column feature class family tree round second minute hour day week month year ms s millisecond
percent % point time layer unit neighbor leaf model bin iteration epoch pass byte kb mb gb dollar euro rank
"""
COUNTED = frozenset(stem(word) for word in _COUNTED_WORDS.split())
_ALIKE = {"percent": "%", "second": "s", "sec": "s", "millisecond": "ms", "minut": "min"}
_BEFORE_TRIALS = frozenset({"trial", "trials", ",", "and", "or", "to", "vs", "|"})
_NAMED_BEFORE = frozenset({"trial", "fold", "rank", "decision"})


def number_mismatches(written: Reading, original: Reading, material: Material) -> Iterator[Mismatch]:
    """Find numbers that are no fact's, that no fact stands behind, or that count something else than their fact."""
    known = {(word.text, word.target) for word in original.words if word.kind == "cited"}
    behind = {(a.target, stem(b.lower)) for a, b in _pairs(original) if a.kind == "cited"}
    named = {(a.lower, b.target) for a, b in _pairs(original) if b.kind == "cited"}
    plain = original.plain
    for word in written.words:
        if word.kind == "cited" and (word.text, word.target) not in known:
            yield from _linked(word, material)
        elif word.kind == "word" and word.lower not in plain and _is_number(word.lower):
            yield Mismatch(word.text, "a number that is no link to a fact: write it as [number](#id), or leave it out")
    for first, second in _pairs(written):
        is_trial = second.target in material.names.trial_facts and (first.lower, second.target) not in named
        if is_trial and first.lower not in _BEFORE_TRIALS:
            yield Mismatch(f"{first.text} {second.text}", "the number of a trial stands behind the word trial")
        if first.kind == "cited":
            yield from _counted(first, second, behind, material)
        elif second.kind == "cited" and first.lower in _NAMED_BEFORE and (first.lower, second.target) not in named:
            yield from _numbered(first, second, material)
        elif second.text == "%" and "%" not in {word.text for word in original.words if word.kind == "mark"}:
            yield Mismatch(f"{first.text} %", "a percentage that is no link to a fact")


def _pairs(reading: Reading) -> Iterator[tuple[Word, Word]]:
    yield from zip(reading.words, reading.words[1:], strict=False)


def _is_number(word: str) -> bool:
    if any(unicodedata.category(mark)[0] == "N" for mark in word):
        return True
    return any(part in NUMBER_WORDS for part in word.split("-"))


def _linked(word: Word, material: Material) -> Iterator[Mismatch]:
    facts = material.facts
    fact, derived = facts.get(word.target), derivation(word.target, facts)
    if fact is None and (derived is None or derived.value is None):
        yield Mismatch(f"[{word.text}](#{word.target})", "no fact has this id")
        return
    value = fact.value if fact is not None else derived.value if derived is not None else None
    number = number_of(value)
    if number is None:
        if word.text != str(value):
            yield Mismatch(f"[{word.text}](#{word.target})", f"the fact is {value}, and is written as in the answer")
    elif not NUMBER.fullmatch(word.text) or not reads_as(word.text, number):
        yield Mismatch(
            f"[{word.text}](#{word.target})", f"the fact is {number:.6g}, and the link holds the number alone"
        )


def _counted(number: Word, noun: Word, behind: set[tuple[str, str]], material: Material) -> Iterator[Mismatch]:
    """Refuse a unit or a counted noun behind a number that its fact does not speak of."""
    what = stem(noun.lower)
    if what not in COUNTED or (number.target, what) in behind:
        return
    fact, derived = material.facts.get(number.target), derivation(number.target, material.facts)
    if fact is None and derived is not None:
        fact = derived.citation("")
    if fact is None:
        return
    spoken = {stem(part) for part in f"{fact.label} {fact.unit}".lower().replace(",", " ").split()}
    unit = _ALIKE.get(what, what)
    if unit != fact.unit.lower() and (what not in spoken or unit in {"%", "s", "ms", "min", "hour", "day"}):
        yield Mismatch(f"{number.text} {noun.text}", f"the fact is {fact.label!r}, in {fact.unit or 'no unit'}")


def _numbered(noun: Word, number: Word, material: Material) -> Iterator[Mismatch]:
    """Refuse a trial, a fold or a rank whose number is the number of something else."""
    fact = material.facts.get(number.target)
    label = TRIAL_NUMBER if noun.lower == "trial" else noun.lower
    if fact is not None and label not in fact.label.lower():
        yield Mismatch(f"{noun.text} {number.text}", f"the fact is {fact.label!r}")
