"""One candidate on one fold: fit on the fold's training rows, predict the rows that it never saw.

What runs here runs in a process that may be killed at any moment. Scores are computed by the coordinator from
the predictions, so that a metric of the user's own need not travel.
"""

import time
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from models.encoding import Matrix, TableEncoder
from models.families.family import Family, FitOrder, Fitted, Rows, predict
from models.families.registry import family_named
from models.fitting import fit_configuration
from models.problem import Problem
from models.record import CurvePoint, FoldPlan, Scalar
from models.splits import stopping_rows
from models.workspace import load_folds, load_problem

MAX_TRAIN_SCORED = 5_000
CACHE_BYTES = 200_000_000


@dataclass(frozen=True)
class Configuration:
    """A family and the values of its hyperparameters."""

    family: str
    hyperparameters: Mapping[str, Scalar] = field(default_factory=dict)


@dataclass(frozen=True)
class FoldTask:
    """One fold of one candidate. ``seconds`` bounds fits that can be cut short; None where no clock may count."""

    folder: str
    plan: FoldPlan
    fold: int
    configuration: Configuration
    metric: str
    seed: int
    seconds: float | None = None


@dataclass(frozen=True)
class FoldOutcome:
    """What a fold gave: predictions of its validation rows, and of (a sample of) its training rows."""

    prediction: NDArray[np.float32]
    train_rows: NDArray[np.intp]
    train_prediction: NDArray[np.float32]
    seconds: float
    predict_ms: float
    rounds: int | None = None
    max_rounds: int | None = None
    curve: tuple[CurvePoint, ...] = ()


@dataclass(frozen=True)
class _Encoded:
    encoder: TableEncoder
    train: Matrix
    validation: Matrix
    seconds: float

    @property
    def n_bytes(self) -> int:
        return self.train.nbytes + self.validation.nbytes


class _EncodedFolds:
    """Encoded folds of the last tasks, bounded in bytes: every candidate of a style shares them."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[object, ...], _Encoded] = OrderedDict()

    def get(self, task: FoldTask, style: str) -> _Encoded:
        key = (task.folder, task.plan, task.fold, style)
        if key not in self._kept:
            self._kept[key] = _encode(task, style)
        self._kept.move_to_end(key)
        while len(self._kept) > 1 and sum(fold.n_bytes for fold in self._kept.values()) > CACHE_BYTES:
            self._kept.popitem(last=False)
        return self._kept[key]


_ENCODED = _EncodedFolds()


def _encode(task: FoldTask, style: str) -> _Encoded:
    start = time.perf_counter()
    problem, fold = load_problem(task.folder), load_folds(task.folder, task.plan)[task.fold]
    encoder = TableEncoder(problem.columns, style, len(problem.classes), task.seed)  # type: ignore[arg-type]
    train = encoder.fit_transform(problem.frame.iloc[fold.train], problem.y[fold.train])
    validation = encoder.transform(problem.frame.iloc[fold.validation])
    return _Encoded(encoder, train, validation, time.perf_counter() - start)


def evaluate_fold(task: FoldTask) -> FoldOutcome:
    """Fit and predict one fold. Its seconds count the encoding, also where it was at hand."""
    problem, fold = load_problem(task.folder), load_folds(task.folder, task.plan)[task.fold]
    family = family_named(task.configuration.family)
    encoded = _ENCODED.get(task, family.style)
    start = time.perf_counter()
    part = problem.rows(fold.train)
    fitted = _fit(family, task, encoded, part)
    n_classes = len(problem.classes)
    prediction = predict(fitted.estimator, encoded.validation, n_classes)
    sample = _sample(len(fold.train), task.seed)
    train_prediction = predict(fitted.estimator, encoded.train[sample], n_classes)
    seconds = encoded.seconds + time.perf_counter() - start
    return FoldOutcome(
        prediction.astype(np.float32),
        fold.train[sample],
        train_prediction.astype(np.float32),
        seconds,
        _milliseconds_a_row(encoded.encoder, fitted, part, n_classes),
        fitted.rounds,
        fitted.max_rounds,
        fitted.curve,
    )


def _fit(family: Family, task: FoldTask, encoded: _Encoded, part: Problem) -> Fitted:
    rows = Rows(encoded.train, part.y, part.weight)
    stop = None
    if family.stops_early:
        fit_on, stop_on = stopping_rows(part, task.seed)
        rows, stop = _take(rows, fit_on), _take(rows, stop_on)
    order = FitOrder(
        train=rows,
        task=part.task,
        n_classes=len(part.classes),
        metric=task.metric,
        feature_types=tuple(encoded.encoder.feature_types_),
        seed=task.seed,
        stop=stop,
        seconds=task.seconds,
    )
    return fit_configuration(family, task.configuration.hyperparameters, order, part.target_scale)


def _take(rows: Rows, index: NDArray[np.intp]) -> Rows:
    return Rows(rows.X[index], rows.y[index], None if rows.weight is None else rows.weight[index])


def _sample(n_rows: int, seed: int) -> NDArray[np.intp]:
    """At most MAX_TRAIN_SCORED row numbers: enough for a train score, and cheap."""
    if n_rows <= MAX_TRAIN_SCORED:
        return np.arange(n_rows)
    return np.sort(np.random.default_rng(seed).choice(n_rows, MAX_TRAIN_SCORED, replace=False))


def _milliseconds_a_row(encoder: TableEncoder, fitted: Fitted, part: Problem, n_classes: int) -> float:
    """Best of three: how long one row takes, encoding included."""
    row = part.frame.iloc[:1]
    times = []
    for _ in range(3):
        start = time.perf_counter()
        predict(fitted.estimator, encoder.transform(row), n_classes)
        times.append(time.perf_counter() - start)
    return 1000 * min(times)
