"""A language model that says an answer in other words, and is believed only where every word can be checked."""

import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Literal, Protocol

from assistant.draft import Citation
from assistant.pen.check import mismatches, with_derived_facts
from assistant.pen.material import Material
from assistant.pen.mentions import names_of
from assistant.pen.request import Message, messages_again, messages_for
from assistant.pen.server import PenError
from models.record import RunRecord

Fallback = Literal["busy", "unreachable", "mismatch"]
TOTAL_SECONDS = 20.0
LEAST_SECONDS = 1.0
MOST_AT_ONCE = 8
OWN_HAND = "plaintune"


class Writer(Protocol):
    """Something that completes a conversation; ``PenError`` where it cannot."""

    @property
    def model(self) -> str:
        """The name of the model."""

    def complete(self, messages: Sequence[Message], seconds: float) -> str:
        """Return the next message."""


@dataclass(frozen=True)
class Written:
    """A text, the facts that it cites, and whose words they are: the model's name, or ``plaintune``.

    ``fallback`` is why the deterministic text was kept, and ``because`` says it in words; None where the model's
    words are shown.
    """

    text: str
    citations: tuple[Citation, ...]
    written_by: str
    fallback: Fallback | None = None
    because: str | None = None


@dataclass(frozen=True)
class Tally:
    """How often a text of the model was shown, asked for again, and given up, by the reason."""

    rewrites: int = 0
    retries: int = 0
    busy: int = 0
    unreachable: int = 0
    mismatch: int = 0

    @property
    def fallbacks(self) -> dict[Fallback, int]:
        """How often the deterministic text was kept, by why."""
        return {"busy": self.busy, "unreachable": self.unreachable, "mismatch": self.mismatch}


class LanguageModel:
    """The pen. It gets the question, the facts and the deterministic answer, and never the data.

    Parameters
    ----------
    writer : Writer
        The server.
    total_seconds : float
        For both attempts together.
    clock : callable
        Seconds that only ever rise.
    """

    def __init__(
        self, writer: Writer, total_seconds: float = TOTAL_SECONDS, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._writer = writer
        self._total_seconds = total_seconds
        self._clock = clock
        self._tally = Tally()
        self._lock = threading.Lock()
        self._free = threading.BoundedSemaphore(MOST_AT_ONCE)

    @property
    def tally(self) -> Tally:
        """The counts since this process began."""
        return self._tally

    def rewrite(self, material: Material) -> Written:
        """Return the answer in the model's words where they pass the check, and else as it is. Never raises.

        A text with mismatches is asked for once more, with the list of them. Where the server is slow, dead or
        lying, or has eight texts to write already, the deterministic answer stands.
        """
        if not self._free.acquire(blocking=False):
            return self._kept(material, "busy", f"{MOST_AT_ONCE} texts are being written already")
        try:
            return self._attempt(material, self._clock() + self._total_seconds)
        except PenError as error:
            return self._kept(material, "unreachable", str(error))
        finally:
            self._free.release()

    def _attempt(self, material: Material, until: float) -> Written:
        text = self._writer.complete(messages_for(material), until - self._clock())
        wrong = mismatches(text, material)
        if wrong:
            left = until - self._clock()
            if left < LEAST_SECONDS:
                raise PenError("no time was left for a second attempt")
            self._count("retries")
            text = self._writer.complete(messages_again(material, text, wrong), left)
            wrong = mismatches(text, material)
        if wrong:
            return self._kept(material, "mismatch", "; ".join(map(str, wrong[:3])))
        self._count("rewrites")
        checked, citations = with_derived_facts(text, material)
        return Written(checked, citations, self._writer.model)

    def _kept(self, material: Material, fallback: Fallback, because: str) -> Written:
        self._count(fallback)
        return Written(material.text, material.citations, OWN_HAND, fallback, because)

    def _count(self, what: str) -> None:
        with self._lock:
            self._tally = replace(self._tally, **{what: getattr(self._tally, what) + 1})


def material_of(question: str, text: str, citations: tuple[Citation, ...], record: RunRecord | None) -> Material:
    """Gather what the pen works with: an answer, its facts, and how the run at hand names things."""
    return Material(
        question=question,
        text=text,
        citations=citations,
        names=names_of(record, citations),
        families_of_trials={} if record is None else {trial.number: trial.family for trial in record.trials},
        greater_is_better=None if record is None else record.metric.greater_is_better,
    )
