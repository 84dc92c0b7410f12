"""The pages of runs: the list, and one run at one address, live and then with its result."""

from contextlib import suppress

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from service.errors import ConflictError
from service.gate import current_owner
from service.page.run_list import lines_of
from service.page.talk import talk_in_view
from service.page.views import view_of
from service.services import services
from service.store.pages import PageRequest
from service.store.run_lines import GROUPS, RunsSought, run_lines

RUNS_SHOWN = 20


def show_runs() -> str:
    """List the runs that the address asks for, newest first."""
    group, words = request.args.get("group", ""), request.args.get("find", "").strip()
    sought = RunsSought(group if group in GROUPS else "", words)
    asked = PageRequest(RUNS_SHOWN, request.args.get("cursor"))
    found = run_lines(services().database, current_owner(), sought, asked)
    lines = lines_of(found.items)
    return render_template("page/runs.html", runs=lines, next_cursor=found.next_cursor, sought=sought)


def show_run(run_id: str) -> str:
    """Show one run with the assistant beside it; held, it does not reload itself where there are no scripts."""
    owner = current_owner()
    view, talk = view_of(run_id, owner), talk_in_view(run_id, owner)
    return render_template("page/run.html", view=view, talk=talk, is_held="hold" in request.args)


def cancel(run_id: str) -> Response:
    """Ask a run to end with the best model so far; one that has ended in the meantime is simply shown."""
    with suppress(ConflictError):
        services().runs.cancel(run_id, current_owner())
    return redirect(url_for("page.show_run", run_id=run_id), 303)
