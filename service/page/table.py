"""The page of a dataset: the goal to set over it, and the table as a person looks at it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from math import ceil
from typing import Any

from flask import Response, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from service.datasets import correct, table_file
from service.gate import current_owner
from service.page.column_pictures import CONSEQUENCES, KINDS, ColumnLine, column_line
from service.page.corrections import Understood, read_form
from service.page.goal_form import GoalForm
from service.page.goal_view import GoalView
from service.page.refusals import MENDABLE, Refusal, refusal
from service.services import services
from service.sketches import kept_sketches, sketches_of
from service.store.tables import Dataset

COLUMNS_SHOWN = 50
ROWS_SHOWN = 50
FEW_COLUMNS = 20
MOST_CELLS_AT_ONCE = 2_000_000
"""Larger tables take seconds to draw: their page comes first, and their pictures after it."""


@dataclass(frozen=True)
class ColumnsShown:
    """Some columns of a table, and how they were asked for. ``page`` counts from 1."""

    dataset: Dataset
    find: str = ""
    only_warned: bool = False
    page_asked: int = 1
    with_pictures: bool = False

    @classmethod
    def asked(cls, dataset: Dataset) -> "ColumnsShown":
        """Return what the current request asks for."""
        given = request.values
        is_small = dataset.n_rows * len(dataset.columns) <= MOST_CELLS_AT_ONCE
        return cls(
            dataset,
            given.get("find", "")[:200],
            bool(given.get("warned")),
            given.get("page", 1, type=int),
            is_small or "pictures" in given,
        )

    @cached_property
    def warned(self) -> dict[str, list[str]]:
        """What is to be said of single columns, by name."""
        told: dict[str, list[str]] = {}
        for warning in self.dataset.warnings:
            if warning["column"] is not None:
                # In its own line, a column need not be named.
                sentence = warning["message"].removeprefix(f"{warning['column']}: ")
                told.setdefault(warning["column"], []).append(f"{sentence[:1].upper()}{sentence[1:]}")
        return told

    @cached_property
    def found(self) -> Sequence[dict[str, Any]]:
        """The columns that were looked for."""
        sought = self.find.strip().casefold()
        named = (column for column in self.dataset.columns if sought in column["name"].casefold())
        return [column for column in named if not self.only_warned or column["name"] in self.warned]

    @property
    def n_pages(self) -> int:
        """How many pages they take."""
        return max(1, ceil(len(self.found) / COLUMNS_SHOWN))

    @property
    def page(self) -> int:
        """The page that is shown."""
        return min(max(self.page_asked, 1), self.n_pages)

    @cached_property
    def columns(self) -> Sequence[dict[str, Any]]:
        """The columns of this page."""
        return self.found[(self.page - 1) * COLUMNS_SHOWN : self.page * COLUMNS_SHOWN]

    @cached_property
    def lines(self) -> list[ColumnLine]:
        """The columns of this page, each with its picture where there is one."""
        sketches = (sketches_of if self.with_pictures else kept_sketches)(self.dataset, self.columns)
        return [
            column_line(column, sketches.get(column["name"]), self.dataset.n_rows, self.warned.get(column["name"], ()))
            for column in self.columns
        ]

    @property
    def lacks_pictures(self) -> bool:
        """Whether columns are still to be drawn."""
        return any(not line.is_drawn for line in self.lines)

    @property
    def n_rows_drawn(self) -> int:
        """In how many rows the pictures were seen; 0 where there are none, or where they were all seen."""
        n_rows = max((line.n_rows for line in self.lines), default=0)
        return n_rows if n_rows < self.dataset.n_rows else 0

    @property
    def rows(self) -> tuple[tuple[str | None, ...], ...]:
        """The first rows, with the columns of this page."""
        names = [column["name"] for column in self.columns]
        return services().engine.first_rows(table_file(self.dataset), names, ROWS_SHOWN)

    @property
    def query(self) -> dict[str, str]:
        """What an address says to show these columns again, but for the page."""
        return {**({"find": self.find} if self.find else {}), **({"warned": "1"} if self.only_warned else {})}


@dataclass(frozen=True)
class TablePage:
    """What was refused on the page of a table outside of the form of the goal."""

    columns: Refusal | None = None
    name: Refusal | None = None
    texts: dict[str, str] = field(default_factory=dict)


def show_table(dataset_id: str) -> str:
    """Show a dataset, with the form of the goal; its columns alone where only they are asked for."""
    dataset = services().datasets.get(dataset_id, current_owner())
    if "HX-Request" in request.headers:
        return _columns_alone(dataset)
    form = GoalForm(goal=request.args.get("goal", "").strip())
    return whole_page(dataset, GoalView(dataset, form, read_form(form, dataset)))


def lead_to_table(dataset_id: str) -> BaseResponse:
    """Lead from the address of a form, which may have been kept or typed, to the page that the form is on."""
    return redirect(url_for("page.show_table", dataset_id=dataset_id), 303)


def correct_kind(dataset_id: str) -> BaseResponse | tuple[str, int]:
    """Correct what kind of values a column holds."""
    owner = current_owner()
    dataset = services().datasets.get(dataset_id, owner)
    refused = None
    try:
        dataset = correct(dataset, {request.form["column"]: request.form["kind"]}, owner)
    except MENDABLE as error:
        refused = refusal(error)
    if "HX-Request" in request.headers:
        return _corrected(dataset, refused)
    if refused is not None:
        return whole_page(dataset, _untouched(dataset), TablePage(columns=refused)), 422
    shown = ColumnsShown.asked(dataset)
    values: dict[str, Any] = {**shown.query, "page": shown.page, "_anchor": "columns-title"}
    return redirect(url_for("page.show_table", dataset_id=dataset_id, **values), 303)


def whole_page(dataset: Dataset, view: GoalView, refused: TablePage | None = None) -> str:
    """Render the page of a dataset, with the form of its goal as it stands."""
    is_rows = request.args.get("view") == "rows"
    return render_template(
        "page/table.html", view=view, refused=refused or TablePage(), is_rows=is_rows, **_parts(dataset)
    )


def renamed_page(dataset: Dataset, refused: Refusal, typed: str) -> str:
    """Render the page of a dataset whose new name cannot be used."""
    return whole_page(dataset, _untouched(dataset), TablePage(name=refused, texts={"name": typed}))


def _untouched(dataset: Dataset) -> GoalView:
    return GoalView(dataset, GoalForm(), Understood())


def _columns_alone(dataset: Dataset, refused: Refusal | None = None) -> str:
    return render_template("page/_columns.html", refused=TablePage(columns=refused), **_parts(dataset))


def _corrected(dataset: Dataset, refused: Refusal | None) -> Response:
    response = make_response(_columns_alone(dataset, refused), 200 if refused is None else 422)
    if refused is None:
        response.headers["HX-Trigger"] = "kinds-corrected"
    return response


def _parts(dataset: Dataset) -> dict[str, Any]:
    return {
        "dataset": dataset,
        "shown": ColumnsShown.asked(dataset),
        "kinds": KINDS,
        "consequences": CONSEQUENCES,
        "few_columns": FEW_COLUMNS,
    }
