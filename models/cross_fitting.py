"""Which training rows may tell of the answers of which others, where answers become features.

A mean of answers that holds a row's own answer, or that of a row tied to it, tells in training what it cannot tell of
new rows; a model that trusts it there has learned nothing. What ties rows is what ties them in the folds: their group,
and time, in which only what came before is known.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.model_selection import KFold, StratifiedKFold

Rows = NDArray[np.intp]

N_FOLDS, N_BLOCKS = 5, 10
"""Parts of rows drawn at random or by group, and blocks of time: finer, because the first block learns nothing."""


@dataclass(frozen=True)
class Ties:
    """What ties rows: the group of each and its rank in time, shape (n_rows,); None where there is none."""

    groups: Rows | None = None
    order: Rows | None = None

    def of(self, index: Rows) -> "Ties":
        """Return the ties of some of the rows, in the order of ``index``."""
        return Ties(
            None if self.groups is None else self.groups[index],
            None if self.order is None else self.order[index],
        )


NO_TIES = Ties()


@dataclass(frozen=True)
class CrossFit:
    """Rows that are told something, those that it is learned from, and those whose overall mean may be known.

    ``learned`` is empty where nothing may be learned from: of the first times, or of a single group. ``known`` holds
    the told rows too, unless there is time: one mean for all tells none of them apart, while the mean of all rows but
    a few would tell of these few by what it lacks.
    """

    known: Rows
    learned: Rows
    told: Rows


def cross_fits(y: NDArray[np.float64], n_classes: int, seed: int, ties: Ties = NO_TIES) -> Iterator[CrossFit]:
    """Yield parts of the rows, each with the rows to learn from; every row is told once.

    Parameters
    ----------
    y : class numbers or values, shape (n_rows,)
    n_classes : number of classes, 0 for a regression
    seed : of the draw
    ties : rows of one group, and of one time or later ones, are never learned from
    """
    every = np.arange(len(y))
    if ties.groups is None and ties.order is None:
        for learned, told in _shuffled(y, n_classes, seed).split(y, y):
            yield CrossFit(every, learned, told)
        return
    folds = np.zeros_like(every) if ties.groups is None else _folds_of_groups(ties.groups, seed)
    blocks = np.zeros_like(every) if ties.order is None else _blocks_of_time(ties.order)
    for block, fold in sorted(set(zip(blocks.tolist(), folds.tolist(), strict=True))):
        is_past = np.ones(len(y), dtype=bool) if ties.order is None else blocks < block
        is_free = np.ones(len(y), dtype=bool) if ties.groups is None else folds != fold
        told = np.flatnonzero((blocks == block) & (folds == fold))
        yield CrossFit(np.flatnonzero(is_past), np.flatnonzero(is_past & is_free), told)


def _shuffled(y: NDArray[np.float64], n_classes: int, seed: int) -> Any:  # noqa: ANN401  splitters share no type
    most = int(min(N_FOLDS, np.bincount(y.astype(np.intp)).max() if n_classes else len(y)))
    splitter = StratifiedKFold if n_classes else KFold
    return splitter(max(2, most), shuffle=True, random_state=seed)


def _folds_of_groups(groups: Rows, seed: int) -> Rows:
    """Return the part of each row, that of its group; the groups are dealt in a drawn order."""
    names, place = np.unique(groups, return_inverse=True)
    part = np.empty(len(names), dtype=np.intp)
    part[np.random.default_rng(seed).permutation(len(names))] = np.arange(len(names)) % N_FOLDS
    return part[place]


def _blocks_of_time(order: Rows) -> Rows:
    """Return the block of each row by how many rows came before it; rows of one time are in one block."""
    n_before = np.searchsorted(np.sort(order), order, side="left")
    blocks: Rows = n_before * N_BLOCKS // len(order)
    return blocks
