"""What was predicted for one row, in words and places of a picture."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import floor, log10
from typing import Any

from models.record import RunRecord
from models.usual import UsualValues
from service.engine import Predictions
from service.page.numbers import hundredths, plain_number
from service.page.steps import Steps

MOST_SHARES = 8
MOST_NAMED = 5
PICTURE = 320.0
MARGIN = 12.0


@dataclass(frozen=True)
class Interval:
    """Where the true value lies in so many of a hundred rows like this, and where that stands in a picture.

    ``at``, ``start`` and ``end`` are places from 0 to 320; ``least`` and ``most`` are the ends of the axis in words.
    """

    sentence: str
    at: float
    start: float
    end: float
    least: str
    most: str


@dataclass(frozen=True)
class OneRow:
    """A prediction for one row.

    ``answer`` is what was predicted, as it is shown. Of two classes, ``n_dots`` of a hundred are filled, for the class
    ``dots_of``. ``shares`` are the largest probabilities, with the share of the ``n_others`` classes together.
    """

    answer: str
    sentence: str = ""
    decision: str = ""
    dots_of: str = ""
    n_dots: int = 0
    shares: Sequence[tuple[str, float]] = ()
    n_others: int = 0
    others: float = 0.0
    interval: Interval | None = None
    sure: str = ""
    steps: Steps | None = None
    warnings: Sequence[str] = ()


def one_row(predicted: Predictions, record: RunRecord, usual: Mapping[str, UsualValues]) -> OneRow:
    """Put the prediction of the first row in words."""
    value = predicted.values[0]
    if predicted.probabilities is None:
        return _number(float(value), predicted, record, usual.get(record.goal.target))
    shares = dict(zip(predicted.classes, predicted.probabilities[0], strict=True))
    ordered = sorted(shares.items(), key=lambda pair: -pair[1])
    answer = str(value)
    sentence = f"{_capital(hundredths(shares[answer]))} rows like this are {answer}, as the model sees it."
    if len(shares) == 2:
        dots_of = record.goal.positive_class or predicted.classes[-1]
        n_dots = round(100 * shares.get(dots_of, ordered[0][1]))
        decision = _decision(shares, answer, dots_of, record)
        return OneRow(answer, sentence, decision, dots_of, n_dots, ordered, sure=_set(predicted, record))
    rest = ordered[MOST_SHARES:]
    others = sum(share for _, share in rest)
    shown = ordered[:MOST_SHARES]
    return OneRow(answer, sentence, "", "", 0, shown, len(rest), others, sure=_set(predicted, record))


def _decision(shares: Mapping[str, float], answer: str, positive: str, record: RunRecord) -> str:
    """Say why the less probable of two classes is the answer."""
    threshold = None if record.result is None else record.result.threshold
    if threshold is None or shares[answer] >= 0.5:
        return ""
    side = "from" if answer == positive else "below"
    reason = "because of what the two mistakes cost" if record.goal.costs else "which scores best here"
    return f"The model says {answer} {side} {hundredths(threshold)} {positive} on, {reason}."


def _set(predicted: Predictions, record: RunRecord) -> str:
    told = record.uncertainty
    if predicted.sets is None or told is None:
        return ""
    members = predicted.sets[0]
    often = f"In {told.level * 100:.0f} of 100 such cases the true answer is among"
    if len(members) <= 1:
        return f"{often} the classes that the model holds possible: here {members[0] if members else 'none'} alone."
    named = " or ".join(members) if len(members) <= MOST_NAMED else f"{len(members)} of the {len(predicted.classes)}"
    return f"{often} those that the model holds possible: here {named}."


def _number(value: float, predicted: Predictions, record: RunRecord, usual: UsualValues | None) -> OneRow:
    if predicted.intervals is None or record.uncertainty is None:
        return OneRow(plain_number(float(f"{value:.4g}")), "How far off it may be was not measured in this run.")
    low, high = predicted.intervals[0]
    shown = [_rounded(number, high - low) for number in (value, low, high)]
    told = record.uncertainty
    sentence = (
        f"For {told.level * 100:.0f} of 100 rows like this the true value lies between {shown[1]} and {shown[2]}."
    )
    if told.coverage is not None:
        sentence += f" On rows held back it did for {told.coverage * 100:.0f} of 100."
    return OneRow(shown[0], interval=_interval(sentence, (value, low, high), usual))


def _interval(sentence: str, ends: tuple[float, float, float], usual: UsualValues | None) -> Interval:
    known = [*ends]
    if usual is not None and isinstance(usual.low, float) and isinstance(usual.high, float):
        known += [usual.low, usual.high]
    least, most = min(known), max(known)

    def at(number: float) -> float:
        return MARGIN + (number - least) / ((most - least) or 1.0) * (PICTURE - 2 * MARGIN)

    value, low, high = ends
    words = _rounded(least, most - least), _rounded(most, most - least)
    return Interval(sentence, at(value), at(low), at(high), *words)


def _rounded(value: float, width: float) -> str:
    """Write a number to a hundredth of the width that matters."""
    if not width > 0:
        return plain_number(float(f"{value:.4g}"))
    decimals = -floor(log10(width / 100)) - 1 if width else 0
    return f"{round(value, decimals):,.{max(decimals, 0)}f}"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def confidence(predicted: Predictions, position: int) -> str:
    """Say in a few words how sure one of many predictions is."""
    if predicted.probabilities is not None:
        row = dict(zip(predicted.classes, predicted.probabilities[position], strict=True))
        return hundredths(row[str(predicted.values[position])])
    if predicted.intervals is not None:
        low, high = predicted.intervals[position]
        return f"{_rounded(low, high - low)} to {_rounded(high, high - low)}"
    return ""


def written(value: Any) -> str:  # noqa: ANN401  whatever the model answers
    """Write a predicted value for a table."""
    return plain_number(float(f"{value:.6g}")) if isinstance(value, float) else str(value)
