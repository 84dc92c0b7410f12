"""The metrics: name, direction, unit, what they need, one sentence each; and how they are computed.

A score is computed in two steps: ``prepare`` looks at the answers and the predictions once, and the returned
function scores any number of row weightings. A bootstrap is a weighting, so that thousands of them cost
little more than one.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from models.errors import CustomMetricError, MetricTaskError, UnknownMetricError
from models.record import MetricAccount, Task
from models.row_statistics import (
    RowStatistics,
    absolute_error,
    average_precision,
    balanced_accuracy,
    class_accuracy,
    f1_of_positive,
    f1_over_classes,
    log_loss,
    r2,
    relative_error,
    roc_auc,
    squared_error,
    squared_log_error,
)

Array = NDArray[np.float64]
Weighted = Callable[[Array], Array]
"""From row weights of shape (n_weightings, n_rows) to scores of shape (n_weightings,); NaN where undefined."""

CustomFunction = Callable[[NDArray[Any], NDArray[Any]], float]
"""A metric of the user's own: of true and predicted answers, greater is better."""

Needs = Literal["probability", "class", "value"]
CLASSIFICATION: tuple[Task, ...] = ("binary", "multiclass")
REGRESSION: tuple[Task, ...] = ("regression",)


@dataclass(frozen=True)
class Metric:
    """One metric: its account in words, the tasks it fits, and its computation.

    ``prepare(y, prediction)`` takes answers of shape (n_rows,) (class numbers, the positive class is 1; or
    values) and predictions (probabilities of shape (n_rows, n_classes), or values of shape (n_rows,)). For a
    metric that needs classes, the predictions are the decided class numbers.
    """

    account: MetricAccount
    tasks: tuple[Task, ...]
    prepare: Callable[[Array, Array], Weighted]
    aliases: tuple[str, ...] = ()

    def utility(self, score: float) -> float:
        """Turn a score in the metric's own unit into one where greater is better."""
        return score if self.account.greater_is_better else -score


def _by_sums(statistics: RowStatistics) -> Callable[[Array, Array], Weighted]:
    """Score from weighted sums of per-row statistics: one matrix product for all weightings."""

    def prepare(y: Array, prediction: Array) -> Weighted:
        rows = statistics.of_rows(y, prediction)

        def score(weights: Array) -> Array:
            with np.errstate(divide="ignore", invalid="ignore"):
                return statistics.to_score(weights @ rows, weights.sum(axis=1))

        return score

    return prepare


def _account(  # noqa: PLR0913  one row of the table below
    name: str,
    title: str,
    needs: Needs,
    sentence: str,
    *,
    greater: bool = True,
    unit: str = "",
    pooled: bool = True,
) -> MetricAccount:
    best = 1.0 if greater else 0.0
    return MetricAccount(name, title, greater, unit, sentence, best, needs, pooled)


_TABLE = (
    Metric(
        _account(
            "roc_auc",
            "ROC AUC",
            "probability",
            "Of 100 pairs of a row of the class and a row of another, this share is ranked the right way round; "
            "guessing gives 0.5.",
            pooled=False,
        ),
        CLASSIFICATION,
        roc_auc,
    ),
    Metric(
        _account(
            "average_precision",
            "average precision",
            "probability",
            "Going down the list from the surest alarm, this share of the alarms is right on average; guessing "
            "gives the share of the positive class.",
            pooled=False,
        ),
        ("binary",),
        average_precision,
    ),
    Metric(
        _account(
            "log_loss",
            "log loss",
            "probability",
            "How surprised the predicted probabilities are by what happened; being surely wrong costs most.",
            greater=False,
        ),
        CLASSIFICATION,
        _by_sums(log_loss),
    ),
    Metric(
        _account("accuracy", "accuracy", "class", "The share of rows whose class is predicted right."),
        CLASSIFICATION,
        _by_sums(class_accuracy),
    ),
    Metric(
        _account(
            "balanced_accuracy",
            "balanced accuracy",
            "class",
            "The share of rows predicted right if every class were equally common.",
        ),
        CLASSIFICATION,
        _by_sums(balanced_accuracy),
    ),
    Metric(
        _account(
            "f1",
            "F1",
            "class",
            "The balance of how many positives are found and how many alarms are right.",
        ),
        ("binary",),
        _by_sums(f1_of_positive),
    ),
    Metric(
        _account(
            "f1_macro", "macro F1", "class", "The F1 of each class, averaged so that every class counts the same."
        ),
        CLASSIFICATION,
        _by_sums(f1_over_classes),
    ),
    Metric(
        _account(
            "root_mean_squared_error",
            "RMSE",
            "value",
            "The typical miss in the target's own unit; large misses weigh more.",
            greater=False,
            unit="target",
        ),
        REGRESSION,
        _by_sums(squared_error),
        ("rmse",),
    ),
    Metric(
        _account(
            "mean_absolute_error",
            "mean absolute error",
            "value",
            "The average miss in the target's own unit.",
            greater=False,
            unit="target",
        ),
        REGRESSION,
        _by_sums(absolute_error),
        ("mae",),
    ),
    Metric(
        _account("r2", "R²", "value", "The share of the differences between rows that the model explains."),
        REGRESSION,
        _by_sums(r2),
    ),
    Metric(
        _account(
            "root_mean_squared_log_error",
            "RMSLE",
            "value",
            "The typical miss as a ratio: being off by a factor costs the same on small and large values.",
            greater=False,
        ),
        REGRESSION,
        _by_sums(squared_log_error),
        ("rmsle",),
    ),
    Metric(
        _account(
            "mean_absolute_percentage_error",
            "MAPE",
            "value",
            "The average miss as a share of the true value.",
            greater=False,
        ),
        REGRESSION,
        _by_sums(relative_error),
        ("mape",),
    ),
)

