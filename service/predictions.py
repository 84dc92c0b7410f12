"""Predictions of a run's model, and the model itself."""

from typing import Any

from flask import Response, current_app, request
from marshmallow import ValidationError
from werkzeug.exceptions import BadRequest, UnsupportedMediaType

from service.csv_answers import as_csv
from service.engine import Predictions, Predictor
from service.errors import ConflictError, FieldError, OverLimitError
from service.gate import current_owner
from service.json_provider import strict_loads
from service.present import Object
from service.schemas.predictions import PredictionRequestSchema, PredictionsSchema
from service.schemas.requests import ApiBlueprint
from service.services import services
from service.settings import setting_name
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
@predictions.doc(**BODY)
def predict(run_id: str) -> Response:
    """Predict rows, sent as JSON, CSV or Parquet; the answer is JSON, or CSV where Accept asks for it."""
    model = model_of(run_id, current_owner())
    predicted = _predicted(model)
    if request.accept_mimetypes.best_match(["application/json", "text/csv"]) == "text/csv":
        return Response(as_csv(predicted), mimetype="text/csv")
    return Response(current_app.json.dumps(present_predictions(predicted)), mimetype="application/json")


@predictions.route("/<run_id>/model", methods=["GET"])
@predictions.response(200, {"type": "string", "format": "binary"}, content_type="application/gzip")
def download_model(run_id: str) -> Response:
    """Download the model folder as one file; it loads without running foreign code."""
    require_model(run_id, current_owner())
    packed = services().engine.pack_model(services().blobs.model_folder(run_id))
    response = Response(packed, mimetype="application/gzip")
    response.headers["Content-Disposition"] = f'attachment; filename="plaintune-model-{run_id}.tar.gz"'
    return response


def model_of(run_id: str, owner_id: str) -> Predictor:
    """Return the model of a run, warm where it was used before."""
    run = require_model(run_id, owner_id)
    folder = services().blobs.model_folder(run_id)
    return services().models.get(warm_name(run), lambda: services().engine.load_model(folder))


def warm_name(run: Run) -> str:
    """Return the name under which a run's model is kept warm: a run that went on has another one."""
    return f"{run.id} {run.attempt}"


def present_predictions(predicted: Predictions) -> Object:
    """Present predictions; intervals and explanations are null where there are none."""
    classes = predicted.classes
    return {
        "predictions": list(predicted.values),
        "probabilities": None
        if predicted.probabilities is None
        else [dict(zip(classes, row, strict=True)) for row in predicted.probabilities],
        "intervals": None,
        "explanations": None,
        "warnings": list(predicted.warnings),
    }


def check_row_limit(n_rows: int) -> None:
    """Refuse more rows than one request may bring as JSON."""
    limit = services().settings.limits.max_prediction_rows
    if n_rows > limit:
        raise OverLimitError("The number of rows in one JSON request", limit, setting_name("max_prediction_rows"))


def require_model(run_id: str, owner_id: str) -> Run:
    """Return a run that has a model; ``ConflictError`` where it has none (yet)."""
    run = services().runs.get(run_id, owner_id)
    if not services().blobs.model_folder(run_id).is_dir() or run.status in ("queued", "running"):
        raise ConflictError(f"This run is {run.status} and has no model: wait until it has succeeded.")
    return run


def _predicted(model: Predictor) -> Predictions:
    if request.mimetype in FILE_TYPES:
        return model.predict_file(request.get_data(), request.mimetype)
    if not request.is_json:
        raise UnsupportedMediaType
    return model.predict_records(_records())


def _records() -> list[dict[str, Any]]:
    try:
        body = strict_loads(request.get_data())
    except ValueError as error:
        raise BadRequest(f"the body is not JSON ({error}).") from error
    if isinstance(body, dict) and isinstance(body.get("rows"), list):
        check_row_limit(len(body["rows"]))
    try:
        rows: list[dict[str, Any]] = PredictionRequestSchema().load(body)["rows"]
    except ValidationError as error:
        raise FieldError("rows", f"The rows cannot be used: {_first_sentence(error.messages)}") from error
    return rows


def _first_sentence(messages: object) -> str:
    while isinstance(messages, (dict, list)) and messages:
        messages = next(iter(messages.values())) if isinstance(messages, dict) else messages[0]
    return str(messages)
