"""The two ports of a run: where its record goes, and what earlier attempts left.

The Python estimators use ``MemorySink``; the service brings a sink that writes to its database.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol

from models.record import Decision, Finding, Progress, Trial


class RecordSink(Protocol):
    """Takes the record of a run as it happens. What a sink raises ends the run and reaches its caller."""

    def trial_started(self, trial: Trial) -> None:
        """Take a trial before any of its folds is fitted."""
        ...

    def trial_finished(self, trial: Trial) -> None:
        """Take a trial that is complete, pruned or failed; its out-of-fold file is already durable."""
        ...

    def decided(self, decision: Decision) -> None:
        """Take a decision."""
        ...

    def found(self, finding: Finding) -> None:
        """Take a finding."""
        ...

    def progressed(self, progress: Progress) -> None:
        """Take where the run stands; called at least once a second while it works."""
        ...

    def should_stop(self) -> bool:
        """Whether the search should end now and keep the best so far."""
        ...


@dataclass(frozen=True)
class History:
    """What earlier attempts of the same run recorded before they died."""

    trials: tuple[Trial, ...] = ()
    decisions: tuple[Decision, ...] = ()
    elapsed_seconds: float = 0.0


@dataclass
class MemorySink:
    """Keeps nothing but the last progress; tells a callback, if there is one."""

    callback: Callable[[Progress], None] | None = None
    is_stopped: bool = False
    trials: list[Trial] = field(default_factory=list)

    def trial_started(self, trial: Trial) -> None:
        """Take a started trial."""

    def trial_finished(self, trial: Trial) -> None:
        """Take a finished trial."""
        self.trials.append(trial)

    def decided(self, decision: Decision) -> None:
        """Take a decision."""

    def found(self, finding: Finding) -> None:
        """Take a finding."""

    def progressed(self, progress: Progress) -> None:
        """Take the progress and tell the callback."""
        if self.callback is not None:
            self.callback(progress)

    def should_stop(self) -> bool:
        """Whether somebody set ``is_stopped``."""
        return self.is_stopped
