"""What things are called on the page."""

from models.record import TrialState
from service.services import services

STATES: dict[TrialState, str] = {
    "complete": "complete",
    "pruned": "stopped early",
    "failed": "failed",
    "running": "being fitted",
    "waiting": "waiting",
}


def metric_title(name: str) -> str:
    """Return what people call a metric."""
    return services().engine.metric(name).title


def state_word(state: TrialState) -> str:
    """Return what people call the state of a trial.

    Examples
    --------
    >>> state_word("pruned")
    'stopped early'
    """
    return STATES[state]


def capitalize_first(text: str) -> str:
    """Begin with a capital letter and leave the rest as it is.

    Examples
    --------
    >>> capitalize_first("logistic regression on ROC AUC")
    'Logistic regression on ROC AUC'
    """
    return text[:1].upper() + text[1:]
