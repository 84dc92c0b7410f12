"""One candidate on one fold: fit on the fold's training rows, predict the rows that it never saw.

What runs here runs in a process that may be killed at any moment. Scores are computed by the coordinator from
the predictions, so that a metric of the user's own need not travel.
"""

import time
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from models.artifact import StoredFit, write_encoder, write_estimator
from models.encoding import Matrix, TableEncoder
from models.families.family import Differentiable, Family, FitOrder, Fitted, Rows, predict
from models.families.registry import family_named
from models.fitting import fit_configuration
from models.partial_fits import with_rounds
from models.problem import Problem
from models.record import CurvePoint, FoldPlan, Hypergradient, ResourceKind, Scalar
from models.splits import Fold, stopping_rows
from models.subsample import subsample
from models.workspace import load_folds, load_problem

MAX_TRAIN_SCORED = 2_000
CACHE_BYTES = 120_000_000


@dataclass(frozen=True)
class Configuration:
    """A family and the values of its hyperparameters, and how it is to be looked at.

    ``resource`` is the share (0 to 1) of ``resource_of`` that its fits may use. ``measures_slope`` asks every fold
    for the slope of its loss, where the family can tell it.
    """

    family: str
    hyperparameters: Mapping[str, Scalar] = field(default_factory=dict)
    resource: float = 1.0
    resource_of: ResourceKind | None = None
    measures_slope: bool = False

    @property
    def is_full(self) -> bool:
        """Whether nothing is held back."""
        return self.resource >= 1.0

    @property
    def rows_fraction(self) -> float:
        """The share of the training rows that fits see."""
        return self.resource if self.resource_of == "rows" else 1.0

    @property
    def fitted_hyperparameters(self) -> Mapping[str, Scalar]:
        """The hyperparameters of the fits: with fewer rounds where those are held back."""
        return (
            with_rounds(self.hyperparameters, self.resource) if self.resource_of == "rounds" else self.hyperparameters
        )


@dataclass(frozen=True)
class FoldTask:
    """One fold of one candidate.

    ``seconds`` bounds fits that can be cut short; None where no clock may count. ``keep`` is the folder where the
    fitted model is left, and ``trial`` names its files; nothing is left where ``keep`` is None.
    """

    folder: str
    plan: FoldPlan
    fold: int
    configuration: Configuration
    metric: str
    seed: int
    seconds: float | None = None
    trial: int = 0
    keep: str | None = None


@dataclass(frozen=True)
class FoldOutcome:
    """What a fold gave: predictions of its validation rows, and of (a sample of) its training rows.

    ``predict_ms`` is the time for one row, of which ``encode_ms`` goes to its features; ``kept`` names the files of the
    fitted model where it was left.
    """

    prediction: NDArray[np.float32]
    train_rows: NDArray[np.intp]
    train_prediction: NDArray[np.float32]
    seconds: float
    predict_ms: float
    encode_ms: float
    rounds: int | None = None
    max_rounds: int | None = None
    curve: tuple[CurvePoint, ...] = ()
    kept: StoredFit | None = None
    hypergradient: Hypergradient | None = None


@dataclass(frozen=True)
class _Encoded:
    """The training rows that a fit may see, and the validation rows, encoded by what the former tell."""

    rows: NDArray[np.intp]
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
        key = (task.folder, task.plan, task.fold, style, task.configuration.rows_fraction)
        if key not in self._kept:
            largest = max((fold.n_bytes for fold in self._kept.values()), default=0)
            self._forget(CACHE_BYTES - largest)  # beforehand, so that both are never there at once
            self._kept[key] = _encode(task, style)
        self._kept.move_to_end(key)
        self._forget(CACHE_BYTES, n_spared=1)
        return self._kept[key]

    def _forget(self, most_bytes: int, n_spared: int = 0) -> None:
        """Forget the folds that were used longest ago until the others take no more than so many bytes."""
        while len(self._kept) > n_spared and self.n_bytes > most_bytes:
            self._kept.popitem(last=False)

    @property
    def n_bytes(self) -> int:
        return sum(fold.n_bytes for fold in self._kept.values())


_ENCODED = _EncodedFolds()


def _encode(task: FoldTask, style: str) -> _Encoded:
    start = time.perf_counter()
    problem, fold = load_problem(task.folder), load_folds(task.folder, task.plan)[task.fold]
    rows = _training_rows(task, problem, fold)
    encoder = TableEncoder(problem.columns, style, len(problem.classes), task.seed)  # type: ignore[arg-type]
    train = encoder.fit_transform(problem.frame.iloc[rows], problem.y[rows], problem.ties.of(rows))
    validation = encoder.transform(problem.frame.iloc[fold.validation])
    return _Encoded(rows, encoder, train, validation, time.perf_counter() - start)


