"""The delivered model on a few rows, with the cells of one column set to one value after another.

What runs here runs in a process that may be killed at any moment.
"""

import time
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from models.artifact import load


@dataclass(frozen=True)
class VaryTask:
    """Predict ``rows`` with each column of ``settings`` set to each of its values in turn.

    Parameters
    ----------
    folder : the model folder
    rows : as the model takes them, shape (n_rows, n_columns)
    settings : cells of one column each, named and typed like it, the most important column first
    seconds : after which no further column is begun; None without a clock
    """

    folder: str
    rows: pd.DataFrame
    settings: tuple[pd.Series, ...]
    seconds: float | None = None


@dataclass(frozen=True)
class VaryOutcome:
    """What was predicted, one array a column as far as the time went.

    Each has the shape (n_values, n_rows) for values, or (n_values, n_rows, n_classes).
    """

    predictions: tuple[NDArray[np.float32], ...]


def predict_varied(task: VaryTask) -> VaryOutcome:
    """Ask the model of a folder about all rows at every value, column by column, as time allows."""
    start = time.perf_counter()
    model = load(task.folder)
    found: list[NDArray[np.float32]] = []
    slowest = 0.0
    for values in task.settings:
        began = time.perf_counter()
        # As long as the slowest before it: a column that would be cut off is not begun.
        if task.seconds is not None and began + slowest - start > task.seconds:
            break
        asked = model.predict_typed(varied(task.rows, values))
        found.append(asked.reshape(len(values), len(task.rows), *asked.shape[1:]).astype(np.float32))
        slowest = max(slowest, time.perf_counter() - began)
    return VaryOutcome(tuple(found))


def varied(rows: pd.DataFrame, values: pd.Series) -> pd.DataFrame:
    """Return all rows with the first value in the column of that name, then all with the second, and so on.

    Examples
    --------
    >>> rows = pd.DataFrame({"age": [30, 40], "plan": ["a", "b"]})
    >>> varied(rows, pd.Series(["c", "d"], name="plan"))["plan"].tolist()
    ['c', 'c', 'd', 'd']
    """
    repeated = rows.take(np.tile(np.arange(len(rows)), len(values))).reset_index(drop=True)
    cells = values.take(np.repeat(np.arange(len(values)), len(rows))).reset_index(drop=True)
    return repeated.assign(**{str(values.name): cells})
