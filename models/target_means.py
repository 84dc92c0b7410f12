"""The mean of the target for each level of a column with many levels, cross-fitted while training."""

from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.model_selection import KFold, StratifiedKFold
from sklearn.preprocessing import TargetEncoder

Codes = NDArray[np.float32]
N_FOLDS = 5


class TargetMeans:
    """Replaces the codes of levels by smoothed means of the target.

    scikit-learn's ``TargetEncoder`` learns them; what is kept is one lookup table a column, so that a single row
    costs microseconds.

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

    def fit_transform(self, codes: Codes, y: NDArray[np.float64]) -> Codes:
        """Learn the means; return them for the training rows, where no row's own answer enters its own mean.

        Parameters
        ----------
        codes : array of shape (n_rows, n_columns)
            Whole numbers from 0 on, NaN where the level is missing.
        y : array of shape (n_rows,)

        Returns
        -------
        array of shape (n_rows, n_columns * n_outputs)
        """
        kind = {0: "continuous", 2: "binary"}.get(self.n_classes, "multiclass")
        n_folds = int(min(N_FOLDS, np.bincount(y.astype(np.intp)).max() if self.n_classes else len(y)))
        encoder = TargetEncoder(target_type=kind, cv=_cross_fitting(n_folds, self.n_classes, self.seed))
        means: Codes = np.asarray(encoder.fit_transform(_whole(codes), y), dtype=np.float32)
        n_outputs = means.shape[1] // codes.shape[1]
        overall = np.broadcast_to(np.asarray(encoder.target_mean_, dtype=np.float32), (n_outputs,))
        self.tables_ = []
        for column, levels in enumerate(encoder.categories_):
            learned = encoder.encodings_[column * n_outputs : (column + 1) * n_outputs]
            table = np.tile(overall, (int(max(levels.max(), 0)) + 2, 1))
            table[levels.astype(np.intp)] = np.column_stack(learned)
            self.tables_.append(table)
        return means

    def transform(self, codes: Codes) -> Codes:
        """Look the means up, shape (n_rows, n_columns * n_outputs)."""
        whole = _whole(codes).astype(np.intp)
        found = []
        for column, table in enumerate(self.tables_):
            known = whole[:, column]
            found.append(table[np.where(known < len(table) - 1, known, -1)])
        return np.hstack(found)


def _whole(codes: Codes) -> Codes:
    return np.where(np.isnan(codes), np.float32(-1), codes)


def _cross_fitting(n_folds: int, n_classes: int, seed: int) -> Any:  # noqa: ANN401  scikit-learn's splitters share no type
    splitter = StratifiedKFold if n_classes else KFold
    return splitter(max(2, n_folds), shuffle=True, random_state=seed)
