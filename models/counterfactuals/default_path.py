"""From the tuned default to the chosen configuration, one hyperparameter at a time, as far as trials tell.

A step between two configurations that were both tried is measured. Any other is estimated: a Gaussian process over the
trials of the family says what it expects on both ends, and how far off the difference may be if both were tried. Where
it knows hardly more than before it saw a trial, too little near was tried, and nothing is said.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from models.digits import short
from models.metrics import Metric
from models.record import DefaultPath, PathStep, Scalar, Trial
from models.search.cube import UnitCube, cube_of
from models.search.space import SearchSpace
from models.search.techniques.gaussian_process import moved_in, process_of

Array = NDArray[np.float64]
Values = Mapping[str, Scalar]

LEAST_TRIALS, MAX_TOLD = 8, 80
"""Trials of a family from which anything is estimated, and those that the process is told: the nearest to the path."""
TOO_UNSURE = 0.7
"""A step is not told where its standard deviation is more than this share of the deviation of the trials' scores."""


@dataclass(frozen=True)
class _Tried:
    """The complete trials of a family: what they set of what was searched, and their utilities, greater is better."""

    trials: tuple[Trial, ...]
    values: tuple[Values, ...]
    utilities: Array

    def find(self, values: Values) -> int | None:
        """Return the place of the first trial that set exactly these values; None where none did."""
        return next((place for place, tried in enumerate(self.values) if tried == values), None)


def default_path(space: SearchSpace, trials: Sequence[Trial], chosen: Trial, metric: Metric) -> DefaultPath | None:
    """Tell what moved the score on the way from the default; None where that was not tried, or was chosen itself.

    Parameters
    ----------
    space : what was searched of the chosen trial's family
    trials : of the run
    chosen : the trial that leads what is delivered
    metric : of the run
    """
    kin = tuple(t for t in trials if t.family == space.family and t.state == "complete")
    kin = tuple(trial for trial in kin if trial.validation_score is not None and np.isfinite(trial.validation_score))
    tried = _Tried(
        kin,
        tuple(space.searched(trial.hyperparameters) for trial in kin),
        np.array([metric.utility(float(trial.validation_score or 0.0)) for trial in kin]),
    )
    start, end = space.searched(space.complete({})), space.searched(chosen.hyperparameters)
    place = tried.find(start)
    if place is None or start == end:
        return None
    told = _told(_path(start, end, cube_of(space.distributions)), tried, cube_of(space.distributions))
    steps = tuple(replace(s, what_if=space.complete(s.what_if), seconds=short(chosen.seconds, 3)) for s in told)
    return DefaultPath(
        default=kin[place].number,
        chosen=chosen.number,
        default_score=float(kin[place].validation_score or 0.0),
        chosen_score=float(chosen.validation_score or 0.0),
        steps=steps,
        because=_because(steps, len(kin)),
    )


def _path(start: Values, end: Values, cube: UnitCube) -> list[Values]:
    """Return the configurations on the way, both ends included; what is moved farthest is moved first."""
    far = {a.name: float(np.abs(np.subtract(a.encode(start[a.name]), a.encode(end[a.name]))).sum()) for a in cube.axes}
    moved = sorted((name for name in start if start[name] != end[name]), key=lambda name: -far[name])
    path: list[Values] = [start]
    for name in moved:
        path.append({**path[-1], name: end[name]})
    return path


def _told(path: Sequence[Values], tried: _Tried, cube: UnitCube) -> list[PathStep]:
    """Return what is known of each step: what was measured, else what is estimated."""
    gains, spreads = _estimated(path, tried, cube)
    known = [tried.find(values) for values in path]
    steps = []
    for k in range(len(path) - 1):
        (name,) = (name for name in path[k] if path[k][name] != path[k + 1][name])
        first, second = known[k], known[k + 1]
        gain, spread = gains[k], spreads[k]
        if first is not None and second is not None:
            gain, spread = short(float(tried.utilities[second] - tried.utilities[first])), None
        # What is not measured is settled by the end of the step that was not tried.
        lacking = path[k + 1] if second is None else path[k]
        is_measured = first is not None and second is not None
        steps.append(PathStep(name, path[k][name], path[k + 1][name], gain, spread, is_measured, lacking, 0.0))
    return steps


def _estimated(path: Sequence[Values], tried: _Tried, cube: UnitCube) -> tuple[list[float | None], list[float | None]]:
    """Return the expected gain of each step and its standard deviation, in the metric's unit; None where untold."""
    nothing: list[float | None] = [None] * (len(path) - 1)
    points, seen = np.array([cube.encode(v) for v in path]), np.array([cube.encode(v) for v in tried.values])
    far = np.sqrt(((seen[:, None] - points[None]) ** 2).sum(axis=2)).min(axis=1)
    near = np.argsort(far, kind="stable")[:MAX_TOLD]
    kept = moved_in(tried.utilities[near])
    scale = float(kept.std())
    if len(near) < LEAST_TRIALS or not scale > 0:
        return nothing, nothing
    process = process_of(seen[near], (kept - kept.mean()) / scale)
    mean, covariance = process.predict(points, return_cov=True)
    # The noise is in it: the difference is one of scores that trials would show, so that where the process takes the
    # scores for mostly noise, nothing is told.
    variance = covariance.diagonal()[:-1] + covariance.diagonal()[1:] - 2 * covariance.diagonal(1)
    deviation = np.sqrt(np.maximum(variance, 0.0))
    is_told = deviation <= TOO_UNSURE
    gains = [short(scale * float(gain), 3) if told else None for gain, told in zip(np.diff(mean), is_told, strict=True)]
    spreads = [short(scale * float(one), 2) if told else None for one, told in zip(deviation, is_told, strict=True)]
    return gains, spreads


def _because(steps: Sequence[PathStep], n_trials: int) -> str:
    """Say how it was told."""
    n_measured = sum(step.is_measured for step in steps)
    n_open = sum(step.gain is None for step in steps)
    text = f"{n_measured} of {len(steps)} steps lie between two configurations that were both tried, and are measured."
    if n_measured + n_open < len(steps):
        text += f" Others are estimates by a Gaussian process over {min(n_trials, MAX_TOLD)} trials of the family."
    if n_open:
        text += f" {n_open} are left open: too little near them was tried."
    return f"{text} Together the steps need not add up to what was measured, and in another order each would differ."
