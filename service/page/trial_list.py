"""Which trials of a run are listed, and in which order: 50 to a page, filtered by state and family."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil

from werkzeug.datastructures import MultiDict

from models.record import MetricAccount, Trial

TRIALS_SHOWN = 50
# What to sort by, and how it is called; each begins with what a reader looks for first.
SORTS = {
    "best": "Best score first",
    "newest": "Newest first",
    "oldest": "Oldest first",
    "slowest": "Slowest first",
}
STATES = ("complete", "pruned", "failed", "running", "waiting")


@dataclass(frozen=True)
class TrialChoice:
    """What was asked for in the address; what it does not know counts as not said."""

    sort: str = "best"
    state: str = ""
    family: str = ""
    page: int = 1

    @classmethod
    def asked(cls, given: MultiDict[str, str]) -> "TrialChoice":
        """Read it from the address of a page."""
        sort, state = given.get("sort", cls.sort), given.get("state", "")
        return cls(
            sort=sort if sort in SORTS else cls.sort,
            state=state if state in STATES else "",
            family=given.get("family", "")[:100],
            page=max(given.get("page", 1, type=int), 1),
        )

    @property
    def said(self) -> dict[str, str]:
        """What to put into an address to ask for the same, but for the page."""
        given = {"sort": self.sort if self.sort != "best" else "", "state": self.state, "family": self.family}
        return {name: value for name, value in given.items() if value}


@dataclass(frozen=True)
class TrialsShown:
    """One page of the trials that fit, with how many there are of each state and family. ``pages`` counts from 1."""

    trials: Sequence[Trial]
    choice: TrialChoice
    pages: int
    n_found: int
    n_all: int
    states: Mapping[str, int]
    families: Mapping[str, int]


def trials_shown(trials: Sequence[Trial], metric: MetricAccount, choice: TrialChoice) -> TrialsShown:
    """Choose, order and cut."""
    found = [trial for trial in trials if choice.state in ("", trial.state) and choice.family in ("", trial.family)]
    pages = max(1, ceil(len(found) / TRIALS_SHOWN))
    page = min(choice.page, pages)
    counts: Counter[str] = Counter(trial.state for trial in trials)
    return TrialsShown(
        trials=_ordered(found, metric, choice.sort)[(page - 1) * TRIALS_SHOWN : page * TRIALS_SHOWN],
        choice=TrialChoice(choice.sort, choice.state, choice.family, page),
        pages=pages,
        n_found=len(found),
        n_all=len(trials),
        states={state: counts[state] for state in STATES if counts[state]},
        families=dict(Counter(trial.family for trial in trials).most_common()),
    )


def best_first(trials: Sequence[Trial], metric: MetricAccount) -> list[Trial]:
    """Order trials by score; those without one come last, and those that failed at the very end."""
    scored = [trial for trial in trials if trial.validation_score is not None]
    scored.sort(key=lambda trial: trial.validation_score or 0.0, reverse=metric.greater_is_better)
    rest = [trial for trial in trials if trial.validation_score is None]
    return [*scored, *sorted(rest, key=lambda trial: (trial.state == "failed", trial.number))]


def _ordered(trials: Sequence[Trial], metric: MetricAccount, sort: str) -> list[Trial]:
    if sort == "best":
        return best_first(trials, metric)
    if sort == "slowest":
        return sorted(trials, key=lambda trial: (-trial.seconds, trial.number))
    return sorted(trials, key=lambda trial: trial.number, reverse=sort == "newest")
