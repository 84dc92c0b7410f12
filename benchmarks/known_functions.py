"""Two functions whose minimum is known, and how near a search technique comes to it.

Both are of Dixon and Szegő 1978, Towards Global Optimisation 2.
"""

from collections.abc import Callable, Mapping
from math import cos, pi

import numpy as np
from optuna.distributions import FloatDistribution

from models.record import Scalar, Settings, Trial
from models.search.space import SearchSpace
from models.search.techniques.registry import technique_named
from models.search.techniques.technique import Outcome, SearchOrder

Function = Callable[[Mapping[str, Scalar]], float]

_WEIGHT = np.array([1.0, 1.2, 3.0, 3.2])
_SCALE = np.array(
    [[10, 3, 17, 3.5, 1.7, 8], [0.05, 10, 17, 0.1, 8, 14], [3, 3.5, 1.7, 10, 17, 8], [17, 8, 0.05, 10, 0.1, 14]]
)
_PLACE = 1e-4 * np.array(
    [
        [1312, 1696, 5569, 124, 8283, 5886],
        [2329, 4135, 8307, 3736, 1004, 9991],
        [2348, 1451, 3522, 2883, 3047, 6650],
        [4047, 8828, 8732, 5743, 1091, 381],
    ]
)


def branin(values: Mapping[str, Scalar]) -> float:
    """Two dimensions, three equal minima of 0.3979."""
    x, y = float(values["x"]), float(values["y"])
    return (y - 5.1 / (4 * pi**2) * x**2 + 5 / pi * x - 6) ** 2 + 10 * (1 - 1 / (8 * pi)) * cos(x) + 10


def hartmann(values: Mapping[str, Scalar]) -> float:
    """Six dimensions, a minimum of -3.3224."""
    x = np.array([float(values[f"x{i}"]) for i in range(6)])
    return -float(_WEIGHT @ np.exp(-(_SCALE * (x - _PLACE) ** 2).sum(axis=1)))


KNOWN: dict[str, tuple[Function, dict[str, FloatDistribution]]] = {
    "branin": (branin, {"x": FloatDistribution(-5, 10), "y": FloatDistribution(0, 15)}),
    "hartmann": (hartmann, {f"x{i}": FloatDistribution(0, 1) for i in range(6)}),
}


def best_found(technique: str, function: str, seed: int, n_evaluations: int) -> float:
    """Return the least value that a technique finds, one evaluation at a time."""
    value_at, distributions = KNOWN[function]
    middle = {name: (found.low + found.high) / 2 for name, found in distributions.items()}
    settings = Settings(seconds=None, trials=n_evaluations + 2, seed=seed, technique=technique)
    order = SearchOrder(settings, {"f": SearchSpace("f", {}, distributions, middle)}, 1_000)
    searcher = technique_named(technique).begin("f", order)
    values = []
    for number in range(n_evaluations):
        suggestion = searcher.propose(number)
        values.append(value_at(suggestion.hyperparameters))
        trial = Trial(number, "f", suggestion.hyperparameters, "complete", validation_score=values[-1])
        searcher.tell(Outcome(trial, -values[-1]))
    return min(values)
