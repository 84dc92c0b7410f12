"""Charts of an answer, as Plotly figures in plain data: drawn from the record alone."""

from collections.abc import Sequence
from math import isfinite
from typing import Any

from assistant.draft import Chart
from assistant.evidence.trials import error_fact, score_of
from assistant.evidence.tried_values import TriedValues
from models.record import CurvePoint, RunRecord, Trial

MOST_BARS = 10


def values_chart(record: RunRecord, tried: TriedValues, chosen: Trial) -> Chart | None:
    """Draw the score of each trial of a family over the value of one hyperparameter."""
    name = tried.account.name
    if len(tried.values) < 2 or name not in chosen.hyperparameters:
        return None
    others = [trial for trial in tried.trials if trial.number != chosen.number]
    return figure(
        [_points(others, name, "other trials"), _points([chosen], name, "chosen")],
        f"{record.metric.title} by {name}",
        {"title": {"text": name}, "type": "log" if tried.account.is_log else "-"},
        {"title": {"text": direction(record)}},
    )


def _points(trials: Sequence[Trial], name: str, label: str) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "markers",
        "name": label,
        "x": [trial.hyperparameters[name] for trial in trials],
        "y": [score_of(trial) for trial in trials],
        "text": [f"trial {trial.number}" for trial in trials],
    }


def comparison_chart(record: RunRecord, trials: Sequence[Trial]) -> Chart | None:
    """Draw the score of each trial as a dot, with one standard error to each side."""
    shown = trials[:MOST_BARS]
    if len(shown) < 2:
        return None
    errors = [error_fact(record, trial) for trial in shown]
    dots = {
        "type": "scatter",
        "mode": "markers",
        "name": "cross-validated score",
        "x": [score_of(trial) for trial in shown],
        "y": [f"trial {trial.number}, {trial.family}" for trial in shown],
        "error_x": {"type": "data", "array": [fact.value if fact else 0.0 for fact in errors]},
    }
    title = f"{record.metric.title} of the trials, with one standard error"
    return figure([dots], title, {"title": {"text": direction(record)}}, {"autorange": "reversed"})


def folds_chart(record: RunRecord, trial: Trial) -> Chart | None:
    """Draw train against validation score, fold by fold."""
    if len(trial.folds) < 2:
        return None
    labels = [f"fold {number}" for number in range(1, len(trial.folds) + 1)]
    train = {"name": "rows that it was fitted on", "y": [fold.train_score for fold in trial.folds]}
    validation = {"name": "rows held back", "y": [fold.validation_score for fold in trial.folds]}
    lines = [{"type": "scatter", "mode": "markers", "x": labels, **line} for line in (train, validation)]
    title = f"{record.metric.title} by fold, trial {trial.number}"
    return figure(lines, title, {"title": {"text": "fold"}}, {"title": {"text": direction(record)}})


def curve_chart(trial: Trial, unit: str) -> Chart | None:
    """Draw the loss of each fold over its rounds (or epochs), on rows fitted on and on rows that tell when to stop."""
    lines = [
        _curve(fold.curve, number, kind)
        for number, fold in enumerate(trial.folds, start=1)
        for kind in ("stopping_loss", "train_loss")
        if len(fold.curve) > 1
    ]
    if not lines:
        return None
    title = f"learning curves of trial {trial.number}"
    return figure(lines, title, {"title": {"text": unit}}, {"title": {"text": "loss (smaller is better)"}})


def _curve(points: Sequence[CurvePoint], fold: int, kind: str) -> dict[str, Any]:
    losses = [getattr(point, kind) for point in points]
    rows = "rows held apart" if kind == "stopping_loss" else "rows fitted on"
    return {
        "type": "scatter",
        "mode": "lines",
        "name": f"fold {fold}, {rows}",
        "legendgroup": rows,
        "line": {"dash": "solid" if kind == "stopping_loss" else "dot"},
        "x": [point.rounds for point in points],
        "y": [loss if isfinite(loss) else None for loss in losses],
    }


def direction(record: RunRecord) -> str:
    """Return the title of an axis of scores: the metric, and which way is better."""
    better = "greater" if record.metric.greater_is_better else "smaller"
    return f"{record.metric.title} ({better} is better)"


def figure(data: list[dict[str, Any]], title: str, x: dict[str, Any], y: dict[str, Any]) -> Chart:
    """Return a Plotly figure of these series, with a title and two axes."""
    return {"data": data, "layout": {"title": {"text": title}, "xaxis": x, "yaxis": y}}
