"""Which threshold and which trial other costs of the two mistakes would choose."""

from statistics import fmean

import numpy as np
from numpy.typing import NDArray

from models.counterfactuals.contest import Contest
from models.diagnostics.thresholds import threshold_row
from models.digits import short
from models.record import CostChoice, Costs
from models.reserve import Reserve

RATIOS = (Costs(1, 5), Costs(1, 2), Costs(1, 1), Costs(2, 1), Costs(5, 1), Costs(10, 1))
"""What a missed positive costs, and what a false alarm costs."""


def cost_choices(contest: Contest, stated: Costs | None, reserve: Reserve) -> tuple[CostChoice, ...]:
    """Tell what other costs would choose; nothing where there are not two classes.

    Parameters
    ----------
    contest : the trials
    stated : the costs of the goal, which are no other ones
    reserve : after which no further costs are looked at
    """
    if contest.task != "binary":
        return ()
    found = []
    for costs in RATIOS:
        if reserve.is_over():
            break
        if (
            stated is None
            or costs.false_negative * stated.false_positive != costs.false_positive * stated.false_negative
        ):
            found.append(_chosen(contest, costs))
    return tuple(found)


def cheapest_threshold(costs: Costs) -> float:
    """Return the probability from which raising the alarm costs less on average than not raising it.

    Examples
    --------
    >>> cheapest_threshold(Costs(false_negative=4, false_positive=1))
    0.2
    """
    return costs.false_positive / (costs.false_negative + costs.false_positive)


def _chosen(contest: Contest, costs: Costs) -> CostChoice:
    threshold = cheapest_threshold(costs)
    paid = {t.number: _cost(contest, contest.predictions[t.number], threshold, costs) for t in contest.trials}
    best = min(contest.trials, key=lambda trial: paid[trial.number])
    delivered = contest.delivered
    return CostChoice(
        costs=costs,
        threshold=short(threshold),
        trial=best.number,
        cost=short(paid[best.number]),
        winner_cost=short(paid[contest.winner.number]),
        delivered_cost=None if delivered is None else short(_cost(contest, delivered, threshold, costs)),
        kept_cost=None if delivered is None else short(_cost(contest, delivered, contest.threshold, costs)),
    )


def _cost(contest: Contest, prediction: NDArray[np.floating], threshold: float, costs: Costs) -> float:
    """Return what the mistakes of a threshold cost per 1,000 rows, over all repeats."""
    is_positive = contest.y == 1
    rows = [
        threshold_row(is_positive, np.asarray(one[:, 1], float), contest.weight, threshold, costs) for one in prediction
    ]
    return fmean(row.cost for row in rows)
