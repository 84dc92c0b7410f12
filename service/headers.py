"""Headers that tell a browser what it may do with our pages: nothing but what they need."""

from flask import Flask, Response

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
STANDARD = {**HEADERS, "Cache-Control": "no-store"}


def send_security_headers(app: Flask) -> None:
    """Add the headers to every answer; answers are not stored unless a view says otherwise."""
    app.after_request(_secure)


def _secure(response: Response) -> Response:
    # Asked name by name, each absent one costs an exception: this is done for every answer.
    present = {name.lower() for name, _ in response.headers}
    response.headers.extend((name, value) for name, value in STANDARD.items() if name.lower() not in present)
    return response
