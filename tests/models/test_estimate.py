"""The honest score: what is taken off, how wide the interval is, and when nothing can be told."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from models.blend import Blend
from models.estimate import estimate
from models.metrics import METRICS, metric_for, metric_of_function
from models.record import EnsembleMember, Score, Task, Trial
from models.scoring import Scorer
from models.selection import Candidates, select
from models.splits import Fold

Array = NDArray[np.float64]

N_ROWS = 90


def folds_of(n_rows: int, n_folds: int = 5) -> tuple[Fold, ...]:
    """Deal the rows around the folds."""
    rows = np.arange(n_rows)
    return tuple(Fold(0, k, rows[rows % n_folds != k], rows[rows % n_folds == k]) for k in range(n_folds))


def candidates_of(y: Array, predictions: list[Array], metric: str = "roc_auc", task: Task = "binary") -> Candidates:
    """Return candidates with these out-of-fold predictions, best first."""
    scorer, folds = Scorer(metric_for(metric, task)), folds_of(len(y))
    read = {number: prediction[None].astype(np.float32) for number, prediction in enumerate(predictions)}
    trials = [Trial(number, "linear", {}, "complete") for number in read]
    candidates = Candidates(tuple(trials), read.get, y, None, folds, np.arange(len(y)), scorer, seed=0)
    scores = {number: candidates.score(Blend((EnsembleMember(number, 1.0),))) for number in read}
    ranked = sorted(trials, key=lambda trial: -scorer.metric.utility(scores[trial.number]))
    return replace(candidates, trials=tuple(replace(t, validation_score=scores[t.number]) for t in ranked))


def probabilities(positive: Array) -> Array:
    """Return probabilities of both classes from those of the positive one."""
    return np.column_stack([1 - positive, positive])


def binary(n_candidates: int = 4, seed: int = 0, signal: float = 0.3, metric: str = "roc_auc") -> Candidates:
    """Return candidates that know a little of a binary answer."""
    rng = np.random.default_rng(seed)
    y = rng.integers(0, 2, N_ROWS).astype(float)
    known = [np.clip(signal * y + 0.7 * rng.random(N_ROWS), 0, 1) for _ in range(n_candidates)]
    return candidates_of(y, [probabilities(positive) for positive in known], metric)


def regression(metric: str = "root_mean_squared_error") -> Candidates:
    """Return candidates that know a little of a value."""
    rng = np.random.default_rng(1)
    y = np.exp(rng.normal(size=N_ROWS))
    return candidates_of(y, [y * np.exp(0.5 * rng.normal(size=N_ROWS)) for _ in range(4)], metric, "regression")


def honest(candidates: Candidates, seconds: float | None = None) -> Score:
    """Estimate the score of what would be delivered."""
    return estimate(select(candidates), candidates, seconds)


def numbers(score: Score) -> tuple[float, float, float]:
    """Return low, corrected and high, which must be there."""
    assert score.low is not None
    assert score.corrected is not None
    assert score.high is not None
    return score.low, score.corrected, score.high


@pytest.mark.parametrize("name", METRICS)
def test_low_corrected_and_high_are_in_order_and_no_better_than_can_be(name: str) -> None:
    """A reader must never see an interval that its own score lies outside of, nor an AUC above 1."""
    metric = METRICS[name]
    candidates = regression(name) if metric.account.needs == "value" else binary(metric=name)
    low, corrected, high = numbers(honest(candidates))

    assert low <= corrected <= high
    assert metric.utility(metric.account.best) >= max(metric.utility(low), metric.utility(high))


@pytest.mark.parametrize("make", [binary, regression])
def test_without_a_gain_from_more_rows_nothing_better_is_promised_than_was_measured(
    make: Callable[[], Candidates],
) -> None:
    """Choosing can only flatter; a baseline, from which the gain is told, is not among these candidates."""
    candidates = make()
    score = honest(candidates)
    utility = candidates.scorer.metric.utility

    assert utility(numbers(score)[1]) <= utility(score.cross_validated)


def test_the_more_candidates_the_higher_the_price() -> None:
    """The best of twelve equally good ones owes more to luck than the best of two."""

    def mean_price(n_candidates: int) -> float:
        scores = [honest(binary(n_candidates, seed, signal=0.0, metric="accuracy")) for seed in range(4)]
        return float(np.mean([score.cross_validated - numbers(score)[1] for score in scores]))

    assert mean_price(12) > mean_price(2) + 0.02


def test_one_trial_has_an_interval_and_no_price() -> None:
    """Without a choice there is nothing to pay for, but few rows are few rows."""
    candidates = binary(n_candidates=1)
    score = honest(candidates)
    low, corrected, high = numbers(score)

    assert corrected == score.cross_validated
    assert low < corrected < high
    assert "no choice to correct for" in score.because


def test_where_nothing_beats_the_baseline_its_score_is_left_as_it_is() -> None:
    """It was not chosen for luck, and what it reaches on new rows is known: half of the pairs."""
    rng = np.random.default_rng(8)
    y = (np.arange(N_ROWS) % 2).astype(float)
    unlucky = [probabilities(np.clip(0.5 - 0.1 * (y - 0.5) + 0.4 * (rng.random(N_ROWS) - 0.5), 0, 1)) for _ in range(3)]
    candidates = candidates_of(y, [probabilities(np.full(N_ROWS, 0.5)), *unlucky])
    trials = [replace(trial, family="dummy") if trial.number == 0 else trial for trial in candidates.trials]
    score = honest(replace(candidates, trials=tuple(trials)))
    low, corrected, high = numbers(score)

    assert corrected == score.cross_validated == 0.5
    assert low < 0.5 < high < 0.55
    assert "Nothing was better than the baseline" in score.because


def test_trials_that_are_all_equal_cost_nothing_to_choose_among() -> None:
    """Whichever is chosen, it is the same."""
    one = binary(n_candidates=1)
    prediction = one.predictions[0][0].astype(float)
    score = honest(candidates_of(one.y, [prediction, prediction, prediction]))
    low, corrected, high = numbers(score)

    assert corrected == pytest.approx(score.cross_validated)
    assert low < corrected < high


def test_ranking_five_positives_right_is_no_certainty() -> None:
    """A bootstrap of a perfect score shows no spread, and five rows prove little."""
    y = np.zeros(N_ROWS)
    y[:5] = 1
    low, corrected, high = numbers(honest(candidates_of(y, [probabilities(0.2 + 0.6 * y)])))

    assert low < 0.9
    assert low < corrected < high == 1.0


def test_a_fold_of_one_class_is_left_out_and_the_others_tell() -> None:
    """A rank is undefined on it; that must neither spoil the score of the other folds nor turn into a number."""
    candidates = binary()
    y = candidates.y.copy()
    y[candidates.folds[0].validation] = 0.0
    score = honest(replace(candidates, y=y))
    low, corrected, high = numbers(score)

    assert np.isfinite([score.cross_validated, low, corrected, high]).all()
    assert 0.0 <= low < corrected < high <= 1.0


@pytest.mark.parametrize("n_positives", [1, 2, 5])
def test_of_a_handful_of_positives_a_wide_interval_is_told_or_nothing_with_the_reason(n_positives: int) -> None:
    """Most bootstraps of so few rows miss some of them: a narrow interval would be made up, and NaN says nothing."""
    rng = np.random.default_rng(6)
    y = np.zeros(N_ROWS)
    y[rng.choice(N_ROWS, n_positives, replace=False)] = 1.0
    known = [np.clip(0.3 * y + 0.7 * rng.random(N_ROWS), 0, 1) for _ in range(3)]
    score = honest(candidates_of(y, [probabilities(positive) for positive in known]))

    if score.corrected is None:
        assert (score.low, score.high) == (None, None)
        assert "too rare a class" in score.because
    else:
        low, corrected, high = numbers(score)
        assert low <= corrected <= high
        assert high - low > 0.15


def test_a_score_that_is_no_number_is_said_to_be_none() -> None:
    """A row of one class in every fold, or a prediction beyond all bounds: there is nothing to correct."""
    one_class = replace(binary(), y=np.zeros(N_ROWS))
    beyond = np.full((1, N_ROWS), np.inf, dtype=np.float32)
    endless = replace(regression("mean_absolute_error"), read=dict.fromkeys(range(4), beyond).get)
    for candidates in (one_class, endless):
        score = estimate(Blend((EnsembleMember(candidates.pool[0].number, 1.0),)), candidates, None)

        assert (score.low, score.corrected, score.high) == (None, None, None)
        assert "no number" in score.because


def test_a_huge_miss_lengthens_the_worse_side_alone() -> None:
    """What is too rare to be among few rows can only make the score worse than it looks."""
    rng = np.random.default_rng(7)
    y = rng.normal(size=N_ROWS)
    error = rng.normal(size=N_ROWS)
    error[0] = 12.0
    low, corrected, high = numbers(honest(candidates_of(y, [y + error], "mean_absolute_error", "regression")))

    worst_once_more = (12.0 - corrected) / (N_ROWS + 1)
    assert high - corrected == pytest.approx(corrected - low + worst_once_more, rel=1e-3)


def test_rows_of_one_group_count_as_one() -> None:
    """Ten copies of a row tell no more than one, and an interval that counts them is far too narrow."""
    rng = np.random.default_rng(2)
    group = np.arange(N_ROWS) // 10
    error = rng.normal(size=group.max() + 1)[group]
    y = rng.normal(size=N_ROWS)
    alone = candidates_of(y, [y + error], "mean_absolute_error", "regression")

    def width(candidates: Candidates) -> float:
        low, _, high = numbers(honest(candidates))
        return high - low

    assert width(replace(alone, units=group)) > 2 * width(alone)


def test_a_single_unit_cannot_tell() -> None:
    """All rows of one group: how much another group differs nobody knows."""
    score = honest(replace(binary(), units=np.zeros(N_ROWS, dtype=np.intp)))

    assert (score.low, score.corrected, score.high) == (None, None, None)
    assert "too few" in score.because


def test_a_reserve_that_is_over_gives_a_reason_and_no_numbers() -> None:
    """A run must end in time, also without its honest score."""
    score = honest(binary(), seconds=0.0)

    assert (score.low, score.corrected, score.high) == (None, None, None)
    assert "too little time" in score.because


def test_the_same_candidates_give_the_same_score() -> None:
    """In trials mode a run repeats exactly, its honest score included."""
    assert honest(binary()) == honest(binary())


def test_learning_from_all_rows_gives_part_of_the_price_back() -> None:
    """The fewer rows the folds saw, the more the delivered model gains from having all of them."""
    candidates = binary(n_candidates=12, signal=0.2, metric="accuracy")
    baseline = replace(candidates.trials[-1], number=99, family="dummy", validation_score=0.5)

    def corrected(trials: tuple[Trial, ...], n_folds: int) -> float:
        return numbers(honest(replace(candidates, trials=trials, folds=folds_of(N_ROWS, n_folds))))[1]

    learned = (*candidates.trials, baseline)
    assert corrected(candidates.trials, 3) == corrected(candidates.trials, 10)
    gains = [corrected(learned, k) - corrected(candidates.trials, k) for k in (3, 10)]
    assert gains[0] > gains[1] > 0


def test_where_little_was_chosen_the_gain_from_all_rows_may_exceed_the_price() -> None:
    """An estimate that is never better than the measured score would be too low on average."""
    candidates = binary(n_candidates=1)
    baseline = Trial(99, "dummy", {}, "complete", validation_score=0.5)
    score = honest(replace(candidates, trials=(*candidates.trials, baseline), folds=folds_of(N_ROWS, 3)))

    assert score.cross_validated < numbers(score)[1] < score.cross_validated + 0.02
    assert "Learning from all rows" in score.because


def test_a_metric_of_ones_own_is_not_cut_off_at_one() -> None:
    """A profit has no best value that we could know."""

    def profit(y: Array, decided: Array) -> float:
        return float(1000 * (y == decided).mean())

    candidates = replace(binary(), scorer=Scorer(metric_of_function(profit, "binary")))
    low, corrected, high = numbers(honest(candidates))

    assert 1 < low < corrected < high


def test_what_was_thinned_is_said() -> None:
    """Who reads a score made from fewer choices must be able to know."""
    rng = np.random.default_rng(3)
    y = rng.integers(0, 2, 3000).astype(float)
    candidates = candidates_of(y, [probabilities(rng.random(3000)) for _ in range(12)])
    score = honest(replace(candidates, units=np.arange(3000) // 300))

    assert "Thinned" in score.because
    assert "of 60 choices" in score.because
