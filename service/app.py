"""The web application: its parts, put together."""

from datetime import timedelta
from tempfile import TemporaryFile
from typing import IO

from flask import Flask, Request, current_app
from werkzeug.middleware.proxy_fix import ProxyFix

from service import auditing, etags, gate, headers, problems, tracing
from service.charts import charts
from service.chat import chat
from service.datasets import datasets
from service.documentation import OPTIONS, ProblemApi, documentation
from service.documents import documents
from service.engine import Engine
from service.entry import Sessions, entry
from service.evaluations import evaluations
from service.home import Home
from service.json_provider import StrictJsonProvider
from service.operations import operations
from service.page.blueprint import page
from service.predictions import predictions
from service.runs import runs
from service.services import open_services
from service.settings import Settings
from service.what_ifs import what_ifs

API_BLUEPRINTS = (datasets, runs, predictions, evaluations, what_ifs, documents, charts, chat, operations)
LOOPBACK_NAMES = ("127.0.0.1", "localhost", "[::1]")
SESSION_DAYS = 30
FORM_BYTES = 1_000_000


class UploadRequest(Request):
    """A request whose uploaded files go to the home folder's disk, not to the system's temporary folder."""

    def _get_file_stream(self, *_: object, **__: object) -> IO[bytes]:
        return TemporaryFile("wb+", dir=current_app.extensions["plaintune"].blobs.incoming)


def create_app(settings: Settings, engine: Engine) -> Flask:
    """Put the web application together over an open home folder and database.

    Parameters
    ----------
    settings : Settings
    engine : Engine
        What reads tables, understands goals, predicts and answers.
    """
    app = Flask("service", static_folder=None)
    app.request_class = UploadRequest
    app.session_interface = Sessions()
    app.json = StrictJsonProvider(app)
    app.extensions["plaintune"] = open_services(settings, engine)
    app.config.update(_configuration(settings))
    tracing.trace_requests(app)
    auditing.keep_log(app)
    gate.guard(app, settings.limits)
    api = ProblemApi(app)
    app.extensions["plaintune_api"] = api
    for blueprint in API_BLUEPRINTS:
        api.register_blueprint(blueprint)
    app.register_blueprint(documentation)
    app.register_blueprint(page)
    app.register_blueprint(entry)
    problems.answer_errors(app)
    headers.send_security_headers(app)
    etags.send_tags(app)  # after_request runs the last one first: what a tag says of storing comes before the standard
    _believe_proxies(app, settings.trusted_proxies)
    return app


def _believe_proxies(app: Flask, n_proxies: int) -> None:
    """Believe what so many proxies say of a request's origin; without any, whoever sends X-Forwarded-For is ignored."""
    if n_proxies:
        app.wsgi_app = ProxyFix(app.wsgi_app, n_proxies, n_proxies, n_proxies)  # type: ignore[method-assign]


def _configuration(settings: Settings) -> dict[str, object]:
    return {
        **OPTIONS,
        "SECRET_KEY": Home(settings.home).session_secret(),
        "MAX_CONTENT_LENGTH": settings.limits.max_body_bytes,
        "MAX_FORM_MEMORY_SIZE": FORM_BYTES,
        "TRUSTED_HOSTS": [*LOOPBACK_NAMES, settings.host, *settings.trusted_hosts],
        "SESSION_COOKIE_NAME": "plaintune_session",
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Strict",
        "PERMANENT_SESSION_LIFETIME": timedelta(days=SESSION_DAYS),
        "TRAP_HTTP_EXCEPTIONS": False,
    }
