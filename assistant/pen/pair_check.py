"""Every fact of a rewrite against what it is said of: the score of one trial must not be told of another."""

import re
from collections.abc import Iterator

from assistant.draft import Citation
from assistant.pen.material import Material
from assistant.pen.mentions import TRIAL_NUMBER, Mention, mentions_in, split
from assistant.pen.mismatch import Mismatch
from assistant.pen.name_check import nearest
from assistant.pen.reading import Reading

_TRIAL = re.compile(r"\btrials? (\d+)(?: and (\d+))?\b")
_KINDS = ("family", "hyperparameter", "metric", "column", "class")


def pair_mismatches(written: Reading, original: Reading, material: Material) -> Iterator[Mismatch]:
    """Find facts that are told of another trial, family, hyperparameter, column or class than their own."""
    yield from _differences(written, original, material)
    told, meant = mentions_in(written, material.names), mentions_in(original, material.names)
    own = {
        (word.target, kind, mention.name)
        for at, word in enumerate(original.words)
        if word.kind == "cited"
        for kind in ("trial", *_KINDS)
        if (mention := nearest(meant, original.words, at, kind, is_carried=True)) is not None
    }
    numbers = {mention.at for mention in told if mention.kind == "trial"}
    for at, word in enumerate(written.words):
        if word.kind != "cited" or word.target not in material.facts:
            continue
        for kind in ("trial", *_KINDS):
            mention = nearest(told, written.words, at, kind, is_carried=False)
            is_itself = kind == "trial" and at in numbers
            if mention is None or is_itself or (word.target, kind, mention.name) in own:
                continue
            because = _why_not(mention, word.target, material)
            if because:
                yield Mismatch(f"{word.text}, told of {mention.shown}", because)


def _differences(written: Reading, original: Reading, material: Material) -> Iterator[Mismatch]:
    """Find differences between two trials that are told of others, where the sentence names any."""
    meant = set(_trials_beside(original, material))
    for target, trials in _trials_beside(written, material):
        fact = material.facts.get(target)
        between = set() if fact is None or fact.label == TRIAL_NUMBER else _trials_of(fact)
        if len(between) > 1 and trials and {*map(str, between)} != trials and (target, trials) not in meant:
            label = material.facts[target].label
            yield Mismatch(f"#{target}, told of trial {', '.join(sorted(trials))}", f"it is {label!r}")


def _trials_beside(reading: Reading, material: Material) -> Iterator[tuple[str, frozenset[str]]]:
    """Yield each cited fact with the trials that its sentence names."""
    trials = [mention for mention in mentions_in(reading, material.names) if mention.kind == "trial"]
    for word in reading.words:
        if word.kind == "cited":
            yield word.target, frozenset(trial.name for trial in trials if trial.sentence == word.sentence)


def _why_not(mention: Mention, target: str, material: Material) -> str:
    """Return why a fact does not belong to a name, or nothing where it may."""
    fact = material.facts[target]
    trials = _trials_of(fact)
    if mention.kind == "trial":
        return f"it is {fact.label!r}" if trials and int(mention.name) not in trials else ""
    owners = {material.families_of_trials[trial] for trial in trials if trial in material.families_of_trials}
    if mention.kind == "family" and owners:
        return "" if mention.name in owners else f"it is {fact.label!r}, of {', '.join(sorted(owners))}"
    label = split(fact.label)
    names = [phrase for phrase, name in material.names.phrases.items() if name == (mention.kind, mention.name)]
    if any(_holds(label, phrase) for phrase in names):
        return ""
    return f"it is {fact.label!r}, and the answer does not tell it of {mention.shown}"


def _trials_of(fact: Citation) -> set[int]:
    """Return the trials that a fact is of."""
    if fact.label == TRIAL_NUMBER:
        return {int(str(fact.value))}
    return {int(number) for pair in _TRIAL.findall(fact.label) for number in pair if number}


def _holds(label: tuple[str, ...], phrase: tuple[str, ...]) -> bool:
    return any(label[at : at + len(phrase)] == phrase for at in range(len(label) - len(phrase) + 1))
