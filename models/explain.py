"""One prediction explained: what each column of its row adds to a base value, or takes from it.

The base is the average prediction for a few stored rows, and what the columns add leads from there to the prediction,
exactly. A column's part is its Shapley value: on the way from a stored row to the row in question its cells are
exchanged one after another, and what an exchange changes is credited to its column, averaged over ways (Strumbelj and
Kononenko, Knowledge and Information Systems 41, 2014). Each way is walked in both directions, which lowers the noise
(Mitchell et al., JMLR 23, 2022). The same ways serve every row, so the same row always gets the same explanation.

Whole cells of the table are exchanged, and the delivered model is asked: the parts are of the column that a reader
knows, on the scale that the reader sees, for every family and every average of members.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import isnan
from typing import Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from models.record import ColumnImportances, Scalar

Array = NDArray[np.float64]
Mask = NDArray[np.bool_]

N_BACKGROUND = 32
"""Stored rows: their average stands for all rows, and every explanation asks the model about mixtures with each."""
MOST_SINGLE = 40
"""Columns with a part of their own; of more, the least important ones share one."""
MOST_MIXTURES = 2_000
"""Rows that the model is asked about for one explanation, unless a single way from every stored row takes more."""


@dataclass(frozen=True)
class Contribution:
    """What a column adds to the base value of one prediction; below 0, what it takes away.

    ``value`` is the cell of the row, None where it is missing, and where ``column`` stands for several.
    """

    column: str
    value: Scalar
    contribution: float


@dataclass(frozen=True)
class Explanation:
    """How one prediction comes about: ``base`` plus all contributions is ``prediction``.

    ``scale`` says of what: the probability of the class ``of`` (of two classes the positive one, else the predicted
    one), or the value, in the target's own unit, with ``of`` None. The largest contributions come first.
    """

    base: float
    prediction: float
    contributions: tuple[Contribution, ...]
    scale: Literal["probability", "value"]
    of: str | None = None


@dataclass(frozen=True)
class Explainer:
    """Explains predictions of one model.

    Parameters
    ----------
    background : rows that stand for all, as the model takes them, shape (n_background, n_columns)
    predict : function of such rows to values of shape (n_rows,) or probabilities of shape (n_rows, n_classes)
    players : names of the columns that are exchanged together; each column is in exactly one
    classes : of the probabilities, in their order; empty for values
    seed : of the ways
    """

    background: pd.DataFrame
    predict: Callable[[pd.DataFrame], Array]
    players: tuple[tuple[str, ...], ...]
    classes: tuple[str, ...] = ()
    seed: int = 0

    @cached_property
    def _orders(self) -> NDArray[np.intp]:
        """The ways: for each background row in turn, the order in which players come in, and its reverse."""
        n_rows, n_players = len(self.background), len(self.players)
        n_ways = max(1, MOST_MIXTURES // (2 * n_rows * (n_players + 1)))
        rng = np.random.default_rng(self.seed)
        forward = np.array([rng.permutation(n_players) for _ in range(n_ways * n_rows)], dtype=np.intp)
        return np.concatenate([forward, forward[:, ::-1]])

    def explain(self, row: pd.DataFrame) -> Explanation:
        """Explain the prediction for one row, a frame of shape (1, n_columns) like the background."""
        orders, n_rows, n_players = self._orders, len(self.background), len(self.players)
        starts = np.arange(len(orders)) % n_rows
        mixtures = self._mixtures(row, orders, starts).reshape(len(orders), n_players + 1, -1)
        at = self._class_of(mixtures[0, -1])
        values = mixtures[:, :, at]
        parts = np.zeros(n_players)
        np.add.at(parts, orders, np.diff(values, axis=1))
        base, prediction = float(values[:, 0].mean()), float(values[0, -1])
        shares = (parts / len(orders)).tolist()
        told = [self._told(player, row, share) for player, share in zip(self.players, shares, strict=True)]
        ordered = tuple(sorted(told, key=lambda part: -abs(part.contribution)))
        if not self.classes:
            return Explanation(base, prediction, ordered, "value")
        return Explanation(base, prediction, ordered, "probability", self.classes[at])

    def _mixtures(self, row: pd.DataFrame, orders: NDArray[np.intp], starts: NDArray[np.intp]) -> Array:
        """Predict every step of every way, shape (n_ways * (n_players + 1), n_outputs); equal mixtures only once."""
        n_ways, n_players = orders.shape
        came_in = np.empty_like(orders)
        np.put_along_axis(came_in, orders, np.broadcast_to(np.arange(n_players), orders.shape), axis=1)
        has_come = came_in[:, None, :] < np.arange(n_players + 1)[None, :, None]
        mask = has_come.reshape(-1, n_players) & np.repeat(self._differs(row)[starts], n_players + 1, axis=0)
        origin = np.repeat(starts, n_players + 1)
        key = np.column_stack([np.packbits(mask, axis=1), origin.astype(">u4").view(np.uint8).reshape(-1, 4)])
        key[np.tile(np.arange(n_players + 1) == n_players, n_ways)] = 255  # the row itself, wherever the way began
        _, first, again = np.unique(key, axis=0, return_index=True, return_inverse=True)
        asked = np.asarray(self.predict(self._mixed(row, mask[first], origin[first])), dtype=float)
        whole: Array = asked.reshape(len(first), -1)[again.ravel()]
        return whole

    def _differs(self, row: pd.DataFrame) -> Mask:
        """Tell in which players each background row differs from the row, shape (n_background, n_players).

        Many columns together are taken to differ without a look: somewhere they will.
        """
        differs = np.ones((len(self.background), len(self.players)), dtype=bool)
        for number, player in enumerate(self.players):
            if len(player) == 1:
                cell, cells = row[player[0]].iloc[0], self.background[player[0]]
                differs[:, number] = cells.notna() if pd.isna(cell) else ~cells.eq(cell)
        return differs

    def _mixed(self, row: pd.DataFrame, mask: Mask, origin: NDArray[np.intp]) -> pd.DataFrame:
        """Put rows together: the row's cells where the mask says so, else those of the background row."""
        cells = pd.concat([self.background, row], ignore_index=True)
        parts = []
        for number, player in enumerate(self.players):
            taken = np.where(mask[:, number], len(self.background), origin)
            parts.append(cells[list(player)].take(taken).reset_index(drop=True))
        return pd.concat(parts, axis=1)[list(self.background.columns)]

    def _class_of(self, prediction: Array) -> int:
        """Return which output is explained: the value, the positive class of two, else the predicted class."""
        return int(prediction.argmax()) if len(self.classes) > 2 else len(prediction) - 1

    def _told(self, player: tuple[str, ...], row: pd.DataFrame, share: float) -> Contribution:
        if len(player) > 1:
            return Contribution(f"{len(player)} other columns together", None, share)
        return Contribution(player[0], _plain(row[player[0]].iloc[0]), share)


