"""How the validation loss of a penalized linear model changes with the strength of its L2 penalty.

At the minimum of the training objective its gradient is zero, whatever the strength alpha. Differentiating that
condition tells how the coefficients move with alpha (the implicit function theorem): they solve one linear system
with the objective's Hessian. The chain rule does the rest. For ridge regression this is the closed form; for
logistic regression the minimum is first brought to full precision by Newton steps from the fitted one.

Sources: Larsen, Hansen, Svarer and Ohlsson 1996, IEEE Neural Networks for Signal Processing; Bengio 2000, Neural
Computation 12; Pedregosa 2016, ICML.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import LinAlgError, solve
from scipy.special import log_softmax, softmax

from models.families.family import FitOrder, Rows

Array = NDArray[np.float64]

MAX_WORK, MIN_ROWS, MAX_ROWS = 2e10, 500, 20_000
"""Multiplications of one Hessian, which bound the training rows that are looked at, and the least and most rows."""
MAX_STEPS, PRECISION = 30, 1e-10
JITTER = 1e-10
"""Keeps the Hessian invertible in the direction that moves no probability (the same constant on every class)."""


@dataclass(frozen=True)
class _Part:
    """Rows with a leading column of ones, shape (n_rows, n_features + 1); answers by output, and weights."""

    X: Array
    Y: Array
    weight: Array
    is_regression: bool

    def loss(self, coefficients: Array) -> float:
        """Return the mean loss: half the squared error, or the log loss."""
        Z = self.X @ coefficients
        losses = (Z - self.Y) ** 2 / 2 if self.is_regression else -self.Y * log_softmax(Z, axis=1)
        return float(self.weight @ losses.sum(axis=1)) / len(self.X)

    def gradient(self, coefficients: Array) -> Array:
        """Return the gradient of the mean loss, shape of the coefficients."""
        Z = self.X @ coefficients
        error = (Z if self.is_regression else softmax(Z, axis=1)) - self.Y
        return np.asarray(self.X.T @ (self.weight[:, None] * error) / len(self.X))

    def hessian(self, coefficients: Array) -> Array:
        """Return the Hessian of the mean loss for the coefficients output by output."""
        n_features, n_outputs = coefficients.shape
        blocks = np.empty((n_outputs, n_features, n_outputs, n_features))
        P = np.ones_like(self.Y) if self.is_regression else softmax(self.X @ coefficients, axis=1)
        for k in range(n_outputs):
            for j in range(k + 1):
                curvature = P[:, k] if self.is_regression else P[:, k] * ((j == k) - P[:, j])
                block = self.X.T @ ((self.weight * curvature)[:, None] * self.X) / len(self.X)
                blocks[k, :, j], blocks[j, :, k] = block, block
        return blocks.reshape(n_outputs * n_features, n_outputs * n_features)


def penalty_gradient(estimator: Any, alpha: float, order: FitOrder, validation: Rows) -> tuple[float, float]:  # noqa: ANN401
    """Return a validation loss and its derivative with respect to log alpha.

    Parameters
    ----------
    estimator : the fitted ridge or logistic regression, from whose coefficients Newton's steps set out
    alpha : strength of the L2 penalty for each row of the average loss
    order : what it was fitted on; of very many rows or features, a drawn part of the rows is looked at
    validation : rows to be scored on; those of a class that training did not see are left out

    Returns
    -------
    loss, slope : float
        Mean squared error or log loss of the validation rows, and its change for each unit of log alpha.
    """
    classes = None if order.task == "regression" else np.unique(order.train.y)
    start = _start(estimator, classes)
    train = _part(_drawn(order.train, start.size, order.seed), classes)
    scored = _part(_known(validation, classes), classes)
    penalty = np.full(start.shape, alpha)
    penalty[0] = 0.0  # an intercept is not penalized
    if classes is not None and len(classes) == 2:
        penalty /= 0.5  # two mirrored columns of half the size share what one would carry alone
    best = _minimum(train, start, penalty)
    pull = (penalty * best).T.ravel()
    moved = -_solved(train.hessian(best), penalty, pull).reshape(best.T.shape).T
    scale = (2.0 if train.is_regression else 1.0) * len(scored.X) / max(float(scored.weight.sum()), 1e-300)
    return scale * scored.loss(best), scale * float((scored.gradient(best) * moved).sum())


def _start(estimator: Any, classes: Array | None) -> Array:  # noqa: ANN401
    """Return the fitted intercepts and coefficients, shape (n_features + 1, n_outputs)."""
    fitted = np.vstack([np.ravel(estimator.intercept_), np.atleast_2d(estimator.coef_).T]).astype(float)
    return np.hstack([-fitted / 2, fitted / 2]) if classes is not None and fitted.shape[1] == 1 else fitted


def _part(rows: Rows, classes: Array | None) -> _Part:
    X = np.hstack([np.ones((len(rows.y), 1)), np.asarray(rows.X, float)])
    weight = np.ones(len(rows.y)) if rows.weight is None else rows.weight
    Y = rows.y[:, None] if classes is None else (rows.y[:, None] == classes).astype(float)
    return _Part(X, Y, weight, classes is None)


def _known(rows: Rows, classes: Array | None) -> Rows:
    kept = np.arange(len(rows.y)) if classes is None else np.flatnonzero(np.isin(rows.y, classes))
    return _take(rows, kept)


def _drawn(rows: Rows, size: int, seed: int) -> Rows:
    """Return as many rows as a Hessian of that size can be made of in short time."""
    n_rows = int(np.clip(MAX_WORK / size**2, MIN_ROWS, MAX_ROWS))
    if n_rows >= len(rows.y):
        return rows
    return _take(rows, np.sort(np.random.default_rng(seed).choice(len(rows.y), n_rows, replace=False)))


def _take(rows: Rows, index: NDArray[np.intp]) -> Rows:
    return Rows(rows.X[index], rows.y[index], None if rows.weight is None else rows.weight[index])


def _minimum(train: _Part, start: Array, penalty: Array) -> Array:
    """Return the coefficients at the minimum of the training objective, by Newton's steps, halved where too long."""

    def objective(coefficients: Array) -> float:
        return train.loss(coefficients) + float((penalty * coefficients**2).sum()) / 2

    best, value = start, objective(start)
    for _ in range(MAX_STEPS):
        slope = train.gradient(best) + penalty * best
        if np.abs(slope).max() < PRECISION:
            break
        step = -_solved(train.hessian(best), penalty, slope.T.ravel()).reshape(best.T.shape).T
        length = 1.0
        while length > PRECISION and not objective(best + length * step) <= value:
            length /= 2
        if length <= PRECISION:
            break
        best = best + length * step
        value = objective(best)
    return best


def _solved(hessian: Array, penalty: Array, right: Array) -> Array:
    """Solve with the Hessian of the penalized objective."""
    whole = hessian + np.diag(penalty.T.ravel() + JITTER)
    try:
        return np.asarray(solve(whole, right, assume_a="pos"))
    except LinAlgError:
        return np.asarray(np.linalg.lstsq(whole, right, rcond=None)[0])
