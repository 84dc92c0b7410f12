"""Diagnostics are right where the right answer is known, and stay small."""

import json
from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray
from sklearn.metrics import roc_auc_score

from models.conformal import OutOfFold
from models.diagnostics.calibration import wilson
from models.diagnostics.confusion import OTHERS
from models.diagnostics.diagnose import Decided, diagnose
from models.diagnostics.judged_rows import MAX_ROWS
from models.record import (
    BinaryDiagnostics,
    Costs,
    Diagnostics,
    MulticlassDiagnostics,
    RegressionDiagnostics,
    from_plain,
    to_plain,
)
from models.splits import Fold

Array = NDArray[np.float64]
N_ROWS = 4_000
LARGEST_RECORD = 60_000


def given(y: Array, prediction: Array, **roles: object) -> OutOfFold:
    """Return out-of-fold predictions of rows that stand for themselves."""
    rows = np.arange(len(y))
    folds = tuple(Fold(0, k, rows[:0], rows[k::5]) for k in range(5))
    whole = {"weight": np.ones(len(y)), "folds": folds, "units": rows, **roles}
    return OutOfFold(y, prediction, **whole)  # type: ignore[arg-type]


def two_columns(probability: Array) -> Array:
    """Return the probabilities of both classes."""
    return np.column_stack([1 - probability, probability])


def chances(n_rows: int = N_ROWS, seed: int = 0) -> tuple[Array, Array]:
    """Draw probabilities, and answers that happen exactly as often as they say."""
    rng = np.random.default_rng(seed)
    probability = rng.beta(1.0, 2.0, n_rows)
    return (rng.random(n_rows) < probability).astype(float), probability


def binary(y: Array, probability: Array, decided: Decided | None = None, **roles: object) -> BinaryDiagnostics:
    """Diagnose a model of two classes."""
    told = diagnose(given(y, two_columns(probability), **roles), decided or Decided(("no", "yes")))
    assert told is not None
    assert told.binary is not None
    return told.binary


def multiclass(y: Array, prediction: Array, names: tuple[str, ...]) -> MulticlassDiagnostics:
    """Diagnose a model of several classes."""
    told = diagnose(given(y, prediction), Decided(names))
    assert told is not None
    assert told.multiclass is not None
    return told.multiclass


def regression(y: Array, prediction: Array, **roles: object) -> RegressionDiagnostics:
    """Diagnose a model of values."""
    told = diagnose(given(y, prediction, **roles), Decided())
    assert told is not None
    assert told.regression is not None
    return told.regression


def test_a_perfect_ranking_goes_through_the_corner() -> None:
    """All positives are caught before the first false alarm; nothing else may be lost by thinning."""
    y = np.repeat([0.0, 1.0], 2_000)
    told = binary(y, np.linspace(0.01, 0.99, 4_000))
    assert told.roc is not None
    assert told.precision_recall is not None

    assert (0.0, 1.0) in zip(told.roc.false_positive_rates, told.roc.true_positive_rates, strict=True)
    whole = told.precision_recall.recalls.index(1.0)
    assert set(told.precision_recall.precisions[: whole + 1]) == {1.0}
    assert told.precision_recall.precisions[-1] == told.precision_recall.base_rate == 0.5


def test_guesses_go_along_the_diagonal() -> None:
    """A score that knows nothing catches as many positives as it alarms of the others."""
    rng = np.random.default_rng(1)
    told = binary(rng.integers(0, 2, N_ROWS).astype(float), rng.random(N_ROWS))
    assert told.roc is not None

    apart = np.subtract(told.roc.true_positive_rates, told.roc.false_positive_rates)
    assert np.abs(apart).max() < 0.06
    assert told.roc.true_positive_rates[-1] == told.roc.false_positive_rates[-1] == 1.0


def test_the_area_under_the_thinned_curve_is_that_of_the_ranking() -> None:
    """A hundred points of thousands must not bend the curve."""
    y, probability = chances()
    told = binary(y, probability)
    assert told.roc is not None
    x, height = (np.r_[0.0, part] for part in (told.roc.false_positive_rates, told.roc.true_positive_rates))

    assert len(told.roc.thresholds) <= 100
    assert np.trapezoid(height, x) == pytest.approx(roc_auc_score(y, probability), abs=0.002)


def test_calibrated_probabilities_lie_on_the_diagonal_within_intervals() -> None:
    """Nine of ten intervals hold what was predicted, where what happens is drawn from the predictions."""
    inside = []
    for seed in range(20):
        bins = binary(*chances(seed=seed)).calibration.bins
        inside += [one.low <= one.predicted <= one.high for one in bins]
        assert sum(one.n_rows for one in bins) == N_ROWS

    assert np.mean(inside) == pytest.approx(0.9, abs=0.06)


