"""Schemas made from the frozen data of ``models.record``: what an answer looks like is said once, there."""

from collections.abc import Mapping
from dataclasses import fields as fields_of
from dataclasses import is_dataclass
from functools import cache
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from marshmallow import Schema, fields, validate

SIMPLE: Mapping[Any, type[fields.Field[Any]]] = {
    str: fields.String,
    int: fields.Integer,
    float: fields.Float,
    bool: fields.Boolean,
}


@cache
def schema_of(kind: type) -> type[Schema]:
    """Return the schema of a frozen dataclass; its name in the documentation is that of the class.

    Examples
    --------
    >>> from models.record import Fact
    >>> sorted(schema_of(Fact)().fields)
    ['label', 'unit', 'value']
    """
    hints = get_type_hints(kind)
    declared = {field.name: _field(hints[field.name]) for field in fields_of(kind)}
    return Schema.from_dict(declared, name=f"{kind.__name__}Schema")


def _field(hint: Any) -> fields.Field[Any]:  # noqa: ANN401  walks any annotation
    origin, arguments = get_origin(hint), get_args(hint)
    field: fields.Field[Any] = fields.Raw(required=True, allow_none=True)
    if hint in SIMPLE:
        field = SIMPLE[hint](required=True)
    elif origin in (Union, UnionType):
        field = _union(arguments)
    elif origin is Literal:
        field = fields.String(required=True, validate=validate.OneOf(arguments))
    elif origin is tuple:
        field = fields.List(_field(arguments[0]), required=True)
    elif origin is Mapping:
        field = fields.Dict(keys=fields.String(), values=_field(arguments[1]), required=True)
    elif isinstance(hint, type) and is_dataclass(hint):
        field = fields.Nested(schema_of(hint), required=True)
    return field


def _union(kinds: tuple[Any, ...]) -> fields.Field[Any]:
    others = [kind for kind in kinds if kind is not NoneType]
    if len(others) != 1:
        return fields.Raw(required=True, allow_none=True)
    field = _field(others[0])
    field.allow_none = True
    return field
