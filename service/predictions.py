"""Predictions of a run's model, and the model itself."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from flask import Response, current_app, request
from marshmallow import ValidationError
from werkzeug.exceptions import BadRequest, UnsupportedMediaType

from service.csv_answers import as_csv
from service.engine import Predictions, Predictor
from service.errors import ConflictError, FieldError, OverLimitError, UnfinishedError
from service.etags import answer_unless_known, tag_of_record
from service.gate import current_owner
from service.json_provider import strict_loads
from service.measuring import timed_prediction
from service.present import Object
from service.run_records import record_so_far
from service.schemas.predictions import PredictionRequestSchema, PredictionsSchema
from service.schemas.requests import ApiBlueprint
from service.services import services
from service.settings import setting_name
from service.store.runs import RunState
from service.store.tables import Run

predictions = ApiBlueprint("predictions", __name__, url_prefix="/v1/runs", description="Predictions and models")

FILE_TYPES = frozenset(
    {
        "application/gzip",
        "application/octet-stream",
        "application/parquet",
        "application/vnd.apache.parquet",
        "application/x-ndjson",
        "application/x-parquet",
        "text/csv",
        "text/tab-separated-values",
    }
)
_REQUEST = PredictionRequestSchema()  # made once: making it takes longer than reading a row with it
BODY = {
    "requestBody": {
        "required": True,
        "content": {
            "application/json": {"schema": PredictionRequestSchema},
            "text/csv": {"schema": {"type": "string"}},
            "application/vnd.apache.parquet": {"schema": {"type": "string", "format": "binary"}},
        },
    }
}


@predictions.route("/<run_id>/predictions", methods=["POST"])
@predictions.response(200, PredictionsSchema)
@predictions.alt_response(200, schema={"type": "string"}, content_type="text/csv", success=True)
@predictions.doc(**BODY)
def predict(run_id: str) -> Response:
    """Predict rows, sent as JSON, CSV or Parquet; the answer is JSON, or CSV where Accept asks for it.

    Rows sent as JSON can be explained: what each column adds to a base value, which sums to the prediction.
    """
    model = model_of(run_id, current_owner())
    wants_csv = request.accept_mimetypes.best_match(["application/json", "text/csv"]) == "text/csv"
    predicted, explanations = _predicted(model)
    if not wants_csv:
        answer = present_predictions(predicted, explanations)
        return Response(current_app.json.dumps(answer), mimetype="application/json")
    if explanations is not None:
        raise FieldError("explain", "Explanations have no form as CSV: accept application/json, or leave it out.")
    return Response(as_csv(predicted), mimetype="text/csv")


@predictions.route("/<run_id>/model", methods=["GET"])
@predictions.response(200, {"type": "string", "format": "binary"}, content_type="application/gzip")
def download_model(run_id: str) -> Response:
    """Download the model folder as one file; it loads without running foreign code."""
    run = require_model(run_id, current_owner())
    answer_unless_known(tag_of_record(run, "model"))
    packed = services().engine.pack_model(model_folder(run), record_so_far(run_id, current_owner()))
    response = Response(packed, mimetype="application/gzip")
    response.headers["Content-Disposition"] = f'attachment; filename="plaintune-model-{run_id}.tar.gz"'
    return response


def model_of(run_id: str, owner_id: str) -> Predictor:
    """Return the model of a run, warm where it was used before."""
    run = services().runs.state(run_id, owner_id)
    _require_model(run)
    return services().models.get(warm_name(run), lambda: services().engine.load_model(model_folder(run)))


def model_folder(run: Run | RunState) -> Path:
    """Return a local folder with the model of a run; ``ConflictError`` where it has none."""
    folder = services().blobs.model(run.id, run.attempt)
    if folder is None:
        raise ConflictError(f"This run is {run.status} and has no model: wait until it has succeeded.")
    return folder


def warm_name(run: Run | RunState) -> str:
    """Return the name under which a run's model is kept warm: a run that went on has another one."""
    return f"{run.id} {run.attempt}"


def present_predictions(predicted: Predictions, explanations: Sequence[Mapping[str, Any]] | None = None) -> Object:
    """Present predictions; what there is none of is null."""
    classes, intervals, sets = predicted.classes, predicted.intervals, predicted.sets
    return {
        "predictions": list(predicted.values),
        "probabilities": None
        if predicted.probabilities is None
        else [dict(zip(classes, row, strict=True)) for row in predicted.probabilities],
        "intervals": None if intervals is None else [{"low": low, "high": high} for low, high in intervals],
        "sets": None if sets is None else [list(members) for members in sets],
        "explanations": None if explanations is None else list(explanations),
        "warnings": list(predicted.warnings),
    }


def check_row_limit(n_rows: int) -> None:
    """Refuse more rows than one request may bring as JSON."""
    limit = services().settings.limits.max_prediction_rows
    if n_rows > limit:
        raise OverLimitError("The number of rows in one JSON request", limit, setting_name("max_prediction_rows"))


def require_model(run_id: str, owner_id: str) -> Run:
    """Return a run that may have a model; ``ConflictError`` where it has none yet."""
    run = services().runs.get(run_id, owner_id)
    _require_model(run)
    return run


def _require_model(run: Run | RunState) -> None:
    if run.is_looked_at_again:
        raise UnfinishedError("This run is at work on an experiment or a check: predict again when that is done.")
    if run.status in ("queued", "running"):
        raise UnfinishedError(f"This run is {run.status} and has no model: wait until it has succeeded.")


def _predicted(model: Predictor) -> tuple[Predictions, Sequence[Mapping[str, Any]] | None]:
    """Predict the rows of the request; explanations are None unless they were asked for."""
    if request.mimetype in FILE_TYPES:
        data = request.get_data()
        with timed_prediction():
            return model.predict_file(data, request.mimetype), None
    if not request.is_json:
        raise UnsupportedMediaType
    rows, is_explained = _records()
    with timed_prediction():
        predicted = model.predict_records(rows)
    return predicted, model.explain_records(rows) if is_explained else None


def _records() -> tuple[list[dict[str, Any]], bool]:
    """Return the rows that were sent, and whether they are to be explained."""
    try:
        body = strict_loads(request.get_data())
    except ValueError as error:
        raise BadRequest(f"the body is not JSON ({error}).") from error
    if isinstance(body, dict) and isinstance(body.get("rows"), list):
        check_row_limit(len(body["rows"]))
    try:
        asked = _REQUEST.load(body)
    except ValidationError as error:
        raise FieldError("rows", f"The rows cannot be used: {_first_sentence(error.messages)}") from error
    limit = services().settings.limits.max_explained_rows
    if asked["explain"] and len(asked["rows"]) > limit:
        raise OverLimitError("The number of rows to explain in one request", limit, setting_name("max_explained_rows"))
    return asked["rows"], asked["explain"]


def _first_sentence(messages: object) -> str:
    while isinstance(messages, (dict, list)) and messages:
        messages = next(iter(messages.values())) if isinstance(messages, dict) else messages[0]
    return str(messages)
