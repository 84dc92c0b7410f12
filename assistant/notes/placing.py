"""Where notes go in an answer: they open it, and of the usual answer follows what they have not said."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.backing import unlinked
from assistant.conversation import OTHER
from assistant.draft import Draft
from assistant.evidence.fact import QUESTION
from assistant.notes.likeness import Found, likeness
from assistant.notes.stems import LITTLE_WORDS, stem
from assistant.understanding.question import Question, understand
from assistant.understanding.route import Standing
from assistant.understanding.vocabulary import vocabulary_of

# Likeness and lead together: how like a note is, and by how much more than the next one.
FITS = 0.48  # from which a note opens the answer to a general question
FITS_A_RUN = 0.55  # the same where the question is about the run, which answers for itself
FITS_THE_REST = 0.7  # and in the topic of what belongs to no other
FITS_A_FOLLOW_UP = 0.75  # and where few words stand for much
MOST_LEAD = 0.25
NEVER = 2.0
SURE = 0.65  # from which notes stand in place of the general answer
BETTER = 0.2  # by how much a note of the next two topics must be more like the question
ELSEWHERE = 0.5  # and how like it must be
CERTAIN = 0.85  # from which a note goes before what a topic says to this very question
SURE_BEHIND = 0.5  # and from which it is said behind that
SURE_ELSEWHERE = 0.75  # the same where the question is about the run
MOST_TOPICS = 3
TIED = 0.04  # a second note within this of the first is said, too
SURE_OF_TWO = 0.65
NO_DOUBT = 0.75  # likeness from which there is no second
MOST_WORDS = 190  # of an answer that a note opens, unless the notes alone have more
LONGEST_RUN_PART = 70
SAID_ALREADY = 0.5  # share of a block's words that stand before it
SAID_ALIKE = 0.35  # the same where both answer the very question
LITTLE_WORD = 3  # letters of a word that tells nothing
A_SENTENCE = 0.1  # how much surer one sentence of a question must be where the whole found nothing
FEWEST_WORDS = 5  # of such a sentence
_ENDS = re.compile(r"(?<=[.?!;])\s+")
_TELLS = re.compile(r"\b(?:but|still|yet)\b")
_ASKS_FOR_FACTS = re.compile(
    r"^(?:and |so |but |ok |then )*(?:do|does|did|is|are|was|were|has|have|had|what|which|who|when|where"
    r"|how (?:many|much|big|large|long|far|high|low|good|bad|well))\b"
)
_ORDERS = re.compile(
    r"^(?:draw|plot|show|list|give|print|display|visuali[sz]e|compare|summari[sz]e|try|run|start|test|set|use)\b"
)
_JUDGES = re.compile(r"\W*(?:yes|no|not|it (?:does|should|is|can)|usually|rarely|hardly|because)\b", re.IGNORECASE)
"""How a note begins that answers its own question alone: before a neighboring one it would say the wrong thing."""
_OF_ACCOUNTS = ("**More of it:**", "**Usual:**")
_LISTED = re.compile(r"^(?:- |\| )", re.MULTILINE)


@dataclass(frozen=True)
class LookedUp:
    """A question, whether it is about the run, the topic that leads, and the notes that answer it: up to two.

    ``certainty`` is likeness and lead together. ``has_special`` tells that the topic has an answer to this very
    question, too.
    """

    question: Question
    is_about_run: bool
    topic: str
    found: tuple[Found, ...] = ()
    certainty: float = 0.0
    has_special: bool = False

    @property
    def is_for_facts(self) -> bool:
        """Whether facts of the run are what was asked for, so that they go before what is true of any."""
        follows = self.question.topic_before is not None
        asks = follows or _ASKS_FOR_FACTS.search(self.question.tagged) is not None
        return self.is_about_run and self.question.is_about_run and asks

    @property
    def is_second(self) -> bool:
        """Whether the topic's special answer goes before the notes: they are not nearly what was asked."""
        return self.has_special and self.certainty < CERTAIN and self.found[0].note.topic == self.topic

    @property
    def said(self) -> str:
        """What the notes say."""
        return " ".join(one.note.answer for one in self.found)


def looked_up(question: Question, standings: Sequence[Standing], *, is_about_run: bool) -> LookedUp:
    """Look a question up in the notes of the topics that it may mean, the most probable first."""
    names = [standing.name for standing in standings[:MOST_TOPICS]]
    seen = LookedUp(question, is_about_run, names[0])
    if _ORDERS.search(question.tagged) and not _TELLS.search(question.tagged):
        return seen
    found, least = _nearest(question, names, is_about_run=is_about_run), _least(seen)
    if _certainty(found) < least and question.topic_before is None:
        parts = [likeness().nearest(part, names[:1]) for part in _sentences(question)]
        found, least = max(parts, key=_certainty, default=()), least + A_SENTENCE
    certainty = _certainty(found)
    if certainty < least or (certainty < SURE and _JUDGES.match(found[0].note.answer)):
        return seen
    has_second = (
        len(found) > 1
        and bool(found[1].note.answer)
        and found[0].likeness < NO_DOUBT
        and not _JUDGES.match(found[1].note.answer)
        and found[1].likeness > found[0].likeness - TIED
    )
    return replace(seen, found=found[: 1 + has_second], certainty=certainty)


