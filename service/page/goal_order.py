"""The budget and the settings of the form of the goal, as a request for a run: every mistake in them at once."""

from dataclasses import dataclass, field
from typing import Any

from marshmallow import ValidationError

from service.errors import FieldError
from service.page.form_errors import FieldProblem, problems_of
from service.page.goal_form import GoalForm
from service.schemas.runs import RunRequest, RunRequestSchema

TIMES = ("60", "300", "1800")
"""The budgets that can be picked, in seconds."""
NO_BUDGET = "Give a number of seconds or of trials, or pick one of the times."


@dataclass
class _Numbers:
    """Reads numbers, and keeps what is wrong with those that are none."""

    problems: list[FieldProblem] = field(default_factory=list)

    def read(self, name: str, text: str) -> dict[str, float | int]:
        """Return a number by the last part of its name; nothing where none was typed or can be read."""
        if not text:
            return {}
        try:
            number = float(text.replace(",", ""))
        except ValueError:
            sentence = f"{text[:50]!r} is not a number: write it in digits."
            self.problems.extend(problems_of(FieldError(name, sentence)))
            return {}
        return {name.rpartition(".")[2]: int(number) if number.is_integer() else number}


def read_order(form: GoalForm, dataset_id: str) -> tuple[RunRequest | None, list[FieldProblem]]:
    """Return the request that a form makes, its goal still in words, or what is wrong with it."""
    numbers = _Numbers()
    asked = form.search
    budget = _budget(form, numbers)
    if not budget and not numbers.problems:
        numbers.problems.extend(problems_of(FieldError("budget", NO_BUDGET)))
    search: dict[str, Any] = {"technique": asked.technique} if asked.technique else {}
    if asked.families:
        search["families"] = list(asked.families)
    for name in ("folds", "repeats", "seed"):
        search |= numbers.read(f"search.{name}", getattr(asked, name))
    order: dict[str, Any] = {
        "dataset_id": dataset_id,
        "goal": form.goal or "as it was understood",
        "budget": budget,
        "search": search,
        "constraints": numbers.read("constraints.predict_ms", asked.predict_ms),
    }
    if asked.test_dataset_id:
        order["test_dataset_id"] = asked.test_dataset_id
    try:
        checked: RunRequest = RunRequestSchema().load(order)
    except ValidationError as error:
        return None, [*numbers.problems, *problems_of(error)]
    return (None if numbers.problems else checked), numbers.problems


def _budget(form: GoalForm, numbers: _Numbers) -> dict[str, float | int]:
    if form.budget in TIMES:
        return {"seconds": int(form.budget)}
    return numbers.read("budget.seconds", form.seconds) | numbers.read("budget.trials", form.trials)
