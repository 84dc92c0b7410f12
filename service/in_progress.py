"""What this process is at work on, so that nobody begins the same thing beside it."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager


class InProgress:
    """Things that are being done, by their names."""

    def __init__(self) -> None:
        self._names: set[str] = set()
        self._lock = threading.Lock()

    @contextmanager
    def alone(self, name: str) -> Iterator[bool]:
        """Hold a name while something is done, and tell whether it was free.

        Examples
        --------
        >>> work = InProgress()
        >>> with work.alone("a") as first, work.alone("a") as second:
        ...     (first, second)
        (True, False)
        """
        with self._lock:
            is_free = name not in self._names
            self._names.add(name)
        try:
            yield is_free
        finally:
            if is_free:
                with self._lock:
                    self._names.discard(name)
