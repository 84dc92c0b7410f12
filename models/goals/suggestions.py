"""Goals to offer for a table before anybody has asked for one."""

from dataclasses import dataclass

from models.goals.likely import likely_targets
from models.goals.table_view import GoalColumn, GoalTable
from models.goals.task import task_of
from models.record import Task

MAX_SUGGESTIONS = 3


@dataclass(frozen=True)
class SuggestedGoal:
    """A goal that the table invites, with the reason."""

    text: str
    target: str
    task: Task
    reason: str


def suggest_goals(table: GoalTable) -> tuple[SuggestedGoal, ...]:
    """Return at most three goals that the table invites, the likeliest first.

    A suggestion's text is understood as that goal when it is given back.
    """
    return tuple(_suggest(table, column) for column in likely_targets(table)[:MAX_SUGGESTIONS])


def _suggest(table: GoalTable, column: GoalColumn) -> SuggestedGoal:
    task, _ = task_of(table, column, (), None)
    reasons = {
        "binary": "it has two values",
        "multiclass": f"it has {column.distinct} classes",
        "regression": "it is a number with many values",
    }
    place = ", and it is the last column" if column.name == table.columns[-1].name else ""
    return SuggestedGoal(
        f"Predict {column.name}", column.name, task, f"{column.name} can be predicted: {reasons[task]}{place}."
    )
