"""Which trial another metric of the task would put first."""

from math import isfinite

import numpy as np

from models.counterfactuals.contest import Contest
from models.digits import short
from models.metrics import METRICS, Metric
from models.record import MetricChoice, Trial
from models.reserve import Reserve
from models.scoring import Scorer

LEAST_RELATIVE = 1e-9
"""A miss as a share of the true value says nothing where that is nearly 0, by the size of the others."""


def metric_choices(contest: Contest, reserve: Reserve) -> tuple[MetricChoice, ...]:
    """Score all trials by every other metric that applies; those for which no time is left are left out."""
    own = contest.scorer.metric.account.name
    found = []
    for name, metric in METRICS.items():
        if name == own or contest.task not in metric.tasks or not _applies(metric, contest):
            continue
        if reserve.is_over():
            break
        choice = _chosen(metric, contest)
        if choice is not None:
            found.append(choice)
    return tuple(found)


def _applies(metric: Metric, contest: Contest) -> bool:
    """Whether a metric is defined on these answers."""
    name, size = metric.account.name, np.abs(contest.y)
    if name == "root_mean_squared_log_error":
        return bool(contest.y.min() >= 0)
    if name == "mean_absolute_percentage_error":
        return bool(size.min() > LEAST_RELATIVE * size.max())
    return True


def _chosen(metric: Metric, contest: Contest) -> MetricChoice | None:
    scorer = Scorer(metric, contest.scorer.threshold)
    weights = contest.weight[None]
    scored: dict[int, float] = {}
    for trial in contest.trials:
        value = float(contest.prepared(contest.predictions[trial.number], scorer)(weights)[0])
        if isfinite(value):
            scored[trial.number] = value
    if contest.winner.number not in scored:
        return None
    known = [trial for trial in contest.trials if trial.number in scored]
    best: Trial = max(known, key=lambda trial: metric.utility(scored[trial.number]))
    account = metric.account
    return MetricChoice(
        metric=account.name,
        title=account.title,
        greater_is_better=account.greater_is_better,
        unit=account.unit,
        trial=best.number,
        score=short(scored[best.number]),
        winner_score=short(scored[contest.winner.number]),
        own_score=float(best.validation_score or 0.0),
        delivered_score=_delivered(metric, contest),
    )


def _delivered(metric: Metric, contest: Contest) -> float | None:
    """Score what is delivered, with the threshold that it decides from."""
    if contest.delivered is None:
        return None
    value = float(contest.prepared(contest.delivered, Scorer(metric, contest.threshold))(contest.weight[None])[0])
    return short(value) if isfinite(value) else None