METRICS: Mapping[str, Metric] = {metric.account.name: metric for metric in _TABLE}
_DEFAULTS: Mapping[Task, str] = {
    "binary": "roc_auc",
    "multiclass": "log_loss",
    "regression": "root_mean_squared_error",
}


def canonical_metric(name: str) -> str:
    """Return the one name of a metric: without ``neg_``, aliases resolved.

    Raises
    ------
    UnknownMetricError
        For a name that is not in the table.

    Examples
    --------
    >>> canonical_metric("neg_root_mean_squared_error"), canonical_metric("rmse")
    ('root_mean_squared_error', 'root_mean_squared_error')
    """
    bare = name.strip().lower().removeprefix("neg_")
    for metric in _TABLE:
        if bare == metric.account.name or bare in metric.aliases:
            return metric.account.name
    raise UnknownMetricError(name, tuple(METRICS))


def default_metric(task: Task) -> str:
    """Return the metric of a task for which none was stated."""
    return _DEFAULTS[task]


def metric_for(name: str, task: Task) -> Metric:
    """Return the metric of that name, checked against the task.

    Raises
    ------
    UnknownMetricError, MetricTaskError
        When there is no such metric, or it does not fit the task.
    """
    metric = METRICS[canonical_metric(name)]
    if task not in metric.tasks:
        fitting = tuple(other.account.name for other in _TABLE if task in other.tasks)
        raise MetricTaskError(metric.account.name, task, fitting)
    return metric


def checked_function(function: CustomFunction, y: NDArray[Any]) -> None:
    """Try a user's metric on the answers and on their reverse, before any time is spent on fits.

    Raises
    ------
    CustomMetricError
        When it raises, or does not return a finite number.
    """
    name = _name_of(function)
    try:
        score = function(y, y[::-1])
        is_finite = bool(np.isfinite(float(score)))
    except Exception as error:  # whatever a user's function raises
        raise CustomMetricError(name, f"it raised {type(error).__name__}: {error}") from error
    if not is_finite:
        raise CustomMetricError(name, f"it returned {score!r}")


def metric_of_function(function: CustomFunction, task: Task, labels: NDArray[Any] | None = None) -> Metric:
    """Wrap a user's function of (y_true, y_pred), greater is better, as a metric.

    ``y_pred`` holds decided classes or values; where ``labels`` are given, classes are told by them. Rows are repeated
    to weight them, as a function knows no weights. Rows on which it raises count as rows on which it is undefined.
    """

    def prepare(y: Array, prediction: Array) -> Weighted:
        truth, decided = (y, prediction) if labels is None else (_named(labels, y), _named(labels, prediction))

        def score(weights: Array) -> Array:
            return np.array([_call(function, truth, decided, row) for row in weights])

        return score

    name = _name_of(function)
    needs: Needs = "value" if task == "regression" else "class"
    return Metric(_account(name, name, needs, "A metric of your own; greater is better."), (task,), prepare)


def _name_of(function: CustomFunction) -> str:
    return str(getattr(function, "__name__", "custom"))


def _named(labels: NDArray[Any], classes: Array) -> NDArray[Any]:
    named: NDArray[Any] = labels[classes.astype(np.intp)]
    return named


def _call(function: CustomFunction, y: NDArray[Any], prediction: NDArray[Any], weights: Array) -> float:
    rows = np.repeat(np.arange(len(y)), np.rint(weights).astype(np.intp))
    try:
        return float(function(y[rows], prediction[rows])) if len(rows) else float("nan")
    except Exception:  # noqa: BLE001  whatever a user's function raises: undefined on these rows, never a dead run
        return float("nan")
