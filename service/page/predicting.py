"""The page that predicts: one row from a form made from the columns, or many pasted or from a file."""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from flask import Response, render_template, request

from models.record import ColumnAccount, RunRecord
from service.csv_answers import as_csv
from service.engine import Predictions
from service.errors import FieldError
from service.gate import current_owner
from service.page.refusals import MENDABLE, Refusal, refusal
from service.page.views import RunView, view_of
from service.predictions import model_of

ROWS_SHOWN = 50
# Browsers name the type of a table file in many ways, its ending in one.
TYPES = {
    ".parquet": "application/vnd.apache.parquet",
    ".tsv": "text/tab-separated-values",
    ".jsonl": "application/x-ndjson",
    ".ndjson": "application/x-ndjson",
    ".gz": "application/gzip",
}


@dataclass(frozen=True)
class Field:
    """One column in the form, and what stands in it."""

    name: str
    label: str
    kind: str
    value: str
    choices: Sequence[str]


@dataclass(frozen=True)
class Outcome:
    """What was predicted, as far as the page shows it.

    ``shares`` are the probabilities of a row by class, the largest first, and ``sure`` those of what was predicted.
    """

    values: Sequence[Any]
    shares: Sequence[Sequence[tuple[str, float]]] | None
    sure: Sequence[float] | None
    warnings: Sequence[str]
    n_rows: int


@dataclass(frozen=True)
class Panel:
    """What one of the two ways to predict has to say: an outcome, a refusal, or nothing yet."""

    outcome: Outcome | None = None
    refused: Refusal | None = None


UNTOUCHED = Panel()


@dataclass(frozen=True)
class Given:
    """What a person gave: values of one row by column, and pasted text."""

    row: Mapping[str, str]
    pasted: str


def show_form(run_id: str) -> str:
    """Show the form, filled with usual values."""
    view = view_of(run_id, current_owner())
    return _page(view, _usual(view.record))


def predict_one(run_id: str) -> str | tuple[str, int]:
    """Predict the row in the form."""
    view = view_of(run_id, current_owner())
    columns = feature_columns(view.record)
    row = {column.name: request.form.get(f"column-{n}", "").strip() for n, column in enumerate(columns)}
    given = Given(row, _usual(view.record).pasted)
    try:
        predicted = model_of(run_id, current_owner()).predict_records([{name: row[name] or None for name in row}])
    except MENDABLE as error:
        return _page(view, given, one=Panel(refused=refusal(error))), 422
    return _page(view, given, one=Panel(_outcome(predicted)))


def predict_many(run_id: str) -> str | Response | tuple[str, int]:
    """Predict pasted rows on the page, and those of a file into a file."""
    view = view_of(run_id, current_owner())
    pasted = request.form.get("rows", "")
    given = Given(_usual(view.record).row, pasted)
    file = request.files.get("file")
    try:
        model = model_of(run_id, current_owner())
        if file is not None and file.filename:
            content_type = TYPES.get(PurePath(file.filename).suffix.lower(), "text/csv")
            return _download(model.predict_file(file.read(), content_type), run_id)
        predicted = model.predict_file(*_pasted(pasted))
    except MENDABLE as error:
        return _page(view, given, many=Panel(refused=refusal(error))), 422
    return _page(view, given, many=Panel(_outcome(predicted)))


def feature_columns(record: RunRecord) -> Sequence[ColumnAccount]:
    """Return the columns that a row to predict needs."""
    return [column for column in record.data.columns if column.role == "feature" and column.is_used]


def _usual(record: RunRecord) -> Given:
    columns = feature_columns(record)
    row = {column.name: next(_whole(column.examples), "") for column in columns}
    file = io.StringIO()
    csv.writer(file, lineterminator="\n").writerows([list(row), list(row.values())])
    return Given(row, file.getvalue())


def _pasted(text: str) -> tuple[bytes, str]:
    if not text.strip():
        raise FieldError("rows", "Paste rows with their header line first, or choose a file.")
    is_from_spreadsheet = "\t" in text.lstrip("\n").partition("\n")[0]
    return text.encode(), "text/tab-separated-values" if is_from_spreadsheet else "text/csv"


def _download(predicted: Predictions, run_id: str) -> Response:
    response = Response(as_csv(predicted), mimetype="text/csv")
    response.headers["Content-Disposition"] = f'attachment; filename="predictions-{run_id}.csv"'
    return response


def _outcome(predicted: Predictions) -> Outcome:
    values, shares, sure = predicted.values[:ROWS_SHOWN], None, None
    if predicted.probabilities is not None:
        rows = [dict(zip(predicted.classes, row, strict=True)) for row in predicted.probabilities[:ROWS_SHOWN]]
        shares = [sorted(row.items(), key=lambda pair: -pair[1]) for row in rows]
        sure = [row[str(value)] for value, row in zip(values, rows, strict=True)]
    return Outcome(values, shares, sure, predicted.warnings, len(predicted.values))


def _fields(record: RunRecord, row: Mapping[str, str]) -> list[Field]:
    return [
        Field(f"column-{n}", column.name, column.kind, row.get(column.name, ""), _choices(column))
        for n, column in enumerate(feature_columns(record))
    ]


def _choices(column: ColumnAccount) -> Sequence[str]:
    whole = tuple(_whole(column.examples))
    is_complete = column.kind in ("categorical", "boolean") and len(whole) >= column.distinct
    return whole if is_complete else ()


def _whole(examples: Sequence[str]) -> Iterator[str]:
    """Leave out examples that were shortened for reading: they are no values of the table."""
    return (example for example in examples if not example.endswith("…"))


def _page(view: RunView, given: Given, one: Panel = UNTOUCHED, many: Panel = UNTOUCHED) -> str:
    fields = _fields(view.record, given.row)
    return render_template("page/predict.html", view=view, fields=fields, given=given, one=one, many=many)
