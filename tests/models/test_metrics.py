"""Metrics agree with scikit-learn, with and without weights, and say what does not fit."""

import pickle
from collections.abc import Callable

import numpy as np
import pytest
from sklearn import metrics as sk

from models.errors import MetricTaskError, UnknownMetricError
from models.metrics import METRICS, canonical_metric, default_metric, metric_for, metric_of_function
from models.scoring import Scorer, decide

N_ROWS = 200


def binary() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Answers, probabilities with ties, and weights."""
    rng = np.random.default_rng(0)
    y = (rng.random(N_ROWS) < 0.3).astype(float)
    positive = np.round(np.clip(0.3 * y + rng.random(N_ROWS) * 0.7, 0.01, 0.99), 2)
    return y, np.column_stack([1 - positive, positive]), rng.integers(0, 4, N_ROWS).astype(float)


def multiclass() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Answers of three classes, probabilities, and weights."""
    rng = np.random.default_rng(1)
    y = rng.integers(0, 3, N_ROWS).astype(float)
    probability = rng.dirichlet(np.ones(3), N_ROWS) + 0.3 * np.eye(3)[y.astype(int)]
    return y, probability / probability.sum(axis=1, keepdims=True), rng.random(N_ROWS)


def values() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Positive values, predictions, and weights."""
    rng = np.random.default_rng(2)
    y = rng.gamma(2.0, 3.0, N_ROWS) + 0.1
    return y, np.abs(y + rng.normal(size=N_ROWS)), rng.random(N_ROWS)


BINARY: dict[str, Callable[..., float]] = {
    "roc_auc": lambda y, p, w: sk.roc_auc_score(y, p[:, 1], sample_weight=w),
    "average_precision": lambda y, p, w: sk.average_precision_score(y, p[:, 1], sample_weight=w),
    "log_loss": lambda y, p, w: sk.log_loss(y, p, sample_weight=w),
    "accuracy": lambda y, p, w: sk.accuracy_score(y, decide(p), sample_weight=w),
    "balanced_accuracy": lambda y, p, w: sk.balanced_accuracy_score(y, decide(p), sample_weight=w),
    "f1": lambda y, p, w: sk.f1_score(y, decide(p), sample_weight=w),
    "f1_macro": lambda y, p, w: sk.f1_score(y, decide(p), sample_weight=w, average="macro"),
}
MULTICLASS: dict[str, Callable[..., float]] = {
    "log_loss": lambda y, p, w: sk.log_loss(y, p, sample_weight=w),
    "accuracy": lambda y, p, w: sk.accuracy_score(y, decide(p), sample_weight=w),
    "f1_macro": lambda y, p, w: sk.f1_score(y, decide(p), sample_weight=w, average="macro"),
}
REGRESSION: dict[str, Callable[..., float]] = {
    "root_mean_squared_error": lambda y, p, w: sk.root_mean_squared_error(y, p, sample_weight=w),
    "mean_absolute_error": lambda y, p, w: sk.mean_absolute_error(y, p, sample_weight=w),
    "r2": lambda y, p, w: sk.r2_score(y, p, sample_weight=w),
    "root_mean_squared_log_error": lambda y, p, w: sk.root_mean_squared_log_error(y, p, sample_weight=w),
    "mean_absolute_percentage_error": lambda y, p, w: sk.mean_absolute_percentage_error(y, p, sample_weight=w),
}
CASES = [
    *[(name, theirs, binary) for name, theirs in BINARY.items()],
    *[(name, theirs, multiclass) for name, theirs in MULTICLASS.items()],
    *[(name, theirs, values) for name, theirs in REGRESSION.items()],
]


@pytest.mark.parametrize(("name", "theirs", "data"), CASES)
@pytest.mark.parametrize("is_weighted", [False, True])
def test_metric_equals_that_of_scikit_learn(
    name: str, theirs: Callable[..., float], data: Callable[..., tuple[np.ndarray, ...]], is_weighted: bool
) -> None:
    """A bootstrap is a weighting, so weights must mean what they mean everywhere."""
    y, prediction, weight = data()
    weight = weight if is_weighted else np.ones(N_ROWS)

    ours = Scorer(METRICS[name]).score(y, prediction, weight)

    assert ours == pytest.approx(theirs(y, prediction, weight), abs=1e-9)


def test_roc_auc_of_three_classes_is_the_mean_of_one_against_the_rest() -> None:
    """The definition that scikit-learn calls ovr, macro averaged."""
    y, probability, _ = multiclass()

    ours = Scorer(METRICS["roc_auc"]).score(y, probability)

    assert ours == pytest.approx(sk.roc_auc_score(y, probability, multi_class="ovr", average="macro"), abs=1e-9)


def test_many_weightings_are_scored_like_one_after_another() -> None:
    """The bootstrap scores a matrix of weights at once."""
    y, probability, _ = binary()
    weights = np.random.default_rng(3).integers(0, 3, (7, N_ROWS)).astype(float)
    for name in BINARY:
        prepared = Scorer(METRICS[name]).prepare(y, probability)
        assert prepared(weights) == pytest.approx([float(prepared(row[None, :])[0]) for row in weights])


def test_ranking_is_undefined_without_a_negative() -> None:
    """One class has no pairs to rank: NaN, never a made-up number."""
    _, probability, _ = binary()

    assert np.isnan(Scorer(METRICS["roc_auc"]).score(np.ones(N_ROWS), probability))


def test_threshold_moves_the_decision() -> None:
    """Costs set the threshold, and every metric of classes follows it."""
    y, probability, _ = binary()

    low = Scorer(METRICS["f1"], threshold=0.2).score(y, probability)

    assert low == pytest.approx(sk.f1_score(y, probability[:, 1] >= 0.2))


@pytest.mark.parametrize(
    ("given", "canonical"),
    [
        ("rmse", "root_mean_squared_error"),
        ("neg_log_loss", "log_loss"),
        (" ROC_AUC ", "roc_auc"),
        ("mape", "mean_absolute_percentage_error"),
    ],
)
def test_every_usual_name_leads_to_the_one_name(given: str, canonical: str) -> None:
    """No reader should meet neg_ anywhere."""
    assert canonical_metric(given) == canonical


def test_unknown_metric_names_the_known_ones() -> None:
    """The error tells what to do."""
    with pytest.raises(UnknownMetricError, match="roc_auc"):
        canonical_metric("auccuracy")


def test_metric_against_the_task_is_refused_with_those_that_fit() -> None:
    """RMSE of classes means nothing."""
    with pytest.raises(MetricTaskError, match="log_loss"):
        metric_for("rmse", "multiclass")


def test_errors_survive_the_way_back_from_a_process() -> None:
    """Facts in args, sentence in __str__."""
    error = MetricTaskError("r2", "binary", ("roc_auc",))

    assert str(pickle.loads(pickle.dumps(error))) == str(error)  # noqa: S301  our own bytes


def test_each_task_has_a_default_that_fits_it() -> None:
    """A goal without a metric must still run."""
    for task in ("binary", "multiclass", "regression"):
        assert metric_for(default_metric(task), task).account.name == default_metric(task)


def test_a_function_of_the_user_scores_decided_classes() -> None:
    """In Python a metric may be any function of (y_true, y_pred)."""
    y, probability, _ = binary()
    metric = metric_of_function(lambda true, predicted: float((true == predicted).mean()), "binary")

    assert Scorer(metric).score(y, probability) == pytest.approx(sk.accuracy_score(y, decide(probability)))
