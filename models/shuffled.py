"""One fold's model on its validation rows, with the cells of some columns dealt anew among the rows.

What runs here runs in a process that may be killed at any moment. Scores are computed by whoever asked.
"""

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from models.artifact import StoredFit, load_fit
from models.encoding import Matrix, TableEncoder
from models.evaluation import Configuration
from models.families.family import FitOrder, Rows, predict
from models.families.registry import family_named
from models.fitting import fit_configuration
from models.model import Fit
from models.problem import Problem
from models.record import FoldPlan
from models.splits import Fold
from models.subsample import subsample
from models.workspace import load_folds, load_problem

FIT_SHARE = 0.7
"""Of the seconds, what a fit that can be cut short may take."""
LEAST_ROWS = 50
"""Of a fold's rows, how many are predicted however little time is left."""


@dataclass(frozen=True)
class ShuffleTask:
    """Fit one configuration on one fold, or take the model that the fold left, and predict its rows over and over.

    Parameters
    ----------
    folder, plan, fold, configuration, metric, seed : as for the evaluation of the fold
    rounds : those that the fold kept; None for families without rounds
    blocks : names of the columns that are shuffled together
    n_shuffles : how often each block is shuffled
    n_rows : validation rows that are predicted, at most
    kept, stored : the folder and the files of the model that the fold left; it is fitted again where None
    seconds : after which no further block is begun, the first round excepted where it has begun; None without a clock
    """

    folder: str
    plan: FoldPlan
    fold: int
    configuration: Configuration
    metric: str
    seed: int
    rounds: int | None
    blocks: tuple[tuple[str, ...], ...]
    n_shuffles: int
    n_rows: int
    kept: str | None = None
    stored: StoredFit | None = None
    seconds: float | None = None


@dataclass(frozen=True)
class ShuffleOutcome:
    """Predictions of ``rows`` (numbers of the problem's rows): as they are, and with a block of columns shuffled.

    ``shuffled`` holds the first shuffle of every block in order, then the second of every block, and so on; it ends
    early where the time was over. Each has the shape of ``prediction``: (n_rows,) or (n_rows, n_classes).
    """

    rows: NDArray[np.intp]
    prediction: NDArray[np.float32]
    shuffled: tuple[NDArray[np.float32], ...]


def predict_shuffled(task: ShuffleTask) -> ShuffleOutcome:
    """Predict a fold's validation rows with each block of columns shuffled, as often as wanted and as time allows."""
    start = time.perf_counter()
    problem, fold = load_problem(task.folder), load_folds(task.folder, task.plan)[task.fold]
    fit = _fit(task, problem, fold)
    rng = np.random.default_rng([task.seed, task.fold])
    rows = fold.validation
    if len(rows) > task.n_rows:
        rows = np.sort(rng.choice(rows, task.n_rows, replace=False))
    n_classes = len(problem.classes)
    frame = problem.frame.iloc[rows].reset_index(drop=True)
    shuffler = _Shuffler(frame, fit.encoder, fit.encoder.transform(frame))
    began = time.perf_counter()
    prediction = predict(fit.estimator, shuffler.matrix, n_classes)
    if task.seconds is not None:
        now = time.perf_counter()
        kept = _affordable(len(rows), task.seconds - (now - start), len(task.blocks) * (now - began), rng)
        rows, prediction, shuffler = rows[kept], prediction[kept], shuffler.some(kept)
    shuffled: list[NDArray[np.float32]] = []
    for block, order in _shuffles(task, len(rows), rng):
        if task.seconds is not None and time.perf_counter() - start > task.seconds:
            break
        shuffled.append(predict(fit.estimator, shuffler.dealt(block, order), n_classes).astype(np.float32))
    return ShuffleOutcome(rows, prediction.astype(np.float32), tuple(shuffled))


def _affordable(n_rows: int, left: float, needed: float, rng: np.random.Generator) -> NDArray[np.intp]:
    """Return the rows to go on with where the seconds left are fewer than those that a round of all blocks needs.

    Fewer rows for every column tell more than every row for a few columns.
    """
    n_kept = int(np.clip(n_rows * left / max(needed, 1e-9), min(n_rows, LEAST_ROWS), n_rows))
    kept: NDArray[np.intp] = np.sort(rng.choice(n_rows, n_kept, replace=False))
    return kept


def _shuffles(
    task: ShuffleTask, n_rows: int, rng: np.random.Generator
) -> Iterator[tuple[tuple[str, ...], NDArray[np.intp]]]:
    """Yield every block with a shuffle; in one round, all blocks are shuffled alike."""
    for _ in range(task.n_shuffles):
        order = rng.permutation(n_rows)
        yield from ((block, order) for block in task.blocks)


def _fit(task: ShuffleTask, problem: Problem, fold: Fold) -> Fit:
    """Fit on the fold's training rows, or load what was left of that."""
    if task.kept is not None and task.stored is not None:
        return load_fit(Path(task.kept), task.stored)
    family = family_named(task.configuration.family)
    rows = fold.train
    if task.configuration.rows_fraction < 1.0:
        rows = rows[subsample(problem.rows(rows), task.configuration.rows_fraction, task.seed + task.fold)]
    part = problem.rows(rows)
    encoder = TableEncoder(problem.columns, family.style, len(problem.classes), task.seed)
    matrix = encoder.fit_transform(part.frame, part.y)
    order = FitOrder(
        train=Rows(matrix, part.y, part.weight),
        task=part.task,
        n_classes=len(part.classes),
        metric=task.metric,
        feature_types=tuple(encoder.feature_types_),
        seed=task.seed,
        rounds=task.rounds,
        seconds=None if task.seconds is None else FIT_SHARE * task.seconds,
    )
    fitted = fit_configuration(family, task.configuration.hyperparameters, order, part.target_scale)
    return Fit(encoder, fitted.estimator)


class _Shuffler:
    """Deals the cells of columns anew among rows that are encoded once.

    Features are made row by row, so that the features of a dealt column are its features, dealt. Only differences
    between dates are made of two columns: where a date is dealt, the rows are encoded again.
    """

    def __init__(self, frame: pd.DataFrame, encoder: TableEncoder, matrix: Matrix) -> None:
        self.frame = frame
        self.encoder = encoder
        self.matrix = matrix
        self._origins = np.array(encoder.feature_origins_)
        self._entangled = frozenset(encoder.dates_ if len(encoder.dates_) > 1 else ())

    def some(self, rows: NDArray[np.intp]) -> "_Shuffler":
        """Return the same for some of the rows."""
        return _Shuffler(self.frame.iloc[rows].reset_index(drop=True), self.encoder, self.matrix[rows])

    def dealt(self, block: Sequence[str], order: NDArray[np.intp]) -> Matrix:
        """Return the features when the rows' cells of these columns are those of the rows in another order."""
        if self._entangled.isdisjoint(block):
            at = np.flatnonzero(np.isin(self._origins, list(block)))
            matrix = self.matrix.copy()
            matrix[:, at] = self.matrix[np.ix_(order, at)]
            return matrix
        columns = {name: self.frame[name].take(order).reset_index(drop=True) for name in block}
        return self.encoder.transform(self.frame.assign(**columns))
