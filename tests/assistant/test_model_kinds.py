"""Questions on models, metrics, thresholds and importances: the first sentence answers what was asked."""

import re

import pytest

from assistant.answer import answer
from models.record import RunRecord
from tests.assistant.conftest import RUNS

pytestmark = pytest.mark.usefixtures("without_notes")

ASKED = (
    ("rmse or mae if a handful of houses cost 10 million?", "metric_choice", "It depends on whether one large miss"),
    ("PR curve or ROC curve when positives are rare?", "metric_choice", "Where positives are rare"),
    ("F1 crowns A, log loss crowns B. Who gets the medal?", "metric_choice", "It depends on what you will use"),
    ("isotonic or platt with 800 rows?", "threshold_calibration", "With 800 rows, Platt"),
    ("Among customers with predicted 0.3 only one in ten left. What is wrong?", "threshold_calibration", "Then the"),
    ("The team can phone 200 people a month. Where do I draw the line?", "threshold_calibration", "Rank all by"),
    ("In stacking, who trains on whose predictions?", "ensemble", "The second model"),
    ("My stack scores below its own best base model, why?", "ensemble", "Four likely reasons"),
    ("Gain and permutation importance disagree. Which one is lying?", "feature_importance", "Neither lies"),
    ("By what trickery does fANOVA decide what counts?", "hyperparameter_importance", "fANOVA fits a random forest"),
    ("Yes or no: will the customer in row 12 leave, how sure is it?", "prediction_uncertainty", "Neither yes nor no"),
)


@pytest.mark.parametrize(("question", "topic", "start"), ASKED, ids=[question for question, *_ in ASKED])
def test_the_question_is_answered_before_the_run_is_told(
    question: str, topic: str, start: str, churn: RunRecord
) -> None:
    """Who asks one thing and reads four paragraphs of another gives up."""
    given = answer(question, churn)
    plain = re.sub(r"\*\*|\[((?:[^\[\]])*)\]\(#c\d+\)", r"\1", given.answer)

    assert given.topic == topic
    assert plain.startswith(start)


def test_trials_that_a_run_does_not_have_are_said_to_be_missing(churn: RunRecord) -> None:
    """A number that does not exist is not swapped for another without a word."""
    text = answer("Is trial 131 really better than trial 144?", churn).answer

    assert text.startswith("Your run has no trial [131]")
    assert "and no trial [144]" in text


def test_costs_of_a_wasted_call_and_a_lost_customer_give_the_threshold(churn: RunRecord) -> None:
    """People name the mistakes of their trade, not false positives: 4 / (4 + 180)."""
    given = answer("Which threshold if a wasted call costs 4 euros and a lost customer 180?", churn)

    assert 0.0217 in {citation.value for citation in given.citations}


def test_a_trial_that_is_not_there_is_no_error_before_the_first_one() -> None:
    """A run that waits has no trials to count from."""
    assert "no trial" in answer("compare trial 3 and trial 99", RUNS["empty"]()).answer
