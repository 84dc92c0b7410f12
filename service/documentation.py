"""The specification at /openapi.json, and a plain page of it at /docs; nothing comes from elsewhere."""

from http import HTTPStatus
from typing import Any

from flask import Blueprint, Response, current_app, render_template
from flask_smorest import Api
from werkzeug.wrappers import Response as BaseResponse

from service.etags import answer_unless_known, tag_of
from service.problems import http_problem
from service.schemas.examples import with_examples
from service.schemas.problem import ProblemSchema
from service.schemas.refusals import with_refusals

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

    _whole: dict[str, Any] | None = None

    def _register_responses(self) -> None:
        # The library's own says application/json; a problem has a type of its own. Which call has which: refusals.py.
        self.spec.components.schema("Problem", schema=ProblemSchema)
        for name in (*(status.name for status in HTTPStatus), "DEFAULT_ERROR"):
            self.spec.components.response(name, {"description": name}, lazy=True)

    def whole(self) -> dict[str, Any]:
        """Return the specification as it is published; it is the same as long as the process lives."""
        if self._whole is None:
            self._whole = with_examples(with_refusals(self.spec.to_dict()))
        return self._whole

    def handle_http_exception(self, error: Any) -> BaseResponse:  # noqa: ANN401  the library's signature
        """Answer an error of HTTP with a problem."""
        return http_problem(error)


@documentation.get("/openapi.json")
def specification() -> Response:
    """Give the specification."""
    text = current_app.json.dumps(_whole())
    answer_unless_known(tag_of(text), is_strong=True)
    return Response(text, mimetype="application/json")


@documentation.get("/docs")
def page() -> str:
    """Show the specification as a page."""
    return render_template("docs.html", spec=_whole())


def _whole() -> dict[str, Any]:
    api: ProblemApi = current_app.extensions["plaintune_api"]
    return api.whole()
