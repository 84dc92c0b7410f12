"""Where a note goes in an answer: it opens it, and of the usual answer follows what it has not said."""

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.backing import unlinked
from assistant.draft import Draft
from assistant.notes.likeness import Found, likeness
from assistant.notes.stems import stem
from assistant.understanding.question import Question
from assistant.understanding.route import Standing

FITS = 0.44  # likeness from which a note opens the answer
SURE = 0.56  # likeness from which it stands in place of the general answer
BETTER = 0.12  # by how much a note of another topic must be more like the question
MOST_TOPICS = 3
SECOND = 0.93  # of the likeness of the first: a second note is said, too
MOST_WORDS = 190  # of an answer that a note opens, unless the note alone has more
SAID_ALREADY = 0.6  # share of a block's words that stand in the note
LONGEST_RUN_PART = 70
LITTLE_WORD = 3  # letters of a word that tells nothing
_WHERE_THE_RUN_ANSWERS = frozenset({"list"})


@dataclass(frozen=True)
class Asked:
    """A question with the topics that it may mean, the most probable first, and whether it is about the run."""

    question: Question
    standings: Sequence[Standing]
    is_about_run: bool


def fitting(asked: Asked) -> tuple[Found, ...]:
    """Return the notes that answer a question: none, one, or two."""
    if asked.question.frame in _WHERE_THE_RUN_ANSWERS:
        return ()
    names = [standing.name for standing in asked.standings[:MOST_TOPICS]]
    lead = likeness().nearest(asked.question, names[:1])
    other = likeness().nearest(asked.question, names[1:])
    best = lead[0].likeness if lead else 0.0
    found = other if other and other[0].likeness > max(best, FITS) + BETTER else lead
    leans_on_something = asked.is_about_run or asked.question.topic_before is not None
    least = SURE if leans_on_something else FITS
    if not found or found[0].likeness < least:
        return ()
    return tuple(one for one in found[:2] if one.likeness >= max(SURE, SECOND * found[0].likeness)) or found[:1]


@dataclass(frozen=True)
class Usual:
    """What would be said without notes, what of it puts a premise right, and whether the run was asked about."""

    draft: Draft
    premises: Draft
    is_about_run: bool


def write(found: Sequence[Found], usual: Usual, draft: Draft) -> None:
    """Write an answer that notes open: premises first, the notes, and what is left to say of the usual answer."""
    for block in usual.premises.blocks:
        draft.take(block, usual.premises)
    for one in found:
        draft.say(one.note.said_in(draft))
    left = [block for block in usual.draft.blocks if block not in usual.premises.blocks]
    for block in _worth_saying(left, found, usual):
        draft.take(block, usual.draft)
    if usual.is_about_run:
        for chart in usual.draft.charts:
            draft.show(chart)


def _worth_saying(blocks: Sequence[str], found: Sequence[Found], usual: Usual) -> list[str]:
    """Return the blocks that say more than the notes do, as long as the answer stays short.

    Of an answer about the run all that the run tells may follow; where a note surely fits a general question, one
    short paragraph of the run; otherwise what the topic says in general, too.
    """
    of_run = [block for block in blocks if any(fact.href for fact in usual.draft.facts_of(block))]
    if usual.is_about_run:
        candidates, room = of_run, MOST_WORDS
    elif found[0].likeness >= SURE:
        candidates, room = [block for block in of_run if _length(block) <= LONGEST_RUN_PART][:1], MOST_WORDS
    else:
        candidates, room = list(blocks), MOST_WORDS
    said = " ".join(one.note.answer for one in found)
    room -= _length(said)
    kept: list[str] = []
    for block in candidates:
        if _is_said(block, said):
            continue
        room -= _length(block)
        if room < 0 and (kept or not usual.is_about_run):
            break
        kept.append(block)
        said = f"{said} {block}"
    return kept


def _length(block: str) -> int:
    return len(unlinked(block).split())


def _is_said(block: str, said: str) -> bool:
    """Whether most of what a block speaks of was said."""
    words, known = _stems(block), _stems(said)
    return bool(words) and len(words & known) / len(words) >= SAID_ALREADY


def _stems(text: str) -> set[str]:
    words = (word.strip(".,;:()*`").lower() for word in unlinked(text).split())
    return {stem(word) for word in words if len(word) > LITTLE_WORD}
