"""What is made of the chosen average: better weights, a temperature, a threshold, each only where it is seen to help.

All three are fitted on out-of-fold predictions and checked in the same way: what each row gets is fitted on the rows of
other folds, and the cross-validated score of that is compared with the blend's as it was. The blend had all rows to
choose its weights on, so that what takes its place has beaten it where it had the advantage.

Temperature: Guo, Pleiss, Sun and Weinberger, "On Calibration of Modern Neural Networks" (ICML 2017).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from models.blend import Blend, logarithms
from models.draws import Draws
from models.metrics import METRICS
from models.record import EnsembleMember
from models.scoring import Scorer, prepare_cross_validated
from models.splits import Fold
from models.stacking import weights_of_errors, weights_of_logs

Array = NDArray[np.float64]

MAX_PARTS = 5
"""Folds are put together to so many parts at most: each costs one more fit of what is checked."""
N_ERRORS = 2.0
LEAST_GAIN = 5e-4
"""A refinement stays where its gain exceeds so many of its standard errors, and this share of the score."""
N_DRAWS = 40
"""Bootstraps of the rows behind a standard error."""
LEAST_WEIGHT = 0.01
N_THRESHOLDS, SMOOTHED = 20, 5
"""Thresholds that are tried, at equal steps of the positives found; each is judged by the mean over so many."""


@dataclass(frozen=True)
class Sample:
    """The rows on which blends are compared.

    ``predictions`` are out of fold, by trial, each of shape (n_repeats, n_rows) or (n_repeats, n_rows, n_classes);
    ``folds`` hold positions among the rows; ``units`` name what a bootstrap draws as a whole. Weights of rows are given
    to each question, as a bootstrap is one.
    """

    y: Array
    predictions: Mapping[int, Array]
    folds: tuple[Fold, ...]
    units: NDArray[np.intp]
    scorer: Scorer
    seed: int

    @cached_property
    def parts(self) -> tuple[NDArray[np.bool_], ...]:
        """The rows that are left out together, each of shape (n_rows,): those of some folds of the first repeat."""
        folds = [fold for fold in self.folds if fold.repeat == 0]
        parts = np.zeros((min(MAX_PARTS, len(folds)), len(self.y)), dtype=bool)
        for i, fold in enumerate(folds):
            parts[i % len(parts), fold.validation] = True
        return tuple(parts)

    @cached_property
    def _logs(self) -> dict[int, Array]:
        return {}

    def logs(self, trial: int) -> Array:
        """Return the logarithms of a trial's probabilities, taken once."""
        if trial not in self._logs:
            self._logs[trial] = logarithms(self.predictions[trial])
        return self._logs[trial]

    @property
    def n_classes(self) -> int:
        """The number of classes; 0 for a regression."""
        return 0 if self.scorer.metric.account.needs == "value" else next(iter(self.predictions.values())).shape[-1]

    def prediction(self, blend: Blend) -> Array:
        """Put the out-of-fold predictions of a blend's members together."""
        return blend.of([self.predictions[member.trial] for member in blend.members])

    def utilities(self, prediction: Array, threshold: float, weights: Array) -> Array:
        """Score predictions, greater is better, for weights of shape (n_weightings, n_rows)."""
        scorer = replace(self.scorer, threshold=threshold)
        scores = prepare_cross_validated(scorer, self.y, prediction, self.folds)(weights)
        return self.scorer.metric.utility(1.0) * scores

    def answer(self, blend: Blend) -> Array:
        """Return what a blend says in the end: of two classes that are decided, the one that is, as a certainty."""
        prediction = self.prediction(blend)
        if self.n_classes != 2 or self.scorer.metric.account.needs != "class":
            return prediction
        is_positive = prediction[..., 1] >= blend.threshold
        return np.stack([~is_positive, is_positive], axis=-1).astype(float)

    @cached_property
    def draws(self) -> Array:
        """How often bootstraps draw each row, shape (N_DRAWS, n_rows)."""
        draws = Draws(self.units, self.seed)
        return np.array([draws.next() for _ in range(N_DRAWS)])


@dataclass(frozen=True)
class Refinement:
    """One way to refine a blend. ``fit`` takes the blend, the rows, and their weights, zero for those left out."""

    stage: str
    suits: Callable[[Blend, Sample], bool]
    fit: Callable[[Blend, Sample, Array], Blend]


@dataclass(frozen=True)
class Check:
    """What a refinement, fitted on other rows, would make of the score, and whether it was kept.

    ``before`` and ``after`` are cross-validated, in the metric's own unit; ``error`` is the standard error of their
    difference. NaN where they are undefined.
    """

    stage: str
    before: float
    after: float
    error: float
    is_kept: bool

    @property
    def is_told(self) -> bool:
        """Whether it could be measured at all."""
        return bool(np.isfinite([self.before, self.after, self.error]).all())


