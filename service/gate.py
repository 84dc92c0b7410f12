"""The gate: every address but a few is closed to whoever has no key or session; a new route is closed, too.

In this order: a known host name, an origin of our own, a known key or session, not too often, a scope that is enough,
and for sessions the page's token. Nothing of a body is read before.
"""

import secrets
import threading
import time
from math import ceil

from flask import Flask, current_app, g, request, session
from werkzeug.exceptions import SecurityError
from werkzeug.wrappers import Response as BaseResponse

from service.entry import LEAVE, enter
from service.errors import ForeignRequestError, QuotaError, ScopeError, UnknownKeyError
from service.rates import Buckets
from service.scopes import SAFE_METHODS, allows, needed_scope
from service.services import services
from service.settings import Limits, setting_name
from service.store.owners import Caller, digest_of

# Open to everyone: the first two tell nothing about anybody, and the last one has a key of its own in its address.
# Files that pages are made of (static) are open too.
OPEN_ENDPOINTS = frozenset({"operations.healthz", "operations.readyz", "page.show_shared"})
METRICS = "operations.metrics"
# JSON is read here as a whole, but for that of these, which is a table and read elsewhere.
TABLES = frozenset({"datasets.add_dataset"})
NOTED_EVERY_SECONDS = 60.0
GATE = "plaintune_gate"


class Turnstile:
    """What the gate remembers in this process: how often each key came, and whose use was noted a moment ago."""

    def __init__(self, limits: Limits) -> None:
        self._limit = limits.max_requests_per_second
        self._buckets = Buckets(self._limit, limits.max_burst_requests)
        self._noted: dict[str, float] = {}
        self._lock = threading.Lock()

    def pass_through(self, key_id: str) -> None:
        """Let one request of a key through, or raise ``QuotaError`` where they come too fast."""
        wait = self._buckets.take(key_id)
        if wait > 0.0:
            setting = setting_name("max_requests_per_second")
            raise QuotaError(
                "The requests of this key in a second", self._limit + 1, self._limit, setting, max(1, ceil(wait))
            )

    def is_to_be_noted(self, key_id: str) -> bool:
        """Tell whether the use of a key is to be written down: once a minute is enough."""
        now = time.monotonic()
        with self._lock:
            if now - self._noted.get(key_id, -NOTED_EVERY_SECONDS) < NOTED_EVERY_SECONDS:
                return False
            self._noted[key_id] = now
            return True


def guard(app: Flask, limits: Limits) -> None:
    """Put the gate before every request, and give templates the session's token."""
    app.extensions[GATE] = Turnstile(limits)
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
    if request.method not in SAFE_METHODS:
        _refuse_foreign()
    if request.path == "/" and "key" in request.args and request.method == "GET":
        return enter(request.args["key"])
    bearer = _bearer()
    if request.endpoint == METRICS and bearer is not None and _opens_metrics(bearer):
        return None
    _let_in(bearer)
    if request.is_json and request.endpoint not in TABLES:
        request.max_content_length = min(services().settings.limits.max_json_bytes, request.max_content_length or 0)
    return None


def _let_in(bearer: str | None) -> None:
    owners = services().owners
    session_id = session.get("id", "") if bearer is None else ""
    caller = owners.caller_of_session(session_id) if bearer is None else owners.caller_of_secret(bearer)
    if caller is None:
        raise UnknownKeyError
    g.caller = caller
    turnstile: Turnstile = current_app.extensions[GATE]
    turnstile.pass_through(caller.key_id)
    is_leaving = bearer is None and request.endpoint == LEAVE  # whoever came in may go
    needed = "read" if is_leaving else needed_scope(request.method, request.endpoint)
    if not allows(caller.scope, needed):
        raise ScopeError(caller.scope, needed)
    if bearer is None and request.method not in SAFE_METHODS:
        _require_token()
    if turnstile.is_to_be_noted(caller.key_id):
        owners.note_use(caller.key_id)


def _bearer() -> str | None:
    given = request.authorization
    return given.token or "" if given is not None and given.type == "bearer" else None


def _opens_metrics(bearer: str) -> bool:
    key = services().settings.metrics_key
    return key is not None and secrets.compare_digest(digest_of(bearer), digest_of(key))


def _refuse_foreign() -> None:
    """Refuse what another site makes a browser send: browsers say where a request comes from."""
    origin = request.headers.get("Origin")
    site = request.headers.get("Sec-Fetch-Site", "same-origin")
    is_foreign = origin is not None and origin.partition("://")[2].lower() != request.host.lower()
    if is_foreign or site not in ("same-origin", "none"):
        raise ForeignRequestError


def _require_token() -> None:
    given = request.headers.get("X-CSRF-Token") or request.form.get("csrf_token", "")
    known = csrf_token()
    if not known or not secrets.compare_digest(given.encode(), known.encode()):
        raise ForeignRequestError