def players_of(names: Sequence[str], importances: ColumnImportances | None) -> tuple[tuple[str, ...], ...]:
    """Return each column as a player of its own; of very many, the less important ones as one.

    Examples
    --------
    >>> players_of(["age", "plan"], None)
    (('age',), ('plan',))
    """
    measured = () if importances is None else importances.columns
    ranked = [name for single in measured for name in single.columns if name in names]
    ranked += [name for name in names if name not in ranked]
    single, others = ranked[:MOST_SINGLE], tuple(ranked[MOST_SINGLE:])
    if len(others) < 2:
        return tuple((name,) for name in names)
    return (*((name,) for name in single), others)


def representative_rows(prediction: Array, n_rows: int = N_BACKGROUND) -> NDArray[np.intp]:
    """Choose rows evenly from the lowest to the highest prediction, so that their average is about that of all.

    Parameters
    ----------
    prediction : values of shape (n_rows,) or probabilities of shape (n_rows, n_classes); rows with NaN are not chosen
    n_rows : how many rows are chosen, at most

    Examples
    --------
    >>> representative_rows(np.array([5.0, 1.0, 3.0, 9.0, 7.0, 11.0]), 3)
    array([2, 4, 5])
    """
    outputs = prediction.reshape(len(prediction), -1)
    known = np.flatnonzero(~np.isnan(outputs).any(axis=1))
    outputs = outputs[known]
    # Of more than two classes, rows are sorted by the predicted class first, and then by how sure that is.
    leading = outputs.argmax(axis=1) if outputs.shape[1] > 2 else np.zeros(len(outputs))
    by = outputs.max(axis=1) if outputs.shape[1] > 2 else outputs[:, -1]
    ordered = known[np.lexsort([by, leading])]
    n_chosen = min(n_rows, len(ordered))
    chosen: NDArray[np.intp] = ordered[((np.arange(n_chosen) + 0.5) * len(ordered) / max(1, n_chosen)).astype(np.intp)]
    return chosen


def _plain(cell: object) -> Scalar:
    """Return a cell as JSON has it."""
    if isinstance(cell, pd.Timestamp):
        return cell.isoformat()
    if isinstance(cell, (float, np.floating)):
        return None if isnan(cell) else float(cell)
    return None if cell is None or cell is pd.NaT else str(cell)
