"""The first sentence answers what was asked, in topics that answer several kinds of questions."""

import pytest

from assistant.answer import answer
from assistant.backing import unlinked
from models.record import RunRecord

pytestmark = pytest.mark.usefixtures("without_notes")


@pytest.mark.parametrize(
    ("question", "beginning"),
    [
        ("is the split point in a decision tree a parameter or a hyperparameter?", "A **parameter**"),
        ("Are the coefficients of the logistic regression hyperparameters?", "**Parameters**, no hyperparameters"),
        ("Are the weights of a neural net hyperparameters?", "**Parameters**, no hyperparameters"),
        ("What is the difference between weights and hyperparameters, as parameters?", "**Parameters** are learned"),
        ("Was the tuning worth it? I could have just used the defaults", "In your run"),
        ("Is tuning worth it?", "**It depends**"),
        ("Why do hyperparameters matter for model performance?", "Hyperparameters matter because"),
        ("new csv has a new category that was not in training, what happens in production?", "It does not crash"),
        ("How will I notice when the deployed model gets stale?", "Watch two things"),
        ("How often should I retrain the model?", "Refit when"),
        ("Is my model ready for production?", "**I cannot say that it is ready without checks.**"),
        ("Why does my model fail after deployment?", "A model that does well in training"),
        ("Do trees care at all if I take logs of a skewed column?", "**Trees do not care**"),
        ("Clustering and classification, what is the difference?", "**Classification** has known answers"),
        ("The search space says learning_rate is log-uniform. What does log-uniform mean?", "**Log-uniform** means"),
    ],
)
def test_the_first_sentence_answers_the_question(question: str, beginning: str, churn: RunRecord) -> None:
    """Facts of the run that come first hide the one sentence that was asked for."""
    assert unlinked(answer(question, churn).answer).startswith(beginning)
