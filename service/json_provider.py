"""JSON as the standard has it: no NaN in, no NaN out."""

import json
from math import isinf
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
    """Read JSON, refusing what Python takes and others do not: NaN, infinite numbers, broken characters.

    Raises
    ------
    ValueError
        When the text is not JSON, or nested too deeply to be read.
    """
    try:
        found = json.loads(text, parse_constant=_refuse, parse_float=_finite)
    except RecursionError as error:
        raise ValueError("it is nested too deeply") from error
    _refuse_broken(text, found)
    return found


def _finite(number: str) -> float:
    value = float(number)
    if isinf(value):
        raise ValueError(f"{number[:20]} is too large a number")
    return value


def _refuse_broken(text: str | bytes, found: object) -> None:
    """Refuse half characters and NUL: no database and no other program takes them."""
    escape, nul = (b"\\ud", b"\\u0000") if isinstance(text, bytes) else ("\\ud", "\\u0000")
    if nul in text:  # type: ignore[operator]  # both are of the one type or both of the other
        raise ValueError("it holds the character NUL")
    if escape in text.lower():  # type: ignore[operator]  # as above
        try:
            json.dumps(found, ensure_ascii=False).encode()
        except UnicodeEncodeError as error:
            raise ValueError("it holds half a character") from error


def _refuse(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is not JSON: use null for a missing value")
