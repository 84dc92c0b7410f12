"""How much two columns tell the same: rank correlation, Cramer's V, or the share of ranks that categories explain.

Columns that tell the same stand in for each other, so that a model loses little when it loses one of them. All three
measures run from 0 to 1, and those of categories are corrected for what chance alone would show.
"""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.spatial.distance import squareform

from models.columns import Column

Array = NDArray[np.float64]
Codes = NDArray[np.intp]

ALIKE = 0.8
"""From here on two columns count as telling the same: nearly two thirds of what the ranks of one do, the other does."""
MOST_LEVELS = 30
"""Rarer categories count as one."""
MIN_KNOWN = 10
RANKED, LEVELED = frozenset({"numeric", "datetime"}), frozenset({"categorical", "boolean"})
"""Kinds of columns with an order, and with levels."""


def associations(frame: pd.DataFrame, columns: Sequence[Column]) -> Array:
    """Return how much each two columns tell the same, shape (n_columns, n_columns), symmetric, with ones.

    Columns of text tell nothing of this kind: 0.

    Parameters
    ----------
    frame : rows as the models take them; a few thousand are enough
    columns : the columns to compare, each in the frame
    """
    found = np.eye(len(columns))
    ranked = [i for i, column in enumerate(columns) if column.kind in RANKED]
    ranks = _ranks(frame[[columns[i].name for i in ranked]])
    found[np.ix_(ranked, ranked)] = _rank_correlations(ranks)
    codes = {i: _codes(frame[column.name]) for i, column in enumerate(columns) if column.kind in LEVELED}
    for i, own in codes.items():
        found[i, ranked] = found[ranked, i] = _explained(own, ranks)
        for j, other in codes.items():
            if j > i:
                found[i, j] = found[j, i] = _cramer(own, other)
    return found


def with_target(frame: pd.DataFrame, columns: Sequence[Column], y: Array, *, is_class: bool) -> Array:
    """Return how much each column tells of the target, shape (n_columns,); 0 for columns of text.

    Parameters
    ----------
    frame, columns : as for ``associations``
    y : class numbers or values, shape (n_rows,)
    is_class : whether they are classes, whose order says nothing
    """
    target = pd.Series(y)
    found = np.zeros(len(columns))
    ranked = [i for i, column in enumerate(columns) if column.kind in RANKED]
    ranks, answer, classes = _ranks(frame[[columns[i].name for i in ranked]]), _ranks(target.to_frame()), _codes(target)
    found[ranked] = _explained(classes, ranks) if is_class else np.abs(_standard(ranks).T @ _standard(answer)).ravel()
    for i, column in enumerate(columns):
        if column.kind in LEVELED:
            codes = _codes(frame[column.name])
            found[i] = _cramer(codes, classes) if is_class else _explained(codes, answer)[0]
    return found


def clusters(association: Array, least: float = ALIKE) -> tuple[tuple[int, ...], ...]:
    """Return the columns that tell the same, by number: every two of a cluster are at least so much alike.

    Examples
    --------
    >>> clusters(np.array([[1.0, 0.9, 0.1], [0.9, 1.0, 0.2], [0.1, 0.2, 1.0]]))
    ((0, 1),)
    """
    if len(association) < 2:
        return ()
    distance = np.clip(1 - association, 0.0, 1.0)
    np.fill_diagonal(distance, 0.0)
    tree = linkage(squareform(distance, checks=False), "complete")
    labels = fcluster(tree, 1 - least, criterion="distance")
    members = (tuple(np.flatnonzero(labels == label).tolist()) for label in np.unique(labels))
    return tuple(sorted(found for found in members if len(found) > 1))


def _ranks(frame: pd.DataFrame) -> Array:
    """Return the ranks of each column, missing cells in the middle, where they speak neither for nor against."""
    ranks = frame.rank().to_numpy(float)
    middle = frame.notna().to_numpy().sum(axis=0) / 2 + 0.5
    return np.where(np.isnan(ranks), middle, ranks)


def _codes(values: pd.Series) -> Codes:
    """Return numbers of categories, the most frequent first, rare ones as one; -1 where missing."""
    levels = values.value_counts(sort=True).index[:MOST_LEVELS]
    codes = pd.Index(levels).get_indexer(pd.Index(values))
    is_rare = (codes < 0) & values.notna().to_numpy()
    return np.where(is_rare, len(levels), codes).astype(np.intp)


def _standard(ranks: Array) -> Array:
    """Return columns of mean 0 and length 1; a column of one value is 0, so that it goes with none."""
    centered = ranks - ranks.mean(axis=0)
    length = np.sqrt((centered**2).sum(axis=0))
    standard: Array = np.divide(centered, length, out=np.zeros_like(centered), where=length > 0)
    return standard


def _rank_correlations(ranks: Array) -> Array:
    """Return absolute rank correlations (Spearman)."""
    standard = _standard(ranks)
    found: Array = np.clip(np.abs(standard.T @ standard), 0.0, 1.0)
    np.fill_diagonal(found, 1.0)
    return found


def _explained(codes: Codes, ranks: Array) -> Array:
    """Return for each column of ranks the root of the share of its variance between categories, shape (n_ranked,).

    Less what chance alone would show (Kelley, PNAS 21, 1935).
    """
    known = codes >= 0
    n, counts = int(known.sum()), np.bincount(codes[known], minlength=1)
    n_levels = int((counts > 0).sum())
    if n < MIN_KNOWN or n_levels < 2 or n <= n_levels:
        return np.zeros(ranks.shape[1])
    centered = ranks[known] - ranks[known].mean(axis=0)
    total = (centered**2).sum(axis=0)
    sums = (codes[known][None, :] == np.flatnonzero(counts)[:, None]).astype(float) @ centered
    within = total - (sums**2 / counts[counts > 0][:, None]).sum(axis=0)
    left = np.divide(within * (n - 1), total * (n - n_levels), out=np.ones_like(total), where=total > 0)
    explained: Array = np.sqrt(np.clip(1 - left, 0.0, 1.0))
    return explained


def _cramer(one: Codes, other: Codes) -> float:
    """Return Cramer's V with the correction of Bergsma (Journal of the Korean Statistical Society 42, 2013)."""
    known = (one >= 0) & (other >= 0)
    n = int(known.sum())
    if n < MIN_KNOWN:
        return 0.0
    width = MOST_LEVELS + 1
    table = np.bincount(one[known] * width + other[known], minlength=width**2).reshape(width, width).astype(float)
    table = table[table.any(axis=1)][:, table.any(axis=0)]
    n_a, n_b = table.shape
    if n_a < 2 or n_b < 2:
        return 0.0
    phi = float((table**2 / np.outer(table.sum(axis=1), table.sum(axis=0))).sum()) - 1
    corrected = max(0.0, phi - (n_a - 1) * (n_b - 1) / (n - 1))
    most = min(n_a - (n_a - 1) ** 2 / (n - 1), n_b - (n_b - 1) ** 2 / (n - 1)) - 1
    return float(min(1.0, np.sqrt(corrected / most))) if most > 0 else 0.0
