"""Where a note goes in an answer: it opens it, and of the usual answer follows what it has not said."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from assistant.backing import unlinked
from assistant.conversation import OTHER
from assistant.draft import Draft
from assistant.evidence.fact import QUESTION
from assistant.notes.likeness import Found, likeness
from assistant.notes.note import Note
from assistant.notes.stems import LITTLE_WORDS, stem
from assistant.understanding.question import Question, understand
from assistant.understanding.route import Standing
from assistant.understanding.vocabulary import vocabulary_of

# Likeness and lead together: how like a note is, and by how much more than the next one.
FITS = 0.45  # from which a note opens the answer
SURE = 0.6  # from which it goes before what the topic says to this very question, and stands in place of general text
CERTAIN = 1.25  # from which it answers the very question, so that even what the run tells goes behind it
LEAD_COUNTS = 3.0
MOST_JUDGED = 2  # the first note, and the next one that it leads
MOST_LEAD = 0.5
NEVER = 9.0
BETTER = 0.15  # by how much a note of another topic must be more like the question
ELSEWHERE = 0.5  # and how like it must be
FEWEST_TELLING = 2  # words of a question, below which it is like anything
FEWEST_WORDS = 5  # of a sentence that is looked up by itself where the whole found nothing
FEWEST_NEAR = 6  # and of a question that may need the note beside it
MOST_WORDS = 220  # of an answer that a note opens, unless the note alone has more
LONGEST_RUN_PART = 70
NEAR = 0.4  # how like a note must be to close an answer that no note opens
NEAR_AS_WELL = 0.5  # and one that a note opens
MOST_NEAR = 5
SAID_ALREADY = 0.5  # share of a block's words that stand before it, from which it is not said again
SAID_AGAIN = 0.7  # the same for a block of an answer about the run that names no number
LITTLE_WORD = 3  # letters of a word that tells nothing
_FEWEST_SENTENCES = 2
_ENDS = re.compile(r"(?<=[.?!;])\s+")
_TELLS = re.compile(r"\b(?:but|still|yet)\b")
_ASKS_FOR_FACTS = re.compile(
    r"^(?:and |so |but |ok |then )*(?:do|does|did|is|are|was|were|has|have|had|what|which|who|when|where"
    r"|how (?:many|much|big|large|long|far|high|low|good|bad|well|deep|stable|sure|close|often|fast)"
    r"|(?:how|why) (?:was|were|did)|how do the"
    r"|(?:at|in|on|from|by|until) (?:which|what|how (?:many|much)))\b"
)
_ORDERS = re.compile(
    r"^(?:draw|plot|show|list|give|print|display|visuali[sz]e|compare|summari[sz]e|try|run|start|test|set|use)\b"
)
_JUDGES = re.compile(r"\W*(?:yes|no|not|it (?:does|should|is|can)|usually|rarely|hardly|because)\b", re.IGNORECASE)
"""How a note begins that answers its own question alone: before a neighboring one it would say the wrong thing."""
_OF_ACCOUNTS = ("**More of it:**", "**Usual:**")
_OF_THE_RUN = re.compile(r"\byour (?:run|model|table|trials?)\b", re.IGNORECASE)
_LISTED = re.compile(r"^(?:- |\| )", re.MULTILINE)


@dataclass(frozen=True)
class LookedUp:
    """A question, whether it is about the run, the topic that leads, and the note that answers it, if one does.

    ``found`` are all notes, the most like first. ``certainty`` is likeness and lead together. ``has_special`` tells
    that the topic has an answer to this very question, too.
    """

    question: Question
    is_about_run: bool
    topic: str
    found: tuple[Found, ...]
    note: Note | None = None
    certainty: float = 0.0
    has_special: bool = False

    @property
    def is_for_facts(self) -> bool:
        """Whether facts of the run are what was asked for, so that they go before what is true of any."""
        follows = self.question.topic_before is not None
        asks = follows or _ASKS_FOR_FACTS.search(self.question.tagged) is not None
        return self.is_about_run and self.question.is_about_run and asks

    @property
    def is_of_another_topic(self) -> bool:
        """Whether the note was found where the question does not seem to belong."""
        return self.note is not None and self.note.topic != self.topic

    @property
    def is_second(self) -> bool:
        """Whether the topic's special answer goes before the note, which is not nearly what was asked."""
        return self.has_special and self.certainty < SURE and not self.is_of_another_topic


