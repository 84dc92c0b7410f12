"""Predictions on the wire."""

from marshmallow import Schema, fields, validate


class PredictionRequestSchema(Schema):
    """``POST /v1/runs/{id}/predictions`` as JSON."""

    rows = fields.List(fields.Dict(keys=fields.String()), required=True, validate=validate.Length(min=1))
    explain = fields.Boolean(
        load_default=False,
        validate=validate.Equal(False, error="Explanations of single predictions are not available: leave it out."),
    )


class PredictionsSchema(Schema):
    """One prediction a row; probabilities for classes alone."""

    predictions = fields.List(fields.Raw(), required=True)
    probabilities = fields.List(
        fields.Dict(keys=fields.String(), values=fields.Float()), required=True, allow_none=True
    )
    intervals = fields.List(fields.Raw(), required=True, allow_none=True)
    explanations = fields.List(fields.Raw(), required=True, allow_none=True)
    warnings = fields.List(fields.String(), required=True)
