"""A what-if in an answer: how far it is, what came of it, and its promotion with the price."""

from collections.abc import Callable
from dataclasses import dataclass

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from models.errors import InputError
from models.record import Score, WhatIf, from_plain
from service.gate import current_owner
from service.orders import queue_promotion
from service.page.numbers import count, signed
from service.page.refusals import MENDABLE, Refusal, refusal
from service.run_records import record_so_far
from service.services import services
from service.store.runs import FINISHED


@dataclass(frozen=True)
class Experiment:
    """One what-if of a run, as an answer shows it.

    ``seconds`` are what it has taken so far, and ``expected_seconds`` what it was said to take. ``price`` says what
    making it the winner costs, and is empty where it cannot be made that; ``because`` says why not.
    """

    run_id: str
    account: WhatIf
    seconds: float
    expected_seconds: float | None
    price: str = ""
    because: str = ""
    refused: Refusal | None = None

    @property
    def headline(self) -> str:
        """What came out, in a few words; empty where there is no difference to tell."""
        one = self.account
        if one.status != "complete" or one.difference is None or one.low is None or one.high is None:
            return ""
        ends = f"{signed(one.difference)} ({signed(one.low)} to {signed(one.high)})"
        if one.low <= 0 <= one.high:
            return f"No clear difference: {ends}."
        return f"{'Better' if one.difference > 0 else 'Worse'} by {abs(one.difference):.2g}: {ends}."

    @property
    def is_at_work(self) -> bool:
        """Whether something is still to come of it."""
        promotion = self.account.promotion
        is_promoted = promotion is not None and promotion.status in ("queued", "running")
        return is_promoted or self.account.status in ("queued", "running")


def experiment_in_view(run_id: str, number: int, expected_seconds: float | None = None) -> Experiment:
    """Return a what-if of a run of the present owner."""
    return _experiment(run_id, number, expected_seconds, None)


def show_progress(run_id: str, number: int) -> Response | str:
    """Show how far a what-if is: a panel for the answer that began it, and else the place where it stands."""
    if "HX-Request" not in request.headers:
        services().what_ifs.get(run_id, number, current_owner())
        return redirect(url_for("page.show_run", run_id=run_id, _anchor=f"what-ifs-{number}"), 303)
    return _panel(run_id, number, None, is_asked=False)


def stop_what_if(run_id: str, number: int) -> Response | str:
    """Stop a what-if, and those that wait behind it."""
    services().what_ifs.get(run_id, number, current_owner())
    return _after(run_id, number, lambda: services().runs.cancel(run_id, current_owner()))


def promote_what_if(run_id: str, number: int) -> Response | str:
    """Make a what-if the delivered model."""
    return _after(run_id, number, lambda: queue_promotion(run_id, number, current_owner()))


def _after(run_id: str, number: int, deed: Callable[[], object]) -> Response | str:
    refused = None
    try:
        deed()
    except MENDABLE as error:
        refused = refusal(error)
    if "HX-Request" not in request.headers:
        return redirect(url_for("page.show_chat", run_id=run_id), 303)
    return _panel(run_id, number, refused, is_asked=True)


def _panel(run_id: str, number: int, refused: Refusal | None, *, is_asked: bool) -> str:
    """Return the panel, which takes the focus where the button that was pressed is gone."""
    expected = request.values.get("expected", type=float)
    experiment = _experiment(run_id, number, expected, refused)
    return render_template("page/_what_if_message.html", experiment=experiment, is_asked=is_asked)


def _experiment(run_id: str, number: int, expected_seconds: float | None, refused: Refusal | None) -> Experiment:
    owner = current_owner()
    account = from_plain(WhatIf, services().what_ifs.get(run_id, number, owner).account)
    run = services().runs.get(run_id, owner)
    earlier = 0.0 if run.what_if is None else run.what_if["elapsed_seconds"]
    seconds = max(0.0, run.elapsed_seconds - earlier) if account.status == "running" else account.seconds
    price, because = _price(run_id, account, owner) if account.status == "complete" else ("", "")
    return Experiment(run_id, account, seconds, expected_seconds, price, because, refused)


def _price(run_id: str, account: WhatIf, owner_id: str) -> tuple[str, str]:
    """Return what promoting costs, or why it cannot be done."""
    if account.promotion is not None and account.promotion.status in ("queued", "running", "complete"):
        return "", ""
    if services().runs.get(run_id, owner_id).status not in FINISHED:
        return "", "It can be made the winner when the run is done with its other experiments."
    record = record_so_far(run_id, owner_id)
    try:
        services().engine.check_promotable(account, record)
    except InputError as error:
        return "", str(error)
    return ("" if record.result is None else _price_in_words(record.result.score)), ""


def _price_in_words(score: Score) -> str:
    if score.corrected is None:
        return "Choosing once more costs honesty; how much cannot be told, as this run has no corrected score."
    paid = abs(score.cross_validated - score.corrected)
    among = f" among {count(score.n_candidates)} candidates" if score.n_candidates else ""
    return (
        f"Choosing once more costs honesty. The choice so far{among} flatters the score by {paid:.2g}, which the "
        "honest score already takes off; with this what-if among the candidates it is measured anew."
    )
