"""Numbers as they are written: whether one is the value of a fact, rounded, and what follows from two facts."""

import re
from dataclasses import dataclass
from decimal import Decimal
from math import isfinite

from assistant.draft import Citation
from models.record import Scalar

NUMBER = re.compile(r"[-+\u2212]?[0-9]{1,15}(?:,[0-9]{3}){0,5}(?:\.[0-9]{1,15})?(?:[eE][-+]?[0-9]{1,3})?")
_DERIVED = re.compile(r"(c\d+)-(minus|over|percent-of)-(c\d+)")
LEAST_DIGITS, NEAR = 2, Decimal("0.01")
"""Fewer significant digits would show two scores as one, where they are not very near."""

LEAST_CUT_TO_WHOLE = 100


@dataclass(frozen=True)
class Derivation:
    """What follows from two facts; ``operation`` is minus, over or percent-of."""

    first: Citation
    operation: str
    second: Citation

    @property
    def value(self) -> float | None:
        """The number that follows, or None where it is none."""
        first, second = number_of(self.first.value), number_of(self.second.value)
        if first is None or second is None:
            return None
        if self.operation == "minus":
            return first - second if self.first.unit == self.second.unit else None
        if second == 0 or self.first.unit != self.second.unit:
            return None
        return first / second * (100 if self.operation == "percent-of" else 1)

    def citation(self, identifier: str) -> Citation:
        """Return it as a fact of its own."""
        said = {"minus": "minus", "over": "divided by", "percent-of": "as a percentage of"}[self.operation]
        unit = {"minus": self.first.unit, "over": "", "percent-of": "%"}[self.operation]
        label = f"{self.first.label}, {said} {self.second.label}"
        source = None if self.first.href else "computed from two facts of this answer"
        return Citation(identifier, label, self.value, unit, self.first.href, source)


def number_of(value: Scalar) -> float | None:
    """Return a value as a number; None where it is none."""
    return value if isinstance(value, int | float) and not isinstance(value, bool) else None


def derivation(target: str, facts: dict[str, Citation]) -> Derivation | None:
    """Read ``c3-minus-c5``, ``c3-over-c5`` or ``c3-percent-of-c5``; None where it says nothing."""
    parts = _DERIVED.fullmatch(target)
    if parts is None or parts[1] not in facts or parts[3] not in facts:
        return None
    return Derivation(facts[parts[1]], parts[2], facts[parts[3]])


def reads_as(shown: str, value: float) -> bool:
    """Whether a written number is a value, rounded to the digits that are written.

    Examples
    --------
    >>> reads_as("0.84", 0.8416), reads_as("0.85", 0.8416), reads_as("1", 0.996), reads_as("1,400", 1400)
    (True, False, False, True)
    """
    if not NUMBER.fullmatch(shown) or not isfinite(value):
        return False
    written, exact = Decimal(shown.replace(",", "").replace("\N{MINUS SIGN}", "-")), Decimal(str(value))
    if written == exact:
        return True
    parts = written.as_tuple()
    half = Decimal(5).scaleb(int(parts.exponent) - 1)
    if not parts.exponent and abs(exact) < LEAST_CUT_TO_WHOLE:
        return False
    is_near = len(parts.digits) >= LEAST_DIGITS or abs(written - exact) <= NEAR * abs(exact)
    return is_near and abs(written - exact) <= half
