"""Charts on whether a score is true: the gap over trials, what columns and hyperparameters are worth.

Plotly figures as plain data. Names of columns are shown as they are: Plotly reads some tags in labels, so that every
mark that could begin one is spelled out.
"""

from collections.abc import Sequence
from html import escape

from assistant.charts.of_answers import direction, figure
from assistant.draft import Chart
from assistant.evidence.trials import score_of
from assistant.markup import LONGEST_SHOWN, one_line
from models.record import (
    ColumnImportance,
    EnsembleMember,
    FamilyImportances,
    RunRecord,
    Trial,
)

MOST_TRIALS, MOST_COLUMNS = 30, 15


def gap_chart(record: RunRecord, trials: Sequence[Trial]) -> Chart | None:
    """Draw training beside validation score for each trial, best first: the distance of two dots is the gap."""
    shown = [trial for trial in trials if trial.train_score is not None][:MOST_TRIALS]
    if not shown:
        return None
    labels = [f"trial {trial.number}" for trial in shown]
    train = {"name": "rows that it was fitted on", "y": [trial.train_score for trial in shown]}
    validation = {"name": "rows held back", "y": [score_of(trial) for trial in shown]}
    dots = [{"type": "scatter", "mode": "markers", "x": labels, **line} for line in (train, validation)]
    title = f"{record.metric.title} on rows seen and unseen, best trial first"
    return figure(dots, title, {"title": {"text": "trial"}, "type": "category"}, {"title": {"text": direction(record)}})


def columns_chart(record: RunRecord, columns: Sequence[ColumnImportance]) -> Chart | None:
    """Draw what columns are worth, those that tell the same as one, with their intervals, the most important first."""
    shown = columns[:MOST_COLUMNS]
    if not shown:
        return None
    bars = {
        "type": "bar",
        "orientation": "h",
        "name": "worse without it",
        "x": [one.drop for one in shown],
        "y": [label_of(" + ".join(one.columns)) for one in shown],
        "error_x": {
            "type": "data",
            "symmetric": False,
            "array": [one.high - one.drop for one in shown],
            "arrayminus": [one.drop - one.low for one in shown],
        },
    }
    title = f"How much worse {record.metric.title} gets when a column is shuffled"
    x = {"title": {"text": f"loss of {record.metric.title}"}}
    return figure([bars], title, x, {"autorange": "reversed", "type": "category"})


def shares_chart(told: FamilyImportances, title_of_family: str) -> Chart | None:
    """Draw the shares of the hyperparameters of a family, the most important first."""
    if not told.hyperparameters:
        return None
    bars = {
        "type": "bar",
        "orientation": "h",
        "name": "share of the importance",
        "x": [one.share for one in told.hyperparameters],
        "y": [one.name for one in told.hyperparameters],
    }
    title = f"Importance of the hyperparameters of {title_of_family}, {told.evaluator}"
    return figure([bars], title, {"title": {"text": "share"}}, {"autorange": "reversed", "type": "category"})


def label_of(name: str) -> str:
    """Return a name of the data as a label of a chart, in which nothing is read as markup.

    Examples
    --------
    >>> label_of("<b>bold</b>")
    '&lt;b&gt;bold&lt;/b&gt;'
    """
    shown = one_line(name)
    shown = shown if len(shown) <= LONGEST_SHOWN else f"{shown[: LONGEST_SHOWN - 1]}…"
    return escape(shown, quote=False)


def weights_chart(record: RunRecord, members: Sequence[EnsembleMember]) -> Chart | None:
    """Draw the weights of the members of an average, the heaviest first."""
    if not members:
        return None
    families = {trial.number: trial.family for trial in record.trials}
    bars = {
        "type": "bar",
        "orientation": "h",
        "name": "weight in the model",
        "x": [round(100 * member.weight, 1) for member in members],
        "y": [f"trial {member.trial}, {families.get(member.trial, 'not recorded')}" for member in members],
    }
    x = {"title": {"text": "weight in %"}}
    return figure([bars], "What the delivered model averages", x, {"autorange": "reversed", "type": "category"})
