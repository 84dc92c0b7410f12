"""What the assistant remembers of a conversation: the last turns, as frozen plain data."""

from dataclasses import dataclass

from models.record import WhatIfOrder

KEPT_TURNS = 8
OUT_OF_SCOPE = "out_of_scope"
OTHER = "other"


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
    """One question, the topic of its answer, and what it was about.

    ``proposal`` is the experiment that the answer offered. ``is_courtesy`` is set where nothing was asked: thanks, a
    greeting. It leaves the subject as it was.
    """

    question: str
    topic: str
    entities: Entities = Entities()
    proposal: WhatIfOrder | None = None
    is_about_run: bool = True
    is_courtesy: bool = False

    @property
    def is_refusal(self) -> bool:
        """Whether the question got no answer."""
        return self.topic == OUT_OF_SCOPE


@dataclass(frozen=True)
class Conversation:
    """The last turns, oldest first. ``models.record.to_plain`` and ``from_plain`` store and restore it."""

    turns: tuple[Turn, ...] = ()

    @property
    def last(self) -> Turn | None:
        """The last turn in which something was asked."""
        return next((turn for turn in reversed(self.turns) if not turn.is_courtesy), None)

    @property
    def last_with_a_subject(self) -> Turn | None:
        """The last turn that got an answer: what a follow-up goes on from."""
        return next((turn for turn in reversed(self.turns) if not (turn.is_courtesy or turn.is_refusal)), None)

    def followed_by(self, turn: Turn) -> "Conversation":
        """Return the conversation with one more turn, the oldest forgotten where they are many."""
        return Conversation((*self.turns, turn)[-KEPT_TURNS:])
