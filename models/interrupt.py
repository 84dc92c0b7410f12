"""Ctrl-C while a search works: the search ends, and its best model is kept."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from models.sink import MemorySink


@contextmanager
def interrupt_keeps_the_best(sink: MemorySink) -> Iterator[None]:
    """Let Ctrl-C end the search and keep the best model; a second one ends the program as usual."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(_signal: int, _frame: FrameType | None) -> None:
        sink.is_stopped = True
        signal.signal(signal.SIGINT, before)

    before = signal.signal(signal.SIGINT, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
