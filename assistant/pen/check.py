"""The check: a text of a language model against the answer that it is a rewrite of."""

import re

from assistant.draft import Citation
from assistant.pen.amounts import derivation
from assistant.pen.denial_check import denial_mismatches
from assistant.pen.direction_check import direction_mismatches
from assistant.pen.markup_check import markup_mismatches
from assistant.pen.material import Material
from assistant.pen.mismatch import Mismatch
from assistant.pen.name_check import name_mismatches
from assistant.pen.number_check import number_mismatches
from assistant.pen.order_check import order_mismatches
from assistant.pen.pair_check import pair_mismatches
from assistant.pen.reading import read
from assistant.pen.whole_check import length_mismatches, whole_mismatches

MOST_TOLD = 20


def mismatches(text: str, material: Material) -> tuple[Mismatch, ...]:
    """Return what in a rewrite no fact and no word of the answer stands behind; nothing where it may be shown.

    Every link must be a citation whose number is its fact's, every name one of the answer's, every direction one
    that the answer tells of the same things or that two cited facts bear out. The check is strict: a text that is
    right but cannot be seen to be right is refused, too.
    """
    # A text of any length is read no further than to see that it is too long.
    marks = tuple(length_mismatches(text, material)) or tuple(markup_mismatches(text))
    if marks:
        return marks[:MOST_TOLD]
    written, original = read(text), read(material.text)
    found = (
        *number_mismatches(written, original, material),
        *order_mismatches(written, original, material),
        *name_mismatches(written, original, material),
        *pair_mismatches(written, original, material),
        *direction_mismatches(written, original, material),
        *denial_mismatches(written, original, material),
        *whole_mismatches(written, original, material),
    )
    return tuple(dict.fromkeys(found))[:MOST_TOLD]


def with_derived_facts(text: str, material: Material) -> tuple[str, tuple[Citation, ...]]:
    """Return a checked text whose derivations are citations of their own, and all that it cites."""
    facts = material.facts
    added: dict[str, Citation] = {}
    for target in dict.fromkeys(word.target for word in read(text).words if word.kind == "cited"):
        derived = derivation(target, facts)
        if derived is not None:
            added[target] = derived.citation(f"c{_largest(facts) + len(added) + 1}")
    for target, citation in added.items():
        text = text.replace(f"](#{target})", f"](#{citation.id})")
    everything = {**facts, **{citation.id: citation for citation in added.values()}}
    named = read(text).targets
    return text, tuple(citation for name, citation in everything.items() if name in named)


def _largest(facts: dict[str, Citation]) -> int:
    return max((int(found[0]) for name in facts if (found := re.findall(r"\d+", name))), default=0)
