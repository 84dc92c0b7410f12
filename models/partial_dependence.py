"""Partial dependence: what the delivered model predicts on average when a column has one value in every row.

The averages of Friedman (Annals of Statistics 29, 2001), told for the columns that matter most, at values that the
table holds. They say how the model goes, not what causes what, and mislead where the column goes along with others:
rows are then made that no table holds. The spread of the single rows is told beside the average (Goldstein et al.,
Journal of Computational and Graphical Statistics 24, 2015): where it is wide, other columns decide.
"""

from collections.abc import Sequence
from concurrent.futures import Future, wait

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from models.columns import Column
from models.record import AveragePrediction, Importances, PartialDependence, PartialDependences, Scalar
from models.reserve import Reserve
from models.search.coordinator import Search
from models.stage import Stage
from models.varied import VaryOutcome, VaryTask

MOST_COLUMNS, N_ROWS, LEAST_ROWS = 8, 200, 20
N_VALUES, MOST_LEVELS = 20, 12
"""Of an ordered column, into how many parts its rows are cut, with a value at each end; and levels that are told."""
MOST_CELLS = 2_000_000
"""Of the rows that are made for one column: of a very wide table, fewer are made."""
ORDERED, LEVELED = frozenset({"numeric", "datetime"}), frozenset({"categorical", "boolean"})
SPREAD = (0.1, 0.9)
USUAL = (0.05, 0.95)
TASK_SHARE = 0.8
"""Of the seconds, when the last column is begun."""
POLL_SECONDS = 0.2
STAGE = "telling how predictions go with the columns"


def partial_dependence(stage: Stage, search: Search, importances: Importances) -> PartialDependences:
    """Tell how predictions of the model that was just written go with the columns that matter most.

    Where no clock may be read, the work is counted. Where no time is left, or somebody asked to stop, the answer says
    so and holds nothing else.
    """
    if stage.sink.should_stop():
        return _not_measured("the run was asked to stop")
    left = stage.budget.left_seconds()
    reserve = Reserve(None if left is None else min(stage.budget.dependence_seconds, left))
    if reserve.is_over():
        return _not_measured("no time was left")
    columns = _columns(stage, importances)
    if not columns:
        return _not_measured("no column that has values to vary was found to matter")
    stage.sink.progressed(search.progress(STAGE))
    task = _task(stage, columns, reserve)
    outcome = _outcome(stage, search, stage.evaluator.submit(task), reserve)
    if outcome is None or not outcome.predictions:
        return _not_measured("the time was over before the first column was told")
    told = zip(columns, task.places, outcome.predictions, strict=False)  # the time may have been over early
    found = tuple(_told(stage, column, at, predictions) for column, at, predictions in told)
    return PartialDependences(found, _account(len(task.rows), len(found), len(columns)), len(task.rows))


def _not_measured(because: str) -> PartialDependences:
    return PartialDependences((), f"Not measured: {because}.")


def _columns(stage: Stage, importances: Importances) -> list[Column]:
    """Return the columns to tell of, the most important first; those of text have no values to put in their place."""
    known = {column.name: column for column in stage.problem.columns}
    ranked = (known[one.columns[0]] for one in importances.columns.columns)
    return [column for column in ranked if column.kind in ORDERED | LEVELED][:MOST_COLUMNS]


