"""Logs: one JSON object a line on standard error, with the ids of the request and the run."""

import logging
import sys

import structlog

from service.tracebacks import without_sayings


def log_as_json(level: str) -> None:
    """Set the logs of this process up. Tracebacks come without values and sayings: those may be somebody's data.

    Parameters
    ----------
    level : str
        The least that is logged, such as ``info``; ``debug`` adds a line a request.
    """
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            without_sayings,
            structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelNamesMapping()[level.upper()]),
        logger_factory=structlog.WriteLoggerFactory(sys.stderr),
    )
