"""The decisions of a run, numbered and passed on as they are made."""

from dataclasses import dataclass, field

from models.record import Decision, Fact
from models.search.budget import Budget
from models.sink import RecordSink


@dataclass
class Journal:
    """Numbers decisions, stamps them with working seconds, and hands them to the sink.

    A run that goes on after a kill makes its first decisions again; those already recorded are not told twice.
    """

    sink: RecordSink
    budget: Budget
    decisions: list[Decision] = field(default_factory=list)

    def decide(
        self, stage: str, chosen: str, because: str, *, over: tuple[str, ...] = (), facts: tuple[Fact, ...] = ()
    ) -> None:
        """Record one decision: what was chosen, over what, because of which measurement."""
        if any((known.stage, known.chosen) == (stage, chosen) for known in self.decisions):
            return
        at = round(self.budget.elapsed_seconds, 3)
        number = 1 + max((known.id for known in self.decisions), default=0)
        decision = Decision(number, stage, chosen, over, because, facts, at)
        self.decisions.append(decision)
        self.sink.decided(decision)
