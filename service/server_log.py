"""What the web server itself logs: that something failed and where, never what a request held."""

import sys
from typing import Any

import structlog
from gunicorn.config import Config
from gunicorn.glogging import Logger

log = structlog.get_logger()

INVALID_REQUEST = "Invalid request"


class ServerLog(Logger):
    """Gunicorn's log, without addresses, whose query may hold a secret, and without the headers it could not read."""

    def setup(self, cfg: Config) -> None:
        """Take gunicorn's own handlers away: its messages become lines like all others."""
        super().setup(cfg)
        for own in (self.error_log, self.access_log):
            own.handlers.clear()
            own.propagate = True

    def exception(self, msg: str, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401, ARG002  gunicorn's signature
        """Log an error that reached the server, such as one in the middle of a stream."""
        log.error("web server failed", exc_info=sys.exc_info()[1])

    def warning(self, msg: str, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401  gunicorn's signature
        """Log a warning; of a request that is no HTTP, only from where it came."""
        said = msg.partition(": ")[0] if str(msg).startswith(INVALID_REQUEST) else msg
        super().warning(said, *args, **kwargs)
