"""What a reader should know about a table before trusting what is learned from it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class TableWarning:
    """One thing to know: ``column`` is None where it concerns the whole table."""

    code: str
    column: str | None
    message: str
