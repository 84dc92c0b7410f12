"""How a browser comes in, by an address that works once, and how it goes."""

import secrets

from flask import Blueprint, g, redirect, request, session
from flask.sessions import SecureCookieSessionInterface
from werkzeug.wrappers import Response

from service.errors import UnknownKeyError
from service.services import services

entry = Blueprint("entry", __name__)

LEAVE = "entry.leave"


class Sessions(SecureCookieSessionInterface):
    """Signed cookies that never leave an encrypted connection they came over."""

    def get_cookie_secure(self, app: object) -> bool:  # noqa: ARG002  the library's signature
        """Tell whether the cookie is for encrypted connections alone: where this one is."""
        return request.is_secure


def enter(secret: str) -> Response:
    """Use up the secret of an address, begin a session, and lead away from the address."""
    if "prefetch" in request.headers.get("Sec-Purpose", request.headers.get("Purpose", "")):
        # A browser looks ahead of its owner's click: it must not use the address up, and asks again.
        return Response(status=503, headers={"Retry-After": "1"})
    owners = services().owners
    session_id = owners.enter(secret)
    if session_id is not None:
        session.clear()
        session.permanent = True
        session["id"] = session_id
        session["csrf_token"] = secrets.token_urlsafe(32)
        g.caller = owners.caller_of_session(session_id)
    elif owners.caller_of_session(session.get("id", "")) is None:  # a second click in the same browser is no error
        raise UnknownKeyError
    # The address must not stay in the browser's bar and history.
    return redirect("/", 303)


@entry.post("/leave")
def leave() -> Response:
    """End the session of this browser."""
    services().owners.leave(session.get("id", ""))
    session.clear()
    return redirect("/", 303)
