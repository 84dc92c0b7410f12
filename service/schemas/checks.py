"""Deeper checks on the wire."""

from dataclasses import dataclass
from typing import Any

from marshmallow import Schema, ValidationError, fields, post_load, validate

from models.settling import CHECK_NAMES, CHECK_SECONDS


@dataclass(frozen=True)
class ChecksRequest:
    """A checked request for deeper checks."""

    names: tuple[str, ...]
    seconds: float


def _each_once(names: list[str]) -> None:
    if len(set(names)) < len(names):
        raise ValidationError("Name each check once.")


class ChecksBudgetSchema(Schema):
    """How much the checks may take together: working seconds."""

    seconds = fields.Float(
        load_default=CHECK_SECONDS,
        validate=validate.Range(min=1, error="Give at least 1 second."),
        metadata={"example": CHECK_SECONDS},
    )


class ChecksSchema(Schema):
    """``POST /v1/runs/{id}/checks``: which checks, and how long they may take."""

    checks = fields.List(
        fields.String(validate=validate.OneOf(CHECK_NAMES)),
        required=True,
        validate=[validate.Length(min=1), _each_once],
        metadata={"uniqueItems": True},
    )
    budget = fields.Nested(ChecksBudgetSchema)

    @post_load
    def to_request(self, data: dict[str, Any], **_: object) -> ChecksRequest:
        """Turn checked JSON into the service's own; without a budget, the default seconds."""
        return ChecksRequest(tuple(data["checks"]), data.get("budget", {}).get("seconds", CHECK_SECONDS))
