"""The rows that diagnostics are told on: answers beside out-of-fold predictions of what is delivered."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.conformal import OutOfFold

Array = NDArray[np.float64]

MAX_ROWS, MAX_CELLS, LEAST_ROWS = 50_000, 2_000_000, 2_000
"""Rows, and rows times classes, that are looked at; of very many classes no fewer rows than the last."""


@dataclass(frozen=True)
class JudgedRows:
    """Rows with their answers and what was predicted for them, all of one length.

    ``y`` are class numbers or values; ``prediction`` has shape (n_rows,) for values and (n_rows, n_classes) for
    probabilities; ``units`` names what belongs together, which matters where ``is_in_groups``.
    """

    y: Array
    prediction: Array
    weight: Array
    units: NDArray[np.intp]
    is_in_groups: bool = False

    def __len__(self) -> int:
        return len(self.y)

    @property
    def classes(self) -> NDArray[np.intp]:
        """The answers as class numbers."""
        return self.y.astype(np.intp)


def judged_rows(given: OutOfFold, seed: int) -> JudgedRows:
    """Return the rows that have a prediction, or as many of them as can be looked at quickly, the same for a seed."""
    is_known = np.isfinite(given.prediction.reshape(len(given.y), -1)).all(axis=1)
    rows = np.flatnonzero(is_known & np.isfinite(given.y))
    width = 1 if given.prediction.ndim == 1 else given.prediction.shape[1]
    most = int(np.clip(MAX_CELLS // width, LEAST_ROWS, MAX_ROWS))
    if len(rows) > most:
        rows = np.sort(np.random.default_rng(seed).choice(rows, most, replace=False))
    return JudgedRows(given.y[rows], given.prediction[rows], given.weight[rows], given.units[rows], given.is_in_groups)
