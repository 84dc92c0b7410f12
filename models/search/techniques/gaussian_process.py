"""An Optuna sampler over scikit-learn's Gaussian process: the point of greatest expected improvement comes next.

Jones, Schonlau and Welch 1998, Journal of Global Optimization 13. The space is the unit cube, numbers on their own
scale and choices as one column each; every column has a length scale of its own (Matern 5/2), and a noise term takes
the spread of cross-validation. Optuna's own sampler of this kind needs PyTorch.
"""

import warnings
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from optuna.distributions import BaseDistribution
from optuna.samplers import BaseSampler, RandomSampler
from optuna.study import Study
from optuna.trial import FrozenTrial, TrialState
from scipy.optimize import Bounds, minimize
from scipy.stats import norm, qmc
from sklearn.exceptions import ConvergenceWarning
from sklearn.gaussian_process import GaussianProcessRegressor
from sklearn.gaussian_process.kernels import ConstantKernel, Matern, WhiteKernel

from models.search.cube import UnitCube, cube_of

Array = NDArray[np.float64]

MAX_TOLD = 200
"""Trials that the process is fitted to, because its cost grows with their cube: the best half and the latest half."""
MAX_STEPS = 12
"""Of the search for the kernel's scales: they need not be exact."""
N_CANDIDATES, N_STARTS, N_AROUND = 600, 5, 60
REFINEMENTS = (0.1, 0.03, 0.01)
"""Steps of the local refinement, as fractions of the cube."""
FAR = 3.0
"""Scores more than so many quartile distances below the lower quartile count as no worse than that."""
SAME = 1e-6


def n_startup(width: int) -> int:
    """Return how many trials come before the first process: enough to learn from, more in wider spaces."""
    return int(np.clip(2 * width, 4, 8))


class GaussianProcessSampler(BaseSampler):
    """Proposes quasi-random points at first, then the point of greatest expected improvement.

    Parameters
    ----------
    distributions : the space; a trial is proposed as a whole
    run_seed : of the sequence of first points
    seed : of this proposal
    """

    def __init__(self, distributions: dict[str, BaseDistribution], run_seed: int, seed: int) -> None:
        self._distributions = distributions
        self._cube = cube_of(distributions)
        self._run_seed = run_seed
        self._rng = np.random.default_rng(seed)
        self._others = RandomSampler(seed)

    def infer_relative_search_space(self, study: Study, trial: FrozenTrial) -> dict[str, BaseDistribution]:  # noqa: ARG002  Optuna's shape
        """Return the space."""
        return self._distributions

    def sample_relative(
        self,
        study: Study,
        trial: FrozenTrial,
        search_space: dict[str, BaseDistribution],
    ) -> dict[str, Any]:
        """Return the next point."""
        trials = [t for t in study.get_trials(deepcopy=False) if t.number != trial.number]
        told = [(t, value) for t in trials for value in [_value(t)] if value is not None]
        if len(told) < n_startup(self._cube.width):
            return self._cube.decode(self._quasi_random(len(trials)))
        told = _thinned(told)
        seen = np.array([self._cube.encode(t.params) for t, _ in told])
        open_trials = [t for t in trials if t.state == TrialState.RUNNING and t.params.keys() == search_space.keys()]
        pending = np.array([self._cube.encode(t.params) for t in open_trials]).reshape(-1, self._cube.width)
        process = _fitted(seen, _standardized(np.array([value for _, value in told])), pending)
        return self._cube.decode(_best_point(process, self._cube, self._rng))

    def _quasi_random(self, number: int) -> Array:
        sequence = qmc.Sobol(self._cube.width, rng=self._run_seed)
        if number:
            sequence.fast_forward(number)
        return np.asarray(sequence.random(1)[0])

    def sample_independent(
        self, study: Study, trial: FrozenTrial, param_name: str, param_distribution: BaseDistribution
    ) -> Any:  # noqa: ANN401  Optuna's shape
        """Draw what does not belong to the space."""
        return self._others.sample_independent(study, trial, param_name, param_distribution)


@dataclass(frozen=True)
class _Process:
    """A fitted process, the points that it was told, and the best mean among them."""

    regressor: GaussianProcessRegressor
    seen: Array
    best: float

    def expected_improvement(self, points: Array) -> Array:
        """Return how much each point will probably better the best, shape (n_points,)."""
        mean, deviation = self.regressor.predict(points, return_std=True)
        noise = self.regressor.kernel_.k2.noise_level
        deviation = np.sqrt(np.maximum(deviation**2 - noise, 1e-12))  # of the score behind the noise
        gain = mean - self.best
        improvement: Array = gain * norm.cdf(gain / deviation) + deviation * norm.pdf(gain / deviation)
        return improvement


