"""Where notes go in an answer: they open it, and of the usual answer follows what they have not said."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.backing import unlinked
from assistant.draft import Draft
from assistant.notes.likeness import Found, likeness
from assistant.notes.stems import LITTLE_WORDS, stem
from assistant.understanding.question import Question
from assistant.understanding.route import Standing

FITS = 0.36  # likeness from which a note opens the answer to a general question
FITS_A_RUN = 0.5  # the same where the question is about the run, which answers for itself
FITS_A_FOLLOW_UP = 0.6  # and where few words stand for much
SURE = 0.5  # likeness from which notes stand in place of the general answer
BETTER = 0.2  # by how much a note of the next two topics must be more like the question
ELSEWHERE = 0.5  # and how like it must be
MOST_TOPICS = 3
TIED = 0.04  # a second note within this of the first is said, too
NO_DOUBT = 0.75  # likeness from which there is no second
MOST_WORDS = 190  # of an answer that a note opens, unless the notes alone have more
LONGEST_RUN_PART = 70
SAID_ALREADY = 0.5  # share of a block's words that stand before it
LITTLE_WORD = 3  # letters of a word that tells nothing
_ASKS_FOR_FACTS = re.compile(
    r"^(?:and |so |but |ok |then )*(?:do|does|did|is|are|was|were|has|have|had|what|which|who|when|where"
    r"|how (?:many|much|big|large|long|far|high|low|good|bad|well))\b"
)
_ORDERS = re.compile(
    r"^(?:draw|plot|show|list|give|print|display|visuali[sz]e|compare|summari[sz]e|try|run|start|test|set|use)\b"
)
_LISTED = re.compile(r"^(?:- |\| )", re.MULTILINE)


@dataclass(frozen=True)
class Asked:
    """A question with the topics that it may mean, the most probable first, and whether it is about the run."""

    question: Question
    standings: Sequence[Standing]
    is_about_run: bool

    @property
    def is_for_facts(self) -> bool:
        """Whether facts of the run are what was asked for, so that they go before what is true of any."""
        follows = self.question.topic_before is not None
        asks = follows or _ASKS_FOR_FACTS.search(self.question.tagged) is not None
        return self.is_about_run and self.question.is_about_run and asks


@dataclass(frozen=True)
class Usual:
    """What would be said without notes, and what of it puts a premise right."""

    draft: Draft
    premises: Draft


def fitting(asked: Asked) -> tuple[Found, ...]:
    """Return the notes that answer a question: none, one, or two that fit it equally well."""
    if _ORDERS.search(asked.question.tagged):
        return ()
    names = [standing.name for standing in asked.standings[:MOST_TOPICS]]
    lead = likeness().nearest(asked.question, names[:1])
    other = likeness().nearest(asked.question, names[1:])
    best = lead[0].likeness if lead else 0.0
    found = other if other and other[0].likeness >= max(ELSEWHERE, best + BETTER) else lead
    if not found or found[0].likeness < _least(asked):
        return ()
    has_second = len(found) > 1 and found[0].likeness < NO_DOUBT and found[1].likeness > found[0].likeness - TIED
    return found[: 1 + has_second]


def _least(asked: Asked) -> float:
    if asked.question.topic_before is not None:
        return FITS_A_FOLLOW_UP
    return FITS_A_RUN if asked.is_about_run else FITS


def write(asked: Asked, found: Sequence[Found], usual: Usual, draft: Draft) -> None:
    """Write an answer with notes: the notes first, then what is left to say of the usual answer.

    Where the run was asked about, wrong premises go first, and where its facts were asked for, they do.
    """
    corrections = {unlinked(block) for block in usual.premises.blocks}
    premises = [block for block in usual.draft.blocks if unlinked(block) in corrections]
    left = [block for block in usual.draft.blocks if unlinked(block) not in corrections]
    said = " ".join(one.note.answer for one in found)
    kept = _worth_saying(_candidates(asked, found, _whole(left), usual.draft), said, is_about_run=asked.is_about_run)
    first, behind = (kept, []) if asked.is_for_facts else ([], kept)
    for block in (*premises, *first) if asked.is_about_run else ():
        draft.take(block, usual.draft)
    for one in found:
        draft.say(one.note.said_in(draft))
    for block in behind if asked.is_about_run else (*premises, *behind):
        draft.take(block, usual.draft)
    if asked.is_about_run:
        for chart in usual.draft.charts:
            draft.show(chart)


def _whole(blocks: Sequence[str]) -> list[str]:
    """Join what announces a list with the list."""
    joined: list[str] = []
    for block in blocks:
        if joined and joined[-1].endswith(":"):
            joined[-1] = f"{joined[-1]}\n\n{block}"
        else:
            joined.append(block)
    return joined


def _candidates(asked: Asked, found: Sequence[Found], blocks: Sequence[str], usual: Draft) -> list[str]:
    """Return what of the usual answer may follow.

    About a run: all that speaks of it. After notes that surely fit a general question: one short paragraph of the
    run; after others what the topic says in general, too.
    """
    of_run = [block for block in blocks if any(fact.href for fact in usual.facts_of(block))]
    if asked.is_about_run:
        return of_run
    if found[0].note.topic != asked.standings[0].name:
        return []
    if found[0].likeness >= SURE:
        return [block for block in of_run if _length(block) <= LONGEST_RUN_PART and not _LISTED.search(block)][:1]
    return list(blocks)


def _worth_saying(blocks: Sequence[str], said: str, *, is_about_run: bool) -> list[str]:
    """Return the blocks that say more than was said, as long as the answer stays short."""
    room = MOST_WORDS - _length(said)
    kept: list[str] = []
    for block in blocks:
        if _is_said(block, said):
            continue
        room -= _length(block)
        if room < 0 and (kept or not is_about_run):
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
    return {stem(word) for word in words if len(word) > LITTLE_WORD and word not in LITTLE_WORDS}
