"""What each family adds to an average, told by out-of-fold predictions."""

import numpy as np
import pandas as pd
import pytest

from models.metrics import metric_for
from models.predictions import Predictions
from models.problem import Problem
from models.record import FoldPlan, Trial
from models.scoring import Scorer
from models.search.contributions import Contributions
from models.search.trials import TrialBook
from models.splits import make_folds

N_ROWS = 4_000


@pytest.fixture(scope="module")
def predictions() -> dict[int, Predictions]:
    """Return a good family, one that is worse and errs otherwise, and one that is worse and errs alike."""
    rng = np.random.default_rng(0)
    error, other = rng.normal(size=(2, N_ROWS))
    y = np.arange(N_ROWS) / 100.0
    guesses = {0: np.zeros(N_ROWS), 1: y + error, 2: y + 1.1 * other, 3: y + 1.1 * error + 0.1 * other}
    return {number: guess.astype(np.float32)[None, :] for number, guess in guesses.items()}


def contributions(predictions: dict[int, Predictions]) -> Contributions:
    """Return the contributions to a made-up regression."""
    y = np.arange(N_ROWS) / 100.0
    problem = Problem(pd.DataFrame({"a": y}), (), y, "regression")
    folds = make_folds(problem, FoldPlan("plain", 3, 1, 0, ""))
    return Contributions(TrialBook(problem, folds, Scorer(metric_for("rmse", "regression"))), predictions.get, 0)


def trial(number: int, family: str, score: float) -> Trial:
    """Return a complete trial."""
    return Trial(number, family, {}, "complete", validation_score=score)


TRIALS = {0: trial(0, "dummy", 10), 1: trial(1, "good", 1.0), 2: trial(2, "other", 1.1), 3: trial(3, "alike", 1.1)}


def test_family_that_errs_otherwise_weighs_more_than_one_that_errs_alike(predictions: dict[int, Predictions]) -> None:
    """Alone they score the same; to the average only one of them brings anything."""
    weights = contributions(predictions).news(TRIALS)

    assert weights is not None
    assert weights["other"] > 0.3
    assert weights["alike"] < 0.1
    assert sum(weights.values()) == pytest.approx(1.0)
    assert "dummy" not in weights


def test_nothing_is_weighed_again_until_the_best_of_a_family_changes(predictions: dict[int, Predictions]) -> None:
    """Weighing costs little, and nothing most of the time."""
    found = contributions(predictions)
    found.news(TRIALS)

    assert found.news({**TRIALS, 4: trial(4, "good", 1.2)}) is None
    assert found.news({**TRIALS, 3: trial(3, "good", 0.9)}) is not None


def test_order_in_which_trials_ended_decides_nothing(predictions: dict[int, Predictions]) -> None:
    """Processes finish in any order."""
    twins = {**TRIALS, 4: trial(4, "twin", 1.1)}
    predictions = {**predictions, 4: predictions[2]}
    backwards = dict(reversed(list(twins.items())))

    assert contributions(predictions).news(backwards) == contributions(predictions).news(twins)


def test_predictions_that_were_not_kept_leave_the_weights_as_they_are() -> None:
    """The worst trials' files go first when there are too many."""
    assert contributions({}).news(TRIALS) is None
