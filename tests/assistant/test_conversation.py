"""Follow-ups, typing mistakes, and what a conversation keeps."""

import json
from collections.abc import Callable

import pytest

from assistant.answer import OUT_OF_SCOPE, Answer, answer
from assistant.backing import unlinked
from assistant.conversation import KEPT_TURNS, Conversation
from models.record import RunRecord, from_plain, to_plain


def ask(record: RunRecord, *questions: str) -> Answer:
    """Ask one question after another; return the last answer."""
    given = answer(questions[0], record)
    for question in questions[1:]:
        given = answer(question, record, given.conversation)
    return given


FOLLOW_UPS = (
    ("Why was max_depth 4 chosen?", "and why not 10?", "why_this_value"),
    ("Why was max_depth 4 chosen?", "what about min_child_weight?", "why_this_value"),
    ("Which model is best?", "what about the second best?", "compare_models"),
    ("Which model is best?", "by how much?", "compare_models"),
    ("Why was XGBoost chosen over random forest?", "by how much?", "compare_models"),
    ("What learning rate was chosen?", "is that high or low?", "learning_rate"),
    ("What learning rate was chosen?", "why?", "why_this_value"),
    ("How big is the gap?", "is that a lot?", "train_test_gap"),
    ("Why did XGBoost win?", "and why not random forest?", "why_this_model"),
    ("Compare the top 3", "and trial 6?", "compare_models"),
    ("Does it overfit?", "are you sure about that?", "overfitting"),
    ("How many folds were used?", "is that enough?", "cross_validation"),
    ("How many trees does it have?", "why so many?", "n_estimators"),
    ("How many trials were pruned?", "why trial 5?", "hyperband_pruning"),
    ("Which columns matter most?", "what if I used extra trees?", "what_if_value"),
    ("What threshold does my model use?", "how was it chosen?", "threshold_calibration"),
    ("How many folds were used?", "how was that decided?", "cross_validation"),
)


@pytest.mark.parametrize(("first", "then", "topic"), FOLLOW_UPS, ids=[then for _, then, _ in FOLLOW_UPS])
def test_a_follow_up_takes_what_it_leaves_out_from_before(first: str, then: str, topic: str, churn: RunRecord) -> None:
    """People do not repeat what they have just said."""
    assert ask(churn, first, then).topic == topic


def test_why_a_trial_alone_is_told_what_the_trial_was(churn: RunRecord) -> None:
    """What a trial of the run is asked about, no general note can answer."""
    given = ask(churn, "why trial 3?")

    assert unlinked(given.answer).startswith("Trial 3 ")


def test_a_follow_up_keeps_the_hyperparameter(churn: RunRecord) -> None:
    """Not ten of anything, but a depth of ten."""
    given = ask(churn, "Why was max_depth 4 chosen?", "and why not 9?")

    assert "`max_depth`" in given.answer
    assert "[9](" in given.answer
    assert given.conversation.turns[-1].entities.hyperparameters == ("max_depth",)


def test_a_follow_up_chain_stays_on_its_subject(churn: RunRecord) -> None:
    """The third question still means the depth of the first."""
    given = ask(churn, "Why was max_depth 4 chosen?", "and why not 9?", "and 6?")

    assert given.topic == "why_this_value"
    assert "`max_depth`" in given.answer


def test_what_the_run_lacks_is_said_once(churn: RunRecord) -> None:
    """The question after is no more about what was not there."""
    first = ask(churn, "what if I used catboost?")
    then = ask(churn, "what if I used catboost?", "and with half the rows?")

    assert "did not use CatBoost" in first.answer
    assert "did not use" not in then.answer


def test_a_family_of_before_does_not_become_the_one_that_leads(churn: RunRecord) -> None:
    """The question after goes on about random forests, which have no learning rate and have not won."""
    given = ask(churn, "what if I used a random forest instead?", "why this learning rate?")

    assert "andom forest (trial" in given.answer
    assert "has no `learning_rate`" in given.answer
    assert not any(claim in given.answer for claim in ("which won", "which has the largest share"))


def test_a_new_question_is_no_follow_up(churn: RunRecord) -> None:
    """What names its own subject inherits nothing."""
    given = ask(churn, "Why was max_depth 4 chosen?", "What is cross-validation and how many folds do I need?")

    assert given.topic == "cross_validation"
    assert given.conversation.turns[-1].entities.hyperparameters == ()


def test_nothing_is_inherited_from_a_refusal(churn: RunRecord) -> None:
    """A refused question has no subject to go on with."""
    assert ask(churn, "Who won the world cup?", "and why?").topic == OUT_OF_SCOPE


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("why max_dpeth 4?", "*max\\_dpeth* as `max_depth`"),
        ("what does the lerning rate do", "*lerning* as `learning`"),
        ("why xgbost?", "*xgbost* as `xgboost`"),
        ("what is regulrization", "*regulrization* as `regularization`"),
    ],
)
def test_a_repaired_typing_mistake_is_said(question: str, said: str, churn: RunRecord) -> None:
    """A silent repair once turned one person's name into another's."""
    assert said in answer(question, churn).answer


@pytest.mark.parametrize("question", ["why three folds", "is the store score good", "does it generally learn"])
def test_plain_words_are_not_repaired(question: str, churn: RunRecord) -> None:
    """Three is no tree."""
    assert "I read" not in answer(question, churn).answer


def test_column_names_are_not_repaired_away(run_named: Callable[[str], RunRecord]) -> None:
    """A name of the table is right by definition."""
    assert "I read" not in answer("Does tenure overfit?", run_named("binary")).answer


def test_a_conversation_survives_being_stored(churn: RunRecord) -> None:
    """The service keeps it as JSON between two questions."""
    first = answer("Why was max_depth 4 chosen?", churn)
    stored = from_plain(Conversation, json.loads(json.dumps(to_plain(first.conversation))))

    assert stored == first.conversation
    assert answer("and why not 9?", churn, stored).answer == answer("and why not 9?", churn, first.conversation).answer


def test_a_conversation_forgets_its_oldest_turns(churn: RunRecord) -> None:
    """A long conversation must not grow without end."""
    given = ask(churn, *["Does it overfit?"] * (KEPT_TURNS + 3))

    assert len(given.conversation.turns) == KEPT_TURNS


def test_a_conversation_that_was_stored_before_turns_knew_more_is_read(churn: RunRecord) -> None:
    """Conversations outlive a release."""
    old = {"turns": [{"question": "Why was max_depth 4 chosen?", "topic": "why_this_value"}]}
    context = from_plain(Conversation, old)

    assert context.last_with_a_subject is not None
    assert answer("why?", churn, context).topic == "why_this_value"
