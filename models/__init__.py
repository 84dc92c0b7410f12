"""The engine of Plaintune: a table and a goal in, a tuned model and its record out.

``AutoMLClassifier``, ``AutoMLRegressor``, ``load`` and ``evaluate`` are loaded when they are first asked for, so that
``models.record`` (plain data, the standard library alone) can be imported without any of the engine.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from models.artifact import load
    from models.estimator import AutoMLClassifier, AutoMLRegressor
    from models.true_score import evaluate

__all__ = ["AutoMLClassifier", "AutoMLRegressor", "evaluate", "load"]

_HOMES = {
    "AutoMLClassifier": "models.estimator",
    "AutoMLRegressor": "models.estimator",
    "evaluate": "models.true_score",
    "load": "models.artifact",
}


def __getattr__(name: str) -> Any:  # noqa: ANN401  a module attribute may be anything
    """Import a public name from its home on first use."""
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module 'models' has no attribute {name!r}")