def _nearest(question: Question, names: Sequence[str], *, is_about_run: bool) -> tuple[Found, ...]:
    """Return the notes of the first topic that are like a question, or those of the others where one is much more."""
    lead, other = likeness().nearest(question, names[:1]), likeness().nearest(question, names[1:])
    best = lead[0].likeness if lead else 0.0
    elsewhere = SURE_ELSEWHERE if is_about_run else ELSEWHERE
    return other if other and other[0].likeness >= max(elsewhere, best + BETTER) else lead


def _certainty(found: Sequence[Found]) -> float:
    """Return the likeness and the lead of the first note together; 0 where there is none, or the topic answers."""
    if not found or not found[0].note.answer:
        return 0.0
    lead = found[0].likeness - found[1].likeness if len(found) > 1 else MOST_LEAD
    return found[0].likeness + min(MOST_LEAD, lead)


def _sentences(question: Question) -> list[Question]:
    """Return the sentences of a question that has several: one asks, the others tell how it came to that."""
    parts = [part for part in _ENDS.split(question.text) if len(part.split()) >= FEWEST_WORDS]
    return [understand(part, vocabulary_of(None)) for part in parts] if len(parts) > 1 else []


def _least(seen: LookedUp) -> float:
    follows = seen.question.topic_before is not None
    if seen.topic == OTHER:
        return NEVER if seen.is_about_run or follows else FITS_THE_REST
    if follows:
        return FITS_A_FOLLOW_UP
    return FITS_A_RUN if seen.is_about_run else FITS


def is_whole(usual: Draft, premises: Draft) -> bool:
    """Whether the usual answer needs no note: it offers an experiment, or reckons with a number of the question.

    The account of a hyperparameter, too, says all that there is to say of it.
    """
    if usual.proposal is not None or usual.start is not None or any(mark in usual.markdown for mark in _OF_ACCOUNTS):
        return True
    corrected = {fact for block in premises.blocks for fact in premises.facts_of(block)}
    return any((fact.source or "").startswith(QUESTION) and fact not in corrected for fact in usual.facts)


def say(found: Sequence[Found], draft: Draft) -> None:
    """Write notes, a paragraph each."""
    for one in found:
        draft.say(one.note.said_in(draft))


def write_about_run(seen: LookedUp, premises: Draft, run: Draft, draft: Draft) -> None:
    """Write an answer about a run: what was wrongly taken for granted, notes, and all that the run tells.

    Where facts of the run were asked for, they go before the notes.
    """
    draft.take_all(premises)
    if seen.is_for_facts or seen.is_second:
        draft.take_all(run)
        say(seen.found[:1], draft)
        return
    say(seen.found, draft)
    draft.take_all(run)


def write_general(seen: LookedUp, premises: Draft, usual: Draft, draft: Draft) -> None:
    """Write a general answer: the notes, and what of the usual answer says more, as long as all stays short.

    After notes that surely fit, that is one short paragraph of the run; after others what the topic says in general,
    too; and nothing of another topic than theirs.
    """
    if seen.is_second:
        draft.take_all(usual)
        _say_behind(seen, usual, draft)
        return
    say(seen.found, draft)
    draft.take_all(premises)
    said, room = seen.said, MOST_WORDS - _length(seen.said)
    for block in _left(seen, premises, usual):
        if _is_said(block, said, SAID_ALIKE if seen.has_special else SAID_ALREADY):
            continue
        room -= _length(block)
        if room < 0:
            break
        draft.take(block, usual)
        said = f"{said} {block}"


def _say_behind(seen: LookedUp, before: Draft, draft: Draft) -> None:
    """Write the first note behind another answer, where it surely fits, says more, and all stays short."""
    note = seen.found[0].note
    general = " ".join(block for block in before.blocks if not _cites_run(block, before))
    fits = seen.certainty >= SURE_BEHIND and _length(general) + _length(note.answer) <= MOST_WORDS
    if fits and not _is_said(note.answer, general, SAID_ALIKE):
        draft.say(note.said_in(draft))


def _left(seen: LookedUp, premises: Draft, usual: Draft) -> list[str]:
    """Return what may follow the notes of a general question."""
    if seen.found[0].note.topic != seen.topic:
        return []
    corrections = {unlinked(block) for block in premises.blocks}
    left = [block for block in _whole(usual.blocks) if unlinked(block) not in corrections]
    if seen.certainty < SURE or seen.has_special:
        return left
    of_run = [block for block in left if _cites_run(block, usual) and not _LISTED.search(block)]
    return [block for block in of_run if _length(block) <= LONGEST_RUN_PART][:1]


def _cites_run(block: str, draft: Draft) -> bool:
    return any(fact.href for fact in draft.facts_of(block))


def _whole(blocks: Sequence[str]) -> list[str]:
    """Join what announces a list with the list."""
    joined: list[str] = []
    for block in blocks:
        if joined and joined[-1].endswith(":"):
            joined[-1] = f"{joined[-1]}\n\n{block}"
        else:
            joined.append(block)
    return joined


def _length(block: str) -> int:
    return len(unlinked(block).split())


def _is_said(block: str, said: str, share: float) -> bool:
    """Whether at least this share of what a block speaks of was said."""
    words, known = _stems(block), _stems(said)
    return bool(words) and len(words & known) / len(words) >= share


def _stems(text: str) -> set[str]:
    words = (word.strip(".,;:()*`").lower() for word in unlinked(text).split())
    return {stem(word) for word in words if len(word) > LITTLE_WORD and word not in LITTLE_WORDS}
