"""Calibration slope: whether out-of-fold predictions are too extreme, as those of a model that overfits are."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit, logit

from models.families.registry import BASELINE
from models.findings.evidence import Evidence
from models.findings.risk import Risk
from models.record import Fact, Finding

Array = NDArray[np.float64]

RISK = Risk(
    code="calibration_slope",
    title="Predictions that are too extreme",
    threshold=0.8,
    because="A slope of 1 takes predictions at their word. Below 0.8, by more than two standard errors, they must be "
    "drawn in by a fifth or more to be right on average.",
    remedy="Prefer stronger regularization, or an average of several trials, whose predictions are milder.",
)
MAX_ROWS = 20_000
CLIPPED, N_STEPS = 1e-3, 25
"""Probabilities nearer to 0 or 1 count as this; and steps of Newton's method at most."""


@dataclass(frozen=True)
class _Slope:
    """A slope and its standard error."""

    value: float
    error: float


def calibration_slope(evidence: Evidence) -> Finding:
    """Fit answers to the winner's out-of-fold predictions by one slope: logistic for classes, straight for values."""
    predictions = evidence.read(evidence.winner.number)
    if evidence.winner.family == BASELINE.name:
        return RISK.not_applicable("The baseline won, whose predictions do not depend on the row.")
    if predictions is None:
        return RISK.not_applicable("The winner's out-of-fold predictions were not kept.")
    scored = np.unique(np.concatenate([fold.validation for fold in evidence.folds]))
    if len(scored) > MAX_ROWS:
        scored = np.random.default_rng(evidence.seed).choice(scored, MAX_ROWS, replace=False)
    y, predicted = evidence.problem.y[scored], np.asarray(predictions[0, scored], dtype=float)
    usable = np.isfinite(predicted.reshape(len(scored), -1)).all(axis=1)
    y, predicted = y[usable], predicted[usable]
    slope = _of_values(y, predicted) if predicted.ndim == 1 else _of_classes(y, predicted)
    if slope is None:
        return RISK.not_applicable("The winner predicts the same for every row, or the answers are all the same.")
    how = "too extreme" if slope.value < 1 else "too mild"
    is_found = slope.value < RISK.threshold and slope.value + 2 * slope.error < 1
    if abs(slope.value - 1) <= 2 * slope.error:
        how = "neither too extreme nor too mild, beyond chance"
    sentence = (
        f"The calibration slope of the winner's out-of-fold predictions is {slope.value:.2f} (1 is right), with a "
        f"standard error of {slope.error:.2f}: they are {how}."
    )
    facts = (Fact("calibration slope", slope.value), Fact("standard error of the slope", slope.error))
    return RISK.answer(sentence, slope.value, facts, is_found=is_found)


def _of_values(y: Array, predicted: Array) -> _Slope | None:
    """Least squares of answers on predictions, with a standard error that allows for unequal spread."""
    if len(y) < 3 or not np.ptp(predicted) > 0 or not np.ptp(y) > 0:
        return None
    x = predicted - predicted.mean()
    total = float(x @ x)
    slope = float(x @ y / total)
    residual = y - y.mean() - slope * x
    return _Slope(slope, float(np.sqrt((x**2 * residual**2).sum()) / total))


def _of_classes(y: Array, probability: Array) -> _Slope | None:
    """Logistic regression of each class against the rest on its log odds, all classes by one slope.

    The standard error takes the classes of one row together.
    """
    n_classes = probability.shape[1]
    first = 1 if n_classes == 2 else 0
    x = logit(np.clip(probability[:, first:], CLIPPED, 1 - CLIPPED))
    answer = (y[:, None] == np.arange(first, n_classes)).astype(float)
    if not np.ptp(x) > 0 or len(np.unique(y)) < 2:
        return None
    features = np.stack([np.ones_like(x), x], axis=-1)
    weights = np.array([0.0, 1.0])
    for _ in range(N_STEPS):
        chance = expit(features @ weights)
        gradient = np.einsum("rcf,rc->f", features, answer - chance)
        hessian = np.einsum("rcf,rc,rcg->fg", features, chance * (1 - chance), features) + 1e-9 * np.eye(2)
        step = np.linalg.solve(hessian, gradient)
        weights = weights + np.clip(step, -1, 1)
        if np.abs(step).max() < 1e-6:
            break
    scores = np.einsum("rcf,rc->rf", features, answer - expit(features @ weights))
    inverse = np.linalg.inv(hessian)
    variance = inverse @ (scores.T @ scores) @ inverse
    return _Slope(float(weights[1]), float(np.sqrt(variance[1, 1])))
