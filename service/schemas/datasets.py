"""Datasets and goals on the wire."""

from typing import get_args

from marshmallow import Schema, ValidationError, fields, validate

from models.record import ColumnKind, Goal
from service.engine import SuggestedGoal, TableWarning
from service.schemas.of_records import schema_of

NAME_CHARACTERS = 200


class ColumnSchema(Schema):
    """One column as it was read."""

    name = fields.String(required=True)
    kind = fields.String(required=True, validate=validate.OneOf(get_args(ColumnKind)))
    missing = fields.Integer(required=True)
    distinct = fields.Integer(required=True)
    examples = fields.List(fields.String(), required=True)
    notes = fields.List(fields.String(), required=True)


class DatasetSchema(Schema):
    """An uploaded table."""

    id = fields.String(required=True)
    name = fields.String(required=True)
    created_at = fields.String(required=True)
    rows = fields.Integer(required=True)
    hash = fields.String(required=True, metadata={"description": "SHA-256 of the table's content."})
    columns = fields.List(fields.Nested(ColumnSchema), required=True)
    warnings = fields.List(fields.Nested(schema_of(TableWarning)), required=True)
    suggested_goals = fields.List(fields.Nested(schema_of(SuggestedGoal)), required=True)


class DatasetsSchema(Schema):
    """A page of datasets."""

    items = fields.List(fields.Nested(DatasetSchema), required=True)
    next_cursor = fields.String(required=True, allow_none=True)


class DatasetChangeSchema(Schema):
    """``PATCH /v1/datasets/{id}``: another name, corrected kinds of columns."""

    name = fields.String(validate=validate.Length(min=1, max=NAME_CHARACTERS))
    columns = fields.Dict(
        keys=fields.String(),
        values=fields.String(validate=validate.OneOf(get_args(ColumnKind))),
        metadata={"description": "The kind of each column to be corrected.", "example": {"zip": "categorical"}},
    )


GOAL_FORMS = {"anyOf": [{"type": "string"}, {"type": "object"}], "example": "predict churn"}


class WordsOrObject(fields.Field[str | dict[str, object]]):
    """A goal: plain words, or an object with the target and more."""

    def _deserialize(self, value: object, *_: object, **__: object) -> str | dict[str, object]:
        if isinstance(value, (str, dict)) and value:
            return value
        raise ValidationError("A goal is a sentence such as 'predict churn', or an object with a target.")


class GoalRequestSchema(Schema):
    """``POST /v1/datasets/{id}/goals``."""

    goal = WordsOrObject(required=True, metadata=GOAL_FORMS)


GoalSchema = schema_of(Goal)
