"""Predictions on the wire."""

from marshmallow import Schema, fields, validate

from models.explain import Explanation
from service.schemas.of_records import schema_of


class PredictionRequestSchema(Schema):
    """``POST /v1/runs/{id}/predictions`` as JSON."""

    rows = fields.List(fields.Dict(keys=fields.String()), required=True, validate=validate.Length(min=1))
    explain = fields.Boolean(load_default=False)


class IntervalSchema(Schema):
    """Where the true value lies, at the level and with the measured coverage of the run's ``uncertainty``."""

    low = fields.Float(required=True)
    high = fields.Float(required=True)


class PredictionsSchema(Schema):
    """One prediction a row; probabilities and sets for classes alone, intervals for values alone."""

    predictions = fields.List(fields.Raw(), required=True)
    probabilities = fields.List(
        fields.Dict(keys=fields.String(), values=fields.Float()), required=True, allow_none=True
    )
    intervals = fields.List(fields.Nested(IntervalSchema), required=True, allow_none=True)
    sets = fields.List(fields.List(fields.String()), required=True, allow_none=True)
    explanations = fields.List(fields.Nested(schema_of(Explanation)), required=True, allow_none=True)
    warnings = fields.List(fields.String(), required=True)
