"""The gate: every address but a few is closed to whoever has no key or session; a new route is closed, too."""

import secrets
from urllib.parse import urlsplit

from flask import Flask, g, redirect, request, session
from werkzeug.exceptions import SecurityError
from werkzeug.wrappers import Response as BaseResponse

from service.errors import ForeignRequestError, UnknownKeyError
from service.services import services
from service.store.owners import Caller

# Open to everyone: the first two tell nothing about anybody, and the last one has a key of its own in its address.
# Files that pages are made of (static) are open too.
OPEN_ENDPOINTS = frozenset({"operations.healthz", "operations.readyz", "page.show_shared"})
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


def guard(app: Flask) -> None:
    """Put the gate before every request, and give templates the session's token."""
    app.before_request(_open_or_refuse)
    app.jinja_env.globals["csrf_token"] = csrf_token


def current_owner() -> str:
    """Return the id of the owner whose key or session this request carries."""
    caller: Caller = g.caller
    return caller.owner_id


def csrf_token() -> str:
    """Return the token that forms of the page send back, in ``csrf_token`` or the header ``X-CSRF-Token``."""
    return str(session.get("csrf_token", ""))


def _open_or_refuse() -> BaseResponse | None:
    if isinstance(request.routing_exception, SecurityError):
        return None  # a foreign Host header: Flask itself answers 400
    if request.endpoint in OPEN_ENDPOINTS or (request.endpoint or "").split(".")[-1] == "static":
        return None
    if request.path == "/" and "key" in request.args:
        return _enter(request.args["key"])
    g.caller = _caller()
    return None


def _caller() -> Caller:
    bearer = _bearer()
    if bearer is not None:
        caller = services().owners.caller_of_secret(bearer)
    else:
        caller = services().owners.caller_of_key(session.get("key_id", ""))
        if caller is not None and request.method not in SAFE_METHODS:
            _refuse_foreign()
    if caller is None:
        raise UnknownKeyError
    return caller


def _bearer() -> str | None:
    given = request.authorization
    return given.token if given is not None and given.type == "bearer" else None


def _enter(secret: str) -> BaseResponse:
    owners = services().owners
    caller = owners.enter(secret) or owners.caller_of_secret(secret)
    if caller is None:
        raise UnknownKeyError
    session.clear()
    session.permanent = True
    session["key_id"] = caller.key_id
    session["csrf_token"] = secrets.token_urlsafe(32)
    # The address with the key must not stay in the browser's bar and history.
    return redirect("/", 303)


def _refuse_foreign() -> None:
    """Refuse a session that is used from another site: browsers say where a request comes from."""
    origin = request.headers.get("Origin")
    site = request.headers.get("Sec-Fetch-Site", "same-origin")
    is_foreign = origin is not None and urlsplit(origin).netloc != request.host
    token = request.headers.get("X-CSRF-Token") or request.form.get("csrf_token", "")
    if is_foreign or site not in ("same-origin", "none") or not _is_token(token):
        raise ForeignRequestError


def _is_token(given: str) -> bool:
    known = csrf_token()
    return bool(known) and secrets.compare_digest(given.encode(), known.encode())
