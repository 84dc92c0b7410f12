"""Intervals and sets cover as often as they say, and say so themselves."""

import numpy as np
import pytest
from numpy.typing import NDArray

from models.conformal import LEVEL, OutOfFold, conformal_quantile
from models.intervals import interval_of, set_of, uncertainty_of
from models.record import Uncertainty, from_plain, to_plain
from models.splits import Fold

Array = NDArray[np.float64]
N_ROWS, N_NEW = 1_000, 4_000
THREE_ERRORS = 3 * np.sqrt(LEVEL * (1 - LEVEL) * (1 / N_ROWS + 1 / N_NEW))


def folds(n_rows: int, n_folds: int = 5) -> tuple[Fold, ...]:
    """Deal rows around; what they were trained on does not matter here."""
    rows = np.arange(n_rows)
    return tuple(Fold(0, k, rows[:0], rows[k::n_folds]) for k in range(n_folds))


def given(y: Array, prediction: Array, **roles: object) -> OutOfFold:
    """Return out-of-fold predictions of rows that stand for themselves."""
    whole = {"weight": np.ones(len(y)), "folds": folds(len(y)), "units": np.arange(len(y)), **roles}
    return OutOfFold(y, prediction, **whole)  # type: ignore[arg-type]


def values(n_rows: int, seed: int, *, grows: bool) -> tuple[Array, Array]:
    """Return answers and the best possible predictions; the noise grows with the prediction, or does not."""
    rng = np.random.default_rng(seed)
    mean = rng.uniform(0, 10, n_rows)
    return mean + (mean if grows else 3.0) * rng.normal(size=n_rows), mean


def labels(n_rows: int, seed: int) -> tuple[Array, Array]:
    """Return classes drawn from known probabilities, and those probabilities."""
    rng = np.random.default_rng(seed)
    probability = rng.dirichlet([0.5, 0.5, 0.5], n_rows)
    return (probability.cumsum(axis=1) < rng.random((n_rows, 1))).sum(axis=1).astype(float), probability


def share_inside(y: Array, prediction: Array, told: Uncertainty) -> Array:
    """Tell for each row whether its answer is inside of its interval."""
    ends = interval_of(prediction, told)
    assert ends is not None
    return (ends[:, 0] <= y) & (y <= ends[:, 1])


@pytest.mark.parametrize("grows", [False, True])
def test_intervals_cover_new_rows_as_often_as_they_say(grows: bool) -> None:
    """Nine of ten, within the error of that many rows to learn from and to look at."""
    told = uncertainty_of(given(*values(N_ROWS, 1, grows=grows)))
    y, prediction = values(N_NEW, 2, grows=grows)

    assert share_inside(y, prediction, told).mean() == pytest.approx(LEVEL, abs=THREE_ERRORS)
    assert told.coverage == pytest.approx(LEVEL, abs=0.02)
    assert told.coverage_error == pytest.approx(np.sqrt(LEVEL * (1 - LEVEL) / N_ROWS), rel=0.2)


def test_where_misses_grow_with_the_prediction_so_do_intervals() -> None:
    """One width for all would be far too wide for small predictions and too narrow for large ones."""
    told = uncertainty_of(given(*values(N_ROWS, 3, grows=True)))
    y, prediction = values(N_NEW, 4, grows=True)
    inside, is_small = share_inside(y, prediction, told), prediction < 3

    assert inside[is_small].mean() == pytest.approx(LEVEL, abs=0.05)
    assert inside[~is_small].mean() == pytest.approx(LEVEL, abs=0.05)


def test_where_misses_are_alike_one_width_serves() -> None:
    """What is not needed is not fitted: it would only add noise."""
    told = uncertainty_of(given(*values(N_ROWS, 5, grows=False)))

    assert told.knots == ()
    assert told.quantile == pytest.approx(1.645 * 3, rel=0.1)
    assert told.size == pytest.approx(2 * (told.quantile or 0))


def test_sets_cover_new_rows_as_often_as_they_say() -> None:
    """The true class is inside, and no set is empty."""
    told = uncertainty_of(given(*labels(N_ROWS, 6)))
    y, probability = labels(N_NEW, 7)
    members = set_of(probability, told)
    assert members is not None

    covered = members[np.arange(N_NEW), y.astype(int)].mean()

    assert covered == pytest.approx(LEVEL, abs=THREE_ERRORS)
    assert told.coverage == pytest.approx(LEVEL, abs=0.03)
    assert members.any(axis=1).all()
    assert members.sum(axis=1).mean() == pytest.approx(told.size, abs=0.05)


