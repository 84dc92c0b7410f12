"""The page that asks before a run is deleted, and says what goes with it."""

from flask import redirect, render_template, url_for
from werkzeug.wrappers import Response

from service.errors import ConflictError
from service.forgetting import forget_run
from service.gate import current_owner
from service.page.refusals import Refusal, refusal
from service.services import services
from service.store.holdings import holdings_of


def show_delete(run_id: str) -> str:
    """Ask whether a run should go."""
    return _page(run_id, None)


def delete(run_id: str) -> Response | tuple[str, int]:
    """Delete a run and lead to those that are left; one that still works stays, and the page says so."""
    try:
        forget_run(run_id, current_owner())
    except ConflictError as error:
        return _page(run_id, refusal(error)), 409
    return redirect(url_for("page.show_runs"), 303)


def _page(run_id: str, refused: Refusal | None) -> str:
    owner = current_owner()
    run = services().runs.get(run_id, owner)
    holdings = holdings_of(services().database, run_id, owner)
    return render_template("page/delete.html", run=run, holdings=holdings, refused=refused)
