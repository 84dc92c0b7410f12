"""The web processes: gunicorn, one by default, with many threads, since every event stream holds a thread."""

import argparse
import threading
from typing import Any

from flask import Flask
from gunicorn.app.base import BaseApplication

from assistant.answer import warm_up
from service.app import create_app
from service.local_engine import LocalEngine
from service.logs import log_as_json
from service.orphans import end_with_parent
from service.server_log import ServerLog
from service.settings import Settings

THREADS = 128
GRACE_SECONDS = 10


class WebApplication(BaseApplication):
    """Gunicorn over our application, with its settings said here and nowhere else."""

    def __init__(self, address: str, settings: Settings) -> None:
        self._address = address
        self._settings = settings
        super().__init__()

    def load_config(self) -> None:
        """Say how gunicorn works."""
        options: dict[str, object] = {
            "bind": [self._address],
            "worker_class": "gthread",
            # Models and tables stay warm in each process, and each has its own threads and streams.
            "workers": self._settings.web_processes,
            "threads": THREADS,
            "graceful_timeout": GRACE_SECONDS,
            "keepalive": 15,
            "loglevel": "warning",
            "control_socket_disable": True,
            "logger_class": ServerLog,
            # What a request says of itself is believed by the application alone, and only where it is told to.
            "forwarded_allow_ips": "",
            "forwarder_headers": "",
            "secure_scheme_headers": {},
            "post_worker_init": _tell_streams_when_closing,
        }
        for name, value in options.items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        """Put the application together, in the process that serves it."""
        log_as_json(self._settings.log_level)
        # Beside the first requests: whoever asks first would wait for it.
        threading.Thread(target=warm_up, name="assistant-warm-up", daemon=True).start()
        return create_app(self._settings, LocalEngine(self._settings.limits))


def main() -> None:
    """Serve until asked to end."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--bind", required=True)
    parser.add_argument("--parent", type=int, required=True)
    arguments = parser.parse_args()
    end_with_parent(arguments.parent)
    settings = Settings.from_environment()
    log_as_json(settings.log_level)
    WebApplication(arguments.bind, settings).run()


def _tell_streams_when_closing(worker: Any) -> None:  # noqa: ANN401  gunicorn has no types
    worker.wsgi.extensions["plaintune"].streams.is_closing = lambda: not worker.alive


if __name__ == "__main__":
    main()
