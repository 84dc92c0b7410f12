"""The frame of a chart: its title and its axes, as a Plotly figure in plain data."""

from typing import Any

from assistant.draft import Chart
from models.record import RunRecord


def figure(data: list[dict[str, Any]], title: str, x: dict[str, Any], y: dict[str, Any]) -> Chart:
    """Put traces into a frame; ``x`` and ``y`` are Plotly axes."""
    return {"data": data, "layout": {"title": {"text": title}, "xaxis": x, "yaxis": y}}


def direction(record: RunRecord) -> str:
    """Return the title of an axis of scores, which says what is better."""
    better = "greater" if record.metric.greater_is_better else "smaller"
    return f"{record.metric.title} ({better} is better)"
