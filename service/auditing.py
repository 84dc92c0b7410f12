"""What of the requests goes into the audit log: whatever changes something, takes a model away, or was refused."""

import re
from http import HTTPStatus

import structlog
from flask import Flask, Response, g, request
from sqlalchemy.exc import OperationalError

from service.rates import Buckets
from service.scopes import SAFE_METHODS
from service.services import services
from service.store.audit import Deed
from service.store.owners import Caller
from service.tracing import request_id

log = structlog.get_logger()

# They compute and keep nothing, and come by the hundred a second.
KEEPS_NOTHING = frozenset(
    {"predictions.predict", "page.predict_one", "page.predict_many", "datasets.preview_goal", "page.preview"}
)
TAKES_AWAY = frozenset({"predictions.download_model", "documents.download_study"})
ENTRY = "entry.enter"
REFUSED = frozenset({HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN})
# Somebody who knocks without end must not fill the disk; the rest is in the service's log.
REFUSALS_PER_SECOND, MOST_REFUSALS_AT_ONCE = 1.0, 100

_MADE_ID = re.compile(r"[0-9a-f]{32}|[0-9]{1,9}")
_MADE_PATH = re.compile(r"/(?:v1/)?(dataset|run)s/([0-9a-f]{32})(?:/what-ifs/([0-9]{1,9}))?$")


def keep_log(app: Flask) -> None:
    """Write a line about each request that is to be remembered, when its answer is known."""
    refusals = Buckets(REFUSALS_PER_SECOND, MOST_REFUSALS_AT_ONCE)

    def note(response: Response) -> Response:
        if _is_remembered(response, refusals):
            _write(response)
        return response

    app.after_request(note)


def object_of(arguments: dict[str, object], location: str | None) -> str:
    """Say what a request was about: ids that the service made itself, and nothing that a caller may have written.

    Examples
    --------
    >>> object_of({"run_id": "ab" * 16, "number": "3"}, None)
    'run abababababababababababababababab number 3'
    >>> object_of({"run_id": "name of a customer"}, None)
    'run ?'
    >>> object_of({}, "/v1/datasets/" + "cd" * 16)
    'dataset cdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcd'
    """
    said = [
        f"{name.removesuffix('_id')} {value if _MADE_ID.fullmatch(str(value)) else '?'}"
        for name, value in arguments.items()
        if name not in ("part", "name")
    ]
    made = _MADE_PATH.search(location or "")
    if made is not None and not said:
        said = [f"{made[1]} {made[2]}"]
    if made is not None and made[3] is not None and "number" not in arguments:
        said.append(f"number {made[3]}")
    return " ".join(said)


def _is_remembered(response: Response, refusals: Buckets) -> bool:
    endpoint = request.endpoint or ""
    if response.status_code in REFUSED:
        return refusals.take("refused") == 0.0
    if "caller" not in g or response.status_code == HTTPStatus.TOO_MANY_REQUESTS:
        return False
    changes = request.method not in SAFE_METHODS and endpoint not in KEEPS_NOTHING
    return _is_entry() or changes or endpoint in TAKES_AWAY


def _is_entry() -> bool:
    return request.path == "/" and "key" in request.args


def _write(response: Response) -> None:
    caller: Caller | None = g.get("caller")
    deed = Deed(
        action=ENTRY if _is_entry() else request.endpoint or "unknown",
        object=object_of(dict(request.view_args or {}), response.headers.get("Location")),
        address=request.remote_addr or "",
        outcome=response.status_code,
        owner_id=None if caller is None else caller.owner_id,
        key_id=None if caller is None else caller.key_id,
        request_id=request_id(),
    )
    try:
        services().audit.add(deed)
    except OperationalError as error:
        # What was done is done: the line is kept in the log instead.
        log.exception("audit line not stored", exc_info=error, **vars(deed))
