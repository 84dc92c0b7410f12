"""The honest score: what is left of the best cross-validated score when choosing the best of many is paid for.

Bootstrap bias-corrected cross-validation (Tsamardinos, Greasidou and Borboudakis, Machine Learning 107, 2018).
Rows are drawn with replacement from the out-of-fold predictions of all complete trials; the best trial on the
drawn rows is chosen, as the run chose its winner, and scored on the rows that were not drawn. The mean of those
scores is the corrected score; their percentiles are the interval. Groups and blocks of time are drawn whole.

The method assumes that the candidates were fixed beforehand. A search that learns from its trials and gives
some of them up bends that assumption; only complete trials take part.
"""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.predictions import Predictions
from models.record import Score, Trial
from models.scoring import Scorer, prepare_cross_validated
from models.search.trials import fold_utilities
from models.splits import Fold

Array = NDArray[np.float64]

LEVEL = 0.9
N_BOOTSTRAPS, MIN_BOOTSTRAPS = 500, 60
MAX_CANDIDATES, MIN_CANDIDATES = 200, 10
MAX_ROWS = 20_000
MAX_WORK = 4e8
"""Bootstraps x candidates x rows (x classes) where no clock may be read; a few seconds of one core."""
MIN_TRIALS = 2


@dataclass(frozen=True)
class Candidates:
    """What the estimate looks at: complete trials, best first, and how to get at their out-of-fold predictions.

    ``units`` names for each row what a bootstrap draws as a whole, shape (n_rows,).
    """

    trials: tuple[Trial, ...]
    read: Callable[[int], Predictions | None]
    y: Array
    weight: Array | None
    folds: Sequence[Fold]
    units: NDArray[np.intp]
    scorer: Scorer