def looked_up(question: Question, standings: Sequence[Standing], *, is_about_run: bool) -> LookedUp:
    """Look a question up in the notes of the topic that it most probably means, and in those of all others."""
    seen = LookedUp(question, is_about_run, standings[0].name, likeness().nearest(question))
    least = _least(seen)
    is_order = _ORDERS.search(question.tagged) and not _TELLS.search(question.tagged)
    if least == NEVER or is_order or len(set(question.tagged.split()) - LITTLE_WORDS) < FEWEST_TELLING:
        return seen
    found = _of_topic_or_better(seen)
    if certainty_of(found) < least and question.topic_before is None:
        found = max(_by_sentences(seen), key=certainty_of, default=())
    certainty = certainty_of(found)
    if certainty < least or (certainty < SURE and _JUDGES.match(found[0].note.answer)):
        return seen
    return replace(seen, note=found[0].note, certainty=certainty)


def _of_topic_or_better(seen: LookedUp) -> tuple[Found, ...]:
    """Return the first two notes of the topic, or of the others where one is much more like the question."""
    lead = tuple(islice((one for one in seen.found if one.note.topic == seen.topic), MOST_JUDGED))
    other = tuple(islice((one for one in seen.found if one.note.topic != seen.topic), MOST_JUDGED))
    best = lead[0].likeness if lead else 0.0
    return other if other and other[0].likeness >= max(ELSEWHERE, best + BETTER) else lead


def certainty_of(found: Sequence[Found]) -> float:
    """Return the likeness and the lead of the first note together; 0 where there is none, or the topic answers."""
    if not found or not found[0].note.answer:
        return 0.0
    lead = found[0].likeness - found[1].likeness if len(found) > 1 else MOST_LEAD
    return found[0].likeness + min(MOST_LEAD, LEAD_COUNTS * lead)


def _by_sentences(seen: LookedUp) -> list[tuple[Found, ...]]:
    """Return what is like each sentence of a question that has several, where the whole counts for half.

    One of them asks, and the others tell how it came to that.
    """
    parts = [part for part in _ENDS.split(seen.question.text) if len(part.split()) >= FEWEST_WORDS]
    if len(parts) < _FEWEST_SENTENCES:
        return []
    whole = {one.note: one.likeness for one in seen.found}
    return [_halved(likeness().nearest(understand(part, vocabulary_of(None)), seen.topic), whole) for part in parts]


def _halved(found: Sequence[Found], whole: Mapping[Note, float]) -> tuple[Found, ...]:
    both = [Found(one.note, (one.likeness + whole[one.note]) / 2) for one in found]
    return tuple(sorted(both, key=lambda one: -one.likeness))


def _least(seen: LookedUp) -> float:
    """Return how certain a note must be: surer where few words stand for much, and where no topic fits.

    What a trial of the run is asked about, only the run can tell.
    """
    if seen.is_about_run and seen.question.entities.trials:
        return NEVER
    follows = seen.question.topic_before is not None
    if seen.topic == OTHER:
        return NEVER if seen.is_about_run or follows else SURE
    return SURE if follows else FITS


def is_whole(usual: Draft, premises: Draft) -> bool:
    """Whether the usual answer needs no note: it offers an experiment, or reckons with a number of the question.

    The account of a hyperparameter, too, says all that there is to say of it.
    """
    if usual.proposal is not None or usual.start is not None or any(mark in usual.markdown for mark in _OF_ACCOUNTS):
        return True
    corrected = {fact for block in premises.blocks for fact in premises.facts_of(block)}
    return any((fact.source or "").startswith(QUESTION) and fact not in corrected for fact in usual.facts)


def say(seen: LookedUp, draft: Draft) -> None:
    """Write the note, if there is one."""
    if seen.note is not None:
        draft.say(seen.note.said_in(draft))


def write_about_run(seen: LookedUp, premises: Draft, run: Draft, draft: Draft) -> None:
    """Write an answer about a run: what was wrongly taken for granted, the note, and all that the run tells.

    Where facts of the run were asked for, they go before a note that is not certain. What the note says is not said in
    general again.
    """
    draft.take_all(premises)
    note = Draft()
    say(seen, note)
    again = [block for block in run.blocks if _is_plain(block, run) and _is_said(block, note.markdown, SAID_AGAIN)]
    is_run_first = (seen.is_for_facts and seen.certainty < CERTAIN) or seen.is_second
    for part in (run, note) if is_run_first else (note, run):
        draft.take_all(part, without=again)


