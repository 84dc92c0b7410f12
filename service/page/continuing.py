"""More time for a run that has ended: asked for in a form, refused in a sentence."""

from dataclasses import dataclass
from math import isfinite, nan

from flask import redirect, render_template, request, url_for
from marshmallow import ValidationError
from werkzeug.wrappers import Response

from models.search.continuation import MoreBudget
from service.errors import ConflictError, FieldError
from service.gate import current_owner
from service.orders import continue_run
from service.page.refusals import MENDABLE, Refusal, first_sentence, refusal
from service.page.views import view_of
from service.schemas.runs import ContinueSchema
from service.store.continuations import Continuation


@dataclass(frozen=True)
class MoreForm:
    """What stands in the form: one of the offers, or seconds and trials as they were typed."""

    budget: str = "300"
    seconds: str = ""
    trials: str = ""

    @classmethod
    def typed(cls) -> "MoreForm":
        """Return the form as the current request brought it."""
        given = request.form
        parts = (given.get("budget", cls.budget), given.get("seconds", ""), given.get("trials", ""))
        return cls(*(part.strip() for part in parts))


def show_continue(run_id: str) -> str:
    """Ask how much more a run may use."""
    return _page(run_id, MoreForm(), None)


def go_on(run_id: str) -> Response | tuple[str, int]:
    """Queue a run once more; what stands against it is said where it was asked."""
    form = MoreForm.typed()
    try:
        continue_run(Continuation(run_id, _more(form)), current_owner())
    except MENDABLE as error:
        status = 409 if isinstance(error, ConflictError) else 422
        return _page(run_id, form, refusal(error)), status
    return redirect(url_for("page.show_run", run_id=run_id), 303)


def _page(run_id: str, form: MoreForm, refused: Refusal | None) -> str:
    view = view_of(run_id, current_owner())
    return render_template("page/continue.html", view=view, form=form, refused=refused)


def _more(form: MoreForm) -> MoreBudget:
    given = {"seconds": form.seconds, "trials": form.trials} if form.budget == "other" else {"seconds": form.budget}
    budget = {name: _number(name, text) for name, text in given.items() if text}
    if not budget:
        raise FieldError("budget", "Give a number of seconds or of trials, or choose one of the offers.")
    try:
        more: MoreBudget = ContinueSchema().load({"budget": budget})
    except ValidationError as error:
        raise FieldError("budget", first_sentence(error)) from error
    return more


def _number(name: str, text: str) -> float | int:
    try:
        number = int(text) if name == "trials" else float(text)
    except ValueError:
        number = nan
    if not isfinite(number):
        raise FieldError(name, f"“{text[:40]}” is not a number of {name}.")
    return number
