"""What the two mistakes cost, as a goal puts it: "missing one is five times worse than a false alarm"."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from models.goals.clauses import Clause
from models.goals.mistakes import is_about_costs, opposite, side_of
from models.goals.words import NUMBER_WORDS, read_number
from models.record import Costs

NUMBER = rf"(?:\d[\d.,]*[kx]?|{'|'.join(NUMBER_WORDS)})"
TIMES = re.compile(
    rf"\b({NUMBER})(?: times| fold| x)? (?:as|so|more|worse|costlier|dearer|higher|the|bigger|less|cheaper)\b|"
    rf"\b({NUMBER}) times\b|\b(\d[\d.,]*)x\b|\b(twice|half|double|triple|thrice|tenfold|fivefold|hundredfold)\b"
)  # fmt: skip
LESS = re.compile(r"\btimes (?:less|cheaper|smaller|better|milder)\b")
RATIO = re.compile(rf"\b({NUMBER}) (?:to|versus|vs|against) ({NUMBER})\b|\b(\d+)/(\d+)\b")
AMOUNT = re.compile(
    rf"(?:\$ )?({NUMBER})(?: ?(?:dollars?|euros?|pounds?|usd|eur|bucks?|cents?|points?|hours?|minutes?|days?|"
    rf"units?|k|chf|yen|\$|francs?|pesos?|reais))?\b"
)
SCALES = {"hundred": 100.0, "thousand": 1000.0, "k": 1000.0, "million": 1e6}
THOUSANDS = re.compile(rf"\b({NUMBER}) (hundred|thousand|k|million)\b")
EQUAL = re.compile(
    rf"\b(?:as (?:much|bad|expensive|costly|dear|serious) as|equals?|is worth|weighs) ({NUMBER}) (?=\w+)"
)
MAX_SENTENCE = 1_500
PIECE = re.compile(r"\b(?:and|while|but|whereas|versus|against)\b|,")
COMPARED = re.compile(r"\b(?:than|as|compared to|versus|relative to)\b")


@dataclass(frozen=True)
class CostReading:
    """The costs that a goal states, the words that state them, and the clauses that are about costs."""

    costs: Costs
    said: str
    clauses: frozenset[int]


def read_costs(clauses: Sequence[Clause]) -> CostReading | None:
    """Read what a miss and a false alarm cost; None where the goal says nothing of it.

    Only the ratio of the two matters, so that "five times worse" and "50 dollars against 10" are the same.
    """
    for group in _neighborhoods(clauses):
        text = _join_numbers(" ; ".join(clauses[i].text for i in group)[:MAX_SENTENCE])
        costs = (
            _by_equality(text)
            or _by_comparison(text)
            or _by_ratio(text)
            or _by_amounts([_join_numbers(clauses[i].text) for i in group])
        )
        if costs is not None:
            return CostReading(costs, text.replace(" ; ", ", "), frozenset(group))
    return None


def _join_numbers(text: str) -> str:
    """Write "ten thousand" in figures."""
    return THOUSANDS.sub(lambda match: f"{(read_number(match[1]) or 1) * SCALES[match[2]]:g}", text)


def _neighborhoods(clauses: Sequence[Clause]) -> list[list[int]]:
    """Sentences that speak of a mistake; then pairs of them, as one often follows the other."""
    sentences: dict[int, list[int]] = {}
    for number, clause in enumerate(clauses):
        sentences.setdefault(clause.sentence, []).append(number)
    singles = list(sentences.values())
    pairs = [first + second for first, second in pairwise(singles)]
    return [group for group in (*singles, *pairs) if _speaks_of_mistakes(clauses, group)]


def _speaks_of_mistakes(clauses: Sequence[Clause], group: list[int]) -> bool:
    text = " ; ".join(clauses[i].text for i in group)
    return is_about_costs(text) and side_of(text) is not None


def _by_equality(text: str) -> Costs | None:
    """Read "A costs as much as N of B"."""
    match = EQUAL.search(text)
    number = read_number(match[1]) if match else None
    if match is None or not number:
        return None
    second = side_of(text[match.end(1) :])
    side = opposite(second) or side_of(text[: match.start()])
    if side is None:
        return None
    return _costs(number, 1.0) if side == "miss" else _costs(1.0, number)


def _by_comparison(text: str) -> Costs | None:
    """Read "A is N times as bad as B"."""
    match = TIMES.search(text)
    if match is None:
        return None
    number = read_number(next(group for group in match.groups() if group))
    if number is None or number <= 0:
        return None
    ratio = 1 / number if LESS.search(text) else number
    first, second = _sides(text, match)
    side = side_of(first)
    if side is None or side == side_of(second):
        side = opposite(side_of(second)) or side
    if side is None:
        return None
    return _costs(ratio, 1.0) if side == "miss" else _costs(1.0, ratio)


def _sides(text: str, match: re.Match[str]) -> tuple[str, str]:
    """Return the words for the dearer and for the other mistake."""
    after = text[match.end(1) if match.group(1) else match.end() :]
    pivot = COMPARED.search(after.removeprefix(" as"))
    offset = 3 if after.startswith(" as") else 0
    before = text[: match.start()]
    if pivot is None:
        return before, after
    return before, after[pivot.end() + offset :]


def _by_ratio(text: str) -> Costs | None:
    """Read "false negatives to false positives 10 to 1"."""
    match = RATIO.search(text)
    if match is None:
        return None
    first, second = (read_number(group) for group in match.groups() if group)
    side = side_of(text)
    if not first or not second or side is None:
        return None
    return _costs(first, second) if side == "miss" else _costs(second, first)


def _by_amounts(parts: Sequence[str]) -> Costs | None:
    """Read two amounts, each beside its mistake; where only one mistake is told, the other amount is the other's."""
    found: dict[str, float] = {}
    unsided: list[float] = []
    waiting: str | None = None
    for piece in (piece for part in parts for piece in PIECE.split(part)):
        side, amount = side_of(piece) or waiting, _amount(piece)
        waiting = side if amount is None else None
        if amount is not None and side is None:
            unsided.append(amount)
        elif amount is not None and side is not None:
            found.setdefault(side, amount)
    if len(found) == 1 and len(unsided) == 1:
        found[str(opposite(next(iter(found))))] = unsided[0]
    return _costs(found["miss"], found["alarm"]) if len(found) == 2 else None


def _amount(piece: str) -> float | None:
    numbers = [read_number(match[1]) for match in AMOUNT.finditer(piece) if match[1] not in ("one", "half")]
    numbers = [number for number in numbers if number]
    if numbers:
        return numbers[-1]
    return 1.0 if re.search(r"\b(?:costs?|is|cost us) (?:\w+ )?one\b", piece) else None


def _costs(miss: float, alarm: float) -> Costs:
    return Costs(false_negative=float(miss), false_positive=float(alarm))
