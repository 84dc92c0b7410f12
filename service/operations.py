"""For those who operate the service: is it alive, is it ready, how much is going on."""

from http import HTTPStatus

from flask import Response
from prometheus_client import generate_latest
from prometheus_client.exposition import CONTENT_TYPE_LATEST

from service.errors import NotReadyError
from service.figures import add_bytes, registry_of
from service.measuring import exposition
from service.schemas.requests import ApiBlueprint
from service.services import services
from service.store.statistics import read_figures

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
    """Tell that the database answers, files can be written, the disk has room, and a worker lives; or what fails."""
    failed = services().readiness.state().failed
    if failed:
        raise NotReadyError(dict(failed))
    return _ok()


@operations.route("/metrics", methods=["GET"])
@operations.response(200, {"type": "string"}, content_type="text/plain")
def metrics() -> Response:
    """Give figures to Prometheus; whatever process answers, they are those of all."""
    parts = services()
    registry = registry_of(read_figures(parts.database))
    add_bytes(registry, parts.usage.bytes(), parts.settings.home)
    return Response(generate_latest(registry) + exposition(), mimetype=CONTENT_TYPE_LATEST)


def _ok() -> Response:
    return Response('{"status":"ok"}', HTTPStatus.OK, mimetype="application/json")
