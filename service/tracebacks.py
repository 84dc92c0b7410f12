"""Errors in logs: which code failed and how, without what an error says, which may be a cell of somebody's table."""

import sys
import traceback
from collections.abc import Iterator, MutableMapping
from types import TracebackType
from typing import Any

MOST_FRAMES = 40
MOST_CAUSES = 5


def without_sayings(_logger: object, _name: str, said: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Turn ``exc_info`` of a line of the log into ``exception``: a traceback of places and types alone.

    The text of an error often quotes the value that it failed on, and a database's holds the whole statement. A line
    of our own code tells as much to whoever mends it.
    """
    given = said.pop("exc_info", None)
    error = _error_of(given)
    if error is not None:
        said["exception"] = "\n".join(_lines(error))
    return said


def _error_of(given: object) -> BaseException | None:
    if isinstance(given, BaseException):
        return given
    if isinstance(given, tuple):
        return given[1] if isinstance(given[1], BaseException) else None
    # True, as loggers have it: the error that is being handled.
    return sys.exc_info()[1] if given else None


def _lines(error: BaseException) -> Iterator[str]:
    shown: BaseException | None = error
    for _ in range(MOST_CAUSES):
        if shown is None:
            return
        if shown is not error:
            yield "caused by"
        yield type(shown).__qualname__ + _number_of(shown)
        yield from _places(shown.__traceback__)
        shown = shown.__cause__ or (None if shown.__suppress_context__ else shown.__context__)


def _places(trace: TracebackType | None) -> Iterator[str]:
    for frame in traceback.extract_tb(trace)[-MOST_FRAMES:]:
        yield f"  {frame.filename}:{frame.lineno} in {frame.name}"


def _number_of(error: BaseException) -> str:
    # The system's own errors are told by a number, which quotes nobody.
    return f" (errno {error.errno})" if isinstance(error, OSError) and error.errno is not None else ""
