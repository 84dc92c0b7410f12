"""Rows alike in every column: which they are, and how many pairs of them chance alone would make."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

Numbers = NDArray[np.uint64]

MAX_CELLS = 2_000_000
"""Rows times columns at most when pairs that differ in one column are counted; the columns with the fewest values."""
LOOKED_AT = 1_000
"""Rows by which the columns with the fewest values are told."""


@dataclass(frozen=True)
class Twins:
    """Rows alike in every feature.

    Parameters
    ----------
    kind : for each row a number that it shares with its twins alone, shape (n_rows,)
    n_pairs : pairs of twins
    n_expected : pairs that chance would make, since columns take few values
    """

    kind: NDArray[np.intp]
    n_pairs: int
    n_expected: float

    @property
    def share_of_copies(self) -> float:
        """The share of twins that chance does not explain, 0 to 1; 0 where chance may well explain them all."""
        surplus = self.n_pairs - self.n_expected
        if not self.n_pairs or surplus <= SURPRISING * np.sqrt(self.n_expected + 1):
            return 0.0
        return float(surplus / self.n_pairs)


SURPRISING = 3.0
"""Standard deviations, as of independent pairs, by which twins must exceed those of chance to be taken for copies."""


def find_twins(frame: pd.DataFrame) -> Twins:
    """Find the twins of a table, and how many pairs chance would make.

    Notes
    -----
    Pairs that agree in all columns but one are nearly twins. Where chance made the twins, they are to the near twins as
    two values of that column being equal are to their being different; copies bring no near twins. The column that
    explains most is the one that counts, since others may follow from the rest.
    """
    factors = np.random.default_rng(0).integers(2**63, size=frame.shape[1], dtype=np.uint64) * np.uint64(2) + np.uint64(
        1
    )
    whole = np.zeros(len(frame), dtype=np.uint64)
    for place, factor in enumerate(factors):
        whole += _hashed(frame.iloc[:, place], factor)
    _, first, kind, counts = np.unique(whole, return_index=True, return_inverse=True, return_counts=True)
    n_pairs, expected = _pairs(counts), 0.0
    for place in _few_valued(frame) if n_pairs else ():
        cells = _hashed(frame.iloc[:, place], factors[place])
        n_near = _pairs(np.unique(np.subtract(whole, cells), return_counts=True)[1]) - n_pairs
        expected = max(expected, n_near * _odds(cells[first]))
    return Twins(kind.astype(np.intp), n_pairs, expected)


def _few_valued(frame: pd.DataFrame) -> list[int]:
    """Return the places of the columns to leave out in turn: as many as the work allows, those of few values first."""
    variety = frame.head(LOOKED_AT).nunique(dropna=False).to_numpy()
    by_variety: list[int] = np.argsort(variety, kind="stable").tolist()
    return by_variety[: max(1, MAX_CELLS // len(frame))]


def _hashed(column: pd.Series, factor: np.uint64) -> Numbers:
    """Return a number for each cell, another one in every column for the same value, so that sums of them tell rows."""
    cells = np.asarray(pd.util.hash_pandas_object(column, index=False), dtype=np.uint64)
    with np.errstate(over="ignore"):
        return np.multiply(cells, factor, dtype=np.uint64)


def _pairs(counts: NDArray[np.intp]) -> int:
    return int((counts.astype(np.int64) * (counts - 1) // 2).sum())


def _odds(values: Numbers) -> float:
    """Return the odds that two rows have the same value; those of one more value where all are the same."""
    counts = np.unique(values, return_counts=True)[1]
    alike = float(((counts / counts.sum()) ** 2).sum())
    return alike / max(1 - alike, 1 / (float(counts.sum()) + 1))
