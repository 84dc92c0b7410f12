"""Score by trial: when the search got better, and when it stopped to."""

from math import ceil

from models.record import RunRecord
from service.page import numbers
from service.report.charts.drawing import WIDTH, Axis, dot, line, near_best, path, picture, widened, words
from service.report.document import Figure
from service.report.words import plural

HEIGHT, LEFT, TOP, BOTTOM = 220.0, 62.0, 14.0, 34.0
MOST_DOTS = 400


def history(record: RunRecord) -> Figure | None:
    """Draw the scores of the complete trials in the order of their numbers; None with fewer than two."""
    metric = record.metric
    scored = [(t.number, t.validation_score) for t in record.trials if t.validation_score is not None]
    if len(scored) < 2:
        return None
    records = [scored[0]]
    for number, value in scored[1:]:
        if metric.is_better(value, records[-1][1]):
            records.append((number, value))
    shown = near_best([value for _, value in scored], greater_is_better=metric.greater_is_better)
    down = Axis(*widened(shown), HEIGHT - BOTTOM, TOP)
    across = Axis(0.0, float(scored[-1][0]), LEFT + 8, WIDTH - 10)
    places = [(across.at(number), down.at(value)) for number, value in scored]
    best = records[-1]
    steps = [(across.at(number), down.at(value)) for number, value in records]
    marks = [
        *(line((LEFT, WIDTH), (tick.at, tick.at), "axis") for tick in down.ticks()),
        *(words(LEFT - 8, tick.at + 5, tick.label, "end") for tick in down.ticks()),
        *(dot(x, y, "dot", 3.0) for x, y in places[:: ceil(len(places) / MOST_DOTS)]),
        path([*steps, (WIDTH - 2, steps[-1][1])], "best", is_stepped=True),
        dot(*steps[-1], "chosen", 5.5),
        words(LEFT + 8, HEIGHT - 8, f"trial {scored[0][0]}"),
        words(WIDTH - 10, HEIGHT - 8, f"trial {scored[-1][0]}", "end"),
    ]
    return Figure("Score by trial", _sentence(scored, best, down, metric.title), picture(HEIGHT, marks))


def _sentence(scored: list[tuple[int, float]], best: tuple[int, float], down: Axis, title: str) -> str:
    after = sum(number > best[0] for number, _ in scored)
    said = f"The best {title} is {numbers.score(best[1])}, reached in trial {best[0]}"
    said += f"; the {plural(after, 'complete trial')} after it did not beat it." if after else ", the last one."
    n_clipped = sum(not down.low <= value <= down.high for _, value in scored)
    if n_clipped:
        verb = "lies" if n_clipped == 1 else "lie"
        said += f" {plural(n_clipped, 'far worse trial')} {verb} at the edge of the picture."
    return said