def _training_rows(task: FoldTask, problem: Problem, fold: Fold) -> NDArray[np.intp]:
    """Return the training rows of a fold that the configuration may use."""
    fraction = task.configuration.rows_fraction
    if fraction >= 1.0:
        return fold.train
    return fold.train[subsample(problem.answers(fold.train), fraction, task.seed + task.fold)]


def evaluate_fold(task: FoldTask) -> FoldOutcome:
    """Fit and predict one fold. Its seconds count the encoding, also where it was at hand."""
    problem, fold = load_problem(task.folder), load_folds(task.folder, task.plan)[task.fold]
    family = family_named(task.configuration.family)
    encoded = _ENCODED.get(task, family.style)
    start = time.perf_counter()
    part = problem.answers(encoded.rows)
    order = _order(family, task, encoded, part)
    fitted = fit_configuration(family, task.configuration.fitted_hyperparameters, order, part.target_scale)
    slope = None
    if task.configuration.measures_slope and isinstance(family, Differentiable):
        validation = Rows(encoded.validation, *_answers(problem, fold.validation))
        slope = family.hypergradient(fitted, task.configuration.hyperparameters, order, validation)
    n_classes = len(problem.classes)
    prediction = predict(fitted.estimator, encoded.validation, n_classes)
    sample = _sample(len(encoded.rows), task.seed)
    train_prediction = predict(fitted.estimator, encoded.train[sample], n_classes)
    kept = None if task.keep is None else _keep(task, encoded.encoder, fitted)
    seconds = encoded.seconds + time.perf_counter() - start
    row = problem.frame.iloc[encoded.rows[:1]]
    encode_ms, estimate_ms = _milliseconds_a_row(encoded.encoder, fitted, row, n_classes)
    return FoldOutcome(
        prediction=prediction.astype(np.float32),
        train_rows=encoded.rows[sample],
        train_prediction=train_prediction.astype(np.float32),
        seconds=seconds,
        predict_ms=encode_ms + estimate_ms,
        encode_ms=encode_ms,
        rounds=fitted.rounds,
        max_rounds=fitted.max_rounds,
        curve=fitted.curve,
        kept=kept,
        hypergradient=slope,
    )


def _keep(task: FoldTask, encoder: TableEncoder, fitted: Fitted) -> StoredFit:
    """Leave a fold's model where a delivery without a last fit finds it."""
    folder = Path(task.keep or "")
    stored = StoredFit(
        f"encoder-{encoder.style}-fold{task.fold}.skops", f"trial-{task.trial:05d}-fold{task.fold}.skops"
    )
    if not (folder / stored.encoder).exists():
        write_encoder(folder / stored.encoder, encoder)
    write_estimator(folder / stored.estimator, fitted.estimator)
    return stored


def _answers(problem: Problem, index: NDArray[np.intp]) -> tuple[NDArray[np.float64], NDArray[np.float64] | None]:
    return problem.y[index], None if problem.weight is None else problem.weight[index]


def _order(family: Family, task: FoldTask, encoded: _Encoded, part: Problem) -> FitOrder:
    rows = Rows(encoded.train, part.y, part.weight)
    stop = None
    if family.stops_early:
        fit_on, stop_on = stopping_rows(part, task.seed)
        rows, stop = _take(rows, fit_on), _take(rows, stop_on)
    return FitOrder(
        train=rows,
        task=part.task,
        n_classes=len(part.classes),
        metric=task.metric,
        feature_types=tuple(encoded.encoder.feature_types_),
        seed=task.seed,
        stop=stop,
        seconds=task.seconds,
    )


def _take(rows: Rows, index: NDArray[np.intp]) -> Rows:
    return Rows(rows.X[index], rows.y[index], None if rows.weight is None else rows.weight[index])


def _sample(n_rows: int, seed: int) -> NDArray[np.intp]:
    """At most MAX_TRAIN_SCORED row numbers: enough for a train score, and cheap."""
    if n_rows <= MAX_TRAIN_SCORED:
        return np.arange(n_rows)
    return np.sort(np.random.default_rng(seed).choice(n_rows, MAX_TRAIN_SCORED, replace=False))


def _milliseconds_a_row(
    encoder: TableEncoder, fitted: Fitted, row: pd.DataFrame, n_classes: int
) -> tuple[float, float]:
    """Best of three: how long one row takes to encode, and to predict."""
    encoding, predicting = [], []
    for _ in range(3):
        start = time.perf_counter()
        features = encoder.transform(row)
        encoding.append(time.perf_counter() - start)
        predict(fitted.estimator, features, n_classes)
        predicting.append(time.perf_counter() - start - encoding[-1])
    return 1000 * min(encoding), 1000 * min(predicting)
