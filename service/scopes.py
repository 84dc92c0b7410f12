"""What a key may do: read, write (which reads too), or admin (which does all)."""

from typing import Literal, get_args

Scope = Literal["read", "write", "admin"]
SCOPES: tuple[Scope, ...] = get_args(Scope)
"""From the least to the most; each holds those before it."""
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
# What tells about every owner at once.
ADMIN_ENDPOINTS = frozenset({"operations.metrics"})


def needed_scope(method: str, endpoint: str | None) -> Scope:
    """Return the scope that a request needs. Whatever is not plainly reading is writing.

    Examples
    --------
    >>> needed_scope("GET", "runs.show_run"), needed_scope("DELETE", "runs.remove_run")
    ('read', 'write')
    """
    if endpoint in ADMIN_ENDPOINTS:
        return "admin"
    return "read" if method in SAFE_METHODS else "write"


def allows(held: str, needed: Scope) -> bool:
    """Tell whether a key of one scope may do what needs another; an unknown scope may do nothing.

    Examples
    --------
    >>> allows("admin", "write"), allows("read", "write"), allows("root", "read")
    (True, False, False)
    """
    return held in SCOPES and SCOPES.index(held) >= SCOPES.index(needed)
