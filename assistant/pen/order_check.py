"""The facts of a rewrite stand in the order of the answer: two that changed places would be told of each other."""

from collections.abc import Iterator

from assistant.pen.material import Material
from assistant.pen.mentions import TRIAL_NUMBER
from assistant.pen.mismatch import Mismatch
from assistant.pen.reading import Reading


def order_mismatches(written: Reading, original: Reading, material: Material) -> Iterator[Mismatch]:
    """Find facts that come before others which the answer names first; numbers of trials may be named anywhere."""
    facts = material.facts
    meant = [word.target for word in original.words if word.kind == "cited"]
    at = 0
    for word in written.words:
        fact = facts.get(word.target) if word.kind == "cited" else None
        if fact is None or fact.label == TRIAL_NUMBER or (at and meant[at - 1] == word.target):
            continue
        if word.target in meant[at:]:
            at += meant[at:].index(word.target) + 1
        elif word.target in meant:
            yield Mismatch(f"[{word.text}](#{word.target})", "out of order: use the facts in the order of the answer")
