"""The page that predicts: one row from a form made from the columns, or many pasted or from a file."""

from dataclasses import dataclass, replace
from typing import Any

from flask import Response, current_app, render_template, request

from models.errors import InputError
from service.gate import current_owner
from service.page.fields import RowForm, form_of, usual_in
from service.page.many_rows import ManyRows, plain_row, predict_given
from service.page.predicted import OneRow, one_row
from service.page.refusals import MENDABLE, Refusal, refusal
from service.page.steps import steps_of
from service.page.views import RunView, view_of
from service.predictions import model_of
from service.services import services
from service.settings import Limits


@dataclass(frozen=True)
class PredictPage:
    """All that the page shows: the form, what came of it or of many rows, and what was refused of either."""

    view: RunView
    form: RowForm
    pasted: str
    one: OneRow | None = None
    one_refused: Refusal | None = None
    many: ManyRows | None = None
    many_refused: Refusal | None = None

    @property
    def example(self) -> dict[str, Any]:
        """The row in the form, as a program would send it."""
        return self.form.row

    @property
    def limits(self) -> Limits:
        """How much a program may ask for at once."""
        return services().settings.limits

    @property
    def max_form_bytes(self) -> int:
        """How much may be pasted."""
        return int(current_app.config["MAX_FORM_MEMORY_SIZE"])

    @property
    def max_file_bytes(self) -> int:
        """How large a file may be."""
        return int(current_app.config["MAX_CONTENT_LENGTH"])


def show_form(run_id: str) -> str:
    """Show the form, filled with usual values."""
    return _whole(_empty(run_id))


def predict_one(run_id: str) -> str | tuple[str, int]:
    """Predict the row in the form, and explain it."""
    page = _empty(run_id)
    page = replace(page, form=page.form.filled(request.form))
    try:
        page = replace(page, one=_predicted(page))
    except MENDABLE as error:
        page = replace(page, one_refused=refusal(error))
    return _answer(page, "page/_prediction.html", is_refused=page.one_refused is not None)


def predict_many(run_id: str) -> str | tuple[str, int]:
    """Predict pasted rows or those of a file, and show the first of them."""
    page = replace(_empty(run_id), pasted=request.form.get("rows", ""))
    try:
        page = replace(page, many=_many(page))
    except MENDABLE as error:
        page = replace(page, many_refused=refusal(error))
    return _answer(page, "page/_predictions.html", is_refused=page.many_refused is not None)


def download_many(run_id: str) -> Response | str | tuple[str, int]:
    """Predict pasted rows or those of a file, into a file."""
    page = replace(_empty(run_id), pasted=request.form.get("rows", ""))
    try:
        many = _many(page)
    except MENDABLE as error:
        return _whole(replace(page, many_refused=refusal(error))), 422
    response = Response(many.as_csv(), mimetype="text/csv")
    response.headers["Content-Disposition"] = f'attachment; filename="predictions-{run_id}.csv"'
    return response


def _empty(run_id: str) -> PredictPage:
    view = view_of(run_id, current_owner())
    form = form_of(view.run, view.record)
    return PredictPage(view, form, plain_row(form.row) if form.fields else "")


def _predicted(page: PredictPage) -> OneRow:
    view, row = page.view, page.form.row
    model = model_of(view.run.id, current_owner())
    predicted = model.predict_records([row])
    target = usual_in(view.run, [view.record.goal.target]) if predicted.probabilities is None else {}
    told = one_row(predicted, view.record, target)
    try:
        steps = steps_of(model.explain_records([row])[0])
    except InputError:  # models of before there was anything to explain by
        steps = None
    return replace(told, steps=steps, warnings=[*page.form.cautions, *predicted.warnings])


def _many(page: PredictPage) -> ManyRows:
    model = model_of(page.view.run.id, current_owner())
    return predict_given(model, [field.label for field in page.form.fields])


def _answer(page: PredictPage, fragment: str, *, is_refused: bool) -> str | tuple[str, int]:
    is_fragment = "HX-Request" in request.headers
    text = render_template(fragment, page=page, is_fragment=True) if is_fragment else _whole(page)
    return (text, 422) if is_refused else text


def _whole(page: PredictPage) -> str:
    return render_template("page/predict.html", page=page, view=page.view)
