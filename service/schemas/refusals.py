"""Which errors each call of the API may answer with: said once for all calls, by what a call is and not by its name."""

from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from service.scopes import SAFE_METHODS

Plain = dict[str, Any]

# They read or change something that has a state, which the call may not fit.
STATEFUL = ("/cancel", "/continue", "/checks", "/promote", "/what-ifs", "/predictions", "/model", "/evaluations")
FROM_RECORD = ("/report", "/study", "/charts", "/charts/{name}", "/v1/chat")
NAMES_A_THING = ("/v1/runs", "/v1/chat")
ONE_STREAM_MORE = ("/events", "/v1/chat")
RETRY_AFTER = {"Retry-After": {"description": "Seconds until it may work.", "schema": {"type": "string"}}}


@dataclass(frozen=True)
class Call:
    """One operation, as far as it tells what can go wrong with it."""

    method: str
    path: str
    is_open: bool
    has_body: bool
    has_query: bool

    @property
    def is_safe(self) -> bool:
        """Whether it changes nothing."""
        return self.method in SAFE_METHODS

    @property
    def is_about_a_thing(self) -> bool:
        """Whether it names something that may not be there."""
        return "{" in self.path or (not self.is_safe and self.path in NAMES_A_THING)

    @property
    def may_conflict(self) -> bool:
        """Whether what it is about may be in a state that it does not fit."""
        has_state = self.path.endswith(("/model", *FROM_RECORD)) or (not self.is_safe and self.path.endswith(STATEFUL))
        is_removal = self.method == "DELETE" and "/conversations" not in self.path
        return has_state or is_removal or (not self.is_safe and self.path in ("/v1/runs", "/v1/datasets"))


@dataclass(frozen=True)
class Refusal:
    """A status, when it is given, and to which calls."""

    status: HTTPStatus
    when: str
    applies: Callable[[Call], bool]

    @property
    def response(self) -> Plain:
        """The response as the specification has it."""
        content = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
        headers = {"headers": RETRY_AFTER} if self.status in _COME_AGAIN else {}
        return {"description": self.when, "content": content, **headers}


_COME_AGAIN = (HTTPStatus.CONFLICT, HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE)
REFUSALS = (
    Refusal(HTTPStatus.BAD_REQUEST, "The request cannot be read.", lambda _: True),
    Refusal(HTTPStatus.UNAUTHORIZED, "There is no key, or none that is known.", lambda call: not call.is_open),
    Refusal(
        HTTPStatus.FORBIDDEN,
        "The key may not do this, or the request comes from another site.",
        lambda call: not call.is_safe or call.path == "/metrics",
    ),
    Refusal(HTTPStatus.NOT_FOUND, "There is no such thing among yours.", lambda call: call.is_about_a_thing),
    Refusal(HTTPStatus.CONFLICT, "It does not fit the state that things are in.", lambda call: call.may_conflict),
    Refusal(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "Over a limit on bytes.", lambda call: call.has_body),
    Refusal(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "This content type is not read here.", lambda call: call.has_body),
    Refusal(
        HTTPStatus.UNPROCESSABLE_ENTITY,
        "Something in it cannot be used: detail says what and what to do.",
        lambda call: call.has_body or call.has_query or call.is_about_a_thing,
    ),
    Refusal(HTTPStatus.TOO_MANY_REQUESTS, "Too often, or too much at once.", lambda call: not call.is_open),
    Refusal(HTTPStatus.INTERNAL_SERVER_ERROR, "It failed here; the log has it by request_id.", lambda _: True),
    Refusal(HTTPStatus.SERVICE_UNAVAILABLE, "Busy, or the database is away.", lambda call: call.path != "/healthz"),
    Refusal(HTTPStatus.INSUFFICIENT_STORAGE, "No space is left.", lambda call: not call.is_safe),
)


TAGGED = frozenset(
    {
        "/v1/datasets",
        "/v1/datasets/{dataset_id}",
        "/v1/runs",
        "/v1/runs/{run_id}",
        "/v1/runs/{run_id}/report",
        "/v1/runs/{run_id}/model",
        "/v1/conversations",
    }
)
"""What is read there has an ETag."""
NOT_MODIFIED = {"304": {"description": "You have it: it is what had the ETag in If-None-Match."}}
IF_NONE_MATCH = {
    "in": "header",
    "name": "If-None-Match",
    "schema": {"type": "string"},
    "description": "The ETag of the answer that you have: where nothing has changed, it is 304 and nothing is sent.",
}


def with_refusals(spec: Plain) -> Plain:
    """Return the specification with every error of every call, in place of an unnamed one."""
    paths = {path: _told(path, operations) for path, operations in spec["paths"].items()}
    shared = {refusal.status.name: refusal.response for refusal in REFUSALS}
    return {**spec, "paths": paths, "components": {**spec["components"], "responses": shared}}


def _told(path: str, operations: Plain) -> Plain:
    told = {}
    for method, operation in operations.items():
        if "responses" not in operation:  # parameters that all operations of a path share
            told[method] = operation
            continue
        call = _call(method, path, operation)
        refused = {
            str(int(refusal.status)): {"$ref": f"#/components/responses/{refusal.status.name}"}
            for refusal in REFUSALS
            if refusal.applies(call)
        }
        answered = {status: said for status, said in operation["responses"].items() if status.startswith("2")}
        told[method] = {**operation, "responses": {**answered, **refused}}
        if call.is_safe and path in TAGGED:
            told[method]["parameters"] = [*operation.get("parameters", ()), IF_NONE_MATCH]
            told[method]["responses"] |= NOT_MODIFIED
    return told


def _call(method: str, path: str, operation: Plain) -> Call:
    asked = [parameter for parameter in operation.get("parameters", ()) if parameter.get("in") in ("query", "header")]
    is_open = operation.get("security") == []
    return Call(method.upper(), path, is_open, "requestBody" in operation, bool(asked))
