"""Logs: one JSON object a line on standard error, with the ids of the request and the run; libraries' lines too."""

import logging
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, TextIO

import structlog
from structlog.typing import Processor

from service.tracebacks import without_sayings

if TYPE_CHECKING:
    Lines = logging.StreamHandler[TextIO]
else:
    Lines = logging.StreamHandler  # generic for type checkers alone

# What every line has: the ids that are bound where it was written, its level, its time.
_SHARED: Sequence[Processor] = (
    structlog.contextvars.merge_contextvars,
    structlog.processors.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
)


def log_as_json(level: str) -> None:
    """Set the logs of this process up. Tracebacks come without values and sayings: those may be somebody's data.

    Parameters
    ----------
    level : str
        The least that is logged, such as ``info``; ``debug`` adds a line a request. Libraries are heard from
        ``warning`` on.
    """
    least = logging.getLevelNamesMapping()[level.upper()]
    structlog.configure(
        processors=[*_SHARED, without_sayings, structlog.processors.JSONRenderer()],
        wrapper_class=structlog.make_filtering_bound_logger(least),
        logger_factory=structlog.WriteLoggerFactory(sys.stderr),
    )
    leave_libraries_alone()
    root = logging.getLogger()
    root.addHandler(JsonLines(sys.stderr))
    root.setLevel(max(least, logging.WARNING))
    logging.captureWarnings(capture=True)


def leave_libraries_alone() -> None:
    """Undo what ``log_as_json`` did about the messages of libraries."""
    root = logging.getLogger()
    for handler in [handler for handler in root.handlers if isinstance(handler, JsonLines)]:
        root.removeHandler(handler)
    logging.captureWarnings(capture=False)


class JsonLines(Lines):
    """Writes a library's message as one of our lines."""

    def __init__(self, stream: TextIO) -> None:
        super().__init__(stream)
        self.setFormatter(
            structlog.stdlib.ProcessorFormatter(
                foreign_pre_chain=[*_SHARED, structlog.stdlib.add_logger_name],
                processors=[
                    structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                    without_sayings,
                    structlog.processors.JSONRenderer(),
                ],
            )
        )
