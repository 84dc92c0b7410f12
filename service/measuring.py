"""What each web process counts as it answers: requests, predictions, what the language model wrote.

With several web processes on a machine each writes its counts to files of one folder, and whoever is asked adds them
up (the multiprocess mode of prometheus_client, which ``plaintune serve`` switches on by ``PROMETHEUS_MULTIPROC_DIR``).
What the database knows is counted there (``service.figures``).
"""

import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector

from assistant.language_model import LanguageModel, Tally

FOLDER = "PROMETHEUS_MULTIPROC_DIR"
REQUEST_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0, 60.0)
PREDICTION_SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1.0, 5.0)

_HERE = CollectorRegistry()

_requests = Histogram(
    "plaintune_request_seconds",
    "Requests by route and status, and how long they took until their answer began.",
    ["method", "route", "status"],
    buckets=REQUEST_SECONDS,
    registry=_HERE,
)
_predictions = Histogram(
    "plaintune_prediction_seconds",
    "How long a model took for the rows of one request.",
    buckets=PREDICTION_SECONDS,
    registry=_HERE,
)
_rewrites = Counter("plaintune_rewrites", "Answers shown in the language model's words.", registry=_HERE)
_retries = Counter("plaintune_rewrite_retries", "Texts that were asked for again.", registry=_HERE)
_given_up = Counter("plaintune_rewrite_fallbacks", "Texts given up, by why.", ["reason"], registry=_HERE)


def count_request(method: str, route: str, status: int, seconds: float) -> None:
    """Count one request."""
    _requests.labels(method, route, str(status)).observe(seconds)


@contextmanager
def timed_prediction() -> Iterator[None]:
    """Count the predictions of one request, when they come out well."""
    began = time.perf_counter()
    yield
    _predictions.observe(time.perf_counter() - began)


class PenCounts:
    """Carries the counts of this process's language model over to what is shown."""

    def __init__(self) -> None:
        self._known = Tally()
        self._lock = threading.Lock()

    def follow(self, pen: LanguageModel | None) -> None:
        """Add what came since the last time."""
        if pen is None:
            return
        with self._lock:
            before, tally = self._known, pen.tally
            self._known = tally
        _rewrites.inc(tally.rewrites - before.rewrites)
        _retries.inc(tally.retries - before.retries)
        for reason, count in tally.fallbacks.items():
            _given_up.labels(reason).inc(count - before.fallbacks[reason])


def exposition() -> bytes:
    """Return the counts of all web processes of this machine, as Prometheus reads them."""
    if not os.environ.get(FOLDER):
        return generate_latest(_HERE)
    together = CollectorRegistry()
    MultiProcessCollector(together)
    return generate_latest(together)
