"""A table and a goal turned into arrays: features, answers, classes, groups, order and weights."""

from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from models.columns import Column, account, label_text
from models.errors import TooFewClassesError, TooFewFeaturesError, TooFewRowsError
from models.metrics import metric_for
from models.record import ClassCount, ColumnAccount, DataAccount, Goal, Task
from models.table import Table

MIN_ROWS = 10


class Dropped(NamedTuple):
    """A column that the models do not see, or rows left out, with the sentence that says why."""

    what: str
    because: str


@dataclass(frozen=True)
class Problem:
    """What every evaluation works on. Rows are those whose target is known, in the order of the table.

    ``y`` holds class numbers (the positive class of a binary task is 1) or values, as float64, shape (n_rows,).
    ``order`` ranks rows in time, equal times sharing a rank.
    """

    frame: pd.DataFrame
    columns: tuple[Column, ...]
    y: NDArray[np.float64]
    task: Task
    classes: tuple[str, ...] = ()
    groups: NDArray[np.intp] | None = None
    order: NDArray[np.intp] | None = None
    weight: NDArray[np.float64] | None = None

    @property
    def n_rows(self) -> int:
        """Rows whose target is known."""
        return len(self.y)

    @property
    def smallest_class(self) -> int:
        """Rows of the rarest class; of a regression, all rows."""
        return int(np.bincount(self.y.astype(np.intp)).min()) if self.classes else self.n_rows

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
    target, classes = _answers(frame[goal.target], goal)
    kept = np.flatnonzero(~np.isnan(target))
    if len(kept) < MIN_ROWS:
        raise TooFewRowsError(len(kept), MIN_ROWS)
    features, dropped = _features(table, goal)
    if not features:
        raise TooFewFeaturesError(tuple(item.what for item in dropped))
    if len(kept) < table.n_rows:
        n_missing = table.n_rows - len(kept)
        dropped.append(
            Dropped(
                f"{n_missing:,} row{'s' if n_missing > 1 else ''}",
                f"their {goal.target} is missing, so there is nothing to learn from",
            )
        )
    problem = Problem(
        frame=frame[[column.name for column in features]],
        columns=tuple(features),
        y=target,
        task=goal.task,
        classes=classes,
        groups=None if goal.group is None else pd.factorize(frame[goal.group], use_na_sentinel=False)[0],
        order=None if goal.time is None else _ranks(frame[goal.time]),
        weight=None if goal.weight is None else _weights(frame[goal.weight]),
    ).rows(kept)
    return Prepared(problem, _data_account(table, goal, problem, features), tuple(dropped))


def _answers(values: pd.Series, goal: Goal) -> tuple[NDArray[np.float64], tuple[str, ...]]:
    """Answers as numbers, NaN where missing; and the classes, the positive one last."""
    if goal.task == "regression":
        numbers = np.asarray(pd.to_numeric(values, errors="coerce"), dtype=np.float64)
        return np.where(np.isfinite(numbers), numbers, np.nan), ()
    labels = values.map(label_text, na_action="ignore")
    classes = _ordered_classes(labels, goal)
    if len(classes) < 2:
        raise TooFewClassesError(goal.target, classes)
    codes = {name: float(i) for i, name in enumerate(classes)}
    return np.asarray(labels.map(codes), dtype=np.float64), classes


def _ordered_classes(labels: pd.Series, goal: Goal) -> tuple[str, ...]:
    """Classes in their natural order; the positive class of a binary task comes last."""
    names = [str(name) for name in labels.dropna().unique()]
    try:
        names.sort(key=float)
    except ValueError:
        names.sort()
    if goal.positive_class in names:
        names.remove(goal.positive_class)
        names.append(goal.positive_class)
    return tuple(names)


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
        return "the goal leaves it out"
    return roles.get(column.name) or kinds.get(column.kind)


def _ranks(times: pd.Series) -> NDArray[np.intp]:
    """Rank rows in time, equal times sharing a rank; rows without a time come first."""
    return np.asarray(times.rank(method="dense", na_option="top"), dtype=np.intp)


def _weights(values: pd.Series) -> NDArray[np.float64]:
    """Row weights with mean 1; a missing or negative weight counts as none."""
    weights = np.nan_to_num(pd.to_numeric(values, errors="coerce").to_numpy(float)).clip(min=0)
    mean = weights.mean()
    return weights / mean if mean > 0 else np.ones(len(weights))


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
    role = "ignored" if column.name in goal.ignore else roles.get(column.name, "feature")
    return account(column, role=role, is_used=is_used)
