"""Columns of the table that the models do not see, such as names that the goal leaves out."""

from dataclasses import dataclass

import pandas as pd

from models.columns import Column
from models.problem import Problem
from models.record import Goal
from models.table import Table


@dataclass(frozen=True, eq=False)
class Unseen:
    """A column that is no feature, with its values for the rows of the problem."""

    column: Column
    cells: pd.Series


def unseen_columns(table: Table, goal: Goal, problem: Problem) -> tuple[Unseen, ...]:
    """Return the columns that are neither feature nor target; none where the rows of the problem are not known."""
    if problem.table_rows is None:
        return ()
    seen = {column.name for column in problem.columns} | {goal.target}
    others = [column for column in table.columns if column.name not in seen]
    return tuple(Unseen(c, table.frame[c.name].iloc[problem.table_rows].reset_index(drop=True)) for c in others)
