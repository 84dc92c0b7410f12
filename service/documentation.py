"""The specification at /openapi.json, and a plain page of it at /docs; nothing comes from elsewhere."""

from http import HTTPStatus
from typing import Any

from flask import Blueprint, Response, current_app, render_template
from flask_smorest import Api
from werkzeug.wrappers import Response as BaseResponse

from service.problems import http_problem
from service.schemas.problem import ProblemSchema

documentation = Blueprint("documentation", __name__, static_folder="static", static_url_path="/docs/static")

OPTIONS = {
    "API_TITLE": "Plaintune",
    "API_VERSION": "v1",
    "OPENAPI_VERSION": "3.1.0",
    "API_SPEC_OPTIONS": {
        "info": {"description": "A table and a goal in; a tuned model, an honest score and an assistant out."},
        "security": [{"key": []}],
        "components": {"securitySchemes": {"key": {"type": "http", "scheme": "bearer"}}},
    },
}


class ProblemApi(Api):
    """Documents the API; its errors are problems like all others."""

    def _register_responses(self) -> None:
        # The library's own says application/json; a problem has a type of its own.
        content = {"application/problem+json": {"schema": ProblemSchema}}
        named = {status.name: status.phrase for status in HTTPStatus} | {"DEFAULT_ERROR": "An error"}
        for name, phrase in named.items():
            self.spec.components.response(name, {"description": phrase, "content": content}, lazy=True)

    def handle_http_exception(self, error: Any) -> BaseResponse:  # noqa: ANN401  the library's signature
        """Answer an error of HTTP with a problem."""
        return http_problem(error)


@documentation.get("/openapi.json")
def specification() -> Response:
    """Give the specification."""
    spec = current_app.extensions["plaintune_api"].spec
    return Response(current_app.json.dumps(spec.to_dict()), mimetype="application/json")


@documentation.get("/docs")
def page() -> str:
    """Show the specification as a page."""
    spec = current_app.extensions["plaintune_api"].spec.to_dict()
    return render_template("docs.html", spec=spec)
