"""Things kept warm: loaded once, the least recently used one given up first."""

import threading
from collections import OrderedDict
from collections.abc import Callable
from typing import Generic, TypeVar

Thing = TypeVar("Thing")


class Warm(Generic[Thing]):
    """Loaded things by name; safe to use from many threads.

    Parameters
    ----------
    most : int
        How many stay in memory.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._things: OrderedDict[str, Thing] = OrderedDict()
        self._lock = threading.Lock()
        self._turns: dict[str, threading.Lock] = {}

    def get(self, name: str, load: Callable[[], Thing]) -> Thing:
        """Return a thing, loading it where it is not warm."""
        found = self._warm(name)
        if found is not None:
            return found
        with self._lock:
            turn = self._turns.setdefault(name, threading.Lock())
        # Many requests may ask for a cold thing at once: one loads it, the others wait for that one.
        with turn:
            found = self._warm(name) or load()
            with self._lock:
                self._turns.pop(name, None)
                self._things[name] = found
                if len(self._things) > self._most:
                    self._things.popitem(last=False)
        return found

    def forget(self, name: str) -> None:
        """Give a thing up."""
        with self._lock:
            self._things.pop(name, None)

    def _warm(self, name: str) -> Thing | None:
        with self._lock:
            found = self._things.get(name)
            if found is not None:
                self._things.move_to_end(name)
        return found
