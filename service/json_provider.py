"""JSON as the standard has it: no NaN in, no NaN out."""

import json
from typing import Any, NoReturn

from flask.json.provider import JSONProvider


class StrictJsonProvider(JSONProvider):
    """Writes plain data alone, and fails on a number that JSON does not have."""

    def dumps(self, obj: Any, **_: Any) -> str:  # noqa: ANN401  Flask's signature
        """Write plain data."""
        return json.dumps(obj, allow_nan=False, ensure_ascii=False, separators=(",", ":"))

    def loads(self, s: str | bytes, **_: Any) -> Any:  # noqa: ANN401  Flask's signature
        """Read JSON; a ``ValueError`` says where it ends to be JSON."""
        return strict_loads(s)


def strict_loads(text: str | bytes) -> Any:  # noqa: ANN401  JSON has no narrower type
    """Read JSON, refusing NaN and Infinity, which are not JSON.

    Raises
    ------
    ValueError
        When the text is not JSON, or nested too deeply to be read.
    """
    try:
        return json.loads(text, parse_constant=_refuse)
    except RecursionError as error:
        raise ValueError("it is nested too deeply") from error


def _refuse(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is not JSON: use null for a missing value")
