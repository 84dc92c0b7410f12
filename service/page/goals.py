"""The goal on the page of a dataset: what was understood, and the start of a run."""

from dataclasses import replace

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from service.gate import current_owner
from service.orders import queue_run
from service.page.corrections import Understood, read_form
from service.page.form_errors import FieldProblem, problems_of
from service.page.goal_form import GoalForm
from service.page.goal_order import read_order
from service.page.goal_view import GoalView
from service.page.refusals import MENDABLE
from service.page.table import whole_page
from service.services import services


def preview(dataset_id: str) -> str:
    """Show what the goal would be understood as, before anything is done; half a sentence is no error."""
    dataset = services().datasets.get(dataset_id, current_owner())
    form = GoalForm.typed()
    view = GoalView(dataset, form, read_form(form, dataset))
    if "HX-Request" not in request.headers:
        return whole_page(dataset, view)
    return render_template("page/_goal_message.html", view=view, dataset=dataset)


def start_search(dataset_id: str) -> Response | tuple[str, int]:
    """Start a run and lead to its page; what cannot be used is told beside the form, which keeps what was typed."""
    owner = current_owner()
    dataset = services().datasets.get(dataset_id, owner)
    form = GoalForm.typed()
    understood = read_form(form, dataset)
    order, problems = read_order(form, dataset.id)
    problems = [*_of_goal(understood), *problems]
    if order is not None and understood.goal is not None and not problems:
        try:
            run = queue_run(replace(order, goal=understood.goal), owner)
            return redirect(url_for("page.show_run", run_id=run.id), 303)
        except MENDABLE as error:
            problems = list(problems_of(error))
    return whole_page(dataset, _refused(GoalView(dataset, form, understood), problems)), 422


def _refused(view: GoalView, problems: list[FieldProblem]) -> GoalView:
    # The fields of seconds and trials are only in sight with their radio.
    hidden = () if view.form.budget == "other" else ("seconds", "trials")
    moved = [replace(p, anchor="budget-60") if p.anchor in hidden else p for p in problems]
    return replace(view, problems=tuple(moved))


def _of_goal(understood: Understood) -> tuple[FieldProblem, ...]:
    if understood.refused is not None:
        return (FieldProblem("goal", understood.refused.sentence),)
    if understood.goal is None:
        return (FieldProblem("goal", "Say first what should be predicted, or pick the column."),)
    return ()
