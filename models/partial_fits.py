"""Fits with a part of the means: fewer rounds where a family has them, fewer rows where it has not."""

from collections.abc import Iterable, Mapping

from models.record import ResourceKind, Scalar

ROUNDS = ("n_estimators", "n_epochs")
"""Hyperparameters that bound how long a fit goes on: trees, boosting rounds, passes over the rows."""


def resource_of(hyperparameters: Iterable[str]) -> ResourceKind:
    """Return the resource of a family, from the names of its hyperparameters.

    Examples
    --------
    >>> resource_of(["n_estimators", "max_depth"]), resource_of(["alpha"])
    ('rounds', 'rows')
    """
    return "rounds" if any(name in ROUNDS for name in hyperparameters) else "rows"


def rounds_of(hyperparameters: Mapping[str, Scalar]) -> int | None:
    """Return how many rounds are allowed; None for a family without rounds.

    Examples
    --------
    >>> rounds_of({"n_estimators": 200}), rounds_of({"alpha": 1.0})
    (200, None)
    """
    return next((int(hyperparameters[name] or 1) for name in ROUNDS if name in hyperparameters), None)


def with_rounds(hyperparameters: Mapping[str, Scalar], fraction: float) -> dict[str, Scalar]:
    """Return hyperparameters whose rounds are cut to a fraction (0 to 1) of what they were, at least one.

    Examples
    --------
    >>> with_rounds({"n_estimators": 200, "max_features": 0.4}, 1 / 9)
    {'n_estimators': 22, 'max_features': 0.4}
    """
    cut = dict(hyperparameters)
    for name in ROUNDS:
        if name in cut:
            cut[name] = max(1, round(fraction * int(cut[name] or 1)))
    return cut
