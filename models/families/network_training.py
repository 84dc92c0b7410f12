"""Training of a few networks side by side, one epoch at a time.

scikit-learn's networks are driven through ``partial_fit``, one call an epoch, because what matters on tables is around
the epoch: a learning rate that comes in waves, stopping by rows held apart, and several networks averaged.
"""

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import cos, log2, pi
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.neural_network import MLPClassifier, MLPRegressor

from models.encoding import Matrix
from models.errors import DivergedError
from models.families.family import Array, FitOrder, Rows

Weights = list[list[NDArray[np.float32]]]

MAX_STEPS = 64
"""Minibatches an epoch, at most: on larger tables they grow, so that an epoch keeps its price."""
MAX_CURVE_ROWS = 2_000
N_WAVES = 4
SMALLEST = 1e-7


@dataclass(frozen=True)
class NetworkPlan:
    """What the networks are, and how they are trained; the fields are the hyperparameters of the same names."""

    learning_rate: float
    batch_size: int
    n_layers: int
    n_units: int
    alpha: float
    activation: str
    n_epochs: int
    n_networks: int

    def rows_a_batch(self, n_rows: int) -> int:
        """Return the rows of a minibatch for a table of this size."""
        return min(n_rows, max(self.batch_size, n_rows // MAX_STEPS))

    def rate(self, epoch: int) -> float:
        """Return the learning rate of an epoch (from 0): four waves, each twice as long as the one before.

        The schedule of RealMLP (Holzmüller, Grinsztajn and Steinwart, NeurIPS 2024). Every wave begins gently and
        ends at rest, so that there are four moments at which a network may be finished.
        """
        return self.learning_rate * 0.5 * (1 - cos(2 * pi * self._waves(epoch + 0.5)))

    def ends_wave(self, epoch: int) -> bool:
        """Tell whether a wave ends with this epoch."""
        return int(self._waves(epoch + 1)) > int(self._waves(epoch))

    def wave(self, epoch: int) -> int:
        """Return the number (from 0) of the wave that an epoch lies in."""
        return int(self._waves(epoch + 0.5))

    def resting_after(self, epochs: int) -> "NetworkPlan":
        """Return the plan stretched so that the wave that ends nearest to so many epochs ends right there.

        The mean of what several folds kept may lie within a wave, where no network should be left.
        """
        ended = min(N_WAVES, max(1, round(self._waves(epochs))))
        return replace(self, n_epochs=max(epochs, round(epochs * (2**N_WAVES - 1) / (2**ended - 1))))

    def _waves(self, epochs: float) -> float:
        """Return how many waves are over after so many epochs."""
        return log2(1 + (2**N_WAVES - 1) * epochs / self.n_epochs)


@dataclass(frozen=True)
class Progress:
    """The epochs that are kept, and the loss after each one that was run.

    ``is_cut`` says whether the clock ended them; ``leaves_time`` whether the same could be done again in time.
    """

    n_epochs: int
    train_loss: Sequence[float] = ()
    stopping_loss: Sequence[float] = ()
    is_cut: bool = False
    leaves_time: bool = True


@dataclass(frozen=True)
class _Single:
    """Rows as they are trained on: answers in single precision, or every product would be in double."""

    X: Matrix
    y: NDArray[np.float32]
    weight: Array | None = None


class Networks:
    """Networks that differ by their seed, each seeing the same rows in an order of its own.

    Parameters
    ----------
    plan : what they are
    order : task, classes and seed
    train : rows to train on, a target of mean 0 and deviation 1 for a regression
    """

    def __init__(self, plan: NetworkPlan, order: FitOrder, train: Rows) -> None:
        self.plan = plan
        self._rows = _weighing(train)
        self._is_regression = order.task == "regression"
        self._is_absolute = order.metric.startswith("mean_absolute")
        seen = np.unique(self._rows.y)
        self._classes = seen if len(seen) > 1 else np.arange(order.n_classes, dtype=float)
        self.members = [self._member(order.seed, number) for number in range(plan.n_networks)]

    def _member(self, seed: int, number: int) -> Any:  # noqa: ANN401  either kind of network
        n_rows, plan = len(self._rows.y), self.plan
        batch = plan.rows_a_batch(n_rows)
        # A generator, not a number: with a number every epoch would repeat the same order of rows.
        state = np.random.RandomState([seed, number])
        kind = MLPRegressor if self._is_regression else MLPClassifier
        return kind(
            hidden_layer_sizes=(plan.n_units,) * plan.n_layers,
            activation=plan.activation,
            alpha=plan.alpha * batch,  # divided by the rows of the batch again
            batch_size=batch,
            learning_rate_init=plan.rate(0),
            random_state=state,
            n_iter_no_change=np.inf,
        )

    def run_epoch(self, epoch: int) -> None:
        """Show every network all rows once.

        Raises
        ------
        DivergedError
            When weights are no numbers any more.
        """
        rows, rate = self._rows, self.plan.rate(epoch)
        for member in self.members:
            if epoch:
                member._optimizer.learning_rate_init = rate  # noqa: SLF001  scikit-learn has no other way
            extra = {} if self._is_regression or epoch else {"classes": self._classes}
            try:
                with np.errstate(all="ignore"):
                    member.partial_fit(rows.X, rows.y, sample_weight=rows.weight, **extra)
            except ValueError as error:
                weights = [*getattr(member, "coefs_", ()), *getattr(member, "intercepts_", ())]
                if all(np.isfinite(weight).all() for weight in weights):
                    raise
                raise DivergedError("neural_network", epoch + 1, self.plan.learning_rate) from error

    def loss(self, rows: Rows) -> float:
        """Return the log loss, or the squared (absolute, if that is the metric) error, of the averaged networks."""
        if self._is_regression:
            error = np.mean([member.predict(rows.X) for member in self.members], axis=0) - rows.y
            losses: Array = np.abs(error) if self._is_absolute else error**2
        else:
            probability = np.mean([member.predict_proba(rows.X) for member in self.members], axis=0)
            own = probability * (rows.y[:, None] == self.members[0].classes_)
            losses = -np.log(np.maximum(own.sum(axis=1), SMALLEST))
        weight = rows.weight if rows.weight is not None and rows.weight.any() else None
        return float(np.average(losses, weights=weight))

    def weights(self) -> list[Weights]:
        """Return a copy of all weights."""
        return [[[w.copy() for w in part] for part in (member.coefs_, member.intercepts_)] for member in self.members]

    def restore(self, weights: list[Weights]) -> None:
        """Put weights back; no training follows."""
        for member, (coefs, intercepts) in zip(self.members, weights, strict=True):
            member.coefs_, member.intercepts_ = coefs, intercepts


def train_for(networks: Networks, n_epochs: int, seconds: float | None) -> Progress:
    """Train for a number of epochs, or as many as the seconds allow, and at least one."""
    clock = _Clock(seconds)
    for epoch in range(n_epochs):
        networks.run_epoch(epoch)
        if clock.is_over:
            return Progress(epoch + 1, is_cut=True)
    return Progress(n_epochs)


def train_until(networks: Networks, seen: Rows, stop: Rows, seconds: float | None) -> Progress:
    """Train until a wave of the learning rate ends without a new best epoch, and restore the best one.

    Parameters
    ----------
    networks : trained in place
    seen : (a sample of) the training rows, for the curve
    stop : rows held apart
    seconds : None where no clock may count

    Raises
    ------
    DivergedError
        When the weights, or the loss of the first epoch, are no numbers any more.
    """
    clock = _Clock(seconds)
    train_loss: list[float] = []
    stopping_loss: list[float] = []
    best, kept = 0, list[Weights]()
    for epoch in range(networks.plan.n_epochs):
        networks.run_epoch(epoch)
        train_loss.append(networks.loss(seen))
        stopping_loss.append(networks.loss(stop))
        if epoch == 0 or stopping_loss[epoch] < stopping_loss[best]:
            best, kept = epoch, networks.weights()
        if not np.isfinite(stopping_loss[best]):
            raise DivergedError("neural_network", epoch + 1, networks.plan.learning_rate)
        is_hopeless = networks.plan.ends_wave(epoch) and networks.plan.wave(best) < networks.plan.wave(epoch)
        if clock.is_over or is_hopeless:
            break
    networks.restore(kept)
    return Progress(best + 1, train_loss, stopping_loss, is_cut=clock.is_over, leaves_time=clock.leaves_as_much)


class _Clock:
    """Tells whether the seconds are over; without any, no clock is read."""

    def __init__(self, seconds: float | None) -> None:
        self._seconds = seconds
        self._start = 0.0 if seconds is None else time.monotonic()

    @property
    def is_over(self) -> bool:
        return self._seconds is not None and time.monotonic() - self._start >= self._seconds

    @property
    def leaves_as_much(self) -> bool:
        """Whether as much time is left as has gone by."""
        return self._seconds is None or 2 * (time.monotonic() - self._start) <= self._seconds


def _weighing(rows: Rows) -> _Single:
    """Return the rows in single precision, those of no weight left out: a minibatch of them alone has no mean."""
    y = rows.y.astype(np.float32)
    if rows.weight is None:
        return _Single(rows.X, y)
    counts = rows.weight > 0
    weight = rows.weight[counts]
    return _Single(rows.X[counts], y[counts], weight / weight.mean())


def curve_rows(rows: Rows, seed: int) -> Rows:
    """Return at most ``MAX_CURVE_ROWS`` of the rows: enough for a curve."""
    if len(rows.y) <= MAX_CURVE_ROWS:
        return rows
    at = np.sort(np.random.default_rng(seed).choice(len(rows.y), MAX_CURVE_ROWS, replace=False))
    return Rows(rows.X[at], rows.y[at], None if rows.weight is None else rows.weight[at])
