"""The seconds that an estimate may take, and how many of them are left."""

import time
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Reserve:
    """A clock that was set when it was made. Where no clock may be read, ``seconds`` is None and nothing ever ends."""

    seconds: float | None
    _started: float = field(default_factory=time.monotonic)

    @property
    def left(self) -> float | None:
        """Seconds left; None where no clock may be read."""
        return None if self.seconds is None else self.seconds - (time.monotonic() - self._started)

    def is_over(self, share: float = 1.0) -> bool:
        """Whether that share of the reserve is used up."""
        return self.seconds is not None and time.monotonic() - self._started > share * self.seconds
