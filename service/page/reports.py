"""The report of a run, at the page's own address."""

from flask import redirect, url_for
from werkzeug.wrappers import Response


def show_report(run_id: str) -> Response:
    """Lead to the report, which is a file of its own."""
    return redirect(url_for("documents.show_report", run_id=run_id), 303)
