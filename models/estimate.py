"""The honest score: what the delivered model will reach on new rows, and how far off that may be.

Three things set the best cross-validated score apart from the true one, and each has its part here.

It was chosen for being the best: the price of choosing is taken off (``models.choosing``). Its folds saw fewer rows
than the delivered model learns from: that gain is added, so that where little was chosen and much is left to learn, the
corrected score may be better than the cross-validated one. And it was measured on few rows, by models other than the
delivered one: that is the interval (``models.spread``). Groups and blocks of time are drawn whole.
"""

from collections.abc import Mapping

import numpy as np

from models.blend import Blend
from models.choosing import MIN_CHOICES, N_CHOICES, Price, price_of_choosing
from models.families.registry import BASELINE
from models.metrics import METRICS
from models.record import Score, Trial
from models.reserve import Reserve
from models.scoring import Scorer
from models.search.trials import fold_utilities
from models.selection import Candidates
from models.spread import OTHER_MODELS, Spread, spread_of

LEVEL = 0.9
# Measured on the calibration tables of benchmarks/honesty.py (docs/honesty.md), never on those of the proof.
GROWTH = 0.15
"""What was learned so far or is left to learn, whichever is less, changes by this share when the logarithm of the rows
grows by 1. 646 runs on 35 tables gave 0.074, with a standard error of 0.019, where last fits were single; 66 runs with
averages over seeds, whose gain comes on top, gave 0.23, with an error of 0.06, in settings where seeds differ much."""
MAX_RATIO = 1.5
"""Rows of the delivered model by those of a fold, at most: of folds in time, the first see few."""


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
    if not np.isfinite(value):
        return _untold(value, candidates, "the cross-validated score is no number, so nothing can be said about it")
    spread = spread_of(blend, candidates, LEVEL, reserve)
    if spread is None:
        because = "too few bootstraps gave a score: too little time, too few rows, or too rare a class"
        return _untold(value, candidates, because)
    price = price_of_choosing(blend, candidates, reserve)
    if price is None:
        because = f"fewer than {MIN_CHOICES} choices could be compared: too little time, or too rare a class"
        return _untold(value, candidates, because)
    growth = _growth(value, candidates)
    sign = candidates.scorer.metric.utility(1.0)
    corrected, low, high = _bounded(value - sign * (price.mean - growth), spread, candidates)
    name, n_rows = candidates.scorer.metric.account.name, len(candidates.scored)
    because = _account(spread, price, growth, candidates)
    return Score(name, value, corrected, low, high, LEVEL, because, spread.n, price.n_pool, n_rows)


def _untold(value: float, candidates: Candidates, because: str) -> Score:
    name, n_pool = candidates.scorer.metric.account.name, len(candidates.pool)
    return Score(name, value, None, None, None, LEVEL, because, 0, n_pool, len(candidates.scored))


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


def _bounded(corrected: float, spread: Spread, candidates: Candidates) -> tuple[float, float, float]:
    """Return the corrected score, low and high, within what the metric can be.

    Where the best possible score cuts the interval off, the corrected score is moved to its middle.
    """
    account = candidates.scorer.metric.account
    worse = spread.half + spread.tail
    below, above = (worse, spread.half) if account.greater_is_better else (spread.half, worse)
    low, high = corrected - below, corrected + above
    if account.name in METRICS and account.greater_is_better:
        low = low if account.name == "r2" else max(low, 0.0)
        if high > account.best:
            high = account.best
            corrected = min(corrected, (low + high) / 2)
    elif account.name in METRICS and low < account.best:
        low = account.best
        corrected = max(corrected, (low + high) / 2)
    return float(np.clip(corrected, low, high)), float(low), float(high)


def _account(spread: Spread, price: Price, growth: float, candidates: Candidates) -> str:
    """Say how the score was made, what was assumed, and what was thinned."""
    text = "One trial only, so there was no choice to correct for."
    if candidates.trials[0].family == BASELINE.name:
        text = "Nothing was better than the baseline, whose score owes nothing to choosing."
    if price.n_pool > 1:
        text = (
            f"The choice among {price.n_pool} trials was made again in {price.n} bootstraps of the out-of-fold "
            f"predictions and compared on the rows that were not drawn: choosing flatters by {price.mean:.3g}."
        )
    if growth > 0:
        text += f" Learning from all rows, where the folds lacked some, is worth {growth:.3g}."
    text += (
        f" The interval is the spread over {spread.n} bootstraps of the rows, times {OTHER_MODELS:g} because the "
        "models of the folds are not the delivered one."
    )
    if spread.tail > 0:
        text += f" One more row like the worst would cost {spread.tail:.3g}; it reaches so much further that way."
    text += " Assumed: new rows are like these, and the trials were fixed beforehand."
    thinned = []
    n_able = sum(trial.family != BASELINE.name for trial in candidates.trials)
    if 1 < price.n_pool < n_able:
        thinned.append(f"the best {price.n_pool} of {n_able} trials")
    if len(candidates.selection_rows) < len(candidates.scored):
        n_rows, n_all = len(candidates.selection_rows), len(candidates.scored)
        thinned.append(f"choosing on {n_rows:,} of {n_all:,} rows")
    if not price.is_whole:
        thinned.append("choosing averages without refining them")
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
