"""On functions whose minimum is known, every technique must do what its account claims."""

import importlib.util
from itertools import pairwise
from math import log
from pathlib import Path
from statistics import fmean
from types import ModuleType

import numpy as np
import pytest
from optuna.distributions import FloatDistribution

from models.record import FoldScore, Hypergradient, Settings, Trial
from models.search.cube import cube_of
from models.search.space import SearchSpace
from models.search.techniques.grid import Grid, fitted
from models.search.techniques.hyperband import brackets
from models.search.techniques.registry import technique_named
from models.search.techniques.technique import Outcome, SearchOrder, Suggestion

N_SEEDS, WINS_NEEDED = 20, 16
N_EVALUATIONS = 30
"""Half of the sixty that the benchmark looks at (``benchmarks/techniques.py --functions``), to be quick."""


def _known_functions() -> ModuleType:
    """Load the functions from beside the benchmark, which looks at them for longer."""
    path = Path(__file__).parents[2] / "benchmarks" / "known_functions.py"
    spec = importlib.util.spec_from_file_location("known_functions", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


FUNCTIONS = _known_functions()


@pytest.mark.parametrize("name", FUNCTIONS.KNOWN)
def test_gp_beats_random_in_most_seeds(name: str) -> None:
    """A picture of the space must be worth more than chance: in 16 of 20 seeds at the least."""
    best = {t: [FUNCTIONS.best_found(t, name, s, N_EVALUATIONS) for s in range(N_SEEDS)] for t in ("gp", "random")}
    wins = sum(gp < random for gp, random in zip(best["gp"], best["random"], strict=True))

    assert wins >= WINS_NEEDED


@pytest.mark.parametrize("name", FUNCTIONS.KNOWN)
def test_tpe_beats_random_on_average(name: str) -> None:
    """What learns must find more than what does not."""
    tpe, random = (fmean(FUNCTIONS.best_found(t, name, seed, 50) for seed in range(10)) for t in ("tpe", "random"))

    assert tpe < random


SMALL = SearchSpace(
    "f",
    {},
    {"a": FloatDistribution(1e-4, 1.0, log=True), "b": FloatDistribution(0, 10)},
    {"a": 0.02, "b": 4.4},
)


def grid_points(n_trials: int, n_taken: int) -> np.ndarray:
    """Return the first points of the grid that is fitted to so many trials, in the unit cube."""
    order = SearchOrder(Settings(seconds=None, trials=n_trials + 2, technique="grid"), {"f": SMALL}, 100)
    searcher = Grid().begin("f", order)
    suggestions = [searcher.propose(number) for number in range(n_taken)]
    cube = cube_of(SMALL.distributions)
    return np.array([cube.encode(s.hyperparameters) for s in suggestions if s is not None])


def test_grid_covers_the_ends_and_uses_every_trial() -> None:
    """The ends of a range belong to it, and no trial that was paid for is left unused."""
    assert fitted(SMALL, 16)["b"] == pytest.approx((0, 10 / 3, 20 / 3, 10))
    points = grid_points(18, 40)

    assert len(points) == 18
    assert len(np.unique(points.round(9), axis=0)) == 18
    for corner in ((0, 0), (0, 1), (1, 0), (1, 1)):
        assert (np.abs(points - corner).max(axis=1) < 1e-9).any()


def test_grid_that_is_cut_off_leaves_an_even_cover() -> None:
    """A third of a grid must not be one side of it."""
    points = grid_points(36, 12)

    for column in points.T:
        counts = np.histogram(column, bins=3, range=(0, 1))[0]
        assert counts.min() >= 2
    assert grid_points(36, 36)[:12] == pytest.approx(points)


def test_grid_without_a_number_of_trials_grows() -> None:
    """Where only the clock ends the search, a finer grid follows each, and no point comes twice."""
    searcher = Grid().begin("f", SearchOrder(Settings(seconds=60, technique="grid"), {"f": SMALL}, 100))
    suggestions = [searcher.propose(number) for number in range(60)]
    tried = {tuple(s.hyperparameters.values()) for s in suggestions if s is not None}

    assert len(tried) == 60


def test_hyperband_lets_the_best_third_go_on_with_three_times_as_much() -> None:
    """Nobody may be promoted over a better one of the same rung."""
    space = SearchSpace("f", {}, {"a": FloatDistribution(0, 1)}, {"a": 0.5, "n_estimators": 900})
    order = SearchOrder(Settings(seconds=None, trials=60, seed=3, technique="hyperband"), {"f": space}, 1_000)
    searcher = technique_named("hyperband").begin("f", order)
    first = brackets(3)[0]
    rungs: list[list[float]] = []
    number = 0
    for rung in first.rungs:
        suggestions = {number + i: searcher.propose(number + i) for i in range(rung.n_configurations)}
        number += rung.n_configurations
        for key, suggestion in suggestions.items():
            assert suggestion is not None
            assert suggestion.resource == pytest.approx(1 / rung.divisor)
            assert suggestion.resource_of == ("rounds" if rung.divisor > 1 else None)
            searcher.tell(outcome_of(key, suggestion))
        rungs.append(sorted(float(s.hyperparameters["a"] or 0) for s in suggestions.values() if s is not None))

    assert [len(rung) for rung in rungs] == [27, 9, 3, 1]
    for before, after in pairwise(rungs):
        assert after == before[: len(after)]


def outcome_of(number: int, suggestion: Suggestion) -> Outcome:
    """Return what came of a look, where less of ``a`` is better."""
    state = "complete" if suggestion.resource == 1 else "pruned"
    trial = Trial(number, "f", suggestion.hyperparameters, state)  # type: ignore[arg-type]
    return Outcome(trial, -float(suggestion.hyperparameters["a"] or 0))


@pytest.mark.parametrize("minimum", [1e-6, 3e-5, 0.2, 10.0])
def test_gradient_descends_to_the_minimum(minimum: float) -> None:
    """Wherever it lies, at an end of the range included, and in fewer trials than a grid would need."""
    alpha = FloatDistribution(1e-6, 10.0, log=True)
    space = SearchSpace("linear", {"l1_ratio": 0.0}, {"alpha": alpha}, {"alpha": 1e-3, "l1_ratio": 0.0})
    order = SearchOrder(Settings(seconds=None, trials=60, technique="gradient"), {"linear": space}, 1_000)
    searcher = technique_named("gradient").begin("linear", order)
    tried = [1e-3]
    searcher.tell(measured(1, 1e-3, minimum))
    for number in range(2, 42):
        suggestion = searcher.propose(number)
        if suggestion is None:
            break
        assert searcher.propose(number + 1) is None
        tried.append(float(suggestion.hyperparameters["alpha"] or 0))
        searcher.tell(measured(number, tried[-1], minimum))

    assert min(abs(log(value / minimum)) for value in tried) < 0.1
    assert len(tried) == len(set(tried)) < 30


def measured(number: int, alpha: float, minimum: float) -> Outcome:
    """Return a trial whose loss rises away from the minimum, ever less steeply, as that of a linear model does."""
    away = log(alpha / minimum)
    slope = Hypergradient("alpha", 0.5 * log(1 + away**2), away / (1 + away**2))
    trial = Trial(
        number,
        "linear",
        {"alpha": alpha, "l1_ratio": 0.0},
        "complete",
        (FoldScore(None, 0.5, 1.0, hypergradient=slope),),
    )
    return Outcome(trial, -slope.loss)


@pytest.mark.parametrize(("rounds", "most"), [(900, 3), (200, 2), (60, 1), (30, 0)])
def test_hyperband_never_looks_at_a_handful_of_rounds(rounds: int, most: int) -> None:
    """After seven rounds the greatest learning rate leads, and the look says nothing of two hundred."""
    space = SearchSpace("f", {"n_estimators": rounds}, {"a": FloatDistribution(0, 1)}, {"a": 0.5, "n_estimators": 900})
    order = SearchOrder(Settings(seconds=60, technique="hyperband"), {"f": space}, 1_000)
    first = technique_named("hyperband").begin("f", order).propose(0)

    assert first is not None
    assert first.resource == pytest.approx(3.0**-most)
