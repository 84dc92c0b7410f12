"""How far a cross-validated score may be from the true one, for having been measured on few rows.

The spread of the score over bootstraps says how much it depends on which rows there are. It knows nothing of misses
that are too rare to be among them, and those can only make the score worse: on that side the interval is longer, by as
much as the score would change if one more row like the worst one were there.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.stats import t as student

from models.blend import Blend
from models.draws import Draws
from models.metrics import METRICS
from models.reserve import Reserve
from models.selection import Candidates

Array = NDArray[np.float64]

N_SPREAD, MIN_SPREAD = 400, 40
"""Bootstraps for the spread of the score, at most and at least: one matrix product for many."""
SPREAD_SHARE, TAIL_SHARE = 0.3, 0.4
"""Of the reserve, what the spread may take, and what it may take with the tail; the choices get the rest."""
MAX_CELLS, MAX_AT_ONCE = 80_000_000, 2_000_000
"""Weights of rows: in all where no clock may be read, and in memory at a time."""

# Measured on the tables of benchmarks/honesty.py (docs/honesty.md).
OTHER_MODELS = 1.5
"""The spread grows by this factor because the models of the folds are not the delivered one, as Nadeau and Bengio
(Machine Learning 52, 2003) widen that of folds. For 90 % of 469 true scores on 43 tables to be covered, 1.33 was
needed; 1.18 on the tables that were looked at first, 1.42 on the 28 that came later. Halves of the tables asked for
1.32, with a spread of 0.08. What is left over that is the margin for tables unlike these."""
UNSEEN_MISTAKE = 0.4
"""Where a rank or a decision was never wrong, a bootstrap shows no spread; it is at least that of so many mistakes in
the rows of the rarest class and one more."""
BY_ROW = frozenset({"log_loss", "accuracy"})
"""Metrics of classes in which every row counts the same, whatever its class."""


@dataclass(frozen=True)
class Spread:
    """How far the interval reaches, in the metric's unit, never negative.

    ``half`` is the reach on the better side, from ``n`` bootstraps; on the worse side ``tail`` is added.
    """

    half: float
    tail: float
    n: int


def spread_of(blend: Blend, candidates: Candidates, level: float, reserve: Reserve) -> Spread | None:
    """Measure how far the cross-validated score may be from the true one; None where too few draws have a score.

    Parameters
    ----------
    blend : what is delivered
    candidates : all that it was chosen from
    level : confidence of the interval, 0 to 1
    reserve : the time it may take; a part of it is left to others
    """
    draws = Draws(candidates.units, candidates.seed)
    if draws.n_units < 2:
        return None
    scores = candidates.prepared(blend)
    values = _bootstrapped(scores, candidates, draws, reserve)
    finite = values[np.isfinite(values)]
    if len(finite) < max(MIN_SPREAD // 2, len(values) // 2):
        return None
    deviation = max(float(finite.std(ddof=1)), _least_deviation(candidates))
    quantile = float(student.ppf((1 + level) / 2, draws.n_units - 1))
    return Spread(quantile * OTHER_MODELS * deviation, _tail(scores, candidates, draws, reserve), len(finite))


def _bootstrapped(scores: Callable[[Array], Array], candidates: Candidates, draws: Draws, reserve: Reserve) -> Array:
    """Score bootstraps of the rows until there are enough of them, or the time is over."""
    n_rows, n_wanted = len(candidates.y), N_SPREAD
    if reserve.seconds is None:
        n_wanted = int(np.clip(MAX_CELLS // n_rows, MIN_SPREAD, N_SPREAD))
    at_a_time = int(np.clip(MAX_AT_ONCE // n_rows, 1, MIN_SPREAD))
    values: list[float] = []
    while len(values) < n_wanted and not reserve.is_over(SPREAD_SHARE):
        weights = np.array([draws.next() for _ in range(min(at_a_time, n_wanted - len(values)))])
        values += scores(weights * candidates.row_weight).tolist()
    return np.array(values)


def _tail(scores: Callable[[Array], Array], candidates: Candidates, draws: Draws, reserve: Reserve) -> float:
    """Return how much worse the score would be if the worst unit were there once more.

    0 for ranks, which one row cannot spoil, and for metrics of the user's own, which take long. Where there are very
    many units, some are looked at.
    """
    account = candidates.scorer.metric.account
    if not account.is_pooled or account.name not in METRICS:
        return 0.0
    n_rows, utility = len(candidates.y), candidates.scorer.metric.utility
    n_looked = min(draws.n_units, max(MIN_SPREAD, MAX_CELLS // n_rows))
    units = np.random.default_rng(candidates.seed).permutation(draws.n_units)[:n_looked]
    at_a_time = max(1, MAX_AT_ONCE // n_rows)
    worst = utility(1.0) * scores(candidates.row_weight[None, :])[0]
    unspoiled = float(worst)
    for start in range(0, n_looked, at_a_time):
        if reserve.is_over(TAIL_SHARE):
            break
        twice = 1.0 + (draws.unit_of_row == units[start : start + at_a_time, None])
        worst = np.fmin(worst, np.nanmin(utility(1.0) * scores(twice * candidates.row_weight)))
    return max(0.0, unspoiled - float(worst))


def _least_deviation(candidates: Candidates) -> float:
    """Return the least deviation that so few rows of the rarest class can vouch for; 0 for a regression."""
    account = candidates.scorer.metric.account
    if account.needs == "value":
        return 0.0
    counts = np.bincount(candidates.y[candidates.scored].astype(np.intp))
    n = counts.sum() if account.name in BY_ROW else counts[counts > 0].min()
    return float(UNSEEN_MISTAKE / (n + 1))
