"""Server-sent events: how they are written, and how many may be open at once."""

import threading
from collections.abc import Callable, Iterator

from flask import Response

from service.errors import BusyError

# A specification of version 3.1 has no word for a stream: this is one event of it.
EVENT = {
    "type": "object",
    "description": "One event of the stream; its data is JSON.",
    "properties": {"id": {"type": "string"}, "event": {"type": "string"}, "data": {"type": "string"}},
    "required": ["event", "data"],
}
HEARTBEAT = ": still here\n\n"


def event(kind: str, data: str, number: int | None = None) -> str:
    r"""Write one event.

    Examples
    --------
    >>> event("done", "{}", 7)
    'id: 7\nevent: done\ndata: {}\n\n'
    """
    lines = "".join(f"data: {line}\n" for line in data.split("\n"))
    first = "" if number is None else f"id: {number}\n"
    return f"{first}event: {kind}\n{lines}\n"


class Streams:
    """Counts open streams: each holds a thread, and other requests need some too.

    ``is_closing`` tells whether the process was asked to end; streams then end by themselves, and clients open
    them again elsewhere.
    """

    def __init__(self, most: int) -> None:
        self.is_closing: Callable[[], bool] = lambda: False
        self._free = threading.BoundedSemaphore(most)

    def respond(self, events: Iterator[str]) -> Response:
        """Send events as they come, if there is room for one more stream."""
        if not self._free.acquire(blocking=False):
            raise BusyError("Too many streams are open (PLAINTUNE_MAX_STREAMS).")
        response = Response(self._counted(events), mimetype="text/event-stream")
        response.headers["X-Accel-Buffering"] = "no"
        return response

    def _counted(self, events: Iterator[str]) -> Iterator[str]:
        try:
            yield from events
        finally:
            self._free.release()
