"""Errors over HTTP: problem+json (RFC 9457) for programs, a small page for people; never a traceback."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

import structlog
from flask import Flask, Response, current_app, render_template, request
from sqlalchemy.exc import DataError, OperationalError
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge, SecurityError
from werkzeug.wrappers import Response as BaseResponse

from models.errors import InputError, MissingColumnsError, ModelsError, StorageFullError
from models.full_disk import is_full_disk
from service.errors import MEANINGS, BodyTooLargeError, NotReadyError, QuotaError, UnfinishedError, UnknownKeyError
from service.settings import setting_name
from service.tracing import request_id

log = structlog.get_logger()

# Werkzeug's own sentences speak of servers and clients; these say what to do.
SENTENCES = {
    400: "The request cannot be read: {description}",
    404: "There is nothing at this address: /docs lists what there is.",
    405: "This address does not take {method}: /docs lists what it takes.",
    406: "The answer cannot be given in the form that was asked for in Accept.",
    415: "This content type is not read here: send application/json.",
    422: "Some fields cannot be used: see errors.",
    500: "Something failed here that should not: the log tells more under this request_id.",
}
FULL_SQLITE = "disk is full"
UNTRUSTED_HOST = (
    "The service is not known by this name: open it by the address that was printed at its start, "
    "or add the name to PLAINTUNE_TRUSTED_HOSTS."
)


@dataclass(frozen=True)
class Problem:
    """One error as RFC 9457 has it. ``extras`` are further members, such as candidate columns."""

    status: int
    title: str
    detail: str
    errors: tuple[Mapping[str, str], ...] = ()
    extras: Mapping[str, Any] | None = None


def answer_errors(app: Flask) -> None:
    """Answer every error of the table, of HTTP and of nobody's making with a problem."""
    for meaning in MEANINGS:
        app.register_error_handler(meaning.error, _known)
    app.register_error_handler(OSError, _system)
    app.register_error_handler(HTTPException, http_problem)
    app.register_error_handler(Exception, _unknown)


def http_problem(error: HTTPException) -> BaseResponse:
    """Answer an error of HTTP itself: an unknown address, a wrong method, fields that a schema refuses."""
    if isinstance(error, RequestEntityTooLarge):
        limit = request.max_content_length or 0
        name = "max_body_bytes" if limit == current_app.config["MAX_CONTENT_LENGTH"] else "max_json_bytes"
        return _known(BodyTooLargeError("The body in bytes", limit, setting_name(name)))
    if error.response is not None or error.code is None or error.code < 400:
        return error.get_response()
    messages = getattr(error, "data", {}).get("messages", {})
    errors = tuple({"field": name, "message": text} for name, text in _flat(messages, ""))
    response = _respond(Problem(error.code, error.name, _detail(error, errors), errors))
    for name, value in error.get_headers():
        if name == "Allow":
            response.headers[name] = value
    return response


def _detail(error: HTTPException, errors: tuple[Mapping[str, str], ...]) -> str:
    if errors:
        return " ".join(f"{e['field']}: {e['message']}" if e["field"] else e["message"] for e in errors)
    if isinstance(error, SecurityError):
        return UNTRUSTED_HOST
    sentence = SENTENCES.get(error.code or 0, "{description}")
    return sentence.format(description=error.description, method=request.method)


def _system(error: OSError) -> Response:
    return _known(StorageFullError()) if is_full_disk(error) else _unknown(error)


def _known(error: Exception) -> Response:
    if isinstance(error, OperationalError) and FULL_SQLITE in str(error.orig):
        error = StorageFullError()
    meaning = next(m for m in MEANINGS if isinstance(error, m.error))
    if meaning.status >= HTTPStatus.INTERNAL_SERVER_ERROR and not isinstance(error, NotReadyError):
        log.error("request failed", exc_info=error)
    errors = tuple({"field": field, "message": why} for field, why in _fields_of(error).items())
    detail = _sentence_of(error)
    candidates = getattr(error, "candidates", None)
    extras = None if candidates is None else {"candidates": list(candidates)}
    response = _respond(Problem(meaning.status, meaning.title, detail, errors, extras))
    if isinstance(error, UnknownKeyError):
        response.headers["WWW-Authenticate"] = "Bearer"
    if meaning.status == HTTPStatus.SERVICE_UNAVAILABLE:
        response.headers["Retry-After"] = "5"
    if isinstance(error, (QuotaError, UnfinishedError)):
        response.headers["Retry-After"] = str(error.retry_after_seconds)
    return response


def _unknown(error: Exception) -> Response:
    log.error("request failed", exc_info=error)
    return _respond(Problem(500, "Failed", SENTENCES[500]))


def _respond(problem: Problem) -> Response:
    if _is_for_people():
        page = render_template(["page/problem.html", "problem.html"], problem=problem, request_id=request_id())
        return Response(page, problem.status, mimetype="text/html")
    body = {
        "type": "about:blank",
        "title": problem.title,
        "status": int(problem.status),
        "detail": problem.detail,
        "errors": list(problem.errors),
        "request_id": request_id(),
        **(problem.extras or {}),
    }
    return Response(current_app.json.dumps(body), problem.status, mimetype="application/problem+json")


def _is_for_people() -> bool:
    if request.path.startswith("/v1/") or request.path == "/v1":
        return False
    return request.accept_mimetypes.best_match(["application/json", "text/html"]) == "text/html"


def _sentence_of(error: Exception) -> str:
    # The database's own sentences hold the statement with its values.
    if isinstance(error, OperationalError):
        return "The database does not answer at the moment. Try again in a few seconds."
    if isinstance(error, DataError):
        return "The request holds a value that the database does not take, such as the character NUL."
    if isinstance(error, ModelsError) and not isinstance(error, InputError | StorageFullError):
        return SENTENCES[500]  # what failed is in the log; it is nothing that the user can mend
    return str(error)


def _fields_of(error: Exception) -> Mapping[str, str]:
    """Return what is wrong, by field."""
    if isinstance(error, NotReadyError):
        return error.failed
    if isinstance(error, MissingColumnsError):
        return dict.fromkeys(error.columns, str(error))
    field = getattr(error, "field", None)
    return {field: str(error)} if isinstance(field, str) else {}


def _flat(messages: object, path: str) -> Iterator[tuple[str, str]]:
    """Walk what a schema found wrong, as (dotted field, message)."""
    if isinstance(messages, Mapping):
        for name, inner in messages.items():
            # webargs puts the place in the request first, which is no field.
            is_place = not path and name in ("json", "query", "headers", "_schema")
            yield from _flat(inner, path if is_place or name == "_schema" else f"{path}.{name}".lstrip("."))
    elif isinstance(messages, (list, tuple)):
        for inner in messages:
            yield from _flat(inner, path)
    else:
        yield path, str(messages)
