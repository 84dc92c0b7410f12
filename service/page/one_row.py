"""One prediction explained on the page: a row of the table, or one that is typed, in steps from the average."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import render_template, request

from models.record import ColumnAccount, RunRecord, Scalar
from service.gate import current_owner
from service.page.fields import feature_columns
from service.page.meaning import of_100
from service.page.numbers import setting
from service.page.refusals import MENDABLE, Refusal, refusal
from service.page.views import RunView, view_of
from service.predictions import model_of, present_predictions

MOST_STEPS = 8
WIDTH = 240.0


@dataclass(frozen=True)
class Step:
    """What one column adds: from ``start`` to ``end`` in the picture, in the order of size."""

    column: str
    value: str
    push: str
    start: float
    width: float
    is_up: bool


@dataclass(frozen=True)
class Steps:
    """A prediction in steps. ``base`` is what is predicted on average; ``of`` the class whose probability it is."""

    base: str
    base_at: float
    prediction: str
    of: str | None
    steps: tuple[Step, ...]
    warnings: tuple[str, ...] = ()


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


def steps_of(explanation: Mapping[str, Any], warnings: Sequence[str] = ()) -> Steps:
    """Put an explanation in words and places: the largest steps, and the rest as one."""
    base, end = float(explanation["base"]), float(explanation["prediction"])
    parts = list(explanation["contributions"])
    told, rest = parts[:MOST_STEPS], parts[MOST_STEPS:]
    if rest:
        together = sum(part["contribution"] for part in rest)
        told.append({"column": f"{len(rest)} other columns", "value": "", "contribution": together})
    way = [base]
    for part in told:
        way.append(way[-1] + part["contribution"])
    low, reach = min(way), (max(way) - min(way)) or 1.0
    is_share = explanation["scale"] == "probability"

    def at(value: float) -> float:
        return 4 + (value - low) / reach * (WIDTH - 8)

    steps = tuple(
        Step(
            column=part["column"],
            value=_cell(part["value"]),
            push=_push(part["contribution"], is_share=is_share),
            start=min(at(before), at(after)),
            width=abs(at(after) - at(before)),
            is_up=after >= before,
        )
        for part, before, after in zip(told, way, way[1:], strict=False)
    )
    written = of_100 if is_share else setting
    return Steps(written(base), at(base), written(end), explanation["of"], steps, tuple(warnings))


def _explained(view: RunView, row: Mapping[str, Scalar], number: int | None) -> str | tuple[str, int]:
    try:
        model = model_of(view.run.id, current_owner())
        predicted = model.predict_records([dict(row)])
        (explanation,) = model.explain_records([dict(row)])
    except MENDABLE as error:
        return _page(view, row, refused=refusal(error)), 422
    return _page(view, row, number=number, steps=steps_of(explanation, predicted.warnings))


def _page(
    view: RunView,
    row: Mapping[str, Scalar],
    *,
    number: int | None = None,
    steps: Steps | None = None,
    refused: Refusal | None = None,
) -> str:
    cells = [Cell(n, column, _cell(row.get(column.name))) for n, column in enumerate(feature_columns(view.record))]
    known = view.record.importances.columns.columns if view.record.importances else ()
    ranks = {name: rank for rank, one in enumerate(known) for name in one.columns}
    cells.sort(key=lambda cell: ranks.get(cell.column.name, len(ranks)))
    examples = _examples(view) if refused is None else ()
    return render_template(
        "page/one_row.html", view=view, cells=cells, number=number, steps=steps, refused=refused, examples=examples
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


def _push(amount: float, *, is_share: bool) -> str:
    sign = "+" if amount >= 0 else "\N{MINUS SIGN}"
    return f"{sign}{abs(100 * amount):.1f} of 100" if is_share else f"{sign}{setting(abs(float(amount)))}"


def _cell(value: Scalar) -> str:
    if value is None:
        return ""
    return f"{value:g}" if isinstance(value, float) else str(value).removesuffix("T00:00:00")
