"""The first page: a file to begin with, and the last runs."""

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from service.datasets import take_in, uploaded
from service.gate import current_owner
from service.page.refusals import MENDABLE, Refusal, refusal
from service.services import services
from service.store.pages import PageRequest

LAST = 3


def show_start() -> str:
    """Show where to drop a file, and the last runs."""
    return _start(None)


def upload() -> Response | tuple[str, int]:
    """Take a file in from the form, for browsers without our script."""
    try:
        with uploaded() as file:
            dataset = take_in(file, current_owner())
    except MENDABLE as error:
        return _start(refusal(error)), 422
    return redirect(url_for("page.show_table", dataset_id=dataset.id), 303)


def _start(refused: Refusal | None) -> str:
    owner, last = current_owner(), PageRequest(limit=LAST)
    return render_template(
        "page/start.html",
        refused=refused,
        runs=services().runs.list(owner, last).items,
        datasets=services().datasets.list(owner, last).items,
        max_bytes=request.max_content_length,
    )
