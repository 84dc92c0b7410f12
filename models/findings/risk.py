"""What a finding says whatever its answer: its code, its title, its threshold with the reason, and the remedy."""

from dataclasses import dataclass
from math import isfinite

from models.record import Fact, Finding

UNDEFINED = "The number that would tell is not finite here: the metric is undefined or infinite on some of the rows."


@dataclass(frozen=True)
class Risk:
    """A risk that a check looks for. ``because`` is the reason of the threshold."""

    code: str
    title: str
    threshold: float
    because: str
    remedy: str

    def not_applicable(self, sentence: str, facts: tuple[Fact, ...] = ()) -> Finding:
        """Return the finding where the question has no answer; the sentence says why."""
        known = tuple(fact for fact in facts if not _is_odd(fact))
        args = (sentence, None, self.threshold, self.because, self.remedy, known)
        return Finding(self.code, self.title, "not_applicable", *args)

    def answer(
        self, sentence: str, value: float, facts: tuple[Fact, ...], *, is_found: bool, remedy: str | None = None
    ) -> Finding:
        """Return the finding with its number; where a number is not finite, it is not applicable."""
        if not isfinite(value) or any(_is_odd(fact) for fact in facts):
            return self.not_applicable(UNDEFINED, facts)
        answer = "found" if is_found else "not_found"
        args = (sentence, float(value), self.threshold, self.because, remedy or self.remedy, facts)
        return Finding(self.code, self.title, answer, *args)  # type: ignore[arg-type]


def _is_odd(fact: Fact) -> bool:
    return isinstance(fact.value, float) and not isfinite(fact.value)
