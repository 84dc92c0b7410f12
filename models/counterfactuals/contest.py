"""The best complete trials side by side: their out-of-fold predictions on the rows that are looked at."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from models.blend import Blend
from models.estimate import by_score
from models.predictions import Predictions
from models.problem import Problem
from models.record import Task, Trial
from models.scoring import Scorer, prepare_cross_validated
from models.selection import restricted
from models.splits import Fold, resampling_units

Array = NDArray[np.float64]
Rows = NDArray[np.intp]

MAX_TRIALS = 30
MAX_ROWS, LEAST_ROWS, MAX_NUMBERS = 10_000, 500, 4_000_000
"""Rows that are looked at, and predicted numbers that are held in all; the work is counted, so that it is the same
whatever the clock says."""


@dataclass(frozen=True)
class Contest:
    """Complete trials, the best first, and what they predicted for rows that they did not see.

    ``predictions`` have shape (n_repeats, n_rows) or (n_repeats, n_rows, n_classes), as has ``delivered``, which is
    None where a file of a member is gone. ``folds`` hold positions among the rows. ``n_rows_in_all`` and
    ``n_units_in_all`` count the scored rows, and what a bootstrap of all of them would draw.
    """

    trials: tuple[Trial, ...]
    predictions: Mapping[int, Predictions]
    delivered: Array | None
    y: Array
    weight: Array
    units: Rows
    n_rows_in_all: int
    n_units_in_all: int
    folds: tuple[Fold, ...]
    scorer: Scorer
    task: Task
    threshold: float = 0.5

    @property
    def winner(self) -> Trial:
        """The trial with the best score."""
        return self.trials[0]

    @property
    def is_sampled(self) -> bool:
        """Whether there are more rows than are looked at."""
        return len(self.y) < self.n_rows_in_all

    def thinned(self, n_rows: int) -> "Contest":
        """Return the contest on so many of its rows at most, evenly picked."""
        if len(self.y) <= n_rows:
            return self
        rows = np.linspace(0, len(self.y) - 1, n_rows).astype(np.intp)
        return replace(
            self,
            predictions={trial: found[:, rows] for trial, found in self.predictions.items()},
            delivered=None if self.delivered is None else self.delivered[:, rows],
            y=self.y[rows],
            weight=self.weight[rows],
            units=self.units[rows],
            folds=restricted(self.folds, rows, len(self.y)),
        )

    def prepared(self, prediction: NDArray[np.floating], scorer: Scorer | None = None) -> Callable[[Array], Array]:
        """Prepare the cross-validated score of predictions, for weights of shape (n_weightings, n_rows)."""
        return prepare_cross_validated(scorer or self.scorer, self.y, prediction, self.folds)


@dataclass(frozen=True)
class Given:
    """What a contest is made from: the problem, its folds, how they are scored, and where predictions are read."""

    problem: Problem
    folds: tuple[Fold, ...]
    scorer: Scorer
    read: Callable[[int], Predictions | None]
    seed: int


def contest_of(given: Given, trials: Mapping[int, Trial], blend: Blend) -> Contest | None:
    """Put the best complete trials side by side; None where no predictions of any were kept.

    Parameters
    ----------
    given : the problem and how it was scored
    trials : all of the run, by number
    blend : what is delivered
    """
    best = by_score(trials, given.scorer)[:MAX_TRIALS]
    first = next((found for found in (given.read(trial.number) for trial in best) if found is not None), None)
    if first is None:
        return None
    rows = _rows(given, n_numbers=len(best) * first.size // max(1, given.problem.n_rows))
    kept = {trial.number: found[:, rows] for trial in best for found in [given.read(trial.number)] if found is not None}
    units, problem, scored = resampling_units(given.problem), given.problem, _scored(given.folds)
    return Contest(
        trials=tuple(trial for trial in best if trial.number in kept),
        predictions=kept,
        delivered=_delivered(given, blend, rows),
        y=problem.y[rows],
        weight=np.ones(len(rows)) if problem.weight is None else problem.weight[rows],
        units=units[rows],
        n_rows_in_all=len(scored),
        n_units_in_all=len(np.unique(units[scored])),
        folds=restricted(given.folds, rows, problem.n_rows),
        scorer=given.scorer,
        task=problem.task,
        threshold=blend.threshold,
    )


def _scored(folds: tuple[Fold, ...]) -> Rows:
    return np.unique(np.concatenate([fold.validation for fold in folds]))


def _rows(given: Given, n_numbers: int) -> Rows:
    """Return the scored rows, or so many that all predictions fit; ``n_numbers`` are those of one row."""
    scored = _scored(given.folds)
    most = int(np.clip(MAX_NUMBERS // max(1, n_numbers), LEAST_ROWS, MAX_ROWS))
    if len(scored) <= most:
        return scored
    return np.sort(np.random.default_rng(given.seed).choice(scored, most, replace=False))


def _delivered(given: Given, blend: Blend, rows: Rows) -> Array | None:
    found = [given.read(member.trial) for member in blend.members]
    read = [predictions[:, rows] for predictions in found if predictions is not None]
    return blend.of(read) if read and len(read) == len(found) else None