def test_probabilities_that_are_too_sure_are_seen_to_be() -> None:
    """What is said to happen in 9 of 10 and happens in 7 lies outside of its interval."""
    rng = np.random.default_rng(2)
    said = np.where(rng.random(N_ROWS) < 0.5, 0.9, 0.1)
    y = (rng.random(N_ROWS) < np.where(said > 0.5, 0.7, 0.3)).astype(float)
    told = binary(y, said).calibration

    assert [one.low <= one.predicted <= one.high for one in told.bins] == [False, False]
    assert told.error == pytest.approx(0.2, abs=0.02)


def test_of_a_rare_class_the_crowded_bin_is_split() -> None:
    """With one positive in fifty, ten even steps would put nearly every row into the first."""
    rng = np.random.default_rng(3)
    probability = rng.beta(1.0, 40.0, N_ROWS)
    bins = binary((rng.random(N_ROWS) < probability).astype(float), probability).calibration.bins

    assert sum(one.predicted < 0.1 for one in bins) >= 4


def test_rows_of_one_group_count_together_in_the_interval() -> None:
    """A hundred copies of one answer are one answer."""
    rng = np.random.default_rng(4)
    group = np.repeat(np.arange(40), 100)
    y = (rng.random(40) < 0.5).astype(float)[group]
    alone = binary(y, np.full(len(y), 0.5)).calibration.bins[0]
    together = binary(y, np.full(len(y), 0.5), units=group).calibration.bins[0]

    assert together.high - together.low > 5 * (alone.high - alone.low)


@pytest.mark.parametrize(("share", "n"), [(0.0, 5.0), (0.5, 40.0), (1.0, 3.0)])
def test_wilson_stays_within_what_a_share_can_be(share: float, n: float) -> None:
    """Where nothing happened in five rows, that it never happens is not known."""
    low, high = wilson(share, n)

    assert 0.0 <= low <= share <= high <= 1.0
    assert high - low > 0.1


def test_costs_of_five_to_one_move_the_threshold_down() -> None:
    """Who must not miss a positive raises the alarm earlier, and the other way round later."""
    y, probability = chances()
    cheapest = {
        ratio: binary(y, probability, Decided(("no", "yes"), 0.5, Costs(*ratio))).thresholds.cheapest
        for ratio in [(5, 1), (1, 1), (1, 5)]
    }

    assert cheapest[5, 1] < cheapest[1, 1] < cheapest[1, 5]
    assert cheapest[5, 1] == pytest.approx(1 / 6, abs=0.06)


def test_each_threshold_decides_over_all_rows_once() -> None:
    """Four counts of a thousand; a stricter threshold never catches more."""
    told = binary(*chances()).thresholds

    assert 30 <= len(told.rows) <= 41
    for row in told.rows:
        counts = row.true_positives + row.false_positives + row.false_negatives + row.true_negatives
        assert counts == pytest.approx(1_000, abs=0.5)
    caught = [row.true_positives for row in told.rows]
    assert caught == sorted(caught, reverse=True)


def test_the_delivered_threshold_has_a_row_that_agrees_with_the_confusion() -> None:
    """Table and matrix must not tell two stories of one decision."""
    y, probability = chances()
    told = binary(y, probability, Decided(("no", "yes"), 0.2371))
    (row,) = [row for row in told.thresholds.rows if row.threshold == told.thresholds.delivered]

    assert told.confusion.threshold == 0.2371
    assert told.confusion.counts[1][1] / N_ROWS * 1_000 == pytest.approx(row.true_positives, abs=0.1)
    assert told.confusion.counts[0][1] / N_ROWS * 1_000 == pytest.approx(row.false_positives, abs=0.1)
    assert told.classes[0].name == "no"


def test_a_weight_of_two_counts_as_two_rows() -> None:
    """Who weights rows means that their like comes as often."""
    y, probability = chances(400)
    weight = np.repeat([1.0, 2.0], 200)
    twice = np.r_[np.arange(400), np.arange(200, 400)]
    weighted, repeated = binary(y, probability, weight=weight), binary(y[twice], probability[twice])

    assert weighted.roc == replace(repeated.roc, thresholds=weighted.roc.thresholds)  # type: ignore[union-attr,type-var]
    assert weighted.confusion.counts == repeated.confusion.counts


def test_recall_and_precision_are_read_off_the_matrix() -> None:
    """Three classes, one of which is never said."""
    y = np.array([0.0, 0, 0, 1, 1, 2])
    said = np.eye(3)[[0, 0, 1, 1, 1, 0]]
    told = multiclass(y, said, ("a", "b", "c"))
    rates = {one.name: (one.n_rows, one.recall, one.precision) for one in told.classes}

    assert told.confusion.counts == ((2, 1, 0), (0, 2, 0), (1, 0, 0))
    assert rates == {"a": (3, 0.6667, 0.6667), "b": (2, 1.0, 0.6667), "c": (1, 0.0, None)}


