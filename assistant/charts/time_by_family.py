"""Time by family: who got the seconds of the search."""

from assistant.charts.drawing import ChartKind, Drawing
from assistant.charts.frame import Axis, bars, framed
from assistant.charts.palette import ACCENT, CONTEXT
from assistant.evidence.spent import family_seconds_fact, family_share_fact, time_by_family
from assistant.evidence.trials import best_of_family, leader, score_of
from assistant.naming import at_start, plain_title
from models.record import RunRecord, Scalar


def draw(record: RunRecord) -> Drawing | None:
    """Draw the seconds that the folds of each family took; None with fewer than two families."""
    times = time_by_family(record)
    if len(times) < 2:
        return None
    first, share = leader(record), family_share_fact(record, times[0])
    titles = [at_start(plain_title(record, time.family)) for time in times]
    colors = [ACCENT if first and time.family == first.family else CONTEXT for time in times]
    told = f"{titles[0]} got {share.value} % of the time that folds took."
    if first is not None and first.family == times[0].family:
        told = f"{titles[0]}, which has the best trial, got {share.value} % of the time that folds took."
    marks = [bars("seconds", [time.seconds for time in times], titles, colors)]
    return Drawing(
        title=told,
        sentence="Each bar is the time of all folds of a family; the dark one has the leading trial.",
        figure=framed(marks, told, Axis("seconds", has_grid=True), Axis(scale="category", is_down=True)),
        columns=("family", "trials", "seconds", "best score"),
        rows=tuple((time.family, time.n_trials, time.seconds, _best(record, time.family)) for time in times),
        facts=(share, *(family_seconds_fact(time) for time in times)),
    )


def _best(record: RunRecord, family: str) -> Scalar:
    trial = best_of_family(record, family)
    return None if trial is None else score_of(trial)


TIME_BY_FAMILY = ChartKind(
    name="time_by_family",
    label="Time by family",
    reading=(
        "Each bar is the time that all folds of a family took together. A long bar means many trials or slow ones; "
        "the dark bar belongs to the family that leads. Time that went to a family which is far behind was the "
        "price of knowing that it is."
    ),
    needs="trials of two families",
    draw=draw,
)
