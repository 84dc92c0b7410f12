"""What the form of the goal shows: what was understood, in fields that can be corrected, and what can be picked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from models.record import FamilyAccount, MetricAccount, Reason, Task, TechniqueAccount
from service.gate import current_owner
from service.page.corrections import Understood
from service.page.form_errors import FieldProblem
from service.page.goal_form import GoalForm
from service.services import services
from service.store.datasets import DatasetLine
from service.store.tables import Dataset

MOST_IN_A_LIST = 100
"""With more columns than these, a column is typed, with suggestions, and not picked from a list."""
MOST_SUGGESTED = 500
MOST_TABLES = 50
TASKS: dict[Task, str] = {
    "binary": "one of two answers",
    "multiclass": "one of several classes",
    "regression": "a number",
}
TASK_WORDS: Mapping[str, str] = {str(task): words for task, words in TASKS.items()}


@dataclass(frozen=True)
class GoalView:
    """The form of the goal as it stands on the page."""

    dataset: Dataset
    form: GoalForm
    understood: Understood
    problems: tuple[FieldProblem, ...] = ()

    @property
    def task(self) -> Task:
        """The task that was understood; without one, the usual."""
        return self.understood.goal.task if self.understood.goal else "binary"

    @property
    def is_list_short(self) -> bool:
        """Whether the columns can be picked from a list."""
        return len(self.dataset.columns) <= MOST_IN_A_LIST

    @property
    def columns_suggested(self) -> Sequence[str]:
        """The names that are offered where a column is typed."""
        return [column["name"] for column in self.dataset.columns[:MOST_SUGGESTED]]

    @property
    def tasks(self) -> dict[Task, str]:
        """The tasks that the target allows, with their names."""
        goal = self.understood.goal
        if goal is None:
            return {}
        column = self._target()
        fit: list[Task] = ["binary"] if column.get("distinct") == 2 else ["multiclass"]
        if column.get("kind") == "numeric":
            fit.append("regression")
        return {task: TASKS[task] for task in TASKS if task in fit or task == goal.task}

    @property
    def metrics(self) -> tuple[MetricAccount, ...]:
        """What a model for the task can be judged by."""
        return services().engine.metrics(self.task)

    @property
    def classes(self) -> Sequence[str]:
        """The two answers, the one that matters first; empty where there are not two."""
        goal = self.understood.goal
        if goal is None or goal.positive_class is None:
            return ()
        return list(dict.fromkeys([goal.positive_class, *self._target().get("examples", ())]))[:2]

    @property
    def families(self) -> tuple[FamilyAccount, ...]:
        """The families that can be tried."""
        return services().engine.families(self.task)

    @property
    def techniques(self) -> tuple[TechniqueAccount, ...]:
        """The ways to search."""
        return services().engine.technique_accounts

    @property
    def test_tables(self) -> Sequence[DatasetLine]:
        """The other tables, of which one may be kept locked until the end."""
        return [line for line in services().datasets.latest(current_owner(), MOST_TABLES) if line.id != self.dataset.id]

    def said(self, reason: Reason) -> str:
        """Return what a reason is about, as people call it."""
        if reason.field == "metric":
            return next((metric.title for metric in self.metrics if metric.name == reason.value), reason.value)
        return TASK_WORDS.get(reason.value, reason.value) if reason.field == "task" else reason.value

    def problem(self, anchor: str) -> str:
        """Return what is wrong with a field; empty where nothing is."""
        return " ".join(problem.sentence for problem in self.problems if problem.anchor == anchor)

    def _target(self) -> dict[str, Any]:
        goal = self.understood.goal
        found = (column for column in self.dataset.columns if goal and column["name"] == goal.target)
        return next(found, {})
