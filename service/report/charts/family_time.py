"""Who got the time: working seconds by family."""

from collections.abc import Mapping

from models.record import RunRecord
from service.page import numbers
from service.report.charts.drawing import LINE, WIDTH, bar, picture, shortened, words
from service.report.document import Figure
from service.report.words import capitalized, family_title, share, winner

LEFT, RIGHT = 170.0, 80.0


def family_time(record: RunRecord, seconds: Mapping[str, float]) -> Figure | None:
    """Draw the seconds that the folds of each family took; None with fewer than two families."""
    total = sum(seconds.values())
    if len(seconds) < 2 or total <= 0:
        return None
    ordered = sorted(seconds.items(), key=lambda pair: -pair[1])
    best = winner(record)
    marks = []
    for place, (family, spent) in enumerate(ordered):
        y = place * LINE + 4
        width = spent / ordered[0][1] * (WIDTH - LEFT - RIGHT)
        kind = "bar chosen" if best is not None and family == best.family else "bar"
        marks += [
            words(LEFT - 10, y + 14, shortened(family_title(record, family), 20), "end"),
            bar(LEFT, y, max(width, 1.0), LINE - 8, kind),
            words(LEFT + width + 8, y + 14, numbers.duration(spent)),
        ]
    first, spent = ordered[0]
    sentence = (
        f"{capitalized(family_title(record, first))} got {share(spent / total).text} of the time that folds took."
    )
    return Figure("Time by family", sentence, picture(len(ordered) * LINE + 6, marks))
