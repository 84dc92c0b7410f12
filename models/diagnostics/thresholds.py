"""What other thresholds would decide: hits and mistakes per 1,000 rows, and what the mistakes cost."""

import numpy as np
from numpy.typing import NDArray

from models.digits import short
from models.record import Costs, ThresholdRow, ThresholdTable

Array = NDArray[np.float64]

EQUAL_COSTS = Costs(1.0, 1.0)
PER_ROWS = 1_000.0
STEP, N_QUANTILES = 0.05, 20
"""Thresholds are tried at even steps, and at even steps of the positives found: those tell more of a rare class."""


def threshold_table(
    is_positive: NDArray[np.bool_], probability: Array, weight: Array, delivered: float, costs: Costs | None
) -> ThresholdTable:
    """Tell what about forty thresholds would decide.

    Parameters
    ----------
    is_positive, probability, weight : of each row, shape (n_rows,)
    delivered : the threshold of the model
    costs : as the goal states them; 1 to 1 where None
    """
    known = costs or EQUAL_COSTS
    tried = _tried(is_positive, probability, delivered)
    rows = [threshold_row(is_positive, probability, weight, float(threshold), known) for threshold in tried]
    cheapest = min(rows, key=lambda row: (row.cost, abs(row.threshold - delivered)))
    return ThresholdTable(tuple(rows), known, costs is not None, short(delivered), cheapest.threshold)


def threshold_row(
    is_positive: NDArray[np.bool_], probability: Array, weight: Array, threshold: float, costs: Costs
) -> ThresholdRow:
    """Tell what one threshold decides.

    Examples
    --------
    >>> truth, chance = np.array([False, True, True, False]), np.array([0.1, 0.4, 0.8, 0.6])
    >>> threshold_row(truth, chance, np.ones(4), 0.5, Costs(false_negative=5, false_positive=1))
    ThresholdRow(threshold=0.5, true_positives=250.0, false_positives=250.0, false_negatives=250.0, true_negatives=250.0, cost=1500.0)
    """  # noqa: E501  a row as it is printed
    is_alarm = probability >= threshold
    cells = (is_positive & is_alarm, ~is_positive & is_alarm, is_positive & ~is_alarm, ~is_positive & ~is_alarm)
    caught, alarmed, missed, left = (PER_ROWS * float(weight[cell].sum() / weight.sum()) for cell in cells)
    cost = alarmed * costs.false_positive + missed * costs.false_negative
    return ThresholdRow(
        short(threshold), short(caught, 4), short(alarmed, 4), short(missed, 4), short(left, 4), short(cost)
    )


def _tried(is_positive: NDArray[np.bool_], probability: Array, delivered: float) -> Array:
    """Return the thresholds that are tried, from lenient to strict, the delivered one among them."""
    even = np.arange(STEP, 1.0, STEP).round(2)
    at = (np.arange(N_QUANTILES) + 0.5) / N_QUANTILES
    found = probability[is_positive] if is_positive.any() else probability
    tried = np.unique(np.r_[even, np.quantile(found, at).round(4)])
    others = tried[np.abs(tried - delivered) > 1e-4]
    return np.sort(np.r_[others, delivered])
