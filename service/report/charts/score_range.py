"""The honest score on its axis: the range, the score, the best one seen, guessing, and the test where there was one."""

from models.record import RunRecord
from service.page import numbers
from service.report.charts.drawing import WIDTH, Axis, dot, inside, line, picture, widened, words
from service.report.document import Figure
from service.report.words import baseline

MIDDLE, HEIGHT = 46.0, 92.0
FAR = 8.0
"""Ranges away from which guessing is told in words alone: it would squeeze the range to a dot."""


def score_range(record: RunRecord) -> Figure | None:
    """Draw the honest score; None where it has no range."""
    result = record.result
    if result is None:
        return None
    low, high, corrected = result.score.low, result.score.high, result.score.corrected
    if low is None or high is None or corrected is None:
        return None
    guess = _near(baseline(record), low, high)
    test = None if record.test is None else _near(record.test.score, low, high)
    known = [v for v in (low, high, corrected, result.score.cross_validated, guess, test) if v is not None]
    axis = Axis(*widened(known, 0.03), 10.0, WIDTH - 10.0)

    def shown(value: float) -> str:
        return numbers.score_in_range(value, low, high)

    at, ends = axis.at(corrected), (axis.at(low), axis.at(high))
    marks = [
        line((0.0, WIDTH), (MIDDLE, MIDDLE), "axis"),
        line(ends, (MIDDLE, MIDDLE), "band"),
        dot(axis.at(result.score.cross_validated), MIDDLE, "ring", 6.0),
        dot(at, MIDDLE, "chosen", 7.0),
        words(at, MIDDLE - 20, f"expected {shown(corrected)}", inside(at), "strong"),
    ]
    if ends[1] - ends[0] > WIDTH / 4:
        marks += [words(end, MIDDLE + 28, shown(v), inside(end)) for end, v in zip(ends, (low, high), strict=True)]
    if guess is not None:
        here = axis.at(guess)
        marks.append(line((here, here), (MIDDLE - 9, MIDDLE + 9), "tick"))
        if min(abs(here - end) for end in ends) > WIDTH / 5:
            marks.append(words(here, MIDDLE + 28, f"guessing {numbers.score(guess)}", inside(here)))
    said = "The band holds the likely range, the dot the expected score, the ring the best seen while searching"
    if test is not None:
        here = axis.at(test)
        marks.append(line((here, here), (MIDDLE - 14, MIDDLE + 14), "test"))
        said += ", the upright line the score on the test table"
    return Figure(f"{record.metric.title} on new rows", f"{said}.", picture(HEIGHT, marks))


def _near(value: float | None, low: float, high: float) -> float | None:
    reach = FAR * ((high - low) or abs(high) or 1.0)
    return value if value is not None and low - reach <= value <= high + reach else None
