"""What the two mistakes cost, as a goal puts it: "missing one is five times worse than a false alarm"."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from models.goals.clauses import Clause
from models.goals.synonyms import pole_of
from models.goals.words import read_number
from models.record import Costs

NUMBER = r"(?:\d[\d.,]*[kx]?|half|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|sixty|hundred|thousand|twice|thrice|double|triple|dozen|tenfold|fivefold|twofold|threefold|hundredfold|quadruple)"
MISS = re.compile(
    r"\b(?:miss(?:ed|es|ing)?|overlook\w*|false negatives?|fns?|fn|let(?:ting)? (?:\w+ ){0,4}(?:through|slip|in|go|pass|by)|letting|slip\w*|undetected|uncaught|unnoticed|"
    r"not (?:catch\w*|detect\w*|find\w*|spot\w*|notic\w*|see\w*|flag\w*|treat\w*)|fail\w* to \w+|unforeseen|unpredicted|unexpected|surprise|eat\w*|swallow\w*|lose|losing|lost|walks? away|stays? in the \w+|"
    r"accept\w* (?:\w+ ){0,2}bad|bad (?:\w+ ){0,3}accept\w*|approv\w* (?:\w+ ){0,2}(?:bad|default\w*)|bad (?:\w+ ){0,2}(?:let )?in|sent home (?:sick|ill)|get(?:s|ting)? through|too late|not warned?|forgot\w*|goes? unseen|unseen|escapes?|"
    r"lend\w* (?:\w+ ){0,4}(?:default\w*|bad)|loan (?:\w+ ){0,3}default\w*|sick (?:\w+ ){0,3}home|undiscovered|slips?|skipp\w+)\b"
)  # fmt: skip
ALARM = re.compile(
    r"\b(?:false (?:alarms?|positives?|alerts?|calls?)|fps?|fp|needless\w*|unnecessar\w*|for nothing|in vain|wasted?|wrongly|wrong(?:ful)?ly (?:\w+ )?(?:flag\w*|block\w*|accus\w*)|healthy|innocent\w*|honest|genuine|legit\w*|"
    r"good (?:\w+ ){0,4}(?:away|reject\w*|refus\w*|declin\w*|turn\w*)|(?:reject|refus|declin|turn|lose|losing)\w* (?:\w+ ){0,3}(?:good|away)|turn\w* (?:\w+ ){0,3}away|extra (?:check|look|test|visit|call)\w*|unneeded|"
    r"would (?:have )?(?:stayed?|paid|come|been fine|not \w+)|who (?:stay|stays|would stay|pays?|is fine|are fine)|harmless|call\w* (?:\w+ ){0,3}(?:needlessly|for nothing)|second look|superfluous|unfounded|"
    r"(?:good|healthy|normal|fine|honest|ham|loyal|happy) (?:ones?|customers?|clients?|parts?|mails?|messages?|people|patients?|wom[ae]n|users?|machines?|transactions?|cards?)|throw\w* (?:\w+ )?away|discard\w*|to (?:somebody|someone|people|those) (?:below|not|who (?:would|do|does) not)|below)\b"
)  # fmt: skip
TIMES = re.compile(
    rf"\b({NUMBER})(?: times| fold| x)? (?:as|so|more|worse|costlier|dearer|higher|the|bigger|less|cheaper)\b|\b({NUMBER}) times\b|\b(\d[\d.,]*)x\b|\b(twice|half|double|triple|thrice|tenfold|fivefold|hundredfold)\b"
)  # fmt: skip
LESS = re.compile(r"\btimes (?:less|cheaper|smaller|better|milder)\b")
RATIO = re.compile(rf"\b({NUMBER}) (?:to|versus|vs|against) ({NUMBER})\b|\b(\d+)/(\d+)\b")
AMOUNT = re.compile(
    rf"(?:\$ )?({NUMBER})(?: ?(?:dollars?|euros?|pounds?|usd|eur|bucks?|cents?|points?|hours?|minutes?|days?|units?|k|chf|yen|\$|francs?|pesos?|reais))?\b"
)
SCALES = {"hundred": 100.0, "thousand": 1000.0, "k": 1000.0, "million": 1e6}
THOUSANDS = re.compile(rf"\b(\d[\d.,]*|{NUMBER[3:-1]}) (hundred|thousand|k|million)\b")
EQUAL = re.compile(
    rf"\b(?:as (?:much|bad|expensive|costly|dear|serious) as|equals?|is worth|weighs) ({NUMBER}) (?=\w+)"
)
PIECE = re.compile(r"\b(?:and|while|but|whereas|versus|against)\b|,")
COMPARED = re.compile(r"\b(?:than|as|compared to|versus|relative to)\b")
ABOUT_COST = re.compile(
    r"\b(?:cost\w*|expensive|worse|bad|costl\w+|dear\w*|cheap\w*|severe|serious|harm\w*|hurt\w*|grave|matters?|weigh\w*|counts?|dollars?|euros?|pounds?|usd|eur|bucks?|price|lose|loses|penalt\w+|painful|fn|fp|false negatives?|false positives?|false alarms?|ratio|loss|wasted?|\$)\b|\$"
)  # fmt: skip


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
        text = _join_numbers(" ; ".join(clauses[i].text for i in group))
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
    pairs = [first + second for first, second in zip(singles, singles[1:], strict=False)]
    return [group for group in (*singles, *pairs) if _speaks_of_mistakes(clauses, group)]


def _speaks_of_mistakes(clauses: Sequence[Clause], group: list[int]) -> bool:
    text = " ; ".join(clauses[i].text for i in group)
    return bool(ABOUT_COST.search(text)) and bool(MISS.search(text) or ALARM.search(text))


def _by_equality(text: str) -> Costs | None:
    """Read "A costs as much as N of B"."""
    match = EQUAL.search(text)
    number = read_number(match[1]) if match else None
    if match is None or not number:
        return None
    second = _side(text[match.end(1) :])
    side = _opposite(second) or _side(text[: match.start()])
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
    side = _side(first)
    if side is None or side == _side(second):
        side = _opposite(_side(second)) or side
    if side is None:
        return None
    return _costs(ratio, 1.0) if side == "miss" else _costs(1.0, ratio)


def _sides(text: str, match: re.Match[str]) -> tuple[str, str]:
    """Return the words for the dearer and for the other mistake."""
    after = text[match.end(1) if match.group(1) else match.end() :]
    pivot = COMPARED.search(after[3:] if after.startswith(" as") else after)
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
    miss, alarm = MISS.search(text), ALARM.search(text)
    if not first or not second or miss is None or alarm is None:
        return None
    return _costs(first, second) if miss.start() < alarm.start() else _costs(second, first)


def _by_amounts(parts: Sequence[str]) -> Costs | None:
    """Read two amounts, each beside its mistake; where only one mistake is told, the other amount is the other's."""
    found: dict[str, float] = {}
    unsided: list[float] = []
    waiting: str | None = None
    for piece in (piece for part in parts for piece in PIECE.split(part)):
        side, amount = _side(piece) or waiting, _amount(piece)
        waiting = side if amount is None else None
        if amount is not None and side is None:
            unsided.append(amount)
        elif amount is not None and side is not None:
            found.setdefault(side, amount)
    if len(found) == 1 and len(unsided) == 1:
        found[str(_opposite(next(iter(found))))] = unsided[0]
    return _costs(found["miss"], found["alarm"]) if len(found) == 2 else None


