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


def associations(frame: pd.DataFrame, columns: Sequence[Column]) -> Array:
    """Return how much each two columns tell the same, shape (n_columns, n_columns), symmetric, with ones.

    Columns of text tell nothing of this kind: 0.

    Parameters
    ----------
    frame : rows as the models take them; a few thousand are enough
    columns : the columns to compare, each in the frame
    """
    found = np.eye(len(columns))
    ranks = {i: _ranks(frame[c.name]) for i, c in enumerate(columns) if c.kind in ("numeric", "datetime")}
    codes = {i: _codes(frame[c.name]) for i, c in enumerate(columns) if c.kind in ("categorical", "boolean")}
    if ranks:
        found[np.ix_(list(ranks), list(ranks))] = _rank_correlations(np.column_stack(list(ranks.values())))
    for i, own in codes.items():
        for j, rank in ranks.items():
            found[i, j] = found[j, i] = _explained(own, rank)
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
    codes, ranks = _codes(target) if is_class else None, _ranks(target)
    return np.array([_with_answer(frame[column.name], column, codes, ranks) for column in columns])


def _with_answer(values: pd.Series, column: Column, codes: Codes | None, ranks: Array) -> float:
    """Compare a column with classes, or with the ranks of values where ``codes`` is None."""
    if column.kind == "text":
        return 0.0
    if column.kind in ("numeric", "datetime"):
        own = _ranks(values)
        return (
            float(_rank_correlations(np.column_stack([own, ranks]))[0, 1]) if codes is None else _explained(codes, own)
        )
    return _explained(_codes(values), ranks) if codes is None else _cramer(_codes(values), codes)


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


def _ranks(values: pd.Series) -> Array:
    """Return ranks, missing cells in the middle, where they speak neither for nor against."""
    ranks = values.rank().to_numpy(float)
    middle = np.nanmean(ranks) if np.isfinite(ranks).any() else 0.0
    return np.where(np.isnan(ranks), middle, ranks)


def _codes(values: pd.Series) -> Codes:
    """Return numbers of categories, the most frequent first, rare ones as one; -1 where missing."""
    levels = values.value_counts(sort=True).index[:MOST_LEVELS]
    codes = pd.Index(levels).get_indexer(pd.Index(values))
    is_rare = (codes < 0) & values.notna().to_numpy()
    return np.where(is_rare, len(levels), codes).astype(np.intp)


def _rank_correlations(ranks: Array) -> Array:
    """Return absolute rank correlations (Spearman); a column of one value goes with none."""
    with np.errstate(invalid="ignore", divide="ignore"):
        found = np.atleast_2d(np.abs(np.corrcoef(ranks, rowvar=False)))
    found = np.nan_to_num(np.clip(found, 0.0, 1.0))
    np.fill_diagonal(found, 1.0)
    return np.asarray(found, dtype=float)


def _explained(codes: Codes, ranks: Array) -> float:
    """Return the root of the share of the ranks' variance between categories, less what chance gives (Kelley, 1935)."""
    known = codes >= 0
    own, rank = codes[known], ranks[known]
    _, level = np.unique(own, return_inverse=True)
    n, n_levels = len(rank), int(level.max(initial=-1)) + 1
    total = float(((rank - rank.mean()) ** 2).sum()) if n else 0.0
    if n < MIN_KNOWN or n_levels < 2 or n <= n_levels or total <= 0:
        return 0.0
    means = np.bincount(level, weights=rank) / np.bincount(level)
    within = float(((rank - means[level]) ** 2).sum())
    return float(np.sqrt(max(0.0, 1 - (within / (n - n_levels)) / (total / (n - 1)))))


def _cramer(one: Codes, other: Codes) -> float:
    """Return Cramer's V with the correction of Bergsma (Journal of the Korean Statistical Society 42, 2013)."""
    known = (one >= 0) & (other >= 0)
    n = int(known.sum())
    if n < MIN_KNOWN:
        return 0.0
    _, a = np.unique(one[known], return_inverse=True)
    _, b = np.unique(other[known], return_inverse=True)
    table = np.zeros((a.max() + 1, b.max() + 1))
    np.add.at(table, (a, b), 1.0)
    n_a, n_b = table.shape
    if n_a < 2 or n_b < 2:
        return 0.0
    expected = np.outer(table.sum(axis=1), table.sum(axis=0)) / n
    phi = float(((table - expected) ** 2 / expected).sum()) / n
    corrected = max(0.0, phi - (n_a - 1) * (n_b - 1) / (n - 1))
    most = min(n_a - (n_a - 1) ** 2 / (n - 1), n_b - (n_b - 1) ** 2 / (n - 1)) - 1
    return float(min(1.0, np.sqrt(corrected / most))) if most > 0 else 0.0
