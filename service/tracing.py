"""Every request has an id: in its answer, in every error, and in every line of the log about it."""

import re
import time
import uuid
from http import HTTPStatus

import structlog
from flask import Flask, Response, g, request

from service.measuring import count_request

log = structlog.get_logger()

_PLAIN_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")


def trace_requests(app: Flask) -> None:
    """Give each request an id and log how it ended."""
    app.before_request(_begin)
    app.after_request(_end)


def request_id() -> str:
    """Return the id of the current request."""
    if "request_id" not in g:
        given = request.headers.get("X-Request-ID", "")
        # An id from outside goes into logs, so that nothing but a plain one is taken over.
        g.request_id = given if _PLAIN_ID.fullmatch(given) else uuid.uuid4().hex
    found: str = g.request_id
    return found


def _begin() -> None:
    g.began = time.perf_counter()
    structlog.contextvars.clear_contextvars()
    structlog.contextvars.bind_contextvars(request_id=request_id())
    run_id = (request.view_args or {}).get("run_id")
    if run_id is not None and _PLAIN_ID.fullmatch(run_id):
        structlog.contextvars.bind_contextvars(run_id=run_id)


def _end(response: Response) -> Response:
    response.headers["X-Request-ID"] = request_id()
    seconds = time.perf_counter() - g.get("began", time.perf_counter())
    # The path's pattern, never the path or its query: those may hold names and keys.
    route = request.url_rule.rule if request.url_rule else None
    # A route that there is none of has one name: whoever tries addresses must not make a series of each.
    count_request(request.method, route or "none", response.status_code, seconds)
    said = {"method": request.method, "route": route, "status": response.status_code, "seconds": round(seconds, 4)}
    if response.status_code >= HTTPStatus.INTERNAL_SERVER_ERROR:
        log.warning("request", **said)
    else:
        log.debug("request", **said)
    return response