def _amount(piece: str) -> float | None:
    numbers = [read_number(match[1]) for match in AMOUNT.finditer(piece) if match[1] not in ("one", "half")]
    numbers = [number for number in numbers if number]
    if numbers:
        return numbers[-1]
    return 1.0 if re.search(r"\b(?:costs?|is|cost us) (?:\w+ )?one\b", piece) else None


def _side(text: str) -> str | None:
    miss, alarm = MISS.search(text), ALARM.search(text)
    if miss and alarm:
        return "miss" if miss.start() < alarm.start() else "alarm"
    if miss:
        return "miss"
    return "alarm" if alarm else _side_by_event(text)


def _side_by_event(text: str) -> str | None:
    """Tell the side by the event alone: "a spam in the inbox" is a miss, "a customer who stays" an alarm."""
    sides = {side for word in text.split() for _, side in pole_of(word)}
    return {1: "miss", -1: "alarm"}[sides.pop()] if len(sides) == 1 else None


def _opposite(side: str | None) -> str | None:
    return {"miss": "alarm", "alarm": "miss"}.get(side or "")


def _costs(miss: float, alarm: float) -> Costs:
    return Costs(false_negative=float(miss), false_positive=float(alarm))


def is_about_mistakes(clause: Clause) -> bool:
    """Whether a clause speaks of what a mistake costs."""
    return bool(ABOUT_COST.search(clause.text)) and bool(MISS.search(clause.text) or ALARM.search(clause.text))
