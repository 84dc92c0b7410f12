"""Where citations lead: the assistant names a part of a run, and the run's page has a place for each."""

from flask import abort, redirect, url_for
from werkzeug.wrappers import Response

from service.gate import current_owner
from service.services import services

# What evidence can name, and the place on the run's page where it stands.
PLACES = {
    "score": "score",
    "result": "winner",
    "overfitting": "overfitting",
    "data": "data",
    "leaderboard": "leaderboard",
    "families": "families",
    "findings": "findings",
    "decisions": "decisions",
    "what-ifs": "what-ifs",
}


def show_part(run_id: str, part: str, name: str = "") -> Response:
    """Lead to the place of the run's page where a part of its record stands."""
    if part not in PLACES:
        abort(404)
    services().runs.get(run_id, current_owner())
    anchor = f"{part}-{name}" if name else PLACES[part]
    return redirect(url_for("page.show_run", run_id=run_id, _anchor=anchor), 303)
