"""With which probability the winner would win again, had other rows like these been at hand.

The rows are drawn anew with replacement, groups and blocks of time as wholes, all trials are scored on each draw by the
metric of the run, and the wins are counted. It says how much of the choice hangs on which rows there are; how much on
the seed of a fit or the split into folds it does not say, as nothing is fitted anew.
"""

import numpy as np
from numpy.typing import NDArray

from models.counterfactuals.contest import Contest
from models.digits import short
from models.draws import Draws
from models.metrics import METRICS
from models.record import Rematch, WinShare
from models.reserve import Reserve

Array = NDArray[np.float64]

N_DRAWS, LEAST_DRAWS, AT_A_TIME = 200, 40, 20
MAX_ROWS = 4_000
"""Rows that are drawn from: thirty trials by as many draws is where the work of all counterfactuals is."""
N_DRAWS_OF_FUNCTIONS, TRIALS_OF_FUNCTIONS = 40, 10
"""A metric of the user's own is asked once for each draw and trial, which takes long."""
LEAST_SHARE = 0.01
TIE = 1e-12


def rematch_of(contest: Contest, seed: int, reserve: Reserve) -> Rematch | None:
    """Draw the rows anew and count the wins; None for a single trial or unit, or where the time is too short.

    Parameters
    ----------
    contest : the trials that take part
    seed : of the draws
    reserve : after which no further draws are begun
    """
    contest = contest.thinned(MAX_ROWS)
    is_known = contest.scorer.metric.account.name in METRICS
    n_trials = len(contest.trials) if is_known else min(len(contest.trials), TRIALS_OF_FUNCTIONS)
    draws = Draws(contest.units, seed)
    if n_trials < 2 or draws.n_units < 2:
        return None
    wins, n_draws, n_wanted = np.zeros(n_trials), 0, N_DRAWS if is_known else N_DRAWS_OF_FUNCTIONS
    for _ in range(2 * n_wanted // AT_A_TIME):  # on draws of one class, a score may be undefined
        if n_draws >= n_wanted or reserve.is_over():
            break
        weights = np.array([draws.next() for _ in range(AT_A_TIME)]) * contest.weight
        found = _wins(_utilities(contest, n_trials, weights, draws.n_units))
        wins, n_draws = wins + found.sum(axis=1), n_draws + int(found.any(axis=0).sum())
    if n_draws < LEAST_DRAWS:
        return None
    shares = [WinShare(contest.trials[k].number, short(float(wins[k] / n_draws), 4)) for k in range(n_trials)]
    told = [one for one in shares if one.share >= LEAST_SHARE or one.trial == contest.winner.number]
    told.sort(key=lambda one: -one.share)
    return Rematch(n_draws, n_trials, tuple(told), _because(contest, n_draws))


def _utilities(contest: Contest, n_trials: int, weights: Array, n_units: int) -> Array:
    """Score the first trials on draws, greater is better, shape (n_trials, n_draws).

    Where only some rows are looked at, a trial is taken by its score on all rows, and how far a draw moves it is made
    as much smaller as it would be there: by the root of the share of the units.
    """
    utility, shrink = contest.scorer.metric.utility(1.0), np.sqrt(n_units / contest.n_units_in_all)
    found = []
    for trial in contest.trials[:n_trials]:
        score = contest.prepared(contest.predictions[trial.number])
        drawn = utility * score(weights)
        if contest.is_sampled:
            here = utility * float(score(contest.weight[None])[0])
            drawn = utility * (trial.validation_score or 0.0) + shrink * (drawn - here)
        found.append(drawn)
    return np.array(found)


def _wins(utilities: Array) -> Array:
    """Return who comes first in each draw, those that tie sharing it; nobody where no score is defined."""
    known = np.where(np.isfinite(utilities), utilities, -np.inf)
    best = known.max(axis=0)
    is_first = np.isfinite(known) & (known >= best - TIE * np.abs(np.where(np.isfinite(best), best, 0.0)))
    return np.asarray(is_first / np.maximum(1, is_first.sum(axis=0)), dtype=np.float64)


def _because(contest: Contest, n_draws: int) -> str:
    units = "rows" if len(np.unique(contest.units)) == len(contest.y) else "groups or blocks of rows"
    text = (
        f"The {units} were drawn anew with replacement {n_draws} times, and every trial scored on each draw by its "
        "out-of-fold predictions. Only the rows change: no model is fitted again."
    )
    if contest.is_sampled:
        text += f" {len(contest.y):,} rows stand for all; how far a draw moves a score is scaled to all of them."
    return text
