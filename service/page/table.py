"""The page of a dataset: the table as a person looks at it, and the goal to set over it."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from typing import Any, get_args

from flask import Response, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from models.record import ColumnKind, Goal
from service.datasets import correct
from service.gate import current_owner
from service.page.refusals import MENDABLE, Refusal, refusal
from service.services import services
from service.store.tables import Dataset

COLUMNS_SHOWN = 50


@dataclass(frozen=True)
class ColumnsShown:
    """The columns of one page of the table, and what was looked for. ``pages`` counts from 1."""

    columns: Sequence[dict[str, Any]]
    find: str
    page: int
    pages: int
    n_found: int


@dataclass(frozen=True)
class GoalForm:
    """What stands in the form of the goal: as it was typed, when it could not be used."""

    goal: str = ""
    target: str = ""
    budget: str = "300"
    seconds: str = ""
    trials: str = ""

    @classmethod
    def typed(cls) -> "GoalForm":
        """Return the form as the current request brought it."""
        given = request.form
        # Buttons send what they stand for beside the fields, and the last one counts.
        goal = given.get("suggestion") or given.get("goal", "")
        target = next((value for value in reversed(given.getlist("target")) if value), "")
        rest = (given.get("budget", cls.budget), given.get("seconds", ""), given.get("trials", ""))
        return cls(goal.strip(), target, *(value.strip() for value in rest))


def show_table(dataset_id: str) -> str:
    """Show a dataset, with the form of the goal."""
    dataset = services().datasets.get(dataset_id, current_owner())
    return whole_page(dataset, GoalForm())


def correct_kind(dataset_id: str) -> BaseResponse | tuple[str, int]:
    """Correct what kind of values a column holds."""
    owner = current_owner()
    dataset = services().datasets.get(dataset_id, owner)
    refused = None
    try:
        dataset = correct(dataset, {request.form["column"]: request.form["kind"]}, owner)
    except MENDABLE as error:
        refused = refusal(error)
    if "HX-Request" not in request.headers:
        if refused is not None:
            return whole_page(dataset, GoalForm(), refused), 422
        return redirect(url_for("page.show_table", dataset_id=dataset_id, _anchor="columns"), 303)
    return _columns_alone(dataset, refused)


def whole_page(dataset: Dataset, form: GoalForm, refused: Refusal | None = None, understood: Goal | None = None) -> str:
    """Render the page of a dataset, with a form as it was typed and what was understood or refused of it."""
    return render_template("page/table.html", form=form, refused=refused, understood=understood, **_parts(dataset))


def _columns_alone(dataset: Dataset, refused: Refusal | None) -> Response:
    html = render_template("page/_columns.html", columns_refused=refused, **_parts(dataset))
    response = make_response(html, 200 if refused is None else 422)
    if refused is None:
        response.headers["HX-Trigger"] = "kinds-corrected"
    return response


def _parts(dataset: Dataset) -> dict[str, Any]:
    return {"dataset": dataset, "shown": _shown(dataset.columns), "kinds": get_args(ColumnKind)}


def _shown(columns: Sequence[dict[str, Any]]) -> ColumnsShown:
    find = request.values.get("find", "")[:200]
    found = [column for column in columns if find.casefold() in column["name"].casefold()]
    pages = max(1, ceil(len(found) / COLUMNS_SHOWN))
    page = min(max(request.values.get("page", 1, type=int), 1), pages)
    return ColumnsShown(found[(page - 1) * COLUMNS_SHOWN : page * COLUMNS_SHOWN], find, page, pages, len(found))
