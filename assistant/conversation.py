"""What the assistant remembers of a conversation: the last turns, as frozen plain data."""

from dataclasses import dataclass

from models.record import WhatIfOrder

KEPT_TURNS = 8


@dataclass(frozen=True)
class Entities:
    """What a question names. Trials by number, ranks from 1, values as numbers."""

    hyperparameters: tuple[str, ...] = ()
    families: tuple[str, ...] = ()
    metrics: tuple[str, ...] = ()
    trials: tuple[int, ...] = ()
    ranks: tuple[int, ...] = ()
    columns: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()
    values: tuple[float, ...] = ()


@dataclass(frozen=True)
class Turn:
    """One question, the topic of its answer, what it was about, and the experiment that the answer offered."""

    question: str
    topic: str
    entities: Entities = Entities()
    proposal: WhatIfOrder | None = None


@dataclass(frozen=True)
class Conversation:
    """The last turns, oldest first. ``models.record.to_plain`` and ``from_plain`` store and restore it."""

    turns: tuple[Turn, ...] = ()

    @property
    def last(self) -> Turn | None:
        """The turn before the present one."""
        return self.turns[-1] if self.turns else None

    def followed_by(self, turn: Turn) -> "Conversation":
        """Return the conversation with one more turn, the oldest forgotten where they are many."""
        return Conversation((*self.turns, turn)[-KEPT_TURNS:])
