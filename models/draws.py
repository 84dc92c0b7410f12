"""Bootstraps: how often each draws the rows, those of one unit always together."""

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


class Draws:
    """An endless series of bootstraps. The same seed draws the same. ``unit_of_row`` numbers the units from 0.

    Parameters
    ----------
    units : for each row the unit that is drawn as a whole, shape (n_rows,)
    seed : of the series

    Examples
    --------
    >>> counts = Draws(np.array([0, 0, 1, 2]), seed=0).next()
    >>> bool(counts[0] == counts[1]), float(counts[1:].sum())
    (True, 3.0)
    """

    def __init__(self, units: NDArray[np.intp], seed: int) -> None:
        self._rng = np.random.default_rng(seed)
        names, self.unit_of_row = np.unique(units, return_inverse=True)
        self.n_units = len(names)

    def next(self) -> Array:
        """Return how often the next bootstrap draws each row, shape (n_rows,)."""
        drawn = self._rng.integers(self.n_units, size=self.n_units)
        counts: Array = np.bincount(drawn, minlength=self.n_units)[self.unit_of_row].astype(float)
        return counts
