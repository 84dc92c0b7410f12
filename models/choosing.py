"""The price of choosing: how much the best cross-validated score owes to being the best of many.

Bootstrap bias-corrected cross-validation (Tsamardinos, Greasidou and Borboudakis, Machine Learning 107, 2018) makes the
whole choice again on rows drawn with replacement, the weights, the temperature and the threshold included, each with
the check whether it helps, and scores it on the rows that were not drawn. Here the choice made on all rows is scored on
the same rows, and the mean difference is the price. Rows that are hard or easy weigh on both sides alike, so that a few
dozen choices tell it, where the plain mean needs hundreds.

The method assumes that the candidates were fixed beforehand. A search that learns from its trials and gives some of
them up bends that assumption; only complete trials take part.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from models.blend import Blend
from models.draws import Draws
from models.ensemble import STEPS
from models.families.registry import BASELINE
from models.record import Trial
from models.refining import refined
from models.reserve import Reserve
from models.selection import Candidates, best_average, select

Chooser = Callable[..., Blend]

N_CHOICES, MIN_CHOICES = 60, 8
"""Choices that are made again, at most and at least."""
MIN_POOL, OVERTIME = 4, 1.5
"""The fewest candidates; and how much of the reserve may be used where there are too few choices to tell anything."""
MAX_WORK, WORK_A_SCORE, REFINING_SCORES = 8e7, 5_000, 60
"""Where no clock may be read, the work is counted: numbers looked at, and as much again for each scoring as such. What
is made of an average, with its checks, takes about as long as so many scorings."""


@dataclass(frozen=True)
class Price:
    """What choosing cost on average, in the metric's unit, never negative; ``n`` choices among ``n_pool`` trials.

    ``is_whole`` is False where there was time for averages alone, and not for what is made of them.
    """

    mean: float
    n: int
    n_pool: int
    is_whole: bool = True


def price_of_choosing(blend: Blend, candidates: Candidates, reserve: Reserve) -> Price | None:
    """Measure the price of choosing; None where fewer than ``MIN_CHOICES`` choices could be compared.

    Parameters
    ----------
    blend : what is delivered; its trials always take part
    candidates : all that it was chosen from
    reserve : the time it may take; once it is over, the choices made so far count

    Notes
    -----
    What is compared is the choice on all rows, also where not all that was chosen could be delivered. Where that is
    the baseline, nothing was better, and its score owes nothing to luck: the same is said of every row.
    """
    if len(candidates.pool) == 1 or is_baseline(blend, candidates):
        return Price(0.0, 0, 1)
    chooser, chosen, one = _chooser(candidates, reserve)
    pool = _affordable(blend, candidates, one, reserve)
    differences = _differences(chooser, chosen, candidates, pool, reserve)
    if len(differences) < MIN_CHOICES:
        return None
    return Price(max(0.0, float(np.mean(differences))), len(differences), len(pool), chooser is select)


def _chooser(candidates: Candidates, reserve: Reserve) -> tuple[Chooser, Blend, float]:
    """Return how to choose again, the choice on all rows, and the seconds that a choice takes for each candidate.

    Where many classes make what is done with an average too slow to be repeated, the average alone is chosen again.
    """
    start = time.monotonic()
    average = best_average(candidates)
    of_average = time.monotonic() - start
    left = reserve.left
    if left is not None and of_average + 2 * MIN_CHOICES * of_average > left:
        return best_average, average, of_average / 2 / len(candidates.pool)
    chosen = refined(average, candidates.sample, candidates.sample_weight())[0]
    # In a bootstrap, half the steps are made; what is made of the average is not halved, but small.
    whole = (time.monotonic() - start) / 2
    left = reserve.left
    if left is not None and 2 * MIN_CHOICES * whole > left:
        return best_average, average, of_average / 2 / len(candidates.pool)
    return select, chosen, whole / len(candidates.pool)


def is_baseline(blend: Blend, candidates: Candidates) -> bool:
    """Whether what is delivered says the same of every row."""
    family = {trial.number: trial.family for trial in candidates.trials}
    return all(family[member.trial] == BASELINE.name for member in blend.members)


def _affordable(blend: Blend, candidates: Candidates, one: float, reserve: Reserve) -> tuple[Trial, ...]:
    """Leave candidates out, the worst first and never a delivered one, until enough choices fit the time left.

    ``one`` is the seconds that a choice takes for each candidate.
    """
    delivered = {member.trial for member in blend.members}
    pool = list(candidates.pool)
    left = reserve.left
    for trial in reversed(candidates.pool):
        if left is None or one * len(pool) * 2 * MIN_CHOICES <= left or len(pool) <= MIN_POOL:
            break
        if trial.number not in delivered:
            pool.remove(trial)
    return tuple(pool)


def _differences(
    chooser: Chooser, chosen: Blend, candidates: Candidates, pool: tuple[Trial, ...], reserve: Reserve
) -> list[float]:
    """Choose on drawn rows, and say how much better the choice on all rows does on those not drawn."""
    n_wanted = _n_choices(candidates, len(pool)) if reserve.seconds is None else N_CHOICES
    draws, utility = Draws(candidates.units, candidates.seed), candidates.scorer.metric.utility
    prepared = {chosen: candidates.prepared(chosen)}
    differences: list[float] = []
    for _ in range(2 * n_wanted):
        if len(differences) == n_wanted or reserve.is_over(1.0 if len(differences) >= MIN_CHOICES else OVERTIME):
            break
        drawn = draws.next()
        outside = ((drawn == 0) * candidates.row_weight)[None, :]
        try:
            again = chooser(candidates, drawn, pool)
        except ValueError:  # the metric is undefined on the drawn rows, such as rows of one class
            continue
        if again not in prepared:
            prepared[again] = candidates.prepared(again)
        difference = utility(float(prepared[chosen](outside)[0])) - utility(float(prepared[again](outside)[0]))
        if np.isfinite(difference):
            differences.append(difference)
    return differences


def _n_choices(candidates: Candidates, n_pool: int) -> int:
    """Return how many choices the counted work allows."""
    n_scores = STEPS // 2 * n_pool + REFINING_SCORES
    work = (WORK_A_SCORE + len(candidates.selection_rows) * candidates.width) * n_scores
    return int(np.clip(MAX_WORK / work, MIN_CHOICES, N_CHOICES))
