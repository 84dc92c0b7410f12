"""How often a written answer is found by words that it does not have.

    python benchmarks/notes.py [--parts 6]

The ways of asking of every note are dealt out into parts. Each part in turn is left out of the index and asked: whoever
knows the topic should be led to the note it was taken from. Printed are how often that note is first, and among the
first three, and for each certainty from which notes are used how many questions reach it and how many of these are led
right. Of notes that lose all their ways of asking to one part nothing is asked.
"""

import argparse
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # before this folder, which holds an assistant.py

from assistant.notes.likeness import Likeness
from assistant.notes.note import Note, all_notes
from assistant.notes.placing import FITS, SURE, certainty_of
from assistant.understanding.question import understand
from assistant.understanding.vocabulary import vocabulary_of

SEED = 0


@dataclass(frozen=True)
class Asked:
    """Which place the right note had, counted from 1, and how certain the first one was."""

    place: int
    certainty: float


def main() -> None:
    """Deal out, ask and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--parts", type=int, default=6)
    n_parts = parser.parse_args().parts
    notes = all_notes()
    drawn = np.random.default_rng(SEED)
    parts = [drawn.permutation(len(note.asked)) % n_parts for note in notes]
    asked = [one for part in range(n_parts) for one in asked_without(notes, parts, part)]
    places = np.array([one.place for one in asked])
    print(f"{len(notes)} notes, {len(asked)} ways of asking that their index did not know")
    print(f"right first {np.mean(places == 1):.1%}, among three {np.mean(places <= 3):.1%}")
    for least in (FITS, SURE):
        sure = np.array([one.certainty >= least for one in asked])
        print(f"certainty of at least {least}: {sure.mean():.1%} of questions, {np.mean(places[sure] == 1):.1%} right")


def asked_without(notes: Sequence[Note], parts: Sequence[np.ndarray], part: int) -> Iterator[Asked]:
    """Leave one part out of all notes, and ask it."""
    kept = [
        replace(note, asked=tuple(line for line, at in zip(note.asked, dealt, strict=True) if at != part))
        for note, dealt in zip(notes, parts, strict=True)
    ]
    index = Likeness([note for note in kept if note.asked])
    for note, left, dealt in zip(notes, kept, parts, strict=True):
        for line, at in zip(note.asked, dealt, strict=True):
            if at == part and left.asked:
                found = index.nearest(understand(line, vocabulary_of(None)), note.topic)
                place = next(place for place, one in enumerate(found, start=1) if one.note == left)
                yield Asked(place, certainty_of(found))


if __name__ == "__main__":
    main()
