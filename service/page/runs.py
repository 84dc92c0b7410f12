"""The pages of runs: the list, and one run at one address, live and then with its result."""

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from service.gate import current_owner
from service.page.talk import talk_in_view
from service.page.views import view_of
from service.services import services
from service.store.pages import PageRequest


def show_runs() -> str:
    """List the runs, newest first."""
    asked = PageRequest(cursor=request.args.get("cursor"))
    found = services().runs.list(current_owner(), asked)
    return render_template("page/runs.html", runs=found.items, next_cursor=found.next_cursor)


def show_run(run_id: str) -> str:
    """Show one run with the assistant beside it."""
    owner = current_owner()
    return render_template("page/run.html", view=view_of(run_id, owner), talk=talk_in_view(run_id, owner))


def cancel(run_id: str) -> Response:
    """Ask a run to end with the best model so far."""
    services().runs.cancel(run_id, current_owner())
    return redirect(url_for("page.show_run", run_id=run_id), 303)
