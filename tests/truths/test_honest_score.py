"""Where the true score is known, the honest score must be near it and its interval must hold it."""

import numpy as np
from numpy.typing import NDArray

from models.estimate import estimate
from models.metrics import metric_for
from models.record import Score, Task, Trial
from models.scoring import Scorer
from models.selection import Candidates, select
from models.splits import Fold

Array = NDArray[np.float64]

N_ROWS, N_FOLDS = 100, 10
NOISE, OFFSET = 1.0, 0.3
"""A value is what is known of it plus noise; the candidate is off by a part of its own. All are normal."""


def honest(y: Array, predictions: list[Array], metric: str, task: Task) -> Score:
    """Choose among candidates that were not fitted at all, so that no fold matters, and estimate the score."""
    rows = np.arange(len(y))
    folds = tuple(Fold(0, k, rows[rows % N_FOLDS != k], rows[rows % N_FOLDS == k]) for k in range(N_FOLDS))
    read = {number: prediction[None].astype(np.float32) for number, prediction in enumerate(predictions)}
    trials = tuple(Trial(number, "linear", {}, "complete", validation_score=0.0) for number in read)
    candidates = Candidates(trials, read.get, y, None, folds, rows, Scorer(metric_for(metric, task)), seed=0)
    return estimate(select(candidates), candidates, None)


def test_the_interval_holds_the_error_that_the_formula_gives_and_is_not_for_free() -> None:
    """The error and its spread are known: few of 60 intervals may miss, and they may not owe that to being wide."""
    rng = np.random.default_rng(0)
    true = np.hypot(NOISE, OFFSET)
    n_held, widths, n_tables = 0, [], 60
    for _ in range(n_tables):
        known, noise, offset = rng.normal(size=(3, N_ROWS))
        score = honest(known + NOISE * noise, [known + OFFSET * offset], "root_mean_squared_error", "regression")
        assert score.low is not None
        assert score.high is not None
        n_held += score.low <= true <= score.high
        widths.append(score.high - score.low)

    ideal = 2 * 1.645 * true / np.sqrt(2 * N_ROWS)
    assert n_held >= 50  # fewer: one chance in thirty at a coverage of exactly 0.9
    assert np.mean(widths) < 1.5 * ideal


def test_choosing_among_many_is_paid_for_on_a_target_of_pure_noise() -> None:
    """Fifteen guesses are right half the time; the best of them looks better, and the corrected score must not."""
    rng = np.random.default_rng(1)
    best, corrected = [], []
    for _ in range(8):
        y = rng.integers(0, 2, N_ROWS).astype(float)
        guesses = [rng.random(N_ROWS) for _ in range(15)]
        score = honest(y, [np.column_stack([1 - guess, guess]) for guess in guesses], "accuracy", "binary")
        best.append(score.cross_validated)
        corrected.append(score.corrected)

    assert np.mean(best) > 0.57
    assert abs(np.mean(np.asarray(corrected, float)) - 0.5) < (np.mean(best) - 0.5) / 3
