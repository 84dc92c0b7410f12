"""Figures of the whole service, read from the database and the blob store: any process tells the same."""

import shutil
import threading
import time
from pathlib import Path
from typing import get_args

from prometheus_client import CollectorRegistry, Gauge

from models.record import RunStatus, TrialState
from service.store.blob_store import BlobStore
from service.store.statistics import Figures

USAGE_SECONDS = 60.0


class Usage:
    """The bytes in the blob store, counted at most once a minute: a bucket is listed in pages."""

    def __init__(self, blobs: BlobStore) -> None:
        self._blobs = blobs
        self._lock = threading.Lock()
        self._counted_at = float("-inf")
        self._bytes: dict[str, int] = {}

    def bytes(self) -> dict[str, int]:
        """Return the bytes of tables and of the files of runs."""
        with self._lock:
            if time.monotonic() - self._counted_at > USAGE_SECONDS:
                self._bytes = {
                    "tables": sum(stored.n_bytes for stored in self._blobs.tables()),
                    "runs": sum(stored.n_bytes for stored in self._blobs.runs()),
                }
                self._counted_at = time.monotonic()
            return dict(self._bytes)


def registry_of(figures: Figures) -> CollectorRegistry:
    """Turn figures of the database into what Prometheus reads."""
    registry = CollectorRegistry()
    runs = Gauge("plaintune_runs", "Runs by status.", ["status"], registry=registry)
    for status in get_args(RunStatus):
        runs.labels(status).set(figures.runs.get(status, 0))
    trials = Gauge("plaintune_trials", "Trials by state.", ["state"], registry=registry)
    for state in get_args(TrialState):
        trials.labels(state).set(figures.trials.get(state, 0))
    _gauge(registry, "plaintune_datasets", "Datasets.", figures.datasets)
    _gauge(registry, "plaintune_queue_length", "Runs that wait for a worker.", figures.runs.get("queued", 0))
    waited = "How long the first run in the queue has waited."
    _gauge(registry, "plaintune_oldest_queued_seconds", waited, figures.oldest_queued_seconds)
    _gauge(registry, "plaintune_workers", "Workers that live.", figures.n_workers)
    silent = Gauge(
        "plaintune_worker_silent_seconds", "Since a worker's last sign of life.", ["worker"], registry=registry
    )
    for name, seconds in figures.silent_seconds.items():
        silent.labels(name).set(seconds)
    return registry


def add_bytes(registry: CollectorRegistry, stored: dict[str, int], disk: Path) -> None:
    """Add what is stored, and what is left on this machine's disk."""
    kinds = Gauge("plaintune_stored_bytes", "Bytes in the blob store.", ["kind"], registry=registry)
    for kind, n_bytes in stored.items():
        kinds.labels(kind).set(n_bytes)
    _gauge(registry, "plaintune_free_disk_bytes", "Bytes left on this machine's disk.", shutil.disk_usage(disk).free)


def _gauge(registry: CollectorRegistry, name: str, meaning: str, value: float) -> None:
    Gauge(name, meaning, registry=registry).set(value)
