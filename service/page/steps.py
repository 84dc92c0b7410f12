"""How one prediction comes about, as steps from what is usual to what is predicted."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from service.page.meaning import of_100
from service.page.numbers import MINUS, plain_number, signed

MOST_STEPS = 8
WIDTH = 160.0
LEAST_WIDTH = 1.5
NAMED = 3


@dataclass(frozen=True)
class Step:
    """What one column adds, and where its bar begins and ends; ``is_up`` where it pushes upward."""

    words: str
    push: str
    start: float
    width: float
    is_up: bool


@dataclass(frozen=True)
class Steps:
    """The way from the base value to the prediction: what it is of, both ends, the steps, and a sentence of it."""

    of: str | None
    base: str
    prediction: str
    steps: Sequence[Step]
    sentence: str


def steps_of(explanation: Mapping[str, Any]) -> Steps:
    """Lay out an explanation; of many columns, the least pushes are one step."""
    scale = 100.0 if explanation["scale"] == "probability" else 1.0
    base, parts = scale * explanation["base"], _parts(explanation["contributions"], scale)
    ends = [base]
    for _, push in parts:
        ends.append(ends[-1] + push)
    low, width = min(ends), (max(ends) - min(ends)) or 1.0
    places = [(end - low) / width * WIDTH for end in ends]
    steps = [
        Step(words, _written(push, scale), min(pair), max(LEAST_WIDTH, abs(pair[1] - pair[0])), push > 0)
        for (words, push), pair in zip(parts, pairwise(places), strict=True)
    ]
    is_share = scale > 1
    first, last = (_end(explanation[end], is_share=is_share) for end in ("base", "prediction"))
    return Steps(explanation["of"], first, last, steps, _sentence(parts, is_share=is_share))


def _parts(contributions: Sequence[Mapping[str, Any]], scale: float) -> list[tuple[str, float]]:
    parts = [(_words(one), scale * one["contribution"]) for one in contributions]
    if len(parts) <= MOST_STEPS + 1:
        return parts
    rest = parts[MOST_STEPS:]
    return [*parts[:MOST_STEPS], (f"{len(rest)} other columns", sum(push for _, push in rest))]


def _words(one: Mapping[str, Any]) -> str:
    value = one["value"]
    if value is None:
        return str(one["column"]) if "columns together" in one["column"] else f"{one['column']} not known"
    shown = (
        plain_number(float(f"{value:.4g}")) if isinstance(value, (int, float)) else str(value).removesuffix("T00:00:00")
    )
    return f"{one['column']} is {shown}"


def _written(push: float, scale: float) -> str:
    if scale == 1.0:
        return signed(push)
    return f"{'+' if push > 0 else MINUS}{abs(push):.0f}" if abs(push) >= 0.5 else "under 1"


def _end(value: float, *, is_share: bool) -> str:
    return of_100(value) if is_share else plain_number(float(f"{value:.4g}"))


def _sentence(parts: Sequence[tuple[str, float]], *, is_share: bool) -> str:
    """Say which columns push most, and which way."""
    least = 0.5 if is_share else 0.0
    largest = [(words, push) for words, push in parts[:NAMED] if abs(push) > least]
    if not largest:
        return "No column pushes this row much to one side."
    return f"{'; '.join(_told(words, push, is_share=is_share) for words, push in largest)}."


def _told(words: str, push: float, *, is_share: bool) -> str:
    points = round(abs(push))
    amount = f"{points} point{'s' if points != 1 else ''}" if is_share else signed(abs(push))[1:]
    return f"{words}: {'adds' if push > 0 else 'takes off'} {amount}"
