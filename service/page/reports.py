"""The report of a run, at the page's own address."""

from flask import redirect, url_for
from werkzeug.wrappers import Response

from service.gate import current_owner
from service.services import services


def show_report(run_id: str) -> Response:
    """Lead to the report, which is a file of its own."""
    services().runs.get(run_id, current_owner())
    return redirect(url_for("documents.show_report", run_id=run_id), 303)
