"""The honest score: what the delivered model will reach on new rows, and how far off that may be.

Three things set the best cross-validated score apart from the true one, and each has its part here.

It was chosen for being the best: the price of choosing is taken off (``models.choosing``). Its folds saw fewer rows
than the delivered model learns from: part of the price is given back for that, never more than the price, for nothing
better is promised than was measured. And it was measured on few rows, by models other than the delivered one: the
interval is the spread of the cross-validated score over bootstraps of the rows, widened for the difference between
the models, as Nadeau and Bengio (Machine Learning 52, 2003) widen that of folds. Groups and blocks of time are drawn
whole.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.stats import t as student

from models.blend import Blend
from models.choosing import MIN_CHOICES, N_CHOICES, Price, price_of_choosing
from models.draws import Draws
from models.families.registry import BASELINE
from models.metrics import METRICS
from models.record import Score, Trial
from models.reserve import Reserve
from models.scoring import Scorer
from models.search.trials import fold_utilities
from models.selection import Candidates

Array = NDArray[np.float64]

LEVEL = 0.9
N_SPREAD, MIN_SPREAD = 400, 40
"""Bootstraps for the spread of the score, at most and at least: one matrix product for many."""
SPREAD_SHARE = 0.3
"""Of the reserve, what the spread may take; the choices get the rest."""
MAX_CELLS, MAX_AT_ONCE = 80_000_000, 2_000_000
"""Weights of rows: in all where no clock may be read, and in memory at a time."""

# Measured on the calibration tables of benchmarks/honesty.py (docs/honesty.md), never on those of the proof.
GROWTH = 0.1
"""What was learned so far or is left to learn, whichever is less, changes by this share when the logarithm of the rows
grows by 1. Several fits over 243 runs gave 0.04 to 0.09; the standard error of the highest was 0.04."""
OTHER_MODELS_OF_RANKS, OTHER_MODELS_OF_MEANS = 1.2, 1.35
"""The spread grows by this factor because the models of the folds are not the delivered one, and, for means over rows,
because few rows do not show how long the tail of the losses is; that of ranks in small folds is rather overstated. For
90 % of 275 true scores to be covered, ranks needed 1.12 and means 1.24, with standard errors of 0.12 and 0.07 over
tables: the constants are about 0.7 and 1.6 such errors above, and 1.35 had been set before. Five folds needed 1.22 and
ten 1.14, in multiclass tasks the other way round (1.15 and 1.48): one constant serves both."""
MAX_RATIO = 1.5
"""Rows of the delivered model by those of a fold, at most: of folds in time, the first see few."""
UNSEEN_MISTAKE = 0.4
"""Where a rank or a decision was never wrong, a bootstrap shows no spread; it is at least that of so many mistakes in
the rows of the rarest class and one more."""
BY_ROW = frozenset({"log_loss", "accuracy"})
"""Metrics of classes in which every row counts the same, whatever its class."""


def estimate(blend: Blend, candidates: Candidates, seconds: float | None) -> Score:
    """Estimate the honest score of a run.

    Parameters
    ----------
    blend : what is delivered
    candidates : all that it was chosen from
    seconds : what the estimate may take; None where no clock may be read

    Returns
    -------
    Score
        With None for what cannot be told, and the reason.
    """
    reserve = Reserve(seconds)
    value = candidates.score(blend)
    spread = _spread(blend, candidates, reserve)
    if spread is None:
        because = "too few bootstraps gave a score: too little time, too few rows, or too rare a class"
        return _untold(value, candidates, because)
    price = price_of_choosing(blend, candidates, reserve)
    if price is None:
        because = f"fewer than {MIN_CHOICES} choices could be compared: too little time, or too rare a class"
        return _untold(value, candidates, because)
    growth = min(price.mean, _growth(value, candidates))
    sign = candidates.scorer.metric.utility(1.0)
    corrected, low, high = _bounded(value - sign * (price.mean - growth), spread.half, candidates)
    name, n_rows = candidates.scorer.metric.account.name, len(candidates.scored)
    because = _account(spread, price, growth, candidates)
    return Score(name, value, corrected, low, high, LEVEL, because, spread.n, price.n_pool, n_rows)


def _untold(value: float, candidates: Candidates, because: str) -> Score:
    name, n_pool = candidates.scorer.metric.account.name, len(candidates.pool)
    return Score(name, value, None, None, None, LEVEL, because, 0, n_pool, len(candidates.scored))


@dataclass(frozen=True)
class _Spread:
    """Half the width of the interval, from ``n`` bootstraps, and the factor by which it was widened."""

    half: float
    n: int
    factor: float


def _spread(blend: Blend, candidates: Candidates, reserve: Reserve) -> _Spread | None:
    """Measure how far the cross-validated score may be from the true one; None where too few draws have a score."""
    draws, n_rows = Draws(candidates.units, candidates.seed), len(candidates.y)
    if draws.n_units < 2:
        return None
    scores = candidates.prepared(blend)
    at_a_time = int(np.clip(MAX_AT_ONCE // n_rows, 1, MIN_SPREAD))
    n_wanted = N_SPREAD
    if reserve.seconds is None:
        n_wanted = int(np.clip(MAX_CELLS // n_rows, MIN_SPREAD, N_SPREAD))
    values: list[float] = []
    n_tried = 0
    while n_tried < n_wanted and not reserve.is_over(SPREAD_SHARE):
        weights = np.array([draws.next() for _ in range(min(at_a_time, n_wanted - n_tried))])
        values += scores(weights * candidates.row_weight).tolist()
        n_tried += len(weights)
    finite = np.array(values)[np.isfinite(values)]
    if len(finite) < max(MIN_SPREAD // 2, n_tried // 2):
        return None
    deviation = max(float(finite.std(ddof=1)), _least_deviation(candidates))
    quantile = float(student.ppf((1 + LEVEL) / 2, draws.n_units - 1))
    is_mean = candidates.scorer.metric.account.is_pooled
    factor = OTHER_MODELS_OF_MEANS if is_mean else OTHER_MODELS_OF_RANKS
    return _Spread(quantile * factor * deviation, len(finite), factor)


def _least_deviation(candidates: Candidates) -> float:
    """Return the least deviation that so few rows of the rarest class can vouch for; 0 for a regression."""
    account = candidates.scorer.metric.account
    if account.needs == "value":
        return 0.0
    counts = np.bincount(candidates.y[candidates.scored].astype(np.intp))
    n = counts.sum() if account.name in BY_ROW else counts[counts > 0].min()
    return float(UNSEEN_MISTAKE / (n + 1))


def _growth(value: float, candidates: Candidates) -> float:
    """Return what the delivered model gains from the rows that the folds lacked; 0 where there is no baseline."""
    metric = candidates.scorer.metric
    baseline = next((t.validation_score for t in candidates.trials if t.family == BASELINE.name), None)
    if baseline is None or metric.account.name not in METRICS:
        return 0.0
    learned = metric.utility(value) - metric.utility(baseline)
    to_learn = metric.utility(metric.account.best) - metric.utility(value)
    return float(GROWTH * max(0.0, min(learned, to_learn)) * np.log(_ratio(candidates)))


def _ratio(candidates: Candidates) -> float:
    """Return how many times the rows of a fold's model the delivered one learns from."""
    n_train = float(np.mean([len(fold.train) for fold in candidates.folds]))
    return float(np.clip(len(candidates.y) / n_train, 1.0, MAX_RATIO))


