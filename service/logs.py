"""Logs: one JSON object a line on standard error, with the ids of the request and the run; libraries' lines too."""

import logging
import sys
from collections.abc import Sequence

import structlog
from gunicorn.config import Config
from gunicorn.glogging import Logger
from structlog.typing import Processor

# What every line has: the ids that are bound where it was written, its level, its time.
_SHARED: Sequence[Processor] = (
    structlog.contextvars.merge_contextvars,
    structlog.processors.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
)


def log_as_json(level: str) -> None:
    """Set the logs of this process up. Tracebacks come without local values: those may be somebody's data.

    Parameters
    ----------
    level : str
        The least that is logged, such as ``info``; ``debug`` adds a line a request. Libraries are heard from
        ``warning`` on.
    """
    least = logging.getLevelNamesMapping()[level.upper()]
    structlog.configure(
        processors=[*_SHARED, structlog.processors.format_exc_info, structlog.processors.JSONRenderer()],
        wrapper_class=structlog.make_filtering_bound_logger(least),
        logger_factory=structlog.WriteLoggerFactory(sys.stderr),
    )
    logging.basicConfig(handlers=[_json_lines()], level=max(least, logging.WARNING), force=True)
    logging.captureWarnings(capture=True)


def _json_lines() -> logging.Handler:
    """Return what writes a library's message as one of our lines."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[*_SHARED, structlog.stdlib.add_logger_name],
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.format_exc_info,
                structlog.processors.JSONRenderer(),
            ],
        )
    )
    return handler


class ServerLogger(Logger):
    """Gunicorn's logger, whose messages become lines like all others."""

    def setup(self, cfg: Config) -> None:
        """Take gunicorn's own handlers away."""
        super().setup(cfg)
        for log in (self.error_log, self.access_log):
            log.handlers.clear()
            log.propagate = True
