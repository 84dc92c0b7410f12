"""The trials of a run: all of them in pages, and one with its folds and the reason why it was tried."""

from dataclasses import dataclass

from flask import render_template, request

from models.record import Trial
from service.errors import NotFoundError
from service.gate import current_owner
from service.page.fold_drawing import fold_picture
from service.page.trial_list import SORTS, TrialChoice, trials_shown
from service.page.views import RunView, view_of


@dataclass(frozen=True)
class Neighbors:
    """The trials before and after one, by number, and its rank among the complete ones; None where there is none."""

    before: int | None
    after: int | None
    rank: int | None


def show_trials(run_id: str) -> str:
    """List the trials, as the address asks: best first, all states, all families, where it says nothing."""
    view = view_of(run_id, current_owner())
    shown = trials_shown(view.record.trials, view.record.metric, TrialChoice.asked(request.args))
    is_part = request.headers.get("HX-Request") and not request.headers.get("HX-History-Restore-Request")
    template = "page/_trial_list.html" if is_part else "page/trials.html"
    return render_template(template, view=view, shown=shown, sorts=SORTS)


def show_trial(run_id: str, number: int) -> str:
    """Show one trial: where the citations of its numbers lead."""
    view = view_of(run_id, current_owner())
    found = next((trial for trial in view.record.trials if trial.number == number), None)
    if found is None:
        raise NotFoundError("trial", str(number))
    return render_template(
        "page/trial.html",
        view=view,
        trial=found,
        accounts=view.accounts_of(found.family),
        neighbors=_neighbors(view, found),
        picture=fold_picture(found.folds),
    )


def _neighbors(view: RunView, trial: Trial) -> Neighbors:
    numbers = [other.number for other in view.record.trials]
    place = numbers.index(trial.number)
    rank = next((entry.rank for entry in view.record.leaderboard if entry.trial == trial.number), None)
    before = numbers[place - 1] if place else None
    after = numbers[place + 1] if place + 1 < len(numbers) else None
    return Neighbors(before, after, rank)
