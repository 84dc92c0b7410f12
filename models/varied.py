"""The delivered model on a few rows, with the cells of one column set to one value after another.

What runs here runs in a process that may be killed at any moment.
"""

import time
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from models.artifact import load
from models.workspace import load_problem


@dataclass(frozen=True)
class VaryTask:
    """Predict ``rows`` with each column set to the values that some rows have there, one after another.

    Parameters
    ----------
    folder : where the problem is
    model : the model folder
    rows : numbers of the problem's rows that are predicted
    columns : names, the most important column first
    places : for each column, numbers of the rows whose cells are its values
    seconds : after which no further column is begun; None without a clock
    """

    folder: str
    model: str
    rows: NDArray[np.intp]
    columns: tuple[str, ...]
    places: tuple[NDArray[np.intp], ...]
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
    frame, model = load_problem(task.folder).frame, load(task.model)
    rows = frame.iloc[task.rows]
    found: list[NDArray[np.float32]] = []
    slowest = 0.0
    for name, places in zip(task.columns, task.places, strict=True):
        began = time.perf_counter()
        # As long as the slowest before it: a column that would be cut off is not begun.
        if task.seconds is not None and began + slowest - start > task.seconds:
            break
        asked = model.predict_typed(varied(rows, frame[name].iloc[places]))
        found.append(asked.reshape(len(places), len(rows), *asked.shape[1:]).astype(np.float32))
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
