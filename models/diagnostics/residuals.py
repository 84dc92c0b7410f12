"""Where predicted values are off: true values by the size of the prediction, and how large the misses are."""

import numpy as np
from numpy.typing import NDArray

from models.diagnostics.judged_rows import JudgedRows
from models.digits import short, shorts
from models.record import RegressionDiagnostics, ValueBin

Array = NDArray[np.float64]

LEVELS = (0.01, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99)
MAX_BINS, ROWS_A_BIN = 10, 20
MIDDLE = (0.1, 0.5, 0.9)
MAX_SAMPLE = 300


def regression_diagnostics(rows: JudgedRows) -> RegressionDiagnostics:
    """Tell where predicted values are off."""
    order = np.argsort(rows.prediction, kind="stable")
    n_bins = int(np.clip(len(rows) // ROWS_A_BIN, 1, MAX_BINS))
    residuals = weighted_quantiles(rows.y - rows.prediction, rows.weight, LEVELS)
    picked = order[np.unique(np.linspace(0, len(rows) - 1, MAX_SAMPLE).round().astype(np.intp))]
    return RegressionDiagnostics(
        bins=tuple(_bin(rows, inside) for inside in np.array_split(order, n_bins)),
        levels=LEVELS,
        residuals=shorts(residuals),
        sample_true=shorts(rows.y[picked]),
        sample_predicted=shorts(rows.prediction[picked]),
    )


def weighted_quantiles(values: Array, weight: Array, levels: tuple[float, ...]) -> Array:
    """Return the values below which such shares of the weight lie, between neighbors by a straight line.

    Examples
    --------
    >>> weighted_quantiles(np.array([3.0, 1.0, 2.0]), np.ones(3), (0.5,)).tolist()
    [2.0]
    """
    order = np.argsort(values, kind="stable")
    middle = np.cumsum(weight[order]) - weight[order] / 2
    found: Array = np.interp(np.array(levels) * weight.sum(), middle, values[order])
    return found


def _bin(rows: JudgedRows, inside: NDArray[np.intp]) -> ValueBin:
    weight = rows.weight[inside]
    low, median, high = weighted_quantiles(rows.y[inside], weight, MIDDLE)
    predicted = float(np.average(rows.prediction[inside], weights=weight))
    return ValueBin(short(predicted), short(float(median)), short(float(low)), short(float(high)), len(inside))
