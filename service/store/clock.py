"""One clock for leases and times: the database's, so that machines need not agree on the time."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Double
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement


class now(FunctionElement[float]):  # noqa: N801  reads as a function in SQL expressions
    """Seconds since 1970, UTC, at the moment the statement runs."""

    type = Double()
    inherit_cache = True


@compiles(now)
def _now_on_postgresql(_element: now, _compiler: SQLCompiler, **_: Any) -> str:  # noqa: ANN401  SQLAlchemy's hook
    return "EXTRACT(EPOCH FROM clock_timestamp())::double precision"


@compiles(now, "sqlite")
def _now_on_sqlite(_element: now, _compiler: SQLCompiler, **_: Any) -> str:  # noqa: ANN401  SQLAlchemy's hook
    return "((julianday('now') - 2440587.5) * 86400.0)"


def iso(seconds: float | None) -> str | None:
    """Turn seconds since 1970 into ISO 8601 UTC.

    Examples
    --------
    >>> iso(0)
    '1970-01-01T00:00:00Z'
    """
    if seconds is None:
        return None
    return (
        datetime.fromtimestamp(seconds, UTC)
        .isoformat(timespec="milliseconds")
        .replace(".000", "")
        .replace("+00:00", "Z")
    )