def estimate(winner: Trial, candidates: Candidates, seed: int, seconds: float | None) -> Score:
    """Estimate the honest score of a run.

    Parameters
    ----------
    winner : the chosen trial
    candidates : all that it was chosen from
    seed : of the bootstraps
    seconds : what the estimate may take; None where no clock may be read

    Returns
    -------
    Score
        With None for what cannot be told, and the reason.
    """
    start = time.monotonic()
    score = float(winner.validation_score or 0.0)
    metric = candidates.scorer.metric.account.name
    kept = candidates.trials[:MAX_CANDIDATES]
    if len(kept) < MIN_TRIALS:
        because = "one trial finished: with nothing to choose from there is nothing to correct, and no interval yet"
        return Score(metric, score, None, None, None, LEVEL, because)
    prepared, kept, rows = _prepare(winner, kept, candidates, seed, seconds)
    drawn = _Draws(candidates, rows, seed)
    values = _bootstrap(prepared, drawn, candidates.scorer, start, seconds)
    if len(values) < MIN_BOOTSTRAPS:
        because = f"only {len(values)} bootstraps gave a score: too few rows, or too rare a class, for an interval"
        return Score(metric, score, None, None, None, LEVEL, because, len(values), len(kept), len(rows))
    low, high = np.quantile(values, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    corrected = float(np.clip(values.mean(), low, high))
    because = _account(len(values), len(prepared), len(candidates.trials), len(rows), len(candidates.y))
    return Score(
        metric, score, corrected, float(low), float(high), LEVEL, because, len(values), len(prepared), len(rows)
    )


def _account(n_values: int, n_candidates: int, n_trials: int, n_used: int, n_rows: int) -> str:
    """Say how the score was made, and what was thinned."""
    text = (
        f"From {n_values} bootstraps of the out-of-fold predictions; in each, the best of {n_candidates} trials is "
        "chosen again and scored on rows that did not take part in the choice."
    )
    thinned = []
    if n_candidates < n_trials:
        thinned.append(f"the best {n_candidates} of {n_trials} trials")
    if n_used < n_rows:
        thinned.append(f"{n_used:,} of {n_rows:,} rows")
    if n_values < N_BOOTSTRAPS:
        thinned.append(f"{n_values} of {N_BOOTSTRAPS} bootstraps")
    return f"{text} Thinned to keep to the reserve: {', '.join(thinned)}." if thinned else text


class _Draws:
    """Bootstrap draws of units as row weights, and the weights of the rows that were left out."""

    def __init__(self, candidates: Candidates, rows: NDArray[np.intp], seed: int) -> None:
        self._rng = np.random.default_rng(seed)
        self._rows = rows
        names, self._unit = np.unique(candidates.units[rows], return_inverse=True)
        self._n_units = len(names)
        weight = candidates.weight
        self._weight = np.ones(len(rows)) if weight is None else weight[rows]

    @property
    def n_rows(self) -> int:
        """Rows that take part."""
        return len(self._rows)

    def next(self) -> tuple[Array, Array]:
        """Draw once: weights in the draw and out of it, each of shape (1, n_rows)."""
        drawn = np.bincount(self._rng.integers(self._n_units, size=self._n_units), minlength=self._n_units)
        counts = drawn[self._unit].astype(float)
        return (counts * self._weight)[None, :], ((counts == 0) * self._weight)[None, :]


def _prepare(
    winner: Trial, trials: tuple[Trial, ...], candidates: Candidates, seed: int, seconds: float | None
) -> tuple[list[Callable[[Array], Array]], tuple[Trial, ...], NDArray[np.intp]]:
    """Read the predictions of as many candidates, on as many rows, as the reserve allows."""
    rows = _scored_rows(candidates)
    if len(rows) > MAX_ROWS:
        rows = np.sort(np.random.default_rng(seed).choice(rows, MAX_ROWS, replace=False))
    n_classes = 1 if candidates.y.max(initial=0) < 2 else int(candidates.y.max()) + 1
    width = n_classes if candidates.scorer.metric.account.needs == "probability" else 1
    affordable = int(
        (MAX_WORK if seconds is None else MAX_WORK * seconds / 3) / (len(rows) * width * MIN_BOOTSTRAPS * 2)
    )
    kept = trials[: max(MIN_CANDIDATES, affordable)]
    if winner not in kept:
        kept = (*kept[:-1], winner)
    folds = _restricted(candidates.folds, rows, len(candidates.y))
    prepared, found = [], []
    for trial in kept:
        predictions = candidates.read(trial.number)
        if predictions is None:
            continue
        taken = np.asarray(predictions[:, rows])
        prepared.append(prepare_cross_validated(candidates.scorer, candidates.y[rows], taken, folds))
        found.append(trial)
    return prepared, tuple(found), rows


def _scored_rows(candidates: Candidates) -> NDArray[np.intp]:
    """Rows that every repeat scored: with folds in time, the oldest rows are never scored."""
    return np.unique(np.concatenate([fold.validation for fold in candidates.folds]))


def _restricted(folds: Sequence[Fold], rows: NDArray[np.intp], n_rows: int) -> tuple[Fold, ...]:
    """Return the folds as positions among the kept rows."""
    position = np.full(n_rows, -1, dtype=np.intp)
    position[rows] = np.arange(len(rows))
    restricted = []
    for fold in folds:
        kept = position[fold.validation]
        restricted.append(Fold(fold.repeat, fold.number, fold.train[:0], kept[kept >= 0]))
    return tuple(restricted)


def _bootstrap(
    prepared: list[Callable[[Array], Array]], draws: _Draws, scorer: Scorer, start: float, seconds: float | None
) -> Array:
    """Choose in the bag and score out of it, as often as the reserve allows."""
    sign = scorer.metric.utility(1.0)
    values = []
    n_bootstraps = N_BOOTSTRAPS if seconds is not None else _count_without_clock(prepared, draws)
    for done in range(n_bootstraps):
        if seconds is not None and done >= MIN_BOOTSTRAPS and time.monotonic() - start > seconds:
            break
        inside, outside = draws.next()
        utilities = np.array([sign * score(inside)[0] for score in prepared])
        if np.isnan(utilities).all():
            continue
        value = prepared[int(np.nanargmax(utilities))](outside)[0]
        if np.isfinite(value):
            values.append(float(value))
    return np.array(values)


def _count_without_clock(prepared: list[Callable[[Array], Array]], draws: _Draws) -> int:
    work = len(prepared) * draws.n_rows
    return int(np.clip(MAX_WORK / work, MIN_BOOTSTRAPS, N_BOOTSTRAPS))


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
