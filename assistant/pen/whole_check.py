"""A rewrite as a whole: it says what the answer says, no less of its facts, and nothing of its own."""

from collections.abc import Iterator

from assistant.pen.directions import meanings
from assistant.pen.material import Material
from assistant.pen.mismatch import Mismatch
from assistant.pen.reading import Reading, read

LONGER, SPARE_CHARACTERS = 1.5, 400
LEAST_FACTS = 0.5
LEAST_SHARED = 0.5


def length_mismatches(text: str, material: Material) -> Iterator[Mismatch]:
    """Find a text that is far too long."""
    if len(text) > LONGER * len(material.text) + SPARE_CHARACTERS:
        yield Mismatch(f"{len(text)} characters", f"the answer has {len(material.text)}: be no longer than it")


def whole_mismatches(written: Reading, original: Reading, material: Material) -> Iterator[Mismatch]:
    """Find a text that leaves most facts out, or speaks of something else."""
    linked = {part for target in written.targets for part in target.split("-")}
    kept = len(original.targets & linked)
    if kept < LEAST_FACTS * len(original.targets):
        yield Mismatch(f"{kept} of {len(original.targets)} facts", "keep what the answer says: cite most of its facts")
    labels = read(" . ".join(fact.label for fact in material.citations))
    own = {stem for reading in (original, labels) for stem in meanings(reading.words)}
    strays = []
    for sentence in written.sentences:
        stems = list(meanings(sentence))
        is_cited = any(word.kind == "cited" for word in sentence)
        if stems and not is_cited and not own & set(stems):
            strays.append(" ".join(word.text for word in sentence[:6]))
    for stray in strays:
        yield Mismatch(stray, "the answer says nothing of the kind")
    every = list(meanings(written.words))
    if every and sum(stem in own for stem in every) < LEAST_SHARED * len(every):
        yield Mismatch("most words", "stay with what the answer says, in words near to its own")
