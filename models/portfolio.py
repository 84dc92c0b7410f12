"""What to try before searching: the tuned default of each family, then configurations that did well elsewhere.

The configurations stand with their families, each list with its source. How many are tried is bounded by the rows, as
in AutoGluon (version 1.5): on few rows, the more that is tried, the more the best is best by chance.
"""

from itertools import zip_longest

from models.evaluation import Configuration
from models.families.registry import FAMILIES

_FIRST = (
    "linear",
    "lightgbm",
    "xgboost",
    "neural_network",
    "extra_trees",
    "k_nearest_neighbors",
    "hist_gradient_boosting",
    "catboost",
    "random_forest",
)
"""Defaults in this order: where the time does not reach for all of them, the first are worth the most."""

_STRONGEST = (
    "lightgbm",
    "neural_network",
    "xgboost",
    "catboost",
    "extra_trees",
    "hist_gradient_boosting",
    "random_forest",
    "k_nearest_neighbors",
    "linear",
)

_MOST = ((100, 4), (500, 8), (2_500, 15), (10_000, 40))
"""Rows, and how many configurations are tried on at most as many."""

ROWS_A_TRIAL, FEWEST_TRIALS = 5, 25
"""One complete trial for so many rows is enough, but never fewer: from there on, more would find luck."""


def first_candidates(families: tuple[str, ...]) -> tuple[Configuration, ...]:
    """Return the tuned default of each family, in the order in which they are tried."""
    return tuple(Configuration(name) for name in _ordered(families, _FIRST))


def portfolio(families: tuple[str, ...], n_rows: int) -> tuple[Configuration, ...]:
    """Return the configurations to try after the defaults: the best of each family, then the second, and so on.

    Which family has the next turn is not decided here.
    """
    known = {family.name: family.portfolio for family in FAMILIES}
    ordered = _ordered(families, _STRONGEST)
    rounds = zip_longest(*([Configuration(name, values) for values in known.get(name, ())] for name in ordered))
    listed = [configuration for level in rounds for configuration in level if configuration is not None]
    most = next((n for rows, n in _MOST if n_rows <= rows), len(listed))
    return tuple(listed[:most])


def enough_trials(n_rows: int) -> int:
    """Return how many complete trials are enough for a table of so many rows.

    Examples
    --------
    >>> enough_trials(90), enough_trials(200), enough_trials(10_000)
    (25, 40, 2000)
    """
    return max(FEWEST_TRIALS, n_rows // ROWS_A_TRIAL)


def _ordered(families: tuple[str, ...], order: tuple[str, ...]) -> list[str]:
    return [name for name in order if name in families] + [name for name in families if name not in order]
