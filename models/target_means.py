"""The mean of the target for each level of a column with many levels, cross-fitted while training."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from models.cross_fitting import NO_TIES, Ties, cross_fits

Codes = NDArray[np.float32]
Levels = NDArray[np.intp]


class TargetMeans:
    """Replaces the codes of levels by smoothed means of the target.

    A mean is drawn toward that of all rows, the more so the fewer rows of its level there are and the more they
    differ: the empirical Bayes estimate of Micci-Barreca (SIGKDD Explorations 3, 2001), as scikit-learn's
    ``TargetEncoder`` computes it, which knows neither groups nor time. What is kept is one lookup table a column, so
    that a single row costs microseconds.

    Parameters
    ----------
    n_classes : number of classes, 0 for a regression
    seed : of the cross-fitting

    Attributes
    ----------
    tables_ : list of arrays of shape (n_levels + 1, n_outputs)
        Means by code; the last row, which code -1 finds, is for missing and unseen levels. There is one output for
        values and for two classes, else one a class.
    """

    def __init__(self, n_classes: int, seed: int) -> None:
        self.n_classes = n_classes
        self.seed = seed

    def fit_transform(self, codes: Codes, y: NDArray[np.float64], ties: Ties = NO_TIES) -> Codes:
        """Learn the means; return them for the training rows, told by rows that are not tied to them.

        Parameters
        ----------
        codes : array of shape (n_rows, n_columns)
            Whole numbers from 0 on, NaN where the level is missing.
        y : array of shape (n_rows,)
        ties : what ties rows to each other

        Returns
        -------
        array of shape (n_rows, n_columns * n_outputs)
            NaN where no rows may tell anything, as for the first times.
        """
        levels, outputs = _whole(codes), self._outputs(y)
        sizes = np.maximum(levels.max(axis=0), 0) + 2
        priors = _priors(outputs)
        self.tables_ = [_table(levels[:, column], outputs, size, priors) for column, size in enumerate(sizes)]
        n_outputs = len(outputs)
        means: Codes = np.full((len(y), len(sizes) * n_outputs), np.nan, dtype=np.float32)
        for part in cross_fits(y, self.n_classes, self.seed, ties):
            if not len(part.learned):
                continue
            priors, learned = _priors(outputs[:, part.known]), outputs[:, part.learned]
            for column, size in enumerate(sizes):
                table = _table(levels[part.learned, column], learned, size, priors)
                means[part.told, column * n_outputs : (column + 1) * n_outputs] = table[levels[part.told, column]]
        return means

    def transform(self, codes: Codes) -> Codes:
        """Look the means up, shape (n_rows, n_columns * n_outputs)."""
        whole = _whole(codes)
        found = []
        for column, table in enumerate(self.tables_):
            known = whole[:, column]
            found.append(table[np.where(known < len(table) - 1, known, -1)])
        return np.hstack(found)

    def _outputs(self, y: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return what is averaged, shape (n_outputs, n_rows): the values, or whether a row is of a class."""
        if self.n_classes == 0:
            return y[None, :]
        classes = np.arange(1, 2) if self.n_classes == 2 else np.arange(self.n_classes)
        is_of: NDArray[np.float64] = (y == classes[:, None]).astype(float)
        return is_of


def _whole(codes: Codes) -> Levels:
    levels: Levels = np.nan_to_num(codes, nan=-1.0).astype(np.intp)
    return levels


def _priors(outputs: NDArray[np.float64]) -> list[tuple[float, float]]:
    """Return mean and variance of every output: what is known of a level without a row."""
    return [(float(y.mean()), float(y.var())) for y in outputs]


def _table(levels: Levels, outputs: NDArray[np.float64], size: int, priors: Sequence[tuple[float, float]]) -> Codes:
    """Return the smoothed mean of every level, shape (size, n_outputs); the last row is for level -1."""
    at = np.where(levels < 0, size - 1, levels)
    counts = np.bincount(at, minlength=size)
    table = np.empty((size, len(outputs)), dtype=np.float32)
    for i, (y, (overall, variance)) in enumerate(zip(outputs, priors, strict=True)):
        apart = y - overall  # a far mean would leave no digits to the squares
        mean = np.bincount(at, apart, size) / np.maximum(counts, 1)
        within = np.maximum(np.bincount(at, apart**2, size) / np.maximum(counts, 1) - mean**2, 0.0)
        with np.errstate(invalid="ignore"):
            share = np.nan_to_num(counts * variance / (counts * variance + within))
        table[:, i] = overall + share * mean
    return table
