"""What to predict and what counts as good: a goal in plain words or as an object, understood with its reasons."""

import json
from collections.abc import Mapping
from typing import Any

from models.errors import GoalTooLongError, GoalValueError, UnclearGoalError
from models.goals.likely import likely_targets
from models.goals.object_form import read_object
from models.goals.plain_words import read_words
from models.goals.suggestions import SuggestedGoal, suggest_goals
from models.goals.table_view import GoalTable
from models.record import Goal

MAX_CHARACTERS = 10_000

__all__ = ["MAX_CHARACTERS", "SuggestedGoal", "suggest_goals", "understand_goal"]


def understand_goal(goal: str | Mapping[str, Any], table: GoalTable) -> Goal:
    """Understand what is to be predicted, and what counts as good.

    Parameters
    ----------
    goal : str or mapping
        Plain words in one of several languages ("predict churn; missing a churner is five times worse than a
        false alarm"), the name of a column, or an object with ``target`` and any of ``task``, ``metric``,
        ``positive_class``, ``costs``, ``group``, ``time``, ``weight`` and ``ignore``. Text that is a JSON object
        is read as the object.
    table : Table
        The table that the goal is about.

    Returns
    -------
    Goal
        With one reason for each field that is set. Where the goal names no metric, the reason of the metric
        begins with "the default for".

    Raises
    ------
    UnclearGoalError
        When it is not clear which column to predict; ``candidates`` names two to six, the likeliest first.
    GoalColumnError, GoalFieldError, GoalValueError, UnknownMetricError, MetricTaskError, InputError
        When the goal is clear but cannot be followed; each says why and what to do.
    """
    if isinstance(goal, Mapping):
        return read_object(goal, table)
    if not isinstance(goal, str):
        raise GoalValueError("goal", "is text or an object")
    if len(goal) > MAX_CHARACTERS:
        raise GoalTooLongError(len(goal), MAX_CHARACTERS)
    if not goal.strip():
        raise UnclearGoalError(tuple(column.name for column in likely_targets(table)[:6]), "the goal is empty")
    as_object = _parse_object(goal)
    return read_words(goal, table) if as_object is None else read_object(as_object, table)


def _parse_object(text: str) -> dict[str, Any] | None:
    if not text.lstrip().startswith("{"):
        return None
    try:
        parsed = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return parsed if isinstance(parsed, dict) else None