def _value(trial: FrozenTrial) -> float | None:
    """Return what is known of a trial's score: all of it, or the mean of its first folds if it was pruned."""
    if trial.state == TrialState.COMPLETE:
        return float(trial.value or 0.0)
    if trial.state == TrialState.PRUNED and trial.intermediate_values:
        return float(trial.intermediate_values[max(trial.intermediate_values)])
    return None


def _thinned(told: list[tuple[FrozenTrial, float]]) -> list[tuple[FrozenTrial, float]]:
    if len(told) <= MAX_TOLD:
        return told
    latest = told[-MAX_TOLD // 2 :]
    best = sorted(told[: -MAX_TOLD // 2], key=lambda pair: -pair[1])[: MAX_TOLD // 2]
    return best + latest


def moved_in(values: Array) -> Array:
    """Return values, greater is better, the far worst of them moved in."""
    low, high = np.quantile(values, [0.25, 0.75])
    return np.asarray(np.maximum(values, low - FAR * (high - low)) if high > low else values)


def _standardized(values: Array) -> Array:
    """Return values with mean 0 and deviation 1, the far worst of them moved in."""
    kept = moved_in(values)
    spread = kept.std()
    return np.asarray((kept - kept.mean()) / (spread if spread > 0 else 1.0))


def process_of(seen: Array, values: Array) -> GaussianProcessRegressor:
    """Fit a process to points of the unit cube, shape (n_points, width), and their standardized values.

    The second part of its kernel is the noise of the values.
    """
    width = seen.shape[1]
    signal = ConstantKernel(1.0, (1e-2, 1e2)) * Matern([0.5] * width, [(0.05, 10.0)] * width, nu=2.5)
    regressor = GaussianProcessRegressor(signal + WhiteKernel(1e-2, (1e-6, 1.0)), optimizer=_maximize)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)  # a scale at its bound is as good as any
        return regressor.fit(seen, values)


def _fitted(seen: Array, values: Array, pending: Array) -> _Process:
    """Fit the process; points that are pending count as what the process expects of them."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)  # a scale at its bound is as good as any
        regressor = process_of(seen, values)
        if len(pending):
            expected = regressor.predict(pending)
            known = GaussianProcessRegressor(regressor.kernel_, optimizer=None)
            regressor = known.fit(np.vstack([seen, pending]), np.r_[values, expected])
            seen = np.vstack([seen, pending])
    return _Process(regressor, seen, float(regressor.predict(seen).max()))


def _maximize(loss: Callable[[Array], Any], start: Array, bounds: Array) -> tuple[Array, float]:
    """Find the kernel's scales in few steps."""
    ends = Bounds(bounds[:, 0], bounds[:, 1])
    found = minimize(loss, start, (), "L-BFGS-B", True, bounds=ends, options={"maxiter": MAX_STEPS})
    return found.x, float(found.fun)


def _best_point(process: _Process, cube: UnitCube, rng: np.random.Generator) -> Array:
    """Return the allowed point of greatest expected improvement, from drawn ones refined in small steps."""
    best_seen = process.seen[np.argsort(-process.regressor.predict(process.seen), kind="stable")[:N_STARTS]]
    points = np.vstack([rng.random((N_CANDIDATES, cube.width)), _around(best_seen, REFINEMENTS[0], rng)])
    points = cube.snap(points)
    improvement = process.expected_improvement(points)
    for step in REFINEMENTS:
        top = points[np.argsort(-improvement, kind="stable")[:N_STARTS]]
        points = np.vstack([top, cube.snap(_around(top, step, rng))])
        improvement = process.expected_improvement(points)
    gaps = np.sqrt(((points[:, None] - process.seen[None]) ** 2).sum(axis=2)).min(axis=1)
    is_new = gaps > SAME
    if not is_new.any():
        return np.asarray(cube.snap(rng.random((1, cube.width)))[0])
    return np.asarray(points[np.argmax(np.where(is_new, improvement, -np.inf))])


def _around(points: Array, step: float, rng: np.random.Generator) -> Array:
    """Return points near the given ones; each moves along about half of the columns."""
    many = np.repeat(points, N_AROUND, axis=0)
    moves = rng.normal(scale=step, size=many.shape) * (rng.random(many.shape) < 0.5)
    return np.asarray(many + moves)
