"""A worker's sign of life, in a thread of its own: also while its run keeps it busy."""

import threading
from collections.abc import Callable
from types import TracebackType
from typing import Self

import structlog
from sqlalchemy.exc import OperationalError

from service.store.workers import WorkerStore

BEAT_SECONDS = 5.0

log = structlog.get_logger()


class Heartbeat:
    """Beats from ``__enter__`` to ``__exit__``, and then takes the worker off the list.

    Parameters
    ----------
    store : WorkerStore
    name : str
        The worker's.
    seconds : float
        Between two beats.
    """

    def __init__(self, store: WorkerStore, name: str, seconds: float = BEAT_SECONDS) -> None:
        self._store = store
        self._name = name
        self._seconds = seconds
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._beat, name="heartbeat", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._ended.set()
        self._thread.join()

    def _beat(self) -> None:
        while not self._ended.is_set():
            self._tell(self._store.beat)
            self._ended.wait(self._seconds)
        self._tell(self._store.leave)

    def _tell(self, what: Callable[[str], None]) -> None:
        try:
            what(self._name)
        except OperationalError as error:
            log.warning("sign of life not written", worker=self._name, error=str(error.orig))
