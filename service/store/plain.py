"""Numbers that JSON can hold: no NaN reaches the database or the wire."""

from math import isfinite
from typing import Any


def finite(plain: Any) -> Any:  # noqa: ANN401  JSON has no narrower type
    """Replace numbers that are not finite by None, at any depth.

    Examples
    --------
    >>> finite({"score": float("nan"), "folds": [1.0, float("inf")]})
    {'score': None, 'folds': [1.0, None]}
    """
    if isinstance(plain, dict):
        return {key: finite(item) for key, item in plain.items()}
    if isinstance(plain, list):
        return [finite(item) for item in plain]
    if isinstance(plain, float) and not isfinite(plain):
        return None
    return plain
