"""Charts of an answer, as Plotly figures in plain data: drawn from the record alone."""

from collections.abc import Sequence
from typing import Any

from assistant.draft import Chart
from assistant.evidence.trials import error_fact, score_of
from assistant.evidence.tried_values import TriedValues
from models.record import RunRecord, Trial

MOST_BARS = 10


def values_chart(record: RunRecord, tried: TriedValues, chosen: Trial) -> Chart | None:
    """Draw the score of each trial of a family over the value of one hyperparameter."""
    name = tried.account.name
    if len(tried.values) < 2 or name not in chosen.hyperparameters:
        return None
    others = [trial for trial in tried.trials if trial.number != chosen.number]
    return _figure(
        [_points(others, name, "other trials"), _points([chosen], name, "chosen")],
        f"{record.metric.title} by {name}",
        {"title": {"text": name}, "type": "log" if tried.account.is_log else "-"},
        {"title": {"text": _direction(record)}},
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
    return _figure([dots], title, {"title": {"text": _direction(record)}}, {"autorange": "reversed"})


def folds_chart(record: RunRecord, trial: Trial) -> Chart | None:
    """Draw train against validation score, fold by fold."""
    if len(trial.folds) < 2:
        return None
    labels = [f"fold {number}" for number in range(1, len(trial.folds) + 1)]
    train = {"name": "rows that it was fitted on", "y": [fold.train_score for fold in trial.folds]}
    validation = {"name": "rows held back", "y": [fold.validation_score for fold in trial.folds]}
    lines = [{"type": "scatter", "mode": "markers", "x": labels, **line} for line in (train, validation)]
    title = f"{record.metric.title} by fold, trial {trial.number}"
    return _figure(lines, title, {"title": {"text": "fold"}}, {"title": {"text": _direction(record)}})


def _direction(record: RunRecord) -> str:
    better = "greater" if record.metric.greater_is_better else "smaller"
    return f"{record.metric.title} ({better} is better)"


def _figure(data: list[dict[str, Any]], title: str, x: dict[str, Any], y: dict[str, Any]) -> Chart:
    return {"data": data, "layout": {"title": {"text": title}, "xaxis": x, "yaxis": y}}
