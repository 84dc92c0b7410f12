"""More budget for a run that has ended: which of its trials and decisions stand, and what it may use from now on."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from models.record import Decision, Settings, Trial
from models.search.budget import CUT_SHORT

MADE_AGAIN = frozenset({"search", "winner", "ensemble", "score", "model"})
"""Stages of decisions that depend on the budget or on the trials, and are made again when a search goes on."""


@dataclass(frozen=True)
class MoreBudget:
    """What a run that has ended may use on top: working seconds, trials, or both; None where there is no limit."""

    seconds: float | None = None
    trials: int | None = None


def standing_trials(trials: Iterable[Trial]) -> tuple[Trial, ...]:
    """Return the trials that have ended by themselves; those that an end of the search cut short are open again."""
    ended = (trial for trial in trials if trial.state in ("complete", "pruned", "failed"))
    return tuple(trial for trial in ended if not (trial.state == "pruned" and trial.why.endswith(CUT_SHORT)))


def standing_decisions(decisions: Iterable[Decision]) -> tuple[Decision, ...]:
    """Return the decisions that hold also when the search goes on."""
    return tuple(decision for decision in decisions if decision.stage not in MADE_AGAIN)


def continued(settings: Settings, more: MoreBudget, spent_seconds: float, n_trials: int) -> Settings:
    """Return the settings of a run that goes on: what it has used, and as much again as was asked for.

    Parameters
    ----------
    settings : those of the run so far
    more : what it may use on top; a limit that is None is lifted
    spent_seconds : working seconds used so far
    n_trials : trials that stand

    Examples
    --------
    >>> continued(Settings(seconds=None, trials=10), MoreBudget(trials=10), 3.5, n_trials=10).trials
    20
    """
    return replace(
        settings,
        seconds=None if more.seconds is None else spent_seconds + more.seconds,
        trials=None if more.trials is None else n_trials + more.trials,
    )
