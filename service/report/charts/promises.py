"""Promised and true: each opening of labeled rows beside the range that was promised."""

from collections.abc import Sequence

from models.record import RunRecord, TrueScore
from service.report.charts.drawing import LINE, WIDTH, Axis, bar, dot, line, picture, shortened, widened, words
from service.report.document import Figure

LEFT, MOST = 190.0, 20


def promises(record: RunRecord, opened: Sequence[TrueScore]) -> Figure | None:
    """Draw true scores with their ranges over the promised range; None where there is nothing to compare."""
    known = [score for score in opened if score.score is not None][:MOST]
    result = record.result
    if result is None or result.score.low is None or result.score.high is None or not known:
        return None
    low, high = result.score.low, result.score.high
    ends = [v for s in known for v in (s.score, s.low, s.high) if v is not None]
    axis = Axis(*widened([low, high, *ends]), LEFT + 10, WIDTH - 12)
    height = len(known) * LINE + 30
    marks = [bar(axis.at(low), 0.0, axis.at(high) - axis.at(low), height - 24, "wash")]
    marks += [line((tick.at, tick.at), (0.0, height - 24), "axis") for tick in axis.ticks(4)]
    marks += [words(tick.at, height - 6, tick.label, "middle") for tick in axis.ticks(4)]
    for place, score in enumerate(known):
        y = place * LINE + 14
        marks.append(words(LEFT - 4, y + 5, shortened(score.table, 18), "end"))
        if score.low is not None and score.high is not None:
            marks.append(line((axis.at(score.low), axis.at(score.high)), (y, y), "range"))
        marks.append(dot(axis.at(score.score or 0.0), y, "chosen", 5.0))
    sentence = "The shaded band is what was promised; each dot is a true score, with its likely range."
    return Figure("Promised and true", sentence, picture(height, marks))
