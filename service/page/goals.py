"""The goal on the page of a dataset: what was understood, and the start of a run."""

from typing import Any

from flask import redirect, render_template, request, url_for
from marshmallow import ValidationError
from werkzeug.wrappers import Response

from models.errors import InputError
from models.record import Goal
from service.datasets import understand
from service.errors import FieldError
from service.gate import current_owner
from service.orders import queue_run
from service.page.refusals import MENDABLE, Refusal, first_sentence, refusal
from service.page.table import GoalForm, whole_page
from service.schemas.runs import RunRequest, RunRequestSchema
from service.services import services
from service.store.tables import Dataset


def preview(dataset_id: str) -> str:
    """Show what the goal would be understood as, before anything is done; half a sentence is no error."""
    dataset = services().datasets.get(dataset_id, current_owner())
    form = GoalForm.typed()
    understood, refused = None, None
    if form.goal or form.target:
        try:
            understood = understand(_goal_of(form, dataset), dataset)
        except MENDABLE as error:
            refused = refusal(error)
    if "HX-Request" not in request.headers:
        return whole_page(dataset, form, refused, understood)
    return render_template("page/_understood.html", dataset=dataset, understood=understood, refused=refused)


def start_search(dataset_id: str) -> Response | tuple[str, int]:
    """Start a run and lead to its page; what cannot be used is told beside the form, which keeps what was typed."""
    owner = current_owner()
    dataset = services().datasets.get(dataset_id, owner)
    form = GoalForm.typed()
    try:
        run = queue_run(_order(form, dataset), owner)
    except MENDABLE as error:
        return whole_page(dataset, form, refusal(error)), 422
    except ValidationError as error:
        return whole_page(dataset, form, Refusal(first_sentence(error))), 422
    return redirect(url_for("page.show_run", run_id=run.id), 303)


def _order(form: GoalForm, dataset: Dataset) -> RunRequest:
    order = {"dataset_id": dataset.id, "goal": _goal_of(form, dataset), "budget": _budget(form)}
    checked: RunRequest = RunRequestSchema().load(order)
    return checked


def _goal_of(form: GoalForm, dataset: Dataset) -> str | dict[str, Any]:
    """Put words and a picked column together: the words may hold costs or a metric that the column lacks."""
    if not form.target:
        return form.goal
    together = f"Predict {form.target}. {form.goal}"
    if form.goal and _means(together, form.target, dataset):
        return together
    return {"target": form.target}


def _means(words: str, target: str, dataset: Dataset) -> bool:
    try:
        understood: Goal = understand(words, dataset)
    except InputError:
        return False
    return understood.target == target


def _budget(form: GoalForm) -> dict[str, float | int]:
    if form.budget != "other":
        return {"seconds": _number("seconds", form.budget)}
    budget: dict[str, float | int] = {}
    if form.seconds:
        budget["seconds"] = _number("seconds", form.seconds)
    if form.trials:
        budget["trials"] = _number("trials", form.trials)
    if not budget:
        raise FieldError("budget", "Give a number of seconds or of trials, or pick one of the times.")
    return budget


def _number(field: str, text: str) -> float | int:
    try:
        number = float(text.replace(",", ""))
    except ValueError:
        raise FieldError(field, f"{text[:50]!r} is not a number: write {field} in digits.") from None
    return int(number) if number.is_integer() else number
