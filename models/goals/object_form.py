"""A goal given as an object: every field checked, nothing guessed that is stated."""

import json
import math
from collections.abc import Mapping
from typing import Any

from rapidfuzz import process

from models.columns import label_text
from models.errors import GoalColumnError, GoalFieldError, GoalValueError, UnclearGoalError, UnknownClassError
from models.goals.checks import check_classes, check_roles, check_target, warnings_of
from models.goals.likely import likely_targets
from models.goals.metric import MetricWish, choose_metric
from models.goals.positive import rarer_class
from models.goals.table_view import GoalColumn, GoalTable
from models.goals.task import can_be_classes, task_of
from models.metrics import METRICS, canonical_metric
from models.record import Costs, Goal, Reason, Task

FIELDS = ("target", "task", "metric", "positive_class", "costs", "group", "time", "weight", "ignore")
TASKS: tuple[Task, ...] = ("binary", "multiclass", "regression")
STATED = "stated in the goal"


def read_object(goal: Mapping[str, Any], table: GoalTable) -> Goal:
    """Read a goal object.

    Raises
    ------
    GoalFieldError, GoalValueError, GoalColumnError, UnclearGoalError, InputError
        When a field is unknown, has a value that cannot be used, or the target is missing.
    """
    unknown = tuple(sorted(str(name) for name in goal if name not in FIELDS))
    if unknown:
        raise GoalFieldError(unknown[0], FIELDS)
    column = _target(goal.get("target"), table)
    check_target(table, column)
    wish = _metric(goal.get("metric"))
    task, task_reason = _task(goal.get("task"), table, column, wish)
    check_classes(table, column.name, task)
    metric, metric_reason = choose_metric(wish, task)
    positive, positive_reasons = _positive(goal.get("positive_class"), table, column.name, task)
    costs, cost_reasons = _costs(goal.get("costs"), task)
    roles = {part: _role(part, goal.get(part), table) for part in ("group", "time", "weight")}
    ignore = _ignore(goal.get("ignore"), table)
    reasons = (
        Reason("target", column.name, STATED),
        task_reason,
        metric_reason,
        *positive_reasons,
        *cost_reasons,
    )
    understood = Goal(
        text=json.dumps(dict(goal), ensure_ascii=False, default=str),
        target=column.name,
        task=task,
        metric=metric,
        positive_class=positive,
        costs=costs,
        ignore=ignore,
        group=roles["group"],
        time=roles["time"],
        weight=roles["weight"],
        reasons=reasons + _role_reasons(roles, ignore),
        warnings=warnings_of(table, column.name, task),
    )
    check_roles(understood)
    return understood


def find_column(field: str, name: object, table: GoalTable) -> GoalColumn:
    """Return the column of that name; upper and lower case may differ where only one column then fits."""
    if not isinstance(name, str):
        raise GoalValueError(field, "is the name of a column")
    names = [column.name for column in table.columns]
    alike = [other for other in names if other == name] or [
        o for o in names if o.strip().casefold() == name.strip().casefold()
    ]
    if len(alike) != 1:
        near = process.extract(name, names, limit=3, score_cutoff=60, processor=str.casefold)
        raise GoalColumnError(field, name, tuple(match[0] for match in near))
    return next(column for column in table.columns if column.name == alike[0])


def counts_of(table: GoalTable, target: str) -> dict[str, int]:
    """Return the rows of each class, by label."""
    counts = table.frame[target].value_counts()
    return {str(label_text(value)): int(n) for value, n in counts.items()}


def _target(name: object, table: GoalTable) -> GoalColumn:
    if name is None:
        candidates = tuple(column.name for column in likely_targets(table)[:6])
        raise UnclearGoalError(candidates, "the goal names no target")
    return find_column("target", name, table)


def _metric(name: object) -> MetricWish | None:
    if name is None:
        return None
    if not isinstance(name, str):
        raise GoalValueError("metric", f"is the name of a metric: {', '.join(METRICS)}")
    return MetricWish(canonical_metric(name), name)


