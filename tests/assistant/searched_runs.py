"""Made-up runs that searched by each technique, and that ended in each way."""

from collections.abc import Callable
from dataclasses import replace

from assistant.answer import Answer
from models.record import (
    Decision,
    Fact,
    FoldScore,
    Hypergradient,
    RunRecord,
    Settings,
    TechniqueAccount,
    Trial,
)
from models.search.techniques.registry import technique_named

Runs = Callable[[str], RunRecord]


def values(given: Answer) -> dict[str, object]:
    """Return all values that an answer cites, by their labels."""
    return {citation.label: citation.value for citation in given.citations}


def account_of(name: str) -> TechniqueAccount:
    """Return the account that the engine gives of a technique."""
    return technique_named(name).account


def searched_by(record: RunRecord, technique: str, *decisions: Decision) -> RunRecord:
    """Return the record of a run that was asked to search by a technique."""
    settings = Settings(seconds=None, trials=30, technique=technique, seed=7)
    return replace(record, settings=settings, technique=account_of(technique), decisions=decisions)


def by_auto(record: RunRecord) -> RunRecord:
    """Return the record of a run in which the engine chose TPE."""
    because = "tuned defaults are hard to beat; TPE learns from 8 of a family on"
    decision = Decision(2, "search", "defaults first, then TPE", ("gp", "random"), because, (Fact("trials", 8),))
    return replace(record, technique=account_of("tpe"), decisions=(decision,))


def with_trials(record: RunRecord, *trials: Trial) -> RunRecord:
    """Return a record with further trials."""
    return replace(record, trials=(*record.trials, *trials))


def with_slopes(record: RunRecord) -> RunRecord:
    """Return a run that descended in the penalty: two trials with slopes, and one without."""
    trials = []
    for number, alpha, loss, slope in ((20, 0.1, 0.52, 0.03), (21, 0.01, 0.5, -0.001)):
        folds = tuple(FoldScore(0.8, 0.8, 0.1, hypergradient=Hypergradient("alpha", loss, slope)) for _ in range(5))
        trials.append(
            Trial(number, "linear", {"alpha": alpha, "l1_ratio": 0.0}, "complete", folds, 0.8, 0.8, 0.01, 0.5)
        )
    return with_trials(searched_by(record, "gradient"), *trials)


def unlucky(record: RunRecord) -> RunRecord:
    """Return a run that was cancelled before any trial was complete."""
    failed = Trial(
        1, "linear", {"alpha": 0.1}, "failed", error="ValueError: 3 of the columns are bad", why="the default"
    )
    cut = Trial(2, "xgboost", {}, "pruned", why="drawn at random; stopped after 0 of 5 folds: somebody asked to stop")
    return replace(record, trials=(failed, cut), result=None, leaderboard=(), findings=(), status="cancelled")


STATES: dict[str, Callable[[RunRecord], RunRecord]] = {
    "auto": by_auto,
    "gradient": with_slopes,
    "hyperband": lambda record: searched_by(record, "hyperband"),
    "unlucky": unlucky,
    "unlucky by grid": lambda record: searched_by(unlucky(record), "grid"),
    "nothing": lambda record: replace(unlucky(record), trials=(), folds=None, status="failed", families=()),
}
