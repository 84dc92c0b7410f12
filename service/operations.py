"""For those who operate the service: is it alive, is it ready, how much is going on."""

from typing import get_args

from flask import Response
from prometheus_client import CollectorRegistry, Counter, Gauge, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_LATEST

from assistant.language_model import Tally
from models.record import RunStatus, TrialState
from service.errors import BusyError
from service.schemas.requests import ApiBlueprint
from service.services import services
from service.store.statistics import Figures, check_database, read_figures

operations = ApiBlueprint("operations", __name__, description="Health and figures")

STATUS = {"type": "object", "properties": {"status": {"type": "string"}}, "required": ["status"]}


@operations.route("/healthz", methods=["GET"])
@operations.response(200, STATUS)
@operations.doc(security=[])
def healthz() -> Response:
    """Tell that the process answers."""
    return _ok()


@operations.route("/readyz", methods=["GET"])
@operations.response(200, STATUS)
@operations.doc(security=[])
def readyz() -> Response:
    """Tell that the database answers and that files can be written."""
    check_database(services().database)
    try:
        services().blobs.check()
    except OSError as error:
        raise BusyError(f"Files cannot be written ({error.strerror}).") from error
    return _ok()


@operations.route("/metrics", methods=["GET"])
@operations.response(200, {"type": "string"}, content_type="text/plain")
def metrics() -> Response:
    """Give figures to Prometheus; they are read from the database, and so true whatever process answers."""
    registry = registry_of(read_figures(services().database))
    pen = services().pen
    if pen is not None:
        count_writing(pen.tally, registry)
    return Response(generate_latest(registry), mimetype=CONTENT_TYPE_LATEST)


def registry_of(figures: Figures) -> CollectorRegistry:
    """Turn figures into what Prometheus reads."""
    registry = CollectorRegistry()
    runs = Gauge("plaintune_runs", "Runs by status.", ["status"], registry=registry)
    for status in get_args(RunStatus):
        runs.labels(status).set(figures.runs.get(status, 0))
    trials = Gauge("plaintune_trials", "Trials by state.", ["state"], registry=registry)
    for state in get_args(TrialState):
        trials.labels(state).set(figures.trials.get(state, 0))
    Gauge("plaintune_datasets", "Datasets.", registry=registry).set(figures.datasets)
    waited = Gauge(
        "plaintune_oldest_queued_seconds", "How long the first run in the queue has waited.", registry=registry
    )
    waited.set(figures.oldest_queued_seconds)
    return registry


def count_writing(tally: Tally, registry: CollectorRegistry) -> None:
    """Add how the language model fared in this process, since it began."""
    shown = Counter("plaintune_rewrites", "Answers shown in the language model's words.", registry=registry)
    shown.inc(tally.rewrites)
    again = Counter("plaintune_rewrite_retries", "Texts that were asked for again.", registry=registry)
    again.inc(tally.retries)
    given_up = Counter("plaintune_rewrite_fallbacks", "Texts given up, by why.", ["reason"], registry=registry)
    for reason, count in tally.fallbacks.items():
        given_up.labels(reason).inc(count)


def _ok() -> Response:
    return Response('{"status":"ok"}', mimetype="application/json")