def test_sure_rows_get_one_class_and_unsure_ones_several() -> None:
    """A set that does not shrink where the model is sure tells nothing."""
    told = uncertainty_of(given(*labels(N_ROWS, 6)))
    members = set_of(np.array([[0.98, 0.01, 0.01], [0.34, 0.33, 0.33]]), told)
    assert members is not None

    assert members.sum(axis=1).tolist() == [1, 3]


def test_no_set_is_empty() -> None:
    """Where the model is mostly right, even the first class of an unsure row is less probable than most true ones."""
    told = Uncertainty("set", LEVEL, "made up", quantile=0.9)

    assert set_of(np.array([[0.5, 0.3, 0.2], [0.05, 0.92, 0.03]]), told).tolist() == [  # type: ignore[union-attr]
        [True, False, False],
        [False, True, False],
    ]


def test_rows_that_share_a_fate_count_as_one_in_the_error() -> None:
    """A hundred copies of ten groups are ten observations."""
    rng = np.random.default_rng(8)
    group = np.repeat(np.arange(40), 25)
    y = rng.normal(size=40)[group]
    alone = uncertainty_of(given(y, np.zeros(len(y))))
    told = uncertainty_of(given(y, np.zeros(len(y)), units=group))

    assert told.coverage == alone.coverage
    assert (told.coverage_error or 0) > 4 * (alone.coverage_error or 1)
    assert "groups" in told.because


def test_drift_shows_in_the_measured_coverage() -> None:
    """A promise made from the past does not hold where the noise grows from fold to fold, and that must be seen."""
    rng = np.random.default_rng(9)
    rows = np.arange(1_000)
    y = rng.normal(size=1_000) * (1 + rows / 100)
    in_time = tuple(Fold(0, k, rows[:0], part) for k, part in enumerate(np.array_split(rows, 5)))
    told = uncertainty_of(given(y, np.zeros(1_000), folds=in_time, is_in_time=True))

    assert (told.coverage or 1) < LEVEL - 0.1
    assert "earlier" in told.because


def test_a_weight_of_two_is_as_two_rows() -> None:
    """Who weights rows means that their like comes as often."""
    y, prediction = values(300, 10, grows=False)
    weighted = conformal_quantile(np.abs(y - prediction), np.repeat([1.0, 2.0], 150))
    repeated = np.r_[np.arange(300), np.arange(150, 300)]

    assert weighted == pytest.approx(conformal_quantile(np.abs(y - prediction)[repeated], np.ones(450)), rel=0.02)


def test_rows_that_no_fold_scored_do_not_count() -> None:
    """With folds in time, the oldest rows have no prediction."""
    y, prediction = values(500, 11, grows=False)
    prediction[:100] = np.nan
    scored = tuple(Fold(0, k, np.arange(0), 100 + np.arange(k, 400, 4)) for k in range(4))

    told = uncertainty_of(given(y, prediction, folds=scored))

    assert told.n_rows == 400
    assert told.quantile is not None


@pytest.mark.parametrize("prediction", [np.zeros(8), np.full((8, 2), 0.5)])
def test_of_too_few_rows_nothing_is_promised(prediction: Array) -> None:
    """One in ten must be able to lie outside, and eight rows have no tenth."""
    told = uncertainty_of(given(np.zeros(8), prediction, folds=folds(8, 2)))

    assert told.quantile is None
    assert "8 rows are too few" in told.because
    assert interval_of(np.zeros(3), told) is None
    assert set_of(np.full((3, 2), 0.5), told) is None


def test_a_perfect_model_has_intervals_of_no_width() -> None:
    """No division by a miss of zero."""
    y = np.linspace(0, 1, 200)
    told = uncertainty_of(given(y, y))

    assert told.quantile == 0
    assert told.coverage == 1
    assert np.array_equal(interval_of(y, told), np.column_stack([y, y]))  # type: ignore[arg-type]


def test_uncertainty_survives_being_written_and_read() -> None:
    """The model folder holds it as numbers."""
    told = uncertainty_of(given(*values(N_ROWS, 1, grows=True)))

    assert from_plain(Uncertainty, to_plain(told)) == told
    assert len(told.knots) == len(told.difficulties) > 1
