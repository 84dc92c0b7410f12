"""Whether probabilities can be taken at their word: what was predicted beside what happened, with intervals.

The interval is that of Wilson (Journal of the American Statistical Association 22, 1927), which stays within 0 and 1
and covers also where few rows, or none, were hit. Weighted rows count as so many as they are worth (Kish, Survey
Sampling, 1965), and rows that belong together as so many as their spread over groups tells.
"""

import numpy as np
from numpy.typing import NDArray
from scipy.stats import norm

from models.conformal import LEVEL
from models.diagnostics.judged_rows import JudgedRows
from models.digits import short
from models.record import Calibration, CalibrationBin

Array = NDArray[np.float64]
Rows = NDArray[np.intp]

N_BINS = 10
CROWDED, N_PARTS = 0.25, 4
"""A bin with more than this share of the rows is split into so many of about equal size: of a rare class, nearly all
rows would be in the first."""


def calibration_of(probability: Array, happened: NDArray[np.bool_], rows: JudgedRows) -> Calibration:
    """Compare probabilities with what happened.

    Parameters
    ----------
    probability, happened : of each row, shape (n_rows,)
    rows : the same rows, with their weights and what belongs together
    """
    bins = tuple(_bin(probability, happened, rows, inside) for inside in _binned(probability))
    weights = np.array([rows.weight[inside].sum() for inside in _binned(probability)])
    off = np.array([abs(one.happened - one.predicted) for one in bins])
    brier = np.average((probability - happened) ** 2, weights=rows.weight)
    return Calibration(bins, LEVEL, short(float(np.average(off, weights=weights))), short(float(brier)))


def wilson(share: float, n: float, level: float = LEVEL) -> tuple[float, float]:
    """Return the interval of a share that was seen in ``n`` rows.

    Examples
    --------
    >>> low, high = wilson(0.0, 10)
    >>> low, round(high, 3)
    (0.0, 0.213)
    """
    z2 = float(norm.ppf((1 + level) / 2)) ** 2
    middle = (share + z2 / (2 * n)) / (1 + z2 / n)
    half = np.sqrt(z2) / (1 + z2 / n) * np.sqrt(share * (1 - share) / n + z2 / (4 * n**2))
    return max(0.0, float(middle - half)), min(1.0, float(middle + half))


def _binned(probability: Array) -> list[Rows]:
    """Sort rows into ten steps of the probability, crowded ones split; empty bins are left out."""
    step = np.minimum((probability * N_BINS).astype(np.intp), N_BINS - 1)
    bins: list[Rows] = []
    for number in range(N_BINS):
        inside = np.flatnonzero(step == number)
        if len(inside) > CROWDED * len(probability):
            values = probability[inside]
            edges = np.unique(np.quantile(values, np.linspace(0, 1, N_PARTS + 1)[1:-1]))
            part = np.searchsorted(edges, values, side="right")  # equal probabilities stay together
            bins += [inside[part == k] for k in range(len(edges) + 1)]
        else:
            bins.append(inside)
    return [inside for inside in bins if len(inside)]


def _bin(probability: Array, happened: NDArray[np.bool_], rows: JudgedRows, inside: Rows) -> CalibrationBin:
    weight = rows.weight[inside]
    predicted = float(np.average(probability[inside], weights=weight))
    share = float(np.average(happened[inside], weights=weight))
    low, high = wilson(share, _worth(happened[inside], weight, rows.units[inside], in_groups=rows.is_in_groups))
    return CalibrationBin(short(predicted), short(share), short(low), short(high), len(inside))


def _worth(happened: NDArray[np.bool_], weight: Array, units: Rows, *, in_groups: bool) -> float:
    """Return how many independent rows of weight 1 these rows are worth."""
    kish = float(weight.sum() ** 2 / (weight**2).sum())
    if not in_groups:
        return kish
    share = float(np.average(happened, weights=weight))
    _, unit = np.unique(units, return_inverse=True)
    n_units = int(unit.max()) + 1
    sums = np.bincount(unit, weights=weight * (happened - share))
    variance = float((sums**2).sum() / weight.sum() ** 2) * n_units / max(1, n_units - 1)
    # Where all rows of the bin ended alike, their spread tells nothing: each group counts as one.
    return min(kish, share * (1 - share) / variance) if variance > 0 else float(n_units)
