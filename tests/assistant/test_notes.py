"""Short written answers: how they are written, that they are found, and what they do to an answer."""

import re
from collections import Counter

import pytest

from assistant.answer import answer
from assistant.backing import unbacked, unlinked
from assistant.conversation import Conversation
from assistant.draft import Draft
from assistant.evidence.fact import EvidenceFact
from assistant.notes.likeness import Likeness, likeness
from assistant.notes.note import BadNoteError, Note, all_notes, parsed
from assistant.notes.placing import LookedUp, looked_up, say_near
from assistant.notes.stems import stem
from assistant.topics.registry import TOPICS
from assistant.understanding.question import Question, understand
from assistant.understanding.route import Standing
from assistant.understanding.vocabulary import vocabulary_of
from models.record import RunRecord

LONGEST_FIRST_SENTENCE = 40
FEWEST_NOTES = 25
_TOPICS = [topic.name for topic in TOPICS]
_BATCHES = """
? Do boosted trees have a batch size?
? batch size in xgboost
No: each tree is fitted on all rows.

? How do I choose the batch size?
? good batch size to start with
Take a few dozen rows, and tune the rate with it.
"""


def asked(text: str) -> Question:
    """Read a question without a run."""
    return understand(text, vocabulary_of(None))


def as_topic(text: str, topic: str, *, is_about_run: bool = False) -> LookedUp:
    """Look up a question that was understood to be about one topic."""
    return looked_up(asked(text), (Standing(topic, 1.0),), is_about_run=is_about_run)


def shown(note: Note) -> str:
    """Return the answer of a note as a reader sees it."""
    return unlinked(note.said_in(Draft()))


def faults(note: Note) -> list[str]:
    """Return which laws of ``assistant.notes`` a note breaks."""
    found = [f"{len(note.asked)} ways of asking"] * (not 2 <= len(note.asked) <= 8)
    if not note.answer:
        return found
    draft = Draft()
    said = note.said_in(draft)
    words = shown(note).split()
    first = re.split(r"(?<=[.:!?;]) ", shown(note))[0].split()
    found += unbacked(said, draft.citations)
    found += [f"{len(words)} words"] * (not 15 <= len(words) <= 110)
    found += [f"first sentence of {len(first)} words"] * (len(first) > LONGEST_FIRST_SENTENCE)
    found += ["no sentence"] * (not re.match(r"[A-Z0-9`\"]", shown(note)) or not said.rstrip().endswith("."))
    found += ["markup"] * bool(re.search(r"[*_<>#|~$^]", re.sub(r"`[^`]*`|\(#c\d+\)", "", said)))
    return found


def test_every_note_keeps_the_laws_of_notes() -> None:
    """A thousand texts by hand: what can be checked by machine is."""
    wrong = {(note.topic, note.asked[0]): found for note in all_notes() if (found := faults(note))}

    assert wrong == {}


def test_no_way_of_asking_stands_twice() -> None:
    """The same question with two answers gets either by chance."""
    counts = Counter(line.lower().strip("?. ") for note in all_notes() for line in note.asked)

    assert [line for line, count in counts.items() if count > 1] == []


def test_no_answer_stands_twice() -> None:
    """A note that was copied and not rewritten answers another question than its own."""
    counts = Counter(note.answer for note in all_notes() if note.answer)

    assert [text for text, count in counts.items() if count > 1] == []


def test_every_topic_has_notes() -> None:
    """A narrow question gets a general text where there is none; a file under another name is never read."""
    counts = Counter(note.topic for note in all_notes())

    assert set(counts) == set(_TOPICS)
    assert min(counts.values()) >= FEWEST_NOTES


@pytest.mark.parametrize("topic", _TOPICS)
def test_each_way_of_asking_finds_its_note(topic: str) -> None:
    """Who asks in the very words of a note must get it."""
    lost = {}
    for note in (one for one in all_notes() if one.topic == topic):
        for line in note.asked:
            first = likeness().nearest(asked(line), topic)[0]
            if first.note != note:
                lost[line] = first.note.asked[0]

    assert lost == {}


