"""Which task a target and the words of a goal make: binary, multiclass or regression."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from models.goals.clauses import Clause
from models.goals.metric import MetricWish, task_of_metric
from models.goals.naming import name_pieces
from models.goals.phrases import whole_words, word_set
from models.goals.table_view import GoalColumn, GoalTable
from models.record import Reason, Task

MAX_CLASSES_OF_NUMBERS = 30
AS_CLASSES = whole_words(
    r"classif\w+", "class", "classes", "category", "categories",
    "which (?:kind|type|sort|one|group|of the|class|level|grade|cluster)", "what (?:kind|type|sort|class)",
    "label the",
)  # fmt: skip
AS_NUMBER = whole_words(
    "as an? (?:number|value|quantity)", r"regress\w*",
    "how (?:much|many|long|old|far|heavy|big|large|tall|expensive|hot|fast|high|strong)", "number of",
    "numeric(?:al)?", "exact (?:value|number)",
)  # fmt: skip
CLASS_NAMES = word_set(
    """
    class type category label cluster species group segment kind code target y diagnosis stage variety cultivar
    digit letter grp cat
    """
)


def task_of(
    table: GoalTable, column: GoalColumn, clauses: Sequence[Clause], wish: MetricWish | None
) -> tuple[Task, Reason]:
    """Tell the task of a target from its values, the metric asked for, and the words of the goal."""
    n_values = int(table.frame[column.name].nunique())
    if n_values == 2:
        return _told("binary", f"{column.name} has two values")
    if column.kind != "numeric":
        return _told("multiclass", f"{column.name} has {n_values} classes")
    if not can_be_classes(table.frame[column.name]):
        return _told("regression", f"{column.name} is a number with {n_values:,} different values")
    settled = task_of_metric(wish)
    text = " ; ".join(clause.text for clause in clauses)
    if settled == "regression" or (settled is None and AS_NUMBER.search(text)):
        return _told("regression", f"{column.name} is a number, and the goal asks for how much")
    if settled == "classification" or AS_CLASSES.search(text) or CLASS_NAMES & set(name_pieces(column.name)):
        return _told("multiclass", f"{column.name} has {n_values} whole numbers that stand for classes")
    return _told("regression", f"{column.name} is a number")


def can_be_classes(values: pd.Series) -> bool:
    """Whether numbers may stand for classes: few of them, and whole."""
    known = values.dropna().unique()
    return len(known) <= MAX_CLASSES_OF_NUMBERS and bool(np.all(np.mod(np.asarray(known, dtype=float), 1) == 0))


def _told(task: Task, because: str) -> tuple[Task, Reason]:
    return task, Reason("task", task, because)
