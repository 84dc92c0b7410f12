"""One prediction explained on the page: a row of the table, or one that is typed, in steps from the average."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import render_template, request

from models.record import ColumnAccount, RunRecord, Scalar
from service.gate import current_owner
from service.page.fields import feature_columns
from service.page.meaning import of_100
from service.page.numbers import setting
from service.page.refusals import MENDABLE, Refusal, refusal
from service.page.steps import Steps, steps_of
from service.page.views import RunView, view_of
from service.predictions import model_of, present_predictions


@dataclass(frozen=True)
class Cell:
    """One field of the form: the number and the account of its column, and what stands in it."""

    number: int
    column: ColumnAccount
    value: str


@dataclass(frozen=True)
class Example:
    """A row of the table to look at, and what is predicted for it."""

    number: int
    prediction: str


def show_row(run_id: str) -> str | tuple[str, int]:
    """Explain a row of the table; without one, that of the surest answer."""
    view = view_of(run_id, current_owner())
    try:
        examples = model_of(run_id, current_owner()).example_records()
    except MENDABLE as error:
        return _page(view, {}, refused=refusal(error))
    if not examples:
        return _page(view, {}, refused=Refusal("This model was written before rows were kept to look at: type one."))
    number = min(max(request.args.get("row", len(examples), type=int), 1), len(examples))
    return _explained(view, examples[number - 1], number)


def explain_typed(run_id: str) -> str | tuple[str, int]:
    """Explain the row in the form."""
    view = view_of(run_id, current_owner())
    columns = feature_columns(view.record)
    typed = {column.name: request.form.get(f"cell-{n}", "").strip() for n, column in enumerate(columns)}
    return _explained(view, {name: value or None for name, value in typed.items()}, None)


def _explained(view: RunView, row: Mapping[str, Scalar], number: int | None) -> str | tuple[str, int]:
    try:
        model = model_of(view.run.id, current_owner())
        predicted = model.predict_records([dict(row)])
        (explanation,) = model.explain_records([dict(row)])
    except MENDABLE as error:
        return _page(view, row, refused=refusal(error)), 422
    return _page(view, row, number=number, steps=steps_of(explanation), warnings=predicted.warnings)


def _page(
    view: RunView,
    row: Mapping[str, Scalar],
    *,
    number: int | None = None,
    steps: Steps | None = None,
    warnings: Sequence[str] = (),
    refused: Refusal | None = None,
) -> str:
    cells = [Cell(n, column, _cell(row.get(column.name))) for n, column in enumerate(feature_columns(view.record))]
    known = view.record.importances.columns.columns if view.record.importances else ()
    ranks = {name: rank for rank, one in enumerate(known) for name in one.columns}
    cells.sort(key=lambda cell: ranks.get(cell.column.name, len(ranks)))
    examples = _examples(view) if refused is None else ()
    return render_template(
        "page/one_row.html",
        view=view,
        cells=cells,
        number=number,
        steps=steps,
        warnings=warnings,
        refused=refused,
        examples=examples,
    )


def _examples(view: RunView) -> tuple[Example, ...]:
    """Return what is predicted for each row that can be looked at, from the lowest to the highest."""
    model = model_of(view.run.id, current_owner())
    rows = model.example_records()
    if not rows:
        return ()
    predicted = present_predictions(model.predict_records(rows))
    shares = predicted["probabilities"]
    told = [
        _told(answer, None if shares is None else shares[k], view.record)
        for k, answer in enumerate(predicted["predictions"])
    ]
    return tuple(Example(k, words) for k, words in enumerate(told, start=1))


def _told(answer: Scalar, shares: Mapping[str, float] | None, record: RunRecord) -> str:
    if shares is None:
        return setting(answer)
    of = record.goal.positive_class
    of = str(answer) if of is None or of not in shares else of
    return f"{of}: {of_100(shares[of])}"


def _cell(value: Scalar) -> str:
    if value is None:
        return ""
    return f"{value:g}" if isinstance(value, float) else str(value).removesuffix("T00:00:00")
