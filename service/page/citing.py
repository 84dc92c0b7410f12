"""Where citations lead: the assistant names a part of a run, and its page has a place for each."""

from collections.abc import Iterable

from flask import abort, redirect, url_for
from werkzeug.wrappers import Response

from models.record import RunRecord
from service.gate import current_owner
from service.page.views import view_of

PLACES = {
    "data": "data",
    "decisions": "decisions",
    "diagnostics": "how-good",
    "evaluations": "evaluations",
    "families": "families",
    "findings": "findings",
    "folds": "folds",
    "goal": "goal",
    "importances": "what-it-looks-at",
    "leaderboard": "leaderboard",
    "overfitting": "overfitting",
    "progress": "progress",
    "result": "winner",
    "score": "score",
    "settings": "settings",
    "test": "test",
    "uncertainty": "uncertainty",
    "what-ifs": "what-ifs",
}
"""What evidence can name, and the place on the page of a run that has ended. Trials and charts have pages."""
WHILE_OPEN = frozenset({"data", "decisions", "folds", "goal", "settings"})
"""Places that the page of a run has before it has ended; until then, others lead to how far it is."""
OPEN_PLACE = "account"


def show_part(run_id: str, part: str, name: str = "") -> Response:
    """Lead to the place of the run's page where a part of its record stands."""
    if part not in PLACES:
        abort(404)
    view = view_of(run_id, current_owner())
    is_there = view.record.result is not None and view.is_finished
    anchor = place_of(view.record, part, name) if is_there or part in WHILE_OPEN else OPEN_PLACE
    return redirect(url_for("page.show_run", run_id=run_id, _anchor=anchor), 303)


def place_of(record: RunRecord, part: str, name: str = "") -> str:
    """Return the anchor of a part on the page of a run that has ended with a result.

    What the record does not hold has no place of its own: the part that it would be in stands for it.

    Parameters
    ----------
    part : one of ``PLACES``
    name : of a family, a finding, a decision, a what-if, or the columns among the importances; empty for the whole
    """
    if name and name in _named(record, part):
        return f"{part}-{name}"
    if part == "test" and record.test is None:
        return PLACES["evaluations"]
    if part == "what-ifs" and not record.what_ifs:
        return PLACES["findings"]
    return PLACES[part]


def _named(record: RunRecord, part: str) -> Iterable[str]:
    named = {
        "families": (family.name for family in record.families),
        "findings": (finding.code for finding in record.findings),
        "decisions": (str(decision.id) for decision in record.decisions),
        "what-ifs": (str(one.number) for one in record.what_ifs),
    }
    return set(named.get(part, ()))
