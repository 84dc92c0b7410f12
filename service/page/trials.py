"""The trials of a run: all of them in pages, and one with its folds and the reason why it was tried."""

from math import ceil

from flask import render_template, request

from models.record import RunRecord, Trial
from service.errors import NotFoundError
from service.gate import current_owner
from service.page.views import view_of

TRIALS_SHOWN = 50


def show_trials(run_id: str) -> str:
    """List the trials, best first; those without a score come last."""
    view = view_of(run_id, current_owner())
    ordered = _best_first(view.record)
    pages = max(1, ceil(len(ordered) / TRIALS_SHOWN))
    page = min(max(request.args.get("page", 1, type=int), 1), pages)
    shown = ordered[(page - 1) * TRIALS_SHOWN : page * TRIALS_SHOWN]
    return render_template("page/trials.html", view=view, trials=shown, page=page, pages=pages)


def show_trial(run_id: str, number: int) -> str:
    """Show one trial: where the citations of its numbers lead."""
    view = view_of(run_id, current_owner())
    found = next((trial for trial in view.record.trials if trial.number == number), None)
    if found is None:
        raise NotFoundError("trial", str(number))
    accounts = view.accounts_of(found.family)
    return render_template("page/trial.html", view=view, trial=found, accounts=accounts)


def _best_first(record: RunRecord) -> list[Trial]:
    scored = [trial for trial in record.trials if trial.validation_score is not None]
    scored.sort(key=lambda trial: trial.validation_score or 0.0, reverse=record.metric.greater_is_better)
    return [*scored, *(trial for trial in record.trials if trial.validation_score is None)]
