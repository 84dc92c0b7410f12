"""A table and a goal turned into arrays: features, answers, classes, groups, order and weights."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from models.columns import Column, account, label_text
from models.cross_fitting import Ties
from models.errors import TooFewClassesError, TooFewFeaturesError, TooFewRowsError
from models.metrics import metric_for
from models.record import ClassCount, ColumnAccount, DataAccount, Goal, Task
from models.table import Table
from models.tables.plain import TEXT

TargetScale = Literal["own", "log", "yeo-johnson"]

MIN_ROWS = 10
LARGEST = 1e30
"""Beyond it, an answer of a regression is taken for missing: its square has no place in a sum, nor it in a float32."""
_IGNORED = "the goal leaves it out"


class Dropped(NamedTuple):
    """A column that the models do not see, or rows left out, with the sentence that says why."""

    what: str
    because: str


@dataclass(frozen=True)
class Problem:
    """What every evaluation works on. Rows are those whose target is known, in the order of the table.

    ``y`` holds class numbers (the positive class of a binary task is 1) or values, as float64, shape (n_rows,).
    ``order`` ranks rows in time, equal times sharing a rank. ``target_scale`` is the one that families are fitted on;
    ``y`` and all predictions are in the target's own unit.
    """

    frame: pd.DataFrame
    columns: tuple[Column, ...]
    y: NDArray[np.float64]
    task: Task
    classes: tuple[str, ...] = ()
    groups: NDArray[np.intp] | None = None
    order: NDArray[np.intp] | None = None
    weight: NDArray[np.float64] | None = None
    target_scale: TargetScale = "own"

    @property
    def n_rows(self) -> int:
        """Rows whose target is known."""
        return len(self.y)

    @property
    def ties(self) -> Ties:
        """What ties rows to each other."""
        return Ties(self.groups, self.order)

    @property
    def smallest_class(self) -> int:
        """Rows of the rarest class; of a regression, all rows."""
        return int(np.bincount(self.y.astype(np.intp)).min()) if self.classes else self.n_rows

    def answers(self, index: NDArray[np.intp]) -> "Problem":
        """Return the same problem on some of its rows without its columns, of which no copy is made."""
        return replace(self, frame=self.frame[[]], columns=()).rows(index)

    def rows(self, index: NDArray[np.intp]) -> "Problem":
        """Return the same problem on some of its rows, in the order of ``index``."""
        return replace(
            self,
            frame=self.frame.iloc[index].reset_index(drop=True),
            y=self.y[index],
            groups=None if self.groups is None else self.groups[index],
            order=None if self.order is None else self.order[index],
            weight=None if self.weight is None else self.weight[index],
        )


@dataclass(frozen=True)
class Prepared:
    """A problem, the account of its data, and what was left out."""

    problem: Problem
    account: DataAccount
    dropped: tuple[Dropped, ...]


def prepare(table: Table, goal: Goal) -> Prepared:
    """Turn a table and an understood goal into the problem to solve.

    Raises
    ------
    TooFewRowsError, TooFewClassesError, TooFewFeaturesError
        When nothing can be learned from what is left.
    """
    metric_for(goal.metric, goal.task)
    frame = table.frame
    weight = None if goal.weight is None else _numbers(frame[goal.weight])
    counts = np.ones(table.n_rows, dtype=bool) if weight is None else weight > 0
    target, classes = _answers(frame[goal.target].where(counts), goal)
    kept = np.flatnonzero(~np.isnan(target))
    if len(kept) < MIN_ROWS:
        raise TooFewRowsError(len(kept), MIN_ROWS)
    features, dropped = _features(table, goal)
    if not features:
        raise TooFewFeaturesError(tuple(item.what for item in dropped))
    dropped += _dropped_rows(goal, int(np.count_nonzero(~counts)), table.n_rows - len(kept))
    problem = Problem(
        frame=frame[[column.name for column in features]],
        columns=tuple(features),
        y=target,
        task=goal.task,
        classes=classes,
        groups=None if goal.group is None else pd.factorize(frame[goal.group], use_na_sentinel=False)[0],
        order=None if goal.time is None else _ranks(frame[goal.time]),
        weight=None if weight is None else weight / weight[kept].mean(),
    )
    if len(kept) < table.n_rows:  # else a copy of all rows would be made for nothing
        problem = problem.rows(kept)
    return Prepared(problem, _data_account(table, goal, problem, features), tuple(dropped))


def _answers(values: pd.Series, goal: Goal) -> tuple[NDArray[np.float64], tuple[str, ...]]:
    """Answers as numbers, NaN where missing; and the classes, the positive one last."""
    if goal.task == "regression":
        numbers = np.asarray(pd.to_numeric(values, errors="coerce"), dtype=np.float64)
        return np.where(np.abs(numbers) < LARGEST, numbers, np.nan), ()
    labels = values.map(label_text, na_action="ignore")
    classes = ordered_classes([str(name) for name in labels.dropna().unique()], goal.positive_class)
    if len(classes) < 2:
        raise TooFewClassesError(goal.target, classes)
    codes = {name: float(i) for i, name in enumerate(classes)}
    return np.asarray(labels.map(codes), dtype=np.float64), classes


def ordered_classes(names: Sequence[str], positive_class: str | None) -> tuple[str, ...]:
    """Return classes in their natural order; the positive class of a binary task comes last.

    Examples
    --------
    >>> ordered_classes(["10", "9"], None), ordered_classes(["no", "yes"], "no")
    (('9', '10'), ('yes', 'no'))
    """
    try:
        ordered = sorted(names, key=float)
    except ValueError:
        ordered = sorted(names)
    last = [name for name in ordered if name == positive_class]
    return tuple([name for name in ordered if name != positive_class] + last)


def _features(table: Table, goal: Goal) -> tuple[list[Column], list[Dropped]]:
    features, dropped = [], []
    for column in table.columns:
        because = _why_not(column, goal)
        if because is None:
            features.append(column)
        elif column.name != goal.target:
            dropped.append(Dropped(column.name, because))
    return features, dropped


def _why_not(column: Column, goal: Goal) -> str | None:
    """Why a column is no feature; None if it is one."""
    roles = {
        goal.target: "it is the target",
        goal.group: "it names the groups that must stay together",
        goal.weight: "it holds the weights of the rows",
    }
    kinds = {
        "identifier": "every value is different, so it names rows and tells nothing about new ones",
        "constant": "it has at most one value",
    }
    if column.name in goal.ignore:
        return "it tells the order in time, and new rows do not bring it" if column.name == goal.time else _IGNORED
    return roles.get(column.name) or kinds.get(column.kind)


def _ranks(times: pd.Series) -> NDArray[np.intp]:
    """Rank rows in time, equal times sharing a rank; rows without a time come last, where nothing trains on them."""
    if times.dtype == object:  # labels: whole numbers that are all different or few are read as such
        numbers = pd.to_numeric(times, errors="coerce")
        times = numbers if numbers.notna().sum() == times.notna().sum() else times.astype(TEXT)
    return np.asarray(times.rank(method="dense", na_option="bottom"), dtype=np.intp)


def _numbers(weights: pd.Series) -> NDArray[np.float64]:
    """Row weights as numbers; a missing or negative weight counts as none."""
    numbers: NDArray[np.float64] = pd.to_numeric(weights, errors="coerce").to_numpy(float)
    return np.nan_to_num(numbers).clip(min=0)


def _dropped_rows(goal: Goal, n_weightless: int, n_dropped: int) -> list[Dropped]:
    """Say which rows were left out and why."""
    is_what = f"no number below {LARGEST:g}" if goal.task == "regression" else "missing"
    whys = {
        f"their {goal.weight} is zero, missing or negative, so they count nothing": n_weightless,
        f"their {goal.target} is {is_what}, so there is nothing to learn from": n_dropped - n_weightless,
    }
    return [Dropped(f"{n:,} row{'s' if n > 1 else ''}", because) for because, n in whys.items() if n]


def _data_account(table: Table, goal: Goal, problem: Problem, features: list[Column]) -> DataAccount:
    used = {column.name for column in features}
    counts = np.bincount(problem.y.astype(np.intp), minlength=len(problem.classes)) if problem.classes else ()
    is_regression = goal.task == "regression"
    return DataAccount(
        name=table.name,
        n_rows=table.n_rows,
        n_rows_used=problem.n_rows,
        columns=tuple(_column_account(column, goal, is_used=column.name in used) for column in table.columns),
        hash=table.hash,
        classes=tuple(ClassCount(name, int(n)) for name, n in zip(problem.classes, counts, strict=True)),
        target_mean=float(problem.y.mean()) if is_regression else None,
        target_deviation=float(problem.y.std()) if is_regression else None,
    )


def _column_account(column: Column, goal: Goal, *, is_used: bool) -> ColumnAccount:
    roles = {goal.target: "target", goal.group: "group", goal.time: "time", goal.weight: "weight"}
    role = roles.get(column.name) or ("ignored" if column.name in goal.ignore else "feature")
    return account(column, role=role, is_used=is_used)
