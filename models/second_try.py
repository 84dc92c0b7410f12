"""An evaluation whose process dies under it is begun once more: most deaths have nothing to do with the candidate.

A process that was killed from outside, or for the memory that somebody else took, says nothing about a candidate; that
it happens twice to the same one does. So a run gives the same model whatever was killed on the way.
"""

from collections.abc import Callable
from concurrent.futures import Future, InvalidStateError
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from typing import Any

from pebble import ProcessExpired

MOST_DEATHS = 2
DEATHS = (ProcessExpired, BrokenProcessPool)
"""What a future tells when a process died: the one that did the work, or one that did nothing."""


class SecondTry(Future[Any]):
    """The outcome of work that is begun again where its process dies.

    Parameters
    ----------
    begin : callable
        Begins the work in a process and returns its future; it may raise where no process takes work any more.
    """

    def __init__(self, begin: Callable[[], Future[Any]]) -> None:
        super().__init__()
        self._begin = begin
        self._n_deaths = 0
        self._work = begin()
        self._work.add_done_callback(self._take)

    def cancel(self) -> bool:
        """End the work, also when it has begun; return whether there was something to end."""
        if not super().cancel():
            return False
        self.set_running_or_notify_cancel()  # wakes whoever waits
        self._work.cancel()
        return True

    def _take(self, work: Future[Any]) -> None:
        """Pass on what came of the work, or begin it again. It is called by the thread that the pool works in."""
        if self.cancelled():
            return
        if work.cancelled():
            self.cancel()
            return
        error = work.exception()
        if isinstance(error, DEATHS) and self._is_begun_again():
            return
        with suppress(InvalidStateError):  # it was canceled a moment ago
            if error is None:
                self.set_result(work.result())
            else:
                self.set_exception(error)

    def _is_begun_again(self) -> bool:
        self._n_deaths += 1
        if self._n_deaths >= MOST_DEATHS:
            return False
        try:
            self._work = self._begin()
        except RuntimeError:  # the pool is closed
            return False
        self._work.add_done_callback(self._take)
        if self.cancelled():
            self._work.cancel()
        return True