@pytest.mark.parametrize(
    ("question", "topic", "first"),
    [
        ("can i set a batch size for my lightgbm", "batch_size", "Do gradient boosted trees have a batch size?"),
        ("wat is the diffrence between param and hyperparam", "params_vs_hyperparams", "What is the difference"),
        ("is accuracy a poor measure, and why", "metric_choice", "Why is accuracy not a good metric?"),
        ("do i have to standardise the columns for lasso", "regularization", "Do I have to standardize"),
        ("which rows should the stopping look at", "epochs_early_stopping", "Which data set does early stopping use?"),
    ],
)
def test_other_words_find_the_note_too(question: str, topic: str, first: str) -> None:
    """Nobody asks in the words that somebody wrote down."""
    found = likeness().nearest(asked(question), topic)[0]

    assert found.note.asked[0].startswith(first)


@pytest.mark.parametrize(
    ("question", "topic", "first"),
    [
        (
            "I stopped early and got another round in each fold. Which do I use for the final model on all the data?",
            "epochs_early_stopping",
            "How do I refit on all data when I used early stopping?",
        ),
        (
            "GridSearchCV has been running for two days on my laptop. How many fits is that and what do I do instead?",
            "grid_search",
            "How many fits does a grid need?",
        ),
    ],
)
def test_the_sentence_that_asks_is_heard_among_those_that_tell(question: str, topic: str, first: str) -> None:
    """Who has a problem tells of it first, in words that no note has."""
    note = as_topic(question, topic).note

    assert note is not None
    assert note.asked[0] == first


def test_what_begins_like_an_order_and_goes_on_telling_is_a_question() -> None:
    """To set a seed is an order; that it was set and nothing came of it is a complaint."""
    told = "Set random_state everywhere but n_jobs=-1 still gives slightly different numbers. Why?"

    assert as_topic(told, "reproducibility").note is not None
    assert as_topic("set random_state to 3 for me", "reproducibility").note is None


def test_likeness_counts_what_the_question_and_the_note_share() -> None:
    """The same question is much alike, another hardly, and the order is that of likeness."""
    index = Likeness(parsed(_BATCHES, "batch_size"))
    same = index.nearest(asked("How do I choose the batch size?"), "batch_size")
    other = index.nearest(asked("who won the world cup"), "batch_size")

    assert same[0].note.asked[0] == "How do I choose the batch size?"
    assert same[0].likeness > 2 * same[1].likeness
    assert other[0].likeness < 0.1
    assert index.nearest(asked("batch size"), "ensemble") == ()


def test_the_answer_of_a_note_says_what_it_is_about_too() -> None:
    """Who asks in words that no way of asking has may use those of the answer."""
    index = Likeness(parsed(_BATCHES, "batch_size"))
    found = index.nearest(asked("are all rows used for every tree that is fitted"), "batch_size")

    assert found[0].note.answer.startswith("No: each tree")
    assert found[0].likeness > 2 * found[1].likeness


def test_words_that_mean_the_same_have_one_stem() -> None:
    """People say picked and chosen, rows and samples, big and large."""
    assert stem("picked") == stem("chosen")
    assert stem("samples") == stem("rows")
    assert stem("calibrated") == stem("calibration")
    assert stem("hp:step") == "hp:step"


@pytest.mark.parametrize(
    "text",
    ["? only a question", "An answer alone.", "? one\nAn answer.\n? two", "? one\n? two\n{NO_SUCH_FACT} says so."],
)
def test_a_file_that_is_written_otherwise_is_refused(text: str) -> None:
    """A note that is silently dropped is noticed by nobody."""
    with pytest.raises(BadNoteError):
        parsed(text, "batch_size")


def test_a_fact_in_a_note_is_a_citation() -> None:
    """A number of the literature has its source in a note as anywhere."""
    (note,) = parsed("? how many\n? how often\n{RANDOM_DRAWS} draws, {BBC:corrected}.", "random_search")
    draft = Draft()

    assert note.said_in(draft) == "[60](#c1) draws, [corrected](#c2)."
    assert all(citation.source for citation in draft.citations)


def test_a_note_opens_the_answer(churn: RunRecord) -> None:
    """The first sentence answers the very question."""
    question = "batch size when positives are rare"
    general, beside_a_run = answer(question, None).answer, answer(question, churn).answer

    assert general.startswith("With a rare class choose the batch so large that each holds several positives")
    assert beside_a_run.startswith("With a rare class choose the batch so large that each holds several positives")


