"""One thing in a rewrite that no fact and no word of the answer stands behind."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Mismatch:
    """What was written, and why it cannot stand."""

    written: str
    because: str

    def __str__(self) -> str:
        return f'"{self.written}": {self.because}'
