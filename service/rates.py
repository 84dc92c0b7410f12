"""Token buckets: how often somebody may ask, in one process. What must hold over several is in the database."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

MOST_BUCKETS = 10_000


@dataclass
class _Bucket:
    tokens: float
    at: float


class Buckets:
    """A bucket a name: it fills at ``rate`` tokens a second up to ``burst``, and each request takes one.

    Parameters
    ----------
    rate : float
        Tokens a second.
    burst : int
        Tokens in a full bucket.
    clock : callable
        Seconds from any moment on.
    """

    def __init__(self, rate: float, burst: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._rate = rate
        self._burst = float(burst)
        self._clock = clock
        self._buckets: dict[str, _Bucket] = {}
        self._lock = threading.Lock()

    def take(self, name: str) -> float:
        """Take a token and return 0, or return the seconds until there is one.

        Examples
        --------
        >>> buckets = Buckets(rate=2, burst=1, clock=lambda: 0.0)
        >>> buckets.take("a"), buckets.take("a"), buckets.take("b")
        (0.0, 0.5, 0.0)
        """
        with self._lock:
            now = self._clock()
            bucket = self._buckets.get(name)
            if bucket is None:
                self._make_room(now)
                bucket = self._buckets[name] = _Bucket(self._burst, now)
            bucket.tokens = min(self._burst, bucket.tokens + (now - bucket.at) * self._rate)
            bucket.at = now
            if bucket.tokens < 1.0:
                return (1.0 - bucket.tokens) / self._rate
            bucket.tokens -= 1.0
            return 0.0

    def _make_room(self, now: float) -> None:
        """Forget buckets that have filled up since: a new one would be the same."""
        if len(self._buckets) < MOST_BUCKETS:
            return
        filling = self._burst / self._rate
        self._buckets = {name: b for name, b in self._buckets.items() if now - b.at < filling}
