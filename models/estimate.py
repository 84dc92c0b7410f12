"""The honest score: what is left of the best cross-validated score when choosing the best of many is paid for.

Bootstrap bias-corrected cross-validation (Tsamardinos, Greasidou and Borboudakis, Machine Learning 107, 2018).
Rows are drawn with replacement from the out-of-fold predictions of the complete trials; on the drawn rows the
whole selection is made again, the ensemble's weights included, and what it chooses is scored on the rows that
were not drawn. The mean of those scores is the corrected score; their percentiles are the interval. Groups and
blocks of time are drawn whole.

The method assumes that the candidates were fixed beforehand. A search that learns from its trials and gives some
of them up bends that assumption; only complete trials take part.
"""

import time
from collections.abc import Callable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.stats import norm

from models.ensemble import STEPS
from models.record import EnsembleMember, Score, Trial
from models.scoring import Scorer
from models.search.trials import fold_utilities
from models.selection import Candidates, select

Array = NDArray[np.float64]

LEVEL = 0.9
N_BOOTSTRAPS, MIN_BOOTSTRAPS, MIN_FOR_PERCENTILES = 500, 20, 100
MIN_POOL = 4
MAX_WORK, WORK_A_SCORE = 6e7, 5_000
"""Where no clock may be read, the work is counted: numbers looked at, and as much again for each scoring as such."""


def estimate(members: Sequence[EnsembleMember], candidates: Candidates, seconds: float | None) -> Score:
    """Estimate the honest score of a run.

    Parameters
    ----------
    members : what is delivered
    candidates : all that it was chosen from
    seconds : what the estimate may take; None where no clock may be read

    Returns
    -------
    Score
        With None for what cannot be told, and the reason.
    """
    start = time.monotonic()
    name = candidates.scorer.metric.account.name
    score = candidates.score(members)
    n_rows = len(candidates.scored)
    pool, n_bootstraps = _affordable(candidates, members, seconds)
    end = None if seconds is None else start + seconds
    values = _bootstrap(candidates, pool, n_bootstraps, end)
    if len(values) < MIN_BOOTSTRAPS:
        because = f"only {len(values)} bootstraps gave a score: too few rows, or too rare a class, for an interval"
        return Score(name, score, None, None, None, LEVEL, because, len(values), len(pool), n_rows)
    low, high = _interval(values, candidates.scorer.metric.account.best)
    corrected = float(np.clip(values.mean(), low, high))
    because = _account(len(values), len(pool), candidates)
    return Score(name, score, corrected, low, high, LEVEL, because, len(values), len(pool), n_rows)


def _interval(values: Array, best: float) -> tuple[float, float]:
    """Return the percentiles; of few values their mean and spread, which few values tell better, up to the best."""
    if len(values) >= MIN_FOR_PERCENTILES:
        low, high = np.quantile(values, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
        return float(low), float(high)
    half = norm.ppf((1 + LEVEL) / 2) * values.std(ddof=1)
    low, high = values.mean() - half, values.mean() + half
    return (float(max(low, 0.0)), float(high)) if best == 0 else (float(low), float(min(high, best)))


def _account(n_values: int, n_pool: int, candidates: Candidates) -> str:
    """Say how the score was made, and what was thinned."""
    if n_pool == 1:
        return (
            f"From {n_values} bootstraps of the out-of-fold predictions; one trial only, so no choice to correct for."
        )
    text = (
        f"From {n_values} bootstraps of the out-of-fold predictions; in each, the model is chosen again from "
        f"{n_pool} trials and scored on rows that did not take part in the choice."
    )
    thinned = []
    if n_pool < len(candidates.trials):
        thinned.append(f"the best {n_pool} of {len(candidates.trials)} trials")
    if len(candidates.selection_rows) < len(candidates.scored):
        n_rows, n_all = len(candidates.selection_rows), len(candidates.scored)
        thinned.append(f"choosing on {n_rows:,} of {n_all:,} rows")
    if n_values < N_BOOTSTRAPS:
        thinned.append(f"{n_values} of {N_BOOTSTRAPS} bootstraps")
    return f"{text} Thinned to keep to the reserve: {', '.join(thinned)}." if thinned else text


def _affordable(
    candidates: Candidates, members: Sequence[EnsembleMember], seconds: float | None
) -> tuple[tuple[Trial, ...], int]:
    """Return the candidates that take part, and how many bootstraps are tried.

    Without a clock, both follow from a count of the work. With one, a first selection is timed, and candidates
    are left out, the worst first and never a delivered one, until enough bootstraps fit.
    """
    delivered = {member.trial for member in members}
    pool = list(candidates.pool)
    work = (WORK_A_SCORE + len(candidates.selection_rows) * candidates.width) * STEPS // 2
    if seconds is None:
        n_bootstraps = int(np.clip(MAX_WORK / (work * len(pool)), MIN_BOOTSTRAPS, N_BOOTSTRAPS))
        return tuple(pool), n_bootstraps
    start = time.monotonic()
    select(candidates, np.ones(len(candidates.y)), pool)
    one = (time.monotonic() - start) / len(pool)
    for trial in reversed(candidates.pool):
        if one * len(pool) * 2 * MIN_BOOTSTRAPS <= seconds or len(pool) <= MIN_POOL:
            break
        if trial.number not in delivered:
            pool.remove(trial)
    return tuple(pool), N_BOOTSTRAPS


def _bootstrap(candidates: Candidates, pool: tuple[Trial, ...], n_bootstraps: int, end: float | None) -> Array:
    """Choose in the bag and score out of it, as often as the time allows."""
    rng = np.random.default_rng(candidates.seed)
    names, unit = np.unique(candidates.units, return_inverse=True)
    prepared: dict[tuple[EnsembleMember, ...], Callable[[Array], Array]] = {}
    values = []
    for _ in range(n_bootstraps):
        if end is not None and time.monotonic() > end:
            break
        drawn = np.bincount(rng.integers(len(names), size=len(names)), minlength=len(names))[unit].astype(float)
        outside = (drawn == 0) * candidates.row_weight
        try:
            members = select(candidates, drawn, pool)
        except ValueError:  # the metric is undefined on the drawn rows, such as rows of one class
            continue
        if members not in prepared:
            prepared[members] = candidates.prepared(members)
        value = prepared[members](outside[None, :])[0]
        if np.isfinite(value):
            values.append(float(value))
    return np.array(values)


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
