"""What-ifs on the wire."""

from dataclasses import dataclass
from typing import Any

from marshmallow import Schema, ValidationError, fields, post_load, validate, validates_schema

from models.record import Promotion, WhatIf, WhatIfOrder
from models.search.techniques.registry import TECHNIQUE_NAMES
from models.what_ifs.order import LEAST_FRACTION, MOST_FOLDS
from service.schemas.of_records import schema_of
from service.schemas.runs import MOST_TRIALS

WHAT_IF_SECONDS = 300.0
"""What a what-if may take where nothing else is asked for."""
SCALAR = {"type": ["string", "number", "boolean"]}


@dataclass(frozen=True)
class WhatIfRequest:
    """A checked request for a what-if."""

    order: WhatIfOrder
    seconds: float


class WhatIfBudgetSchema(Schema):
    """How much a what-if may take: working seconds."""

    seconds = fields.Float(
        load_default=WHAT_IF_SECONDS,
        validate=validate.Range(min=1, error="Give at least 1 second."),
        metadata={"example": WHAT_IF_SECONDS},
    )


class WhatIfOrderSchema(Schema):
    """One thing that changes; all else stays as it was. A family goes with hyperparameters and with trials."""

    hyperparameters = fields.Dict(
        keys=fields.String(),
        values=fields.Raw(metadata=SCALAR),
        validate=validate.Length(min=1),
        metadata={"example": {"max_depth": 10}},
    )
    family = fields.String()
    without_columns = fields.List(fields.String(), validate=validate.Length(min=1))
    folds = fields.Integer(strict=True, validate=validate.Range(min=2, max=MOST_FOLDS))
    rows_fraction = fields.Float(validate=validate.Range(min=LEAST_FRACTION, max=1, max_inclusive=False))
    trials = fields.Integer(strict=True, validate=validate.Range(min=1, max=MOST_TRIALS))
    technique = fields.String(validate=validate.OneOf(TECHNIQUE_NAMES))


class WhatIfRequestSchema(WhatIfOrderSchema):
    """``POST /v1/runs/{id}/what-ifs``: the one thing that changes, and what it may take."""

    budget = fields.Nested(WhatIfBudgetSchema)

    @validates_schema
    def _one_thing(self, data: dict[str, Any], **_: object) -> None:
        kinds = set(data) - {"budget"}
        if kinds - {"family"}:
            kinds -= {"family"}
        if len(kinds) != 1:
            others = ", ".join(name for name in WhatIfOrderSchema().fields if name != "family")
            raise ValidationError(f"Ask for one thing: {others} or family.", "_schema")

    @post_load
    def to_request(self, data: dict[str, Any], **_: object) -> WhatIfRequest:
        """Turn checked JSON into the engine's own; without a budget, the default seconds."""
        seconds = data.pop("budget", {}).get("seconds", WHAT_IF_SECONDS)
        if "without_columns" in data:
            data["without_columns"] = tuple(dict.fromkeys(data["without_columns"]))
        return WhatIfRequest(WhatIfOrder(**data), seconds)


_KEPT = {
    "run_id": fields.String(required=True),
    "created_at": fields.String(required=True),
    "order": fields.Nested(WhatIfOrderSchema, required=True),
    "promotion": fields.Nested(schema_of(Promotion), required=True, allow_none=True),
}
WhatIfSchema = Schema.from_dict({**schema_of(WhatIf)().declared_fields, **_KEPT}, name="WhatIfSchema")


class WhatIfsSchema(Schema):
    """A page of what-ifs, by number."""

    items = fields.List(fields.Nested(WhatIfSchema), required=True)
    next_cursor = fields.String(required=True, allow_none=True)
