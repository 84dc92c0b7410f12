"""Runs: ask for one, follow it, cancel it, read what it found, delete it."""

from collections.abc import Callable, Iterator
from http import HTTPStatus

from flask import Response, current_app, request, url_for

from models.search.continuation import MoreBudget
from service.errors import FieldError
from service.etags import answer_unless_known, tag_of_run
from service.forgetting import forget_run
from service.gate import current_owner
from service.live import Happening, RunFeed
from service.orders import continue_run, queue_checks, queue_run
from service.present import Object, present_ended_run, present_open_run, present_page, present_run_line, present_trial
from service.repeating import IDEMPOTENCY, repeat_of_request
from service.schemas.checks import ChecksRequest, ChecksSchema
from service.schemas.requests import ApiBlueprint, PageSchema
from service.schemas.runs import ContinueSchema, RunRequest, RunRequestSchema, RunSchema, RunsSchema, TrialsSchema
from service.services import services
from service.store.checks import ChecksAsked
from service.store.continuations import Continuation
from service.store.pages import PageRequest
from service.store.runs import FINISHED
from service.store.tables import Run
from service.streams import EVENT, HEARTBEAT, event

runs = ApiBlueprint("runs", __name__, url_prefix="/v1/runs", description="Searches for a model")

MOST_DIGITS = 9
POLL_SECONDS = "1"


@runs.route("", methods=["POST"])
@runs.arguments(RunRequestSchema)
@runs.response(202, RunSchema)
@runs.doc(parameters=[IDEMPOTENCY])
def start_run(order: RunRequest) -> tuple[Object, HTTPStatus, dict[str, str]]:
    """Queue a search and answer at once with the address to follow."""
    repeat = repeat_of_request()
    run = queue_run(order, current_owner(), repeat)
    return whole(run, current_owner()), HTTPStatus.ACCEPTED, come_again(run.id)


@runs.route("", methods=["GET"])
@runs.arguments(PageSchema, location="query")
@runs.response(200, RunsSchema)
def list_runs(page: PageRequest) -> Object:
    """List your runs, newest first."""
    return present_page(services().runs.list(current_owner(), page), present_run_line)


@runs.route("/<run_id>", methods=["GET"])
@runs.response(200, RunSchema)
def show_run(run_id: str) -> Object:
    """Look at one run: its state, leaderboard, result, decisions and findings."""
    owner = current_owner()
    run = services().runs.get(run_id, owner)
    answer_unless_known(tag_of_run(run))
    return whole(run, owner)


@runs.route("/<run_id>", methods=["DELETE"])
@runs.response(204)
def remove_run(run_id: str) -> None:
    """Delete a run with its trials, model and conversations; not while it works."""
    forget_run(run_id, current_owner())


@runs.route("/<run_id>/cancel", methods=["POST"])
@runs.response(202, RunSchema)
def cancel_run(run_id: str) -> Object:
    """Ask a run to end; it keeps its trials and the best model so far."""
    owner = current_owner()
    return whole(services().runs.cancel(run_id, owner), owner)


@runs.route("/<run_id>/continue", methods=["POST"])
@runs.arguments(ContinueSchema)
@runs.response(202, RunSchema)
@runs.doc(parameters=[IDEMPOTENCY])
def go_on(more: MoreBudget, run_id: str) -> tuple[Object, HTTPStatus, dict[str, str]]:
    """Go on with a run that has ended: its trials stay, and seconds and trials add to what it has used."""
    owner = current_owner()
    repeat = repeat_of_request()
    run = continue_run(Continuation(run_id, more, repeat), owner)
    return whole(run, owner), HTTPStatus.ACCEPTED, come_again(run.id)


@runs.route("/<run_id>/checks", methods=["POST"])
@runs.arguments(ChecksSchema)
@runs.response(202, RunSchema)
@runs.doc(parameters=[IDEMPOTENCY])
def check_run(asked: ChecksRequest, run_id: str) -> tuple[Object, HTTPStatus, dict[str, str]]:
    """Check a run that has ended more deeply, with a budget of its own; what is found lands in its findings."""
    owner = current_owner()
    run = queue_checks(ChecksAsked(run_id, asked.names, asked.seconds, repeat_of_request()), owner)
    return whole(run, owner), HTTPStatus.ACCEPTED, come_again(run.id)


@runs.route("/<run_id>/trials", methods=["GET"])
@runs.arguments(PageSchema, location="query")
@runs.response(200, TrialsSchema)
def list_trials(page: PageRequest, run_id: str) -> Object:
    """List the trials of a run by number, with each fold's scores."""
    after = -1 if page.cursor is None else _number(page.cursor)
    if after is None:
        raise FieldError("cursor", "The cursor is not one that this list gave: begin again without it.")
    found = services().runs.trials(run_id, current_owner(), after, page.limit + 1)
    items = found[: page.limit]
    next_cursor = str(items[-1].number) if len(found) > page.limit else None
    return {"items": [present_trial(trial) for trial in items], "next_cursor": next_cursor}


@runs.route("/<run_id>/events", methods=["GET"])
@runs.response(200, EVENT, content_type="text/event-stream")
def follow_run(run_id: str) -> Response:
    """Follow a run as server-sent events: progress, trial, decision, done; Last-Event-ID resumes."""
    owner = current_owner()
    services().runs.get(run_id, owner)
    last = _number(request.headers.get("Last-Event-ID", "")) or 0
    streams = services().streams
    feed = RunFeed(services().runs, run_id, owner, after=last, is_closing=streams.is_closing)
    return streams.respond(_written(feed.happenings(), current_app.json.dumps))


def come_again(run_id: str) -> dict[str, str]:
    """Return the headers that say where a run is followed, and when there may be something to see."""
    return {"Location": url_for("runs.show_run", run_id=run_id), "Retry-After": POLL_SECONDS}


def whole(run: Run, owner_id: str) -> Object:
    """Present a run with all that is known of it."""
    # A run that goes on keeps its last record until the next one is whole, but is shown as the open run that it is.
    has_ended = run.status in FINISHED or run.is_looked_at_again
    record = services().runs.plain_record(run.id, owner_id) if has_ended else None
    locked = {"test_dataset_id": services().runs.test_dataset_id(run.id, owner_id)}
    if record is not None:
        return {**present_ended_run(run, record), **locked}
    recorded = services().runs.recorded(run.id, owner_id)
    return {**present_open_run(run, recorded, services().engine.metric(run.goal["metric"])), **locked}


def _number(text: str) -> int | None:
    """Return a number that one of our answers may have given, or None."""
    return int(text) if text.isdecimal() and len(text) <= MOST_DIGITS else None


def _written(happenings: Iterator[Happening], dumps: Callable[[Object], str]) -> Iterator[str]:
    for happening in happenings:
        if happening.kind == "quiet":
            yield HEARTBEAT
        else:
            yield event(happening.kind, dumps(happening.data), happening.id)
