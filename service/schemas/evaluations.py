"""Evaluations on the wire."""

from marshmallow import Schema, fields

from models.record import TrueScore
from service.schemas.of_records import schema_of


class EvaluationRequestSchema(Schema):
    """``POST /v1/runs/{id}/evaluations``."""

    dataset_id = fields.String(required=True, metadata={"description": "Labeled rows that took no part in the run."})


_KEPT = {
    "id": fields.String(required=True),
    "run_id": fields.String(required=True),
    "dataset_id": fields.String(required=True, allow_none=True),
    "created_at": fields.String(required=True),
}
EvaluationSchema = Schema.from_dict({**_KEPT, **schema_of(TrueScore)().declared_fields}, name="EvaluationSchema")


class EvaluationsSchema(Schema):
    """A page of evaluations."""

    items = fields.List(fields.Nested(EvaluationSchema), required=True)
    next_cursor = fields.String(required=True, allow_none=True)
