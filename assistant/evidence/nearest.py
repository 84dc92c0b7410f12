"""The trials that come nearest to a configuration that nobody has measured, and how far off they are."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import sqrt

from assistant.evidence.fact import EvidenceFact
from assistant.evidence.trials import address, completed
from assistant.evidence.tried_values import TriedValues, tried_values
from models.record import RunRecord, Scalar, Trial


@dataclass(frozen=True)
class Near:
    """A complete trial, and its distance from what was asked for: 0 is the same, 1 the opposite corner of the space."""

    trial: Trial
    distance: float


def nearest_trials(record: RunRecord, family: str, wanted: Mapping[str, Scalar], most: int = 3) -> tuple[Near, ...]:
    """Return the nearest complete trials of a family, the nearest first; of equally near ones, the best.

    Parameters
    ----------
    wanted : the hyperparameters of the configuration that is asked for

    Notes
    -----
    Each hyperparameter that was searched, or that differs, counts by the share of its range that lies between the two
    values, on a log scale where the search used one; two different choices count as 1. The distance is the root of the
    mean of the squares.
    """
    trials = [trial for trial in completed(record) if trial.family == family]
    axes = _axes(record, family, wanted, trials)
    near = [Near(trial, _distance(trial, wanted, axes)) for trial in trials]
    return tuple(sorted(near, key=lambda one: one.distance)[:most])


def distance_fact(near: Near) -> EvidenceFact:
    """Return the distance of a trial."""
    label = (
        f"distance of trial {near.trial.number} from what you asked for, over all settings "
        "(the same is nothing, the opposite corner of the search space is one)"
    )
    return EvidenceFact(label, near.distance, "", address(near.trial))


def _axes(record: RunRecord, family: str, wanted: Mapping[str, Scalar], trials: list[Trial]) -> dict[str, TriedValues]:
    """Return the hyperparameters that were searched, and those in which some trial differs from what is wanted."""
    found = {name: tried_values(record, family, name) for name in wanted}
    axes = {name: tried for name, tried in found.items() if tried is not None}
    return {
        name: tried
        for name, tried in axes.items()
        if tried.account.is_searched or any(trial.hyperparameters.get(name) != wanted[name] for trial in trials)
    }


def _distance(trial: Trial, wanted: Mapping[str, Scalar], axes: Mapping[str, TriedValues]) -> float:
    squares = [
        min(1.0, tried.distance(trial.hyperparameters.get(name), wanted[name])) ** 2 for name, tried in axes.items()
    ]
    return sqrt(sum(squares) / len(squares)) if squares else 0.0
