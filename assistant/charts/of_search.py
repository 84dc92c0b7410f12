"""Charts of a search, as Plotly figures in plain data: the best so far, time by family, slopes, grid against random."""

from collections.abc import Sequence
from typing import Any

from assistant.charts.of_answers import direction, figure
from assistant.draft import Chart
from assistant.evidence.hypergradients import Slope
from assistant.evidence.search_cost import family_times
from assistant.evidence.search_progress import search_progress
from assistant.evidence.trials import score_of
from assistant.markup import one_line
from models.record import RunRecord

_GRID = (0.2, 0.5, 0.8)
_DRAWN = (
    (0.06, 0.62), (0.19, 0.21), (0.28, 0.88), (0.41, 0.45), (0.47, 0.07),
    (0.59, 0.72), (0.71, 0.33), (0.83, 0.94), (0.95, 0.54),
)  # fmt: skip
"""Nine places as they may be drawn at random: no two of them share a value."""


def progress_chart(record: RunRecord) -> Chart | None:
    """Draw the score of each complete trial by its number, and the best so far as a line of steps."""
    progress = search_progress(record)
    if progress is None or len(progress.trials) < 2:
        return None
    last = progress.trials[-1].number
    steps = [*((trial.number, score_of(trial)) for trial in progress.improvements), (last, score_of(progress.best))]
    trials = {
        "type": "scatter",
        "mode": "markers",
        "name": "a complete trial",
        "x": [trial.number for trial in progress.trials],
        "y": [score_of(trial) for trial in progress.trials],
        "text": [f"trial {trial.number}, {trial.family}" for trial in progress.trials],
    }
    best = {
        "type": "scatter",
        "mode": "lines",
        "line": {"shape": "hv"},
        "name": "best so far",
        "x": [number for number, _ in steps],
        "y": [score for _, score in steps],
    }
    title = f"Best {record.metric.title} so far, trial by trial"
    return figure([trials, best], title, {"title": {"text": "trial"}}, {"title": {"text": direction(record)}})


def family_time_chart(record: RunRecord) -> Chart | None:
    """Draw the seconds of fits that each family took."""
    times = [time for time in family_times(record) if time.seconds > 0]
    if len(times) < 2:
        return None
    bars = {
        "type": "bar",
        "orientation": "h",
        "name": "seconds of fits",
        "x": [time.seconds for time in times],
        "y": [one_line(time.family) for time in times],
        "text": [f"{time.n_trials} trials" for time in times],
    }
    return figure([bars], "Time by family", {"title": {"text": "seconds of fits"}}, {"autorange": "reversed"})


def slopes_chart(found: Sequence[Slope]) -> Chart | None:
    """Draw the loss over the hyperparameter that a descent moved, with a short line along each slope."""
    name = found[0].hyperparameter if found else ""
    points = [
        (one, value) for one in found if isinstance(value := one.trial.hyperparameters.get(name), float) and value > 0
    ]
    if len(points) < 2:
        return None
    losses = {
        "type": "scatter",
        "mode": "markers",
        "name": "loss on held-back rows",
        "x": [value for _, value in points],
        "y": [one.loss for one, _ in points],
        "text": [f"trial {one.trial.number}, slope {one.slope:+.3g}" for one, _ in points],
    }
    axis = {"title": {"text": name}, "type": "log"}
    return figure(
        [losses], f"Loss that was descended, by {name}", axis, {"title": {"text": "loss (smaller is better)"}}
    )


def grid_against_random_chart() -> Chart:
    """Draw nine trials as a grid and nine as draws: three values of each setting, or nine."""
    grid = [(first, second) for first in _GRID for second in _GRID]
    traces = [_places("grid: three values of each setting", grid), _places("random: nine of each", _DRAWN)]
    return figure(
        traces,
        "The same nine trials, as a grid and at random",
        {"title": {"text": "a setting that matters"}, "range": [0, 1], "showticklabels": False},
        {"title": {"text": "a setting that does not"}, "range": [0, 1], "showticklabels": False},
    )


def _places(name: str, places: Sequence[tuple[float, float]]) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "markers",
        "name": name,
        "x": [first for first, _ in places],
        "y": [second for _, second in places],
    }
