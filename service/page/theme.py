"""The theme: the reader's system decides, until the reader does; kept in a cookie, so that no page flashes."""

from urllib.parse import urlsplit

from flask import redirect, request, url_for
from werkzeug.wrappers import Response

COOKIE = "plaintune_theme"
THEMES = {"auto": "Auto", "light": "Light", "dark": "Dark"}
KEPT_SECONDS = 365 * 24 * 3600


def theme() -> str:
    """Return the theme that the reader chose: auto, light or dark."""
    kept = request.cookies.get(COOKIE, "auto")
    return kept if kept in THEMES else "auto"


def themes() -> dict[str, str]:
    """Return the words of all themes by their values."""
    return THEMES


def choose_theme() -> Response:
    """Keep a theme, and go back to the page that the choice was made on."""
    chosen = request.form.get("theme", "auto")
    # Only the path of where the reader came from: an address of another host would lead away.
    back = urlsplit(request.headers.get("Referer", ""))
    is_ours = back.netloc == request.host and back.path.startswith("/") and not back.path.startswith("//")
    there = back.path + (f"?{back.query}" if back.query else "") if is_ours else url_for("page.show_start")
    answer = redirect(there, 303)
    answer.set_cookie(COOKIE, chosen if chosen in THEMES else "auto", KEPT_SECONDS, httponly=True, samesite="Strict")
    return answer