def test_of_very_many_classes_the_most_confused_stand_alone() -> None:
    """A hundred rows of a matrix tell nobody anything; nothing may be lost in putting them together."""
    rng = np.random.default_rng(5)
    y = rng.integers(0, 100, 3_000)
    said = np.where((y >= 40) & (y < 50) & (rng.random(3_000) < 0.5), y + 1, y)
    told = multiclass(y.astype(float), np.eye(100)[said], tuple(f"k{k:02d}" for k in range(100)))

    assert told.confusion.classes[-1] == OTHERS
    assert told.confusion.n_others == 88
    assert {f"k{k}" for k in range(40, 51)} <= set(told.confusion.classes)
    assert np.sum(told.confusion.counts) == 3_000
    assert len(told.classes) == 60


def test_a_predictor_that_is_right_on_average_has_its_bins_on_the_diagonal() -> None:
    """And a straight shift shows as such in every residual quantile."""
    rng = np.random.default_rng(6)
    mean = rng.uniform(0, 10, N_ROWS)
    y = mean + rng.normal(size=N_ROWS)
    told, shifted = regression(y, mean), regression(y, mean - 3.0)

    assert all(abs(one.median - one.predicted) < 0.25 for one in told.bins)
    assert all(one.low < one.median < one.high for one in told.bins)
    assert np.subtract(shifted.residuals, told.residuals) == pytest.approx(3.0, abs=1e-3)
    assert dict(zip(told.levels, told.residuals, strict=True))[0.9] == pytest.approx(1.2816, abs=0.1)


def test_the_sample_of_rows_is_the_same_again_and_covers_all_predictions() -> None:
    """A chart that changes when it is drawn again is distrusted, and rightly."""
    rng = np.random.default_rng(7)
    y, prediction = rng.normal(size=N_ROWS), rng.normal(size=N_ROWS)
    told = regression(y, prediction)

    assert told == regression(y, prediction)
    assert len(told.sample_true) == len(told.sample_predicted) == 300
    assert told.sample_predicted[0] == pytest.approx(prediction.min(), rel=1e-3)
    assert told.sample_predicted[-1] == pytest.approx(prediction.max(), rel=1e-3)


def test_rows_that_no_fold_scored_do_not_count() -> None:
    """With folds in time, the oldest rows have no prediction."""
    y, probability = chances(500)
    probability[:100] = np.nan
    told = diagnose(given(y, two_columns(probability)), Decided(("no", "yes")))

    assert told is not None
    assert told.n_rows == 400
    assert diagnose(given(y, two_columns(np.full(500, np.nan))), Decided(("no", "yes"))) is None


def test_of_very_many_rows_some_are_looked_at_and_it_is_said() -> None:
    """The end of a run has no time for a million rows."""
    y, prediction = np.zeros(MAX_ROWS + 10), np.linspace(0, 1, MAX_ROWS + 10)
    told = diagnose(given(y, prediction), Decided(), seed=1)

    assert told is not None
    assert told.n_rows == MAX_ROWS
    assert f"{MAX_ROWS:,} of {MAX_ROWS + 10:,} rows" in told.because
    assert told == diagnose(given(y, prediction), Decided(), seed=1)


@pytest.mark.parametrize("y", [np.zeros(30), np.ones(30)])
def test_rows_of_one_class_have_no_curve_and_no_error(y: Array) -> None:
    """A fold plan in time may score rows of a single class."""
    told = binary(y, np.linspace(0, 1, 30))

    assert told.roc is None
    assert told.precision_recall is None
    assert sum(map(sum, told.confusion.counts)) == 30


def largest() -> list[Diagnostics]:
    """Return diagnostics as large as they get."""
    rng = np.random.default_rng(8)
    y, probability = chances()
    many = rng.dirichlet(np.full(200, 0.05), N_ROWS)
    names = tuple(f"a class with a long name, number {k}" for k in range(200))
    told = [
        diagnose(given(y, two_columns(probability)), Decided(("no", "yes"), 1 / 7)),
        diagnose(given(rng.integers(0, 200, N_ROWS).astype(float), many), Decided(names)),
        diagnose(given(1e6 * rng.normal(size=N_ROWS), 1e6 * rng.normal(size=N_ROWS)), Decided()),
    ]
    return [one for one in told if one is not None]


def test_diagnostics_are_small_and_survive_being_written_and_read() -> None:
    """A record travels with every answer of the assistant."""
    for told in largest():
        text = json.dumps(to_plain(told), allow_nan=False)

        assert from_plain(Diagnostics, json.loads(text)) == told
        assert len(text) < LARGEST_RECORD / 2