def test_what_nobody_wrote_a_note_for_is_answered_as_before() -> None:
    """A note that does not fit is worse than the general text."""
    assert as_topic("the weather in paris and other stories of yore", "batch_size").note is None


@pytest.mark.parametrize("order", ["show the batch size", "plot the score by batch size", "try batch size 64"])
def test_orders_get_no_note(order: str) -> None:
    """Who wants a list, a chart or an experiment wants no explanation of it."""
    assert as_topic(order, "batch_size").note is None


def test_facts_of_the_run_go_first_where_they_are_asked_for(churn: RunRecord) -> None:
    """Does my model overfit: its numbers are the answer, and remedies come after."""
    assert answer("Does my model overfit?", churn).answer.startswith("The risk that your model overfits is")


def test_nothing_is_said_twice(churn: RunRecord) -> None:
    """A note and the topic's own text may say the same in other words."""
    blocks = answer("what is early stopping", churn).answer.split("\n\n")

    assert sum("patience" in block and "rows" in block for block in blocks) <= 1


def test_an_experiment_that_was_offered_stays_offered(churn: RunRecord) -> None:
    """A yes to the answer must start it."""
    given = answer("What would happen with max_depth 7?", churn)

    assert given.proposal is not None


def test_a_follow_up_needs_words_of_its_own(churn: RunRecord) -> None:
    """A few words that lean on the turn before are like anything."""
    before = answer("Why was this model chosen?", churn).conversation
    given = answer("and why?", churn, before)
    notes = {note.answer[:40] for note in all_notes() if note.answer}

    assert isinstance(before, Conversation)
    assert not any(given.answer.startswith(start) for start in notes)


def test_a_draft_takes_over_blocks_with_their_citations() -> None:
    """The numbers of citations differ from draft to draft; the facts must not."""
    one, other = Draft(), Draft()
    other.say(f"There are {other.cite(EvidenceFact('folds', 5, href='data'))} folds.")
    one.say(f"There are {one.cite(EvidenceFact('rows', 600, href='data'))} rows.")
    one.take(other.blocks[0], other)

    assert one.blocks[1] == "There are [5](#c2) folds."
    assert [citation.value for citation in one.citations] == [600, 5]


def test_the_broadest_question_of_a_topic_is_answered_by_the_topic(churn: RunRecord) -> None:
    """It says more than a note does, and charts and numbers of the run belong to it."""
    assert as_topic("What is random search?", "random_search").note is None
    assert any(citation.href for citation in answer("What is random search?", churn).citations)


def test_an_answer_that_reckons_with_numbers_of_the_question_stays() -> None:
    """Costs that somebody names give a threshold: no general advice may push that aside."""
    given = answer("what threshold if a miss is 4 times worse than a false alarm?", None)

    assert 0.2 in {citation.value for citation in given.citations}


def test_a_near_note_closes_an_answer_that_no_note_opens() -> None:
    """Where a question is taken for another, it gets its answer all the same; an order asks for nothing beside it."""
    note = next(one for one in all_notes() if one.answer and one.topic == "reproducibility")
    draft, usual = Draft(), Draft()
    usual.say("Something else.")
    say_near(as_topic(note.asked[0], note.topic), usual, draft)

    assert shown(note) in unlinked(draft.markdown)

    again, order = Draft(), Draft()
    say_near(as_topic(note.asked[0], note.topic), draft, again)
    say_near(as_topic("list the trials of my run", note.topic), usual, order)

    assert shown(note) not in unlinked(again.markdown)
    assert not order.blocks


def test_where_the_topic_answers_itself_no_note_is_near() -> None:
    """A note beside the topic's own answer would be on something else."""
    draft, usual = Draft(), Draft()
    usual.say("Something else.")
    say_near(as_topic("was the batch size tuned in my run or left at its default", "batch_size"), usual, draft)

    assert not draft.blocks


def test_an_offered_experiment_stays_the_last_word(churn: RunRecord) -> None:
    """A yes must have nothing but the offer before it."""
    given = answer("what if I had used a depth of 10?", churn)

    assert given.proposal is not None
    assert "Near to it" not in given.answer