def _task(stated: object, table: GoalTable, column: GoalColumn, wish: MetricWish | None) -> tuple[Task, Reason]:
    if stated is None:
        return task_of(table, column, (), wish)
    task = next((task for task in TASKS if task == stated), None)
    if task is None:
        raise GoalValueError("task", f"is one of {', '.join(TASKS)}")
    values = table.frame[column.name]
    n_values = int(values.nunique())
    if task == "binary" and n_values != 2:
        raise GoalValueError("task", f"cannot be binary: {column.name} has {n_values:,} values, and two are needed")
    if task == "multiclass" and n_values < 3:
        raise GoalValueError("task", f"cannot be multiclass: {column.name} has two values, so it is binary")
    if task == "multiclass" and column.kind == "numeric" and n_values > 30 and not can_be_classes(values.head(0)):
        raise GoalValueError("task", f"cannot be multiclass: {column.name} is a number with {n_values:,} values")
    if task == "regression" and column.kind != "numeric":
        raise GoalValueError("task", f"cannot be regression: {column.name} holds words, not numbers")
    return task, Reason("task", task, STATED)


def _positive(stated: object, table: GoalTable, target: str, task: Task) -> tuple[str | None, tuple[Reason, ...]]:
    if task != "binary":
        if stated is not None:
            raise GoalValueError("positive_class", f"is for a target with two values, and this task is {task}")
        return None, ()
    counts = counts_of(table, target)
    if stated is None:
        rarer = rarer_class(counts)
        return rarer, (Reason("positive_class", rarer, "it is the rarer of the two"),)
    label = _label_of(stated, counts)
    if label is None:
        raise UnknownClassError(str(stated), target, tuple(sorted(counts)))
    return label, (Reason("positive_class", label, STATED),)


def _label_of(stated: object, counts: Mapping[str, int]) -> str | None:
    """Return the label as the table spells it; upper and lower case may differ where one label then fits."""
    said = label_text(stated)
    if said is None or said in counts:
        return said
    alike = [label for label in counts if label.casefold() == said.casefold()]
    return alike[0] if len(alike) == 1 else None


def _costs(stated: object, task: Task) -> tuple[Costs | None, tuple[Reason, ...]]:
    if stated is None:
        return None, ()
    if task != "binary":
        raise GoalValueError("costs", f"are for a target with two values, and this task is {task}")
    if not isinstance(stated, Mapping) or set(stated) != {"false_negative", "false_positive"}:
        raise GoalValueError("costs", "has exactly two fields, false_negative and false_positive")
    if not all(_is_positive_number(value) for value in stated.values()):
        raise GoalValueError("costs", "are two numbers above zero")
    costs = Costs(float(stated["false_negative"]), float(stated["false_positive"]))
    return costs, (cost_reason(costs, STATED),)


def cost_reason(costs: Costs, because: str) -> Reason:
    """Return the reason of costs, with the ratio that was read."""
    value = f"{costs.false_negative:g} : {costs.false_positive:g}"
    ratio = costs.false_negative / costs.false_positive
    return Reason("costs", value, f"a miss costs {ratio:.3g} times a false alarm: {because}")


def _is_positive_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value) and value > 0


def _role(part: str, name: object, table: GoalTable) -> str | None:
    if name is None:
        return None
    column = find_column(part, name, table)
    if part == "weight" and column.kind != "numeric":
        raise GoalValueError("weight", f"is a column of numbers, and {column.name} is {column.kind}")
    if part == "time" and column.kind not in ("datetime", "numeric"):
        raise GoalValueError("time", f"is a column of dates or numbers, and {column.name} is {column.kind}")
    return column.name


def _ignore(names: object, table: GoalTable) -> tuple[str, ...]:
    if names is None:
        return ()
    if isinstance(names, str) or not isinstance(names, list | tuple):
        raise GoalValueError("ignore", "is a list of column names")
    return tuple(dict.fromkeys(find_column("ignore", name, table).name for name in names))


def _role_reasons(roles: Mapping[str, str | None], ignore: tuple[str, ...]) -> tuple[Reason, ...]:
    named = tuple(Reason(part, name, STATED) for part, name in roles.items() if name is not None)
    return named + tuple(Reason("ignore", name, STATED) for name in ignore)