def _bounded(corrected: float, half: float, candidates: Candidates) -> tuple[float, float, float]:
    """Return the corrected score, low and high, within what the metric can be.

    Where the best possible score cuts the interval off, the corrected score is moved to its middle.
    """
    account = candidates.scorer.metric.account
    low, high = corrected - half, corrected + half
    if account.name in METRICS and account.greater_is_better:
        low = low if account.name == "r2" else max(low, 0.0)
        if high > account.best:
            high = account.best
            corrected = min(corrected, (low + high) / 2)
    elif account.name in METRICS and low < account.best:
        low = account.best
        corrected = max(corrected, (low + high) / 2)
    return float(np.clip(corrected, low, high)), float(low), float(high)


def _account(spread: _Spread, price: Price, growth: float, candidates: Candidates) -> str:
    """Say how the score was made, what was assumed, and what was thinned."""
    text = "One trial only, so there was no choice to correct for."
    if price.n_pool > 1:
        text = (
            f"The choice among {price.n_pool} trials was made again in {price.n} bootstraps of the out-of-fold "
            f"predictions and compared on the rows that were not drawn: choosing flatters by {price.mean:.3g}"
        )
        text += f", of which learning from all rows makes up for {growth:.3g}." if growth > 0 else "."
    text += (
        f" The interval is the spread over {spread.n} bootstraps of the rows, times {spread.factor:g} because the "
        "models of the folds are not the delivered one. Assumed: new rows are like these, and the trials were fixed "
        "beforehand."
    )
    thinned = []
    if 1 < price.n_pool < len(candidates.trials):
        thinned.append(f"the best {price.n_pool} of {len(candidates.trials)} trials")
    if len(candidates.selection_rows) < len(candidates.scored):
        n_rows, n_all = len(candidates.selection_rows), len(candidates.scored)
        thinned.append(f"choosing on {n_rows:,} of {n_all:,} rows")
    if price.n_pool > 1 and price.n < N_CHOICES:
        thinned.append(f"{price.n} of {N_CHOICES} choices")
    return f"{text} Thinned to keep to the reserve: {', '.join(thinned)}." if thinned else text


def paired_difference(a: Trial, b: Trial, n_train: float, n_validation: float, scorer: Scorer) -> tuple[float, float]:
    """Return the mean difference of utilities a - b over the folds, and its corrected standard error.

    The correction for shared training rows is that of Nadeau and Bengio (Machine Learning 52, 2003).
    """
    differences = np.array(fold_utilities(a.folds, scorer)) - np.array(fold_utilities(b.folds, scorer))
    differences = differences[np.isfinite(differences)]
    if len(differences) < 2:
        return float(differences.mean()) if len(differences) else 0.0, float("inf")
    variance = (1 / len(differences) + n_validation / n_train) * differences.var(ddof=1)
    return float(differences.mean()), float(np.sqrt(variance))


def by_score(trials: Mapping[int, Trial], scorer: Scorer) -> tuple[Trial, ...]:
    """Return the complete trials, best first; of equals, the earliest first."""
    complete = [t for t in trials.values() if t.state == "complete" and t.validation_score is not None]
    return tuple(sorted(complete, key=lambda t: (-scorer.metric.utility(t.validation_score or 0.0), t.number)))
