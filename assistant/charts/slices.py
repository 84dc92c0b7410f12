"""Slices: the score of each trial over the value of each hyperparameter, side by side on one scale of scores."""

from typing import Any

from assistant.charts.drawing import ChartKind, Drawing
from assistant.charts.frame import Axis, dots, framed, outside_words, room_for, score_title
from assistant.charts.palette import CHOSEN, Look
from assistant.charts.panels import axes, placed
from assistant.charts.spans import span_facts, span_words
from assistant.evidence.searched import about_as_good, as_number, leading_family, searched_settings, span_of
from assistant.evidence.trials import score_of
from assistant.evidence.tried_values import TriedValues
from assistant.naming import plain_title
from models.record import RunRecord, Trial

MOST = 6


def draw(record: RunRecord) -> Drawing | None:
    """Draw the searched numbers of the leading family; None with too few trials or nothing that was varied."""
    found = leading_family(record)
    if found is None:
        return None
    first, trials = found
    tried = [one for one in searched_settings(record, first.family) if _is_numeric(one)][:MOST]
    if not tried:
        return None
    ends, n_outside = room_for(record, [score_of(trial) for trial in trials])
    told, facts = _finding(record, tried[0], trials)
    title = plain_title(record, first.family)
    figure = framed([], told, Axis(), Axis(score_title(record), ends=ends, has_grid=True))
    return Drawing(
        title=told,
        sentence=f"Each dot is a trial of {title}, the large one its best; one picture a hyperparameter."
        f"{outside_words(n_outside)}",
        figure={"data": _marks(tried, first), "layout": {**figure["layout"], **_axes(tried, ends)}},
        columns=("hyperparameter", "value", "score", "trial"),
        rows=tuple((o.account.name, o.value(t), score_of(t), t.number) for o in tried for t in o.trials),
        facts=facts,
    )


def _is_numeric(tried: TriedValues) -> bool:
    return tried.account.kind != "choice" and all(as_number(value) is not None for value in tried.values)


def _finding(record: RunRecord, tried: TriedValues, trials: tuple[Trial, ...]) -> tuple[str, tuple[Any, ...]]:
    span = span_of(tried, about_as_good(record, trials))
    if span is None or span.n_trials < 2:
        return f"No other trial of {plain_title(record, trials[0].family)} comes near the best one.", ()
    title = plain_title(record, trials[0].family)
    told = f"The {span.n_trials} trials of {title} that do about as well as its best have {span_words(span)}."
    return told, span_facts(span)


def _marks(tried: list[TriedValues], first: Trial) -> list[dict[str, Any]]:
    marks = []
    for place, one in enumerate(tried):
        others = [trial for trial in one.trials if trial.number != first.number]
        chosen = [trial for trial in one.trials if trial.number == first.number]
        for name, group, look in (("other trials", others, Look()), ("best", chosen, CHOSEN)):
            mark = dots(
                f"{one.account.name}, {name}",
                [one.value(trial) for trial in group],
                [score_of(trial) for trial in group],
                look,
                [f"trial {trial.number}" for trial in group],
            )
            marks.append(placed(mark, place))
    return marks


def _axes(tried: list[TriedValues], ends: tuple[float, float]) -> dict[str, Any]:
    """Return one pair of axes a picture."""
    y = Axis(ends=ends, has_grid=True).plain()
    scales = ("log" if one.account.is_log and _is_positive(one) else "-" for one in tried)
    return axes([(Axis(one.account.name, scale).plain(), y) for one, scale in zip(tried, scales, strict=True)])  # type: ignore[arg-type]  # the two scales


def _is_positive(tried: TriedValues) -> bool:
    return all((as_number(value) or 0.0) > 0 for value in tried.values)


SLICES = ChartKind(
    name="slices",
    label="Slices of hyperparameters",
    reading=(
        "One small picture for each hyperparameter: its value across, the score of the trial upward. A hill shows "
        "where good values lie, a flat cloud that the value hardly matters. All other settings vary too, so a "
        "single dot proves nothing."
    ),
    needs="four complete trials of one family, with two settings that were varied",
    draw=draw,
)
