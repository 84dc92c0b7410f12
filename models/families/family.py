"""What a family is: estimators that share one search space."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

from models.encoding import Matrix, Style
from models.record import CurvePoint, FamilyAccount, Hypergradient, Scalar, Task

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Rows:
    """Encoded rows: features of shape (n_rows, n_features), answers and weights of shape (n_rows,)."""

    X: Matrix
    y: Array
    weight: Array | None = None


def joined(train: Rows, stop: Rows) -> Rows:
    """Return the rows of both, for a fit on everything once the number of rounds is known."""
    weight = None
    if train.weight is not None and stop.weight is not None:
        weight = np.r_[train.weight, stop.weight]
    return Rows(np.vstack([train.X, stop.X]), np.r_[train.y, stop.y], weight)


@dataclass(frozen=True)
class FitOrder:
    """One fit: the rows, what they are, and the means.

    ``stop`` are rows that tell when to stop boosting; ``rounds`` fixes the number of rounds (or trees) instead.
    ``seconds`` bounds a fit that can be cut short; None where nothing may read a clock.
    """

    train: Rows
    task: Task
    n_classes: int
    metric: str
    feature_types: tuple[str, ...]
    seed: int
    n_threads: int = 1
    stop: Rows | None = None
    rounds: int | None = None
    seconds: float | None = None


@dataclass(frozen=True)
class Fitted:
    """A fitted estimator; for those that grow in rounds, the rounds kept out of those allowed, and the way there."""

    estimator: Any
    rounds: int | None = None
    max_rounds: int | None = None
    curve: tuple[CurvePoint, ...] = ()


class Family(Protocol):
    """Estimators that share one search space.

    ``style`` is the encoding that they take; ``stops_early`` says whether they want ``FitOrder.stop`` rows, and
    ``varies_by_seed`` whether fits with other seeds differ so much that averaging a few of them pays. ``portfolio`` are
    configurations that did well elsewhere, the most useful first; hyperparameters left out are the defaults.
    """

    name: str
    style: Style
    stops_early: bool
    varies_by_seed: bool
    portfolio: tuple[Mapping[str, Scalar], ...]

    def account(self, task: Task) -> FamilyAccount:
        """Describe the family and its hyperparameters, with the ranges and tuned defaults for a task."""
        ...

    def fit(self, hyperparameters: Mapping[str, Scalar], order: FitOrder) -> Fitted:
        """Fit one configuration."""
        ...


@runtime_checkable
class Differentiable(Protocol):
    """A family whose fitted parameters change smoothly with a hyperparameter."""

    name: str

    def hypergradient(
        self, fitted: Fitted, hyperparameters: Mapping[str, Scalar], order: FitOrder, validation: Rows
    ) -> Hypergradient | None:
        """Return the slope of the validation loss; None where the hyperparameters do not allow one."""
        ...


def predict(estimator: Any, X: Matrix, n_classes: int) -> Array:  # noqa: ANN401  scikit-learn's have no common type
    """Predict probabilities, shape (n_rows, n_classes), or values, shape (n_rows,).

    A class that the estimator never saw gets probability 0.
    """
    if not n_classes:
        return np.asarray(estimator.predict(X), dtype=float).reshape(len(X))
    known = np.asarray(estimator.predict_proba(X), dtype=float)
    seen = np.asarray(estimator.classes_).astype(np.intp)
    if len(seen) == n_classes:
        return known
    probability = np.zeros((len(X), n_classes))
    probability[:, seen] = known
    return probability
