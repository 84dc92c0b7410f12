"""Column names: trimmed, there, and different."""

from collections.abc import Iterable

from models.errors import DuplicateColumnsError, UnnamedColumnError


def checked_names(names: Iterable[object]) -> list[str]:
    """Return column names as trimmed strings.

    Raises
    ------
    UnnamedColumnError
        When a name is empty.
    DuplicateColumnsError
        When several columns have the same name.

    Examples
    --------
    >>> checked_names([" age", 0])
    ['age', '0']
    """
    trimmed = [_spelled(str(name)).strip("\ufeff \t\r\n") for name in names]
    if "" in trimmed:
        raise UnnamedColumnError(trimmed.index("") + 1)
    seen: set[str] = set()
    twice = {name: None for name in trimmed if name in seen or seen.add(name)}  # type: ignore[func-returns-value]
    if twice:
        raise DuplicateColumnsError(tuple(twice))
    return trimmed


def _spelled(name: str) -> str:
    """Return a name without NUL, and without half surrogate pairs, which JSON can spell and UTF-8 cannot."""
    return name.replace("\x00", "").encode("utf-8", "replace").decode()