def write_general(seen: LookedUp, premises: Draft, usual: Draft, draft: Draft) -> None:
    """Write a general answer: the note, and what of the usual answer says more, as long as all stays short.

    After a note that surely fits, that is one short paragraph of the run; after another what the topic says in general,
    too; and nothing of another topic than the note's.
    """
    if seen.is_second:
        draft.take_all(usual)
        _say_behind(seen, usual, draft)
        return
    say(seen, draft)
    said = draft.markdown
    room = MOST_WORDS - _length(said)
    for block in _left(seen, premises, usual):
        if _is_said(block, said):
            continue
        room -= _length(block)
        if room < 0:
            break
        draft.take(block, usual)
        said = f"{said} {block}"
    draft.take_all(premises)


def _say_behind(seen: LookedUp, before: Draft, draft: Draft) -> None:
    """Write the note behind another answer, where it says more and all stays short."""
    note = Draft()
    say(seen, note)
    general = " ".join(block for block in before.blocks if not _cites_run(block, before))
    fits = _length(general) + _length(note.markdown) <= MOST_WORDS
    if fits and not _is_said(note.markdown, general):
        draft.take_all(note)


def say_near(seen: LookedUp, usual: Draft, draft: Draft) -> None:
    """Close an answer with the nearest note that is not in it, where one is near and the answer short.

    Who asks one thing often needs the one beside it, and a question that was taken for another gets its answer yet.
    """
    said = usual.markdown
    is_offer = usual.proposal is not None or usual.start is not None
    is_whole_already = is_offer or seen.topic == OTHER or any(mark in said for mark in _OF_ACCOUNTS)
    tagged = seen.question.tagged
    is_short = len(tagged.split()) < FEWEST_NEAR
    if is_short or is_whole_already or _ORDERS.search(tagged) or _length(said) > MOST_WORDS:
        return
    if seen.found and not seen.found[0].note.answer and seen.found[0].likeness >= NEAR_AS_WELL:
        return  # the topic's own answer is all that was asked for
    notes = [one for one in seen.found[:MOST_NEAR] if one.note.answer]
    near = [one for one in notes if not _JUDGES.match(one.note.answer)]  # a yes would be read as one to the question
    unsaid = [one for one in near if not _is_said(one.note.words, said)]
    least = NEAR if len(unsaid) == len(near) else NEAR_AS_WELL
    if unsaid and unsaid[0].likeness >= least:
        draft.say("**Near to it:**", unsaid[0].note.said_in(draft))


def _left(seen: LookedUp, premises: Draft, usual: Draft) -> list[str]:
    """Return what may follow the note of a general question."""
    if seen.is_of_another_topic:
        return []
    corrections = {unlinked(block) for block in premises.blocks}
    left = [block for block in _whole(usual.blocks) if unlinked(block) not in corrections]
    if seen.certainty < SURE or seen.has_special:
        return left
    of_run = [block for block in left if _cites_run(block, usual) and not _LISTED.search(block)]
    return [block for block in of_run if _length(block) <= LONGEST_RUN_PART][:1]


def _cites_run(block: str, draft: Draft) -> bool:
    return any(fact.href for fact in draft.facts_of(block))


def _is_plain(block: str, draft: Draft) -> bool:
    """Whether a block is general text: of no run, no list, and no announcement of one."""
    is_of_run = _cites_run(block, draft) or _OF_THE_RUN.search(block)
    return not is_of_run and not _LISTED.search(block) and not block.endswith(":")


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


def _is_said(block: str, said: str, least: float = SAID_ALREADY) -> bool:
    """Whether most of what a block speaks of was said."""
    words, known = _stems(block), _stems(said)
    return bool(words) and len(words & known) / len(words) >= least


def _stems(text: str) -> set[str]:
    words = (word.strip(".,;:()*`").lower() for word in unlinked(text).split())
    return {stem(word) for word in words if len(word) > LITTLE_WORD and word not in LITTLE_WORDS}