def refined(blend: Blend, sample: Sample, weight: Array) -> tuple[Blend, tuple[Check, ...]]:
    """Refine a blend where it is seen to help; a metric of the user's own is left alone.

    Parameters
    ----------
    blend : the average that was chosen
    sample : rows on which it was chosen
    weight : of these rows, shape (n_rows,)

    Returns
    -------
    The blend to deliver, and one check for each refinement that was tried, in order.
    """
    checks: list[Check] = []
    for refinement in REFINEMENTS if sample.scorer.metric.account.name in METRICS else ():
        if refinement.suits(blend, sample):
            check = _checked(refinement, blend, sample, weight)
            checks.append(check)
            if check.is_kept:
                blend = refinement.fit(blend, sample, weight)
    return blend, tuple(checks)


def _checked(refinement: Refinement, blend: Blend, sample: Sample, weight: Array) -> Check:
    """Fit for each part on the others, and compare."""
    before = sample.answer(blend)
    after = before.copy()
    for part in sample.parts:
        fitted = refinement.fit(blend, sample, weight * ~part)
        after[:, part] = sample.answer(fitted)[:, part]
    weights = np.vstack([weight, weight * sample.draws])
    old, new = (sample.utilities(answer, 0.5, weights) for answer in (before, after))
    gains = new - old
    known = gains[1:][np.isfinite(gains[1:])]
    # Bootstraps of a single unit are all the same, and tell nothing.
    error = float(known.std(ddof=1)) if len(known) > 1 and np.ptp(sample.units) > 0 else float("nan")
    is_kept = bool(gains[0] > np.maximum(N_ERRORS * error, LEAST_GAIN * abs(old[0])))  # never where one is NaN
    sign = sample.scorer.metric.utility(1.0)
    return Check(refinement.stage, sign * float(old[0]), sign * float(new[0]), error, is_kept)


def stacked(blend: Blend, sample: Sample, weight: Array) -> Blend:
    """Fit the weights of an average's members anew: on log probabilities for the log loss, on values for squares."""
    trials = [member.trial for member in blend.members]
    start = np.array([member.weight for member in blend.members])
    if sample.n_classes:
        weights = _fitted_logs([sample.logs(trial) for trial in trials], start, sample, weight)
        return replace(blend, members=_members(trials, weights), scale="log", temperature=1 / float(weights.sum()))
    errors = np.array([(sample.predictions[trial] - sample.y).ravel() for trial in trials])
    weights = weights_of_errors(errors, np.tile(weight, errors.shape[1] // len(weight)), start)
    return replace(blend, members=_members(trials, weights))


def calibrated(blend: Blend, sample: Sample, weight: Array) -> Blend:
    """Fit the temperature of an average."""
    logs = [logarithms(sample.prediction(blend))]
    return replace(blend, temperature=1 / float(_fitted_logs(logs, np.ones(1), sample, weight)[0]))


def with_threshold(blend: Blend, sample: Sample, weight: Array) -> Blend:
    """Choose the probability from which the positive class is decided, by the metric."""
    prediction = sample.prediction(blend)
    positive = prediction[:, (sample.y == 1) & (weight > 0), 1].ravel()
    if not len(positive):
        return blend
    middle = (np.arange(N_THRESHOLDS) + 0.5) / N_THRESHOLDS
    tried = np.quantile(positive, middle)
    utilities = [sample.utilities(prediction, float(threshold), weight[None])[0] for threshold in tried]
    padded = np.pad(utilities, SMOOTHED // 2, mode="edge")
    smooth = np.convolve(padded, np.full(SMOOTHED, 1 / SMOOTHED), mode="valid")
    return blend if np.isnan(smooth).all() else replace(blend, threshold=float(tried[np.nanargmax(smooth)]))


def _fitted_logs(logs: Sequence[Array], start: Array, sample: Sample, weight: Array) -> Array:
    """Fit weights of log probabilities over the rows that count, those of all repeats together."""
    counts = weight > 0
    n_repeats, n_classes = logs[0].shape[0], logs[0].shape[-1]
    rows = np.array([log[:, counts].reshape(-1, n_classes) for log in logs])
    y = np.tile(sample.y[counts].astype(np.intp), n_repeats)
    weights = weights_of_logs(rows, y, np.tile(weight[counts], n_repeats), start)
    return weights if weights.sum() > LEAST_WEIGHT else start


def _members(trials: Sequence[int], weights: Array) -> tuple[EnsembleMember, ...]:
    """Return the members that weigh something, the heaviest first, with weights that add up to 1."""
    shares = weights / weights.sum()
    shares = np.where(shares < LEAST_WEIGHT, 0.0, shares) / shares[shares >= LEAST_WEIGHT].sum()
    members = [EnsembleMember(trial, float(share)) for trial, share in zip(trials, shares, strict=True) if share > 0]
    return tuple(sorted(members, key=lambda member: -member.weight))


REFINEMENTS = (
    Refinement("stacking", lambda blend, _: len(blend.members) > 1, stacked),
    Refinement(
        "calibration",
        lambda blend, sample: sample.scorer.metric.account.name == "log_loss" and blend.scale == "plain",
        calibrated,
    ),
    Refinement(
        "threshold", lambda _, sample: sample.n_classes == 2 and sample.scorer.may_choose_threshold, with_threshold
    ),
)
