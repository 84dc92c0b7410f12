"""Links that show the result of a run to whoever has them: made, taken back, and what they show."""

from dataclasses import replace

from flask import Response, redirect, render_template, url_for
from werkzeug.wrappers import Response as BaseResponse

from models.record import RunRecord
from service.errors import ConflictError
from service.gate import current_owner
from service.page.views import view_of
from service.report.html import as_html, content_security_policy
from service.report.report import report_of
from service.run_records import record_so_far
from service.services import services


def show_links(run_id: str) -> str:
    """Show the links of a run."""
    return _page(run_id, "")


def make_link(run_id: str) -> tuple[str, int]:
    """Make a link and show it, this once: it is not kept."""
    owner = current_owner()
    if view_of(run_id, owner).record.result is None:
        raise ConflictError("This run has no result to share.")
    token = services().shares.add(run_id, owner)
    return _page(run_id, url_for("page.show_shared", token=token, _external=True)), 201


def take_back(run_id: str, share_id: str) -> BaseResponse:
    """Take a link back."""
    services().runs.get(run_id, current_owner())
    services().shares.remove(run_id, share_id, current_owner())
    return redirect(url_for("page.show_links", run_id=run_id), 303)


def show_shared(token: str) -> Response:
    """Show a result to whoever has its link: the report, which holds no row of the table and leads nowhere else."""
    shared = services().shares.find(token)
    report = report_of(for_strangers(record_so_far(shared.run_id, shared.owner_id)))
    response = Response(as_html(report, is_shared=True), mimetype="text/html")
    response.headers["Content-Security-Policy"] = content_security_policy()
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def for_strangers(record: RunRecord) -> RunRecord:
    """Return a record without what may quote cells of the table: examples and notes of columns, and errors."""
    columns = tuple(replace(column, examples=(), notes=()) for column in record.data.columns)
    trials = tuple(replace(trial, error=None) for trial in record.trials)
    return replace(record, data=replace(record.data, columns=columns), trials=trials, error=None)


def _page(run_id: str, address: str) -> str:
    owner = current_owner()
    links = services().shares.of_run(run_id, owner)
    return render_template("page/share.html", view=view_of(run_id, owner), links=links, address=address)