def _task(stage: Stage, columns: Sequence[Column], reserve: Reserve) -> VaryTask:
    frame = stage.problem.frame
    most = int(np.clip(MOST_CELLS // (len(stage.problem.columns) * (N_VALUES + 2)), LEAST_ROWS, N_ROWS))
    rows = np.arange(len(frame))
    if len(frame) > most:
        rng = np.random.default_rng(stage.order.settings.seed)
        rows = np.sort(rng.choice(len(frame), most, replace=False))
    return VaryTask(
        folder=str(stage.scratch),
        model=str(stage.new_model),
        rows=rows,
        columns=tuple(column.name for column in columns),
        places=tuple(places(frame[column.name], column) for column in columns),
        seconds=None if reserve.left is None else TASK_SHARE * max(0.0, reserve.left),
    )


def places(cells: pd.Series, column: Column) -> NDArray[np.intp]:
    """Return rows whose cells are the values to tell of: quantiles of an ordered column, else the frequent levels.

    A row with a missing cell comes last, where there is one.
    """
    known = np.flatnonzero(cells.notna().to_numpy())
    missing = np.flatnonzero(cells.isna().to_numpy())[:1]
    if column.kind in ORDERED:
        ordered = known[np.argsort(cells.iloc[known].to_numpy(), kind="stable")]
        steps = np.linspace(0, len(ordered) - 1, N_VALUES + 1).round().astype(np.intp)
        chosen = ordered[np.unique(steps)] if len(ordered) else ordered
    else:
        levels = cells.iloc[known].value_counts().index[:MOST_LEVELS]
        chosen = np.array([known[int(np.argmax((cells.iloc[known] == level).to_numpy()))] for level in levels], np.intp)
    _, first = np.unique(cells.iloc[chosen].astype(str).to_numpy(), return_index=True)
    return np.concatenate([chosen[np.sort(first)], missing])


def _outcome(stage: Stage, search: Search, future: Future[VaryOutcome], reserve: Reserve) -> VaryOutcome | None:
    """Wait for the predictions; None where they come too late, or the model fails on rows that no table holds."""
    while not future.done() and not reserve.is_over() and not stage.sink.should_stop():
        wait([future], timeout=POLL_SECONDS if reserve.left is None else min(POLL_SECONDS, max(0.0, reserve.left)))
        stage.sink.progressed(search.progress(STAGE))
    if not future.done():
        future.cancel()
        return None
    return None if future.cancelled() or future.exception() is not None else future.result()


def _told(
    stage: Stage, column: Column, at_rows: NDArray[np.intp], predictions: NDArray[np.float32]
) -> PartialDependence:
    """Average over the rows; ``predictions`` has the shape (n_values, n_rows) or (n_values, n_rows, n_classes)."""
    classes = stage.problem.classes
    of = None
    if predictions.ndim > 2:
        means = predictions.mean(axis=1, dtype=float)
        # Of two classes, both move as much.
        at = len(classes) - 1 if len(classes) == 2 else int(np.argmax(np.ptp(means, axis=0)))
        of, predictions = classes[at], predictions[:, :, at]
    low, high = np.quantile(predictions, SPREAD, axis=1)
    means = predictions.mean(axis=1, dtype=float)
    cells = stage.problem.frame[column.name]
    values = cells.iloc[at_rows]
    counts = _counts(cells, values, column)
    points = tuple(
        AveragePrediction(_plain(value), _short(means[k]), _short(low[k]), _short(high[k]), counts[k])
        for k, value in enumerate(values)
    )
    usual = _usual(cells) if column.kind in ORDERED else (None, None)
    return PartialDependence(column.name, column.kind, of, points, *usual)


def _counts(cells: pd.Series, values: pd.Series, column: Column) -> list[int]:
    """Count the rows of each value; of an ordered column, each known row counts for the value nearest to it."""
    if column.kind not in ORDERED:
        return [int((cells.isna() if pd.isna(value) else cells == value).sum()) for value in values]
    known = values.dropna()
    numbers, knots = _numbers(cells.dropna()), _numbers(known)
    nearest = np.searchsorted((knots[1:] + knots[:-1]) / 2, numbers)
    counted = [int(n) for n in np.bincount(nearest, minlength=len(known))]
    return counted + [int(cells.isna().sum())] * (len(values) - len(known))


def _numbers(cells: pd.Series) -> NDArray[np.float64]:
    numbers = cells.to_numpy()
    is_time = numbers.dtype.kind == "M"
    return np.asarray(numbers.astype("datetime64[ns]").astype(np.int64) if is_time else numbers, dtype=float)


def _usual(cells: pd.Series) -> tuple[Scalar, Scalar]:
    known = cells.dropna().sort_values()
    if known.empty:
        return None, None
    low, high = (known.iloc[round(share * (len(known) - 1))] for share in USUAL)
    return _plain(low), _plain(high)


def _short(number: float) -> float:
    """Leave out digits that nobody reads: records are loaded with every question."""
    return float(f"{number:.6g}")


def _plain(value: object) -> Scalar:
    """Return a cell as JSON has it."""
    if value is None or value is pd.NaT or (isinstance(value, (float, np.floating)) and np.isnan(value)):
        return None
    if isinstance(value, (pd.Timestamp, np.datetime64)):
        return pd.Timestamp(value).isoformat()
    return float(value) if isinstance(value, (float, int, np.number)) and not isinstance(value, bool) else str(value)


def _account(n_rows: int, n_told: int, n_wanted: int) -> str:
    text = (
        f"The delivered model predicted {n_rows:,} rows of the table again, with every value of a column put into all "
        "of them; other columns stayed as they were, so that some of these rows may be ones that never occur."
    )
    if n_told < n_wanted:
        text += f" For want of time, {n_wanted - n_told} further columns were not told."
    return text
