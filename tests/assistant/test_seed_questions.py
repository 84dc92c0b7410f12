"""The six questions that the product answers to, and the half-truths about them that it must not repeat."""

import pytest

from assistant.answer import answer
from models.record import RunRecord

SIX = {
    "What are hyperparameters in machine learning?": (
        "definition",
        ("before a model is fitted", "learning rate", "batch size", "number of epochs"),
    ),
    "Why are hyperparameters important for model performance?": (
        "importance",
        ("noise", "misses the pattern", "faster or slower"),
    ),
    "How do you choose hyperparameters?": (
        "choose",
        ("Grid search", "Random search", "Bayesian optimization", "Hyperband", "cross-validation"),
    ),
    "What is the difference between hyperparameters and model parameters?": (
        "params_vs_hyperparams",
        ("learned from the training rows", "set before the fit"),
    ),
    "What is overfitting in relation to hyperparameters?": (
        "overfitting",
        ("noise", "new rows worse", "deep trees"),
    ),
    "How can regularization techniques help with hyperparameter tuning?": (
        "regularization",
        ("L1", "L2", "exactly zero", "large coefficients", "simple"),
    ),
}


@pytest.mark.parametrize("question", SIX)
def test_the_six_questions_are_answered_without_a_run(question: str) -> None:
    """Whoever has no table yet wants to learn all the same."""
    topic, points = SIX[question]
    given = answer(question, None)

    assert given.topic == topic
    assert [point for point in points if point not in given.answer] == []


@pytest.mark.parametrize("question", SIX)
def test_the_six_questions_are_answered_with_the_run(question: str, any_run: RunRecord) -> None:
    """First in general, then with the numbers of the own run."""
    topic, points = SIX[question]
    given = answer(question, any_run)

    assert given.topic == topic
    assert points[0] in given.answer
    assert "our run" in given.answer or "odel overfits" in given.answer


def test_a_high_learning_rate_overshoots_and_in_boosting_overfits() -> None:
    """It does not settle too quickly on something poor: that is the common half-truth."""
    text = answer("What does a learning rate that is too high do?", None).answer

    assert "overshoots" in text
    assert "overfits more" in text
    assert "local" not in text


def test_random_search_wins_because_few_settings_matter() -> None:
    """Neither grid nor random search iterates, so neither is trapped in a local optimum or escapes one."""
    text = answer("How do you choose hyperparameters?", None).answer

    assert "a new value of each setting in every trial" in text
    assert "trap" not in text
    assert "escape" not in text


def test_a_grid_finds_the_best_of_its_own_points_only() -> None:
    """It guarantees nothing between its points, and measures those with noise."""
    text = answer("How do you choose hyperparameters?", None).answer

    assert "best of those points, as measured with noise" in text
    assert "guarantee" not in text


def test_knowing_the_influential_settings_speaks_for_a_small_grid() -> None:
    """The common advice has it the wrong way round."""
    assert "makes a small grid feasible" in answer("How do you choose hyperparameters?", None).answer


def test_sixty_random_draws_are_given_with_probability_and_source() -> None:
    """The figure is the useful part, and a figure needs its source."""
    given = answer("How do you choose hyperparameters?", None)
    cited = {citation.value: citation.source for citation in given.citations}

    assert {60, 5, 95} <= set(cited)
    assert "Bergstra and Bengio 2012" in str(cited[60])


def test_cross_validation_measures_and_does_not_prevent() -> None:
    """The winner's own cross-validated score is the best of many, and so flattered."""
    for question in ("What is cross-validation?", "What is overfitting?"):
        text = answer(question, None).answer

        assert "does not prevent" in text
    assert "a little flattered" in answer("What is cross-validation?", None).answer


def test_a_training_gap_is_never_the_verdict() -> None:
    """Forests are perfect on their training rows by construction."""
    text = answer("What is overfitting?", None).answer

    assert "no proof by itself" in text
    assert "random forest" in text
