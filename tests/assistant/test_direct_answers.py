"""What people often ask of settings is answered in the first sentence, and with nothing beside the point."""

import pytest

from assistant.answer import answer
from assistant.backing import unbacked, unlinked
from assistant.draft import Draft
from assistant.topics.deciding.class_weights_asked import CLASS_WEIGHTS_ASKED
from assistant.topics.deciding.imbalance_asked import IMBALANCE_ASKED
from assistant.topics.direct_answers import DirectAnswer
from assistant.topics.settings.batch_size_asked import BATCH_SIZE_ASKED
from assistant.topics.settings.early_stopping_asked import EARLY_STOPPING_ASKED
from assistant.topics.settings.learning_rate_asked import LEARNING_RATE_ASKED
from assistant.topics.settings.n_estimators_asked import N_ESTIMATORS_ASKED
from assistant.topics.settings.network_asked import NETWORK_ASKED
from assistant.topics.settings.regularization_asked import REGULARIZATION_ASKED
from assistant.topics.settings.trees_asked import TREES_ASKED
from assistant.understanding.question import understand
from assistant.understanding.vocabulary import vocabulary_of
from models.record import RunRecord
from tests.assistant.model_runs import MODEL_RUNS
from tests.assistant.test_answer_laws import mismatches

pytestmark = pytest.mark.usefixtures("without_notes")

EVERY_ONE = (
    *BATCH_SIZE_ASKED,
    *CLASS_WEIGHTS_ASKED,
    *EARLY_STOPPING_ASKED,
    *IMBALANCE_ASKED,
    *LEARNING_RATE_ASKED,
    *N_ESTIMATORS_ASKED,
    *NETWORK_ASKED,
    *REGULARIZATION_ASKED,
    *TREES_ASKED,
)
ASKED = (
    ("Is it true that large batches converge to worse solutions than small ones?", "Partly"),
    ("I doubled the batch size from 64 to 128 and validation got worse. Do I change the learning rate?", "Yes"),
    ("Do gradient boosted trees have a batch size too?", "No: a boosted tree"),
    ("How do I choose l1_ratio in elastic net, and is 0.5 a good default?", "Search `l1_ratio` together"),
    ("xgboost has reg_alpha, reg_lambda and gamma. Do they all do the same thing?", "They brake different"),
    ("min_child_weight, min_samples_leaf, min_data_in_leaf. Same thing with different names?", "They serve one"),
    ("max_depth=-1 in lightgbm means what exactly, unlimited?", "Yes, it means no limit"),
    ("Early stopping with patience 10 or patience 50, does it matter? My loss curve is super jumpy", "Yes, it"),
    ("If early stopping watches the validation fold, isn't that fold's score too good then?", "Yes, slightly"),
    ("Is there a way to force a minimum number of epochs before a configuration may be thrown out?", "Yes, in"),
    ("Should n_estimators be tuned together with the other parameters or set by early stopping?", "Set it by"),
    ("does it make any sense to have the second layer wider than the first", "It is allowed"),
    ("2% fraud, model says 'no fraud' for everybody and gets 98% lol", "That score is worth nothing"),
    ("do I undersample the majority or just leave everything as it is", "Leave the rows as they are"),
    ("are the probabilities still ok after weighting the rare class?", "No: after weighting"),
)


@pytest.mark.parametrize(("question", "first"), ASKED, ids=[question for question, _ in ASKED])
def test_the_first_sentence_answers_the_very_question(question: str, first: str, churn: RunRecord) -> None:
    """Who has to look for the answer in the third paragraph has not got one."""
    general = answer(question, None)
    lines = [
        line for line in answer(question, churn).answer.split("\n\n") if not line.startswith("Your run did not use")
    ]

    assert general.answer.startswith(first)
    assert lines[0].startswith(first) or lines[0].startswith("`")  # what the run lacks may be said before it
    assert mismatches(general) == []


@pytest.mark.parametrize("direct", EVERY_ONE, ids=lambda direct: direct.pattern.pattern[:40])
def test_direct_answers_are_short_and_hold_no_number_of_unknown_source(direct: DirectAnswer) -> None:
    """A page that is sent for every question is read for none."""
    draft = Draft()
    direct.write(understand("", vocabulary_of(None)), draft)

    assert unbacked(draft.markdown, draft.citations) == []
    assert 20 <= len(unlinked(draft.markdown).split()) <= 180


def test_the_mix_of_penalties_is_not_called_a_strength(churn: RunRecord) -> None:
    """A larger share of L1 is another penalty, not a stronger one."""
    text = answer("How do I choose l1_ratio in elastic net?", churn).answer

    assert "not their strength" in text
    assert "larger value is a stronger penalty" not in text


def test_a_neighbor_within_the_noise_is_called_a_tie() -> None:
    """A difference that chance gives is neither better nor worse."""
    for name in sorted(MODEL_RUNS):
        text = answer("Is my learning rate high or low?", MODEL_RUNS[name]()).answer
        if "a tie within the noise" in text:
            return

    pytest.fail("no made-up run has a neighbor within the noise")


def test_digits_of_a_value_are_said_to_carry_no_meaning(churn: RunRecord) -> None:
    """Nobody chose them."""
    text = answer("learning_rate is 0.0213, where does this strange number come from?", churn).answer

    assert "last digits carry no meaning" in text


def test_a_doubted_value_is_judged_before_it_is_told(churn: RunRecord) -> None:
    """Who asks whether it is luck wants that first."""
    first = answer("Could the value of learning_rate just be luck?", churn).answer.split("\n\n")[0]

    assert "luck" in first


def test_a_question_about_the_run_gets_its_numbers() -> None:
    """General advice is no answer to what a run measured."""
    text = answer("Does the batch size affect the score or only the speed in my run?", MODEL_RUNS["network"]()).answer

    assert "hardly decided anything" in text


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("How many hyperparameters were tuned in my run and how many were left at the default?", "held fixed):"),
        ("Which hyperparameters should I tune further and which can I fix now?", "mattered"),
        ("Did the choice of model or the choice of hyperparameters make the bigger difference in my run?", " apart, "),
        ("How much worse were the bad settings than the best ones in my run?", "the worst) over "),
        ("What does the \u00b1 behind my score mean?", "with a standard error of"),
        ("What does the objective value of a trial stand for in my results?", "is better."),
    ],
)
def test_what_is_asked_of_the_run_is_told_by_it(question: str, told: str, churn: RunRecord) -> None:
    """Whoever asks about the own run wants its numbers, not only the rule."""
    assert told in answer(question, churn).answer
