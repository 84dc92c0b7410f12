"""What an error looks like: RFC 9457."""

from marshmallow import Schema, fields


class FieldProblemSchema(Schema):
    """One field of the request that cannot be used."""

    field = fields.String(required=True)
    message = fields.String(required=True)


class ProblemSchema(Schema):
    """An error, with what is wrong and what to do."""

    type = fields.String(required=True)
    title = fields.String(required=True)
    status = fields.Integer(required=True)
    detail = fields.String(required=True)
    errors = fields.List(fields.Nested(FieldProblemSchema), required=True)
    request_id = fields.String(required=True)
    candidates = fields.List(fields.String(), metadata={"description": "Columns that the goal may mean."})
