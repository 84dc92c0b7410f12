"""What must hold of a goal before it is accepted, whether it came in words or as an object."""

from collections.abc import Iterable

import pandas as pd

from models.columns import label_text
from models.errors import (
    RoleConflictError,
    TooFewClassesError,
    TooFewRowsError,
    TooManyClassesError,
    UnusableTargetError,
)
from models.goals.table_view import GoalColumn, GoalTable
from models.record import Goal, Task

MIN_ROWS = 10
MAX_CLASSES = 1_000
UNUSABLE = {
    "identifier": "every value is different, so it names rows",
    "datetime": "it holds dates, and a date is not predicted as such",
    "text": "it holds free text",
}


def check_target(table: GoalTable, column: GoalColumn) -> None:
    """Refuse a target that nothing can be learned for.

    Raises
    ------
    TooFewRowsError, TooFewClassesError, UnusableTargetError
    """
    values = table.frame[column.name].dropna()
    if column.kind in UNUSABLE and column.distinct >= 2:
        raise UnusableTargetError(column.name, UNUSABLE[column.kind])
    if values.nunique() < 2:
        raise TooFewClassesError(column.name, tuple(str(label_text(value)) for value in values.unique()[:1]))
    if len(values) < MIN_ROWS:
        raise TooFewRowsError(len(values), MIN_ROWS)


def check_classes(table: GoalTable, target: str, task: Task) -> None:
    """Refuse a classification with more classes than the limit."""
    if task != "regression" and (n_classes := int(table.frame[target].nunique())) > MAX_CLASSES:
        raise TooManyClassesError(target, n_classes, MAX_CLASSES)


def check_roles(goal: Goal) -> None:
    """Refuse a target that has another part, and a group or weight that has two."""
    parts: dict[str, str] = {goal.target: "target"}
    for part, name in (("group", goal.group), ("weight", goal.weight), ("time", goal.time)):
        if name is None:
            continue
        if name in parts and {part, parts[name]} != {"group", "time"}:
            raise RoleConflictError(name, (parts[name], part))
        parts.setdefault(name, part)
    if goal.target in goal.ignore:
        raise RoleConflictError(goal.target, ("target", "ignore"))


def warnings_of(table: GoalTable, target: str, task: Task) -> tuple[str, ...]:
    """Return what a user should know of the target: rows left out, classes with one row."""
    column = table.frame[target]
    return tuple(_of_missing(int(column.isna().sum()), target)) + tuple(_of_rare(column.value_counts(), target, task))


def _of_missing(n_missing: int, target: str) -> Iterable[str]:
    if n_missing == 1:
        yield f"1 row has no {target} and is left out."
    elif n_missing:
        yield f"{n_missing:,} rows have no {target} and are left out."


def _of_rare(counts: "pd.Series[int]", target: str, task: Task) -> Iterable[str]:
    if task == "regression":
        return
    lonely = [str(label_text(label)) for label, n in counts.items() if n == 1]
    if lonely:
        names = ", ".join(lonely[:3]) + (" and others" if len(lonely) > 3 else "")
        yield f"Of {target}, {names} has one row alone: a class that is met once can be learned but not checked."
