"""Short written answers: how they are written, that they are found, and what they do to an answer."""

import re
from collections import Counter

from assistant.backing import unbacked, unlinked
from assistant.draft import Draft
from assistant.notes.note import Note, all_notes
from assistant.topics.registry import TOPICS

LONGEST_FIRST_SENTENCE = 40
_TOPICS = [topic.name for topic in TOPICS]


def shown(note: Note) -> str:
    """Return the answer of a note as a reader sees it."""
    return unlinked(note.said_in(Draft()))


def faults(note: Note) -> list[str]:
    """Return which laws of ``assistant.notes`` a note breaks."""
    draft = Draft()
    said = note.said_in(draft)
    words = shown(note).split()
    first = re.split(r"(?<=[.:!?;]) ", shown(note))[0].split()
    found = unbacked(said, draft.citations)
    found += [f"{len(words)} words"] * (not 15 <= len(words) <= 110)
    found += [f"first sentence of {len(first)} words"] * (len(first) > LONGEST_FIRST_SENTENCE)
    found += ["no sentence"] * (not re.match(r"[A-Z0-9`\"]", shown(note)) or not said.rstrip().endswith("."))
    found += ["markup"] * bool(re.search(r"[*_<>#|~$^]", re.sub(r"`[^`]*`|\(#c\d+\)", "", said)))
    found += [f"{len(note.asked)} ways of asking"] * (not 2 <= len(note.asked) <= 4)
    return found


def test_every_note_keeps_the_laws_of_notes() -> None:
    """A thousand texts by hand: what can be checked by machine is."""
    wrong = {(note.topic, note.asked[0]): found for note in all_notes() if (found := faults(note))}

    assert wrong == {}


def test_no_way_of_asking_stands_twice() -> None:
    """The same question with two answers gets either by chance."""
    counts = Counter(line.lower().strip("?. ") for note in all_notes() for line in note.asked)

    assert [line for line, count in counts.items() if count > 1] == []


def test_notes_belong_to_topics() -> None:
    """A file under another name would never be read for a question."""
    assert {note.topic for note in all_notes()} <= set(_TOPICS)
