"""Models kept warm: loaded once, the least recently used one given up first."""

import threading
from collections import OrderedDict
from collections.abc import Callable
from pathlib import Path

from service.engine import Predictor

MOST_MODELS = 8


class ModelCache:
    """Loaded models by the id of their run; safe to use from many threads.

    Parameters
    ----------
    load : callable
        Loads the model of a folder.
    most : int
        How many models stay in memory.
    """

    def __init__(self, load: Callable[[Path], Predictor], most: int = MOST_MODELS) -> None:
        self._load = load
        self._most = most
        self._models: OrderedDict[str, Predictor] = OrderedDict()
        self._lock = threading.Lock()
        self._loading: dict[str, threading.Lock] = {}

    def get(self, run_id: str, folder: Path) -> Predictor:
        """Return the model of a run, loading it where it is not warm."""
        found = self._warm(run_id)
        if found is not None:
            return found
        with self._lock:
            turn = self._loading.setdefault(run_id, threading.Lock())
        # Many requests may ask for a cold model at once: one loads it, the others wait for that one.
        with turn:
            found = self._warm(run_id) or self._load(folder)
            with self._lock:
                self._models[run_id] = found
                self._loading.pop(run_id, None)
                if len(self._models) > self._most:
                    self._models.popitem(last=False)
        return found

    def forget(self, run_id: str) -> None:
        """Give a model up, because its run is removed."""
        with self._lock:
            self._models.pop(run_id, None)

    def _warm(self, run_id: str) -> Predictor | None:
        with self._lock:
            found = self._models.get(run_id)
            if found is not None:
                self._models.move_to_end(run_id)
        return found
