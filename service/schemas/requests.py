"""How requests are read: JSON alone, strictly; fields that nobody knows are refused."""

from typing import Any

import flask
from flask_smorest import Blueprint
from marshmallow import RAISE, Schema, fields, post_load, validate
from webargs import core
from webargs.flaskparser import FlaskParser, is_json_request
from werkzeug.exceptions import BadRequest, UnsupportedMediaType

from service.json_provider import strict_loads
from service.store.pages import PageRequest

MOST_ITEMS = 200


class StrictParser(FlaskParser):
    """Reads JSON bodies, and refuses what is not JSON instead of taking it for an empty body."""

    DEFAULT_UNKNOWN_BY_LOCATION: dict[str, str | None] = {  # noqa: RUF012  declared so by the library
        **FlaskParser.DEFAULT_UNKNOWN_BY_LOCATION,
        "query": RAISE,
    }

    def _raw_load_json(self, req: flask.Request) -> Any:  # noqa: ANN401  JSON has no narrower type
        data = req.get_data(cache=True)
        if not data:
            return core.missing
        if not is_json_request(req):
            raise UnsupportedMediaType
        try:
            return strict_loads(data)
        except ValueError as error:
            raise BadRequest(f"the body is not JSON ({error}).") from error


class ApiBlueprint(Blueprint):
    """A blueprint whose views are documented, and whose bodies are read strictly."""

    ARGUMENTS_PARSER = StrictParser()


class PageSchema(Schema):
    """``?limit=&cursor=`` of every list."""

    limit = fields.Integer(
        strict=False,
        load_default=PageRequest.limit,
        validate=validate.Range(min=1, max=MOST_ITEMS),
        metadata={"description": "How many items at most."},
    )
    cursor = fields.String(load_default=None, metadata={"description": "next_cursor of the page before."})

    @post_load
    def to_request(self, data: dict[str, Any], **_: object) -> PageRequest:
        """Turn the checked query into what the stores take."""
        return PageRequest(**data)
