"""What a reader can still do about a score: order deeper checks, and bring labeled rows that the run never saw."""

from dataclasses import dataclass

from flask import redirect, render_template, request, url_for
from marshmallow import ValidationError
from werkzeug.wrappers import Response

from models.record import RunRecord
from models.settling import CHECK_NAMES, CHECK_SECONDS, check_seconds
from service.datasets import take_in, uploaded
from service.errors import FieldError
from service.evaluations import evaluate_run
from service.gate import current_owner
from service.orders import queue_checks
from service.page.refusals import MENDABLE, Refusal, first_sentence, refusal
from service.page.views import view_of
from service.predictions import require_model
from service.schemas.checks import ChecksSchema
from service.services import services
from service.store.checks import ChecksAsked

TITLES = {
    "repeated_cv": ("Split the rows again", "How much of the score is luck of the split?"),
    "permuted_labels": ("Shuffle the answers", "What does the winner score where there is nothing to learn?"),
    "null_search": ("Search on shuffled answers", "What does choosing the best of many make of nothing?"),
    "learning_curve": ("Learn from fewer rows", "Would more rows help?"),
    "nested_cv": ("Search again inside outer folds", "What does this search deliver on new rows? The reference."),
}


@dataclass(frozen=True)
class CheckOffer:
    """A deeper check that can be ordered: what it answers, about how long it takes, and whether it was done."""

    name: str
    title: str
    question: str
    seconds: float | None
    is_done: bool
    is_advised: bool


def check_offers(record: RunRecord) -> tuple[CheckOffer, ...]:
    """Return the deeper checks with their cost on one process, as the trials of the run tell it."""
    result = record.result
    if result is None:
        return ()
    costs = check_seconds(record.trials, record.trial(result.trial))
    done = {finding.code for finding in record.findings if finding.answer != "not_applicable"}
    advised = {settling.check for settling in result.overfitting.settled_by}
    return tuple(
        CheckOffer(name, *TITLES[name], costs.get(name), name in done, name in advised) for name in CHECK_NAMES
    )


def order_checks(run_id: str) -> Response | tuple[str, int]:
    """Queue the checks that are ticked."""
    try:
        asked = ChecksSchema().load(
            {"checks": request.form.getlist("check"), "budget": {"seconds": _seconds(request.form.get("seconds", ""))}}
        )
        queue_checks(ChecksAsked(run_id, asked.names, asked.seconds), current_owner())
    except ValidationError as error:
        words = "Tick at least one check." if not request.form.getlist("check") else first_sentence(error)
        return _refused(run_id, Refusal(words), "checks")
    except MENDABLE as error:
        return _refused(run_id, refusal(error), "checks")
    return redirect(url_for("page.show_run", run_id=run_id), 303)


def evaluate_upload(run_id: str) -> Response | tuple[str, int]:
    """Score the model on labeled rows of a file, and show the true score beside what was promised."""
    owner = current_owner()
    require_model(run_id, owner)
    try:
        if not (given := request.files.get("file")) or not given.filename:
            raise FieldError("file", "Choose a file with labeled rows.")
        with uploaded() as file:
            dataset = take_in(file, owner)
        try:
            evaluate_run(run_id, dataset.id, owner)
        except MENDABLE:  # nothing refers to the rows
            services().datasets.remove(dataset.id, owner)
            services().blobs.remove_table(dataset.id)
            raise
    except MENDABLE as error:
        return _refused(run_id, refusal(error), "evaluations")
    return redirect(url_for("page.show_run", run_id=run_id, _anchor="evaluations"), 303)


def _seconds(text: str) -> float:
    if not text.strip():
        return CHECK_SECONDS
    try:
        return float(text)
    except ValueError as error:
        raise FieldError("seconds", f"“{text[:40]}” is not a number of seconds.") from error


def _refused(run_id: str, refused: Refusal, where: str) -> tuple[str, int]:
    """Show what stands against it on a page of its own, with the form again."""
    view = view_of(run_id, current_owner())
    return render_template("page/asked_again.html", view=view, refused=refused, where=where), 422
