"""Which hyperparameters decided the scores of a family, and how the score went with each.

The importance is that of PED-ANOVA (Watanabe, Bansal and Hutter, IJCAI 2023), by Optuna's evaluator: how differently
the best tenth of the trials are spread over a hyperparameter's range from all of them. A tenth of few trials is
nothing, so fewer than fifty give no answer. The scores by value are those of trials that were made, in ranges in which
they were made; no model fills in what was never tried.
"""

import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from statistics import fmean, stdev

import numpy as np
import optuna
from optuna.distributions import BaseDistribution
from optuna.importance import PedAnovaImportanceEvaluator

from models.metrics import Metric
from models.record import (
    DependencePoint,
    FamilyImportances,
    HyperparameterImportance,
    Scalar,
    ScoreDependence,
    Trial,
)
from models.search.space import SearchSpace

MIN_TRIALS = 50
"""PED-ANOVA looks at the best tenth of the trials, and asks for five of them at least (Optuna's documentation)."""
MOST_RANGES, TRIALS_A_RANGE = 6, 3
"""Ranges into which tried numbers are sorted, of about equal numbers of trials."""


def evaluator_name() -> str:
    """Return what told the importances."""
    return f"PED-ANOVA of Optuna {version('optuna')}"


def family_importances(
    spaces: Mapping[str, SearchSpace], trials: Sequence[Trial], metric: Metric
) -> tuple[FamilyImportances, ...]:
    """Tell for each family that was searched what its hyperparameters are worth; families without a score are left out.

    Parameters
    ----------
    spaces : by family, what was searched
    trials : of the run; those that are complete count
    metric : that decided
    """
    found = []
    for family, space in spaces.items():
        scored = [
            _Scored(t, t.validation_score) for t in trials if t.family == family and t.validation_score is not None
        ]
        complete = [one for one in scored if one.trial.state == "complete"]
        if complete and space.distributions:
            found.append(_of_family(space, complete, metric))
    return tuple(found)


@dataclass(frozen=True)
class _Scored:
    """A complete trial and its score, in the metric's own unit."""

    trial: Trial
    score: float

    def value(self, name: str) -> Scalar:
        return self.trial.hyperparameters[name]


def _of_family(space: SearchSpace, scored: Sequence[_Scored], metric: Metric) -> FamilyImportances:
    n_trials, utility = len(scored), metric.utility
    dependence = tuple(ScoreDependence(name, _points(name, scored, metric)) for name in space.distributions)
    shares: tuple[HyperparameterImportance, ...] = ()
    if n_trials < MIN_TRIALS:
        because = f"Not enough trials: {n_trials} are complete, and at least {MIN_TRIALS} are needed."
    elif len({one.score for one in scored}) == 1:
        because = "All trials score the same, so no hyperparameter made a difference."
    else:
        shares = _shares(space.distributions, [(one.trial, utility(one.score)) for one in scored])
        because = (
            f"Told by how differently the best tenth of {n_trials} complete trials are spread over each range from all "
            "of them. It holds for the values that were tried, and the search looked most at what did well."
        )
        if not shares:
            because = "The best tenth of the trials are spread over every range like all of them."
    return FamilyImportances(space.family, evaluator_name(), n_trials, shares, dependence, because)


def _shares(
    distributions: Mapping[str, BaseDistribution], scored: Sequence[tuple[Trial, float]]
) -> tuple[HyperparameterImportance, ...]:
    """Ask Optuna, the most important first; nothing where all have none."""
    study = optuna.create_study(direction="maximize", storage=optuna.storages.InMemoryStorage())
    for trial, utility in scored:
        params = {name: trial.hyperparameters[name] for name in distributions}
        study.add_trial(optuna.trial.create_trial(params=params, distributions=dict(distributions), value=utility))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of ties: they are told by the shares
        found = PedAnovaImportanceEvaluator().evaluate(study, params=list(distributions))
    total = sum(found.values())
    if total <= 0:
        return ()
    shares = sorted(((value / total, name) for name, value in found.items()), key=lambda pair: (-pair[0], pair[1]))
    return tuple(HyperparameterImportance(name, float(share)) for share, name in shares)


def _points(name: str, scored: Sequence[_Scored], metric: Metric) -> tuple[DependencePoint, ...]:
    """Return the scores by value: one point a choice or a number of few, else one a range that was tried."""
    values = {one.value(name) for one in scored}
    if any(isinstance(value, (bool, str)) or value is None for value in values):
        choices = sorted(values, key=str)
        return tuple(
            _point([o for o in scored if o.value(name) == choice], metric, choice=choice) for choice in choices
        )
    ordered = sorted(scored, key=lambda one: _number(one.value(name)))
    numbers = np.array([_number(one.value(name)) for one in ordered])
    distinct, at = np.unique(numbers, return_inverse=True)
    n_ranges = int(np.clip(len(numbers) // TRIALS_A_RANGE, 1, MOST_RANGES))
    if len(distinct) > n_ranges:
        # Equal numbers stay together: each is in the range of the first of its kind.
        first = np.searchsorted(numbers, distinct)
        at = (first * n_ranges // len(numbers))[at]
    points = []
    for number in np.unique(at):
        inside = np.flatnonzero(at == number)
        ends = (float(numbers[inside[0]]), float(numbers[inside[-1]]))
        points.append(_point([ordered[i] for i in inside], metric, ends=ends))
    return tuple(points)


def _number(value: Scalar) -> float:
    return float(value or 0)


def _point(
    inside: Sequence[_Scored],
    metric: Metric,
    choice: Scalar = None,
    ends: tuple[float, float] | None = None,
) -> DependencePoint:
    scores = [one.score for one in inside]
    low, high = ends or (None, None)
    return DependencePoint(
        low=low,
        high=high,
        choice=choice,
        n_trials=len(scores),
        mean=fmean(scores),
        standard_error=stdev(scores) / len(scores) ** 0.5 if len(scores) > 1 else None,
        best=max(scores, key=metric.utility),
    )
