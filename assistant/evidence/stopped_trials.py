"""Facts of trials that ended before a full score: why, what that saved, and whether a good one may have been lost."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean

from assistant.evidence.fact import EvidenceFact
from assistant.evidence.search_cost import duration_fact
from assistant.evidence.trials import (
    BASELINES,
    address,
    better_by,
    completed,
    is_cheap_look,
    score_of,
    unit_of,
)
from models.record import FoldScore, RunRecord, Trial

EARLY_FOLDS = 2
"""Folds after which a trial may be given up: what the early score of the others is taken from."""
LEAST_PAIRS = 5
"""Fewer trials than these say nothing about whether early and final ranks agree."""


@dataclass(frozen=True)
class Agreement:
    """How well early and final scores agree in rank (1: the same order, 0: none, -1: reversed) over ``n_trials``.

    ``is_of_looks`` tells whether early means a cheap look at the same configuration, or else the first folds.
    """

    correlation: float
    n_trials: int
    is_of_looks: bool


@dataclass(frozen=True)
class NearMiss:
    """The trial that was given up with the least distance to the best of its family, on the folds that both have.

    ``behind`` is in the metric's own unit; at or below zero it was not behind on these folds at all.
    """

    trial: Trial
    best: Trial
    behind: float
    n_folds: int


def looks(record: RunRecord) -> tuple[Trial, ...]:
    """Return the trials that were cheap looks by design."""
    return tuple(trial for trial in record.trials if is_cheap_look(record, trial))


def stopped(record: RunRecord) -> tuple[Trial, ...]:
    """Return the trials that were given up before all that was planned for them was done."""
    return tuple(trial for trial in record.trials if trial.state == "pruned" and not is_cheap_look(record, trial))


def reasons(trials: Sequence[Trial]) -> tuple[tuple[str, int], ...]:
    """Return why trials were given up, and how many each, the commonest first."""
    counted = Counter(trial.why.rpartition(": ")[2] or "no reason is recorded" for trial in trials)
    return tuple(counted.most_common())


def saved_fact(record: RunRecord) -> EvidenceFact | None:
    """Return about how much time giving up saved: what complete trials of the family take, less what was spent."""
    full: dict[str, list[float]] = {}
    for trial in completed(record):
        full.setdefault(trial.family, []).append(trial.seconds)
    means = {family: fmean(seconds) for family, seconds in full.items()}
    saved = sum(max(0.0, means.get(trial.family, 0.0) - trial.seconds) for trial in stopped(record))
    if saved <= 0:
        return None
    return duration_fact("time saved by giving up, against the mean complete trial of the family", saved, "trials")


def agreement(record: RunRecord) -> Agreement | None:
    """Return how early and final ranks agree: of cheap looks and their full fits, or else of first and all folds."""
    early, final = _looks_and_fits(record)
    is_of_looks = len(early) >= LEAST_PAIRS
    if not is_of_looks:
        early, final = _folds_and_scores(record)
    correlation = _rank_correlation(early, final) if len(early) >= LEAST_PAIRS else None
    return None if correlation is None else Agreement(correlation, len(early), is_of_looks)


def agreement_facts(found: Agreement) -> tuple[EvidenceFact, EvidenceFact]:
    """Return the rank correlation, and over how many trials."""
    early = "a cheap look" if found.is_of_looks else "the first folds"
    return (
        EvidenceFact(
            f"rank correlation of the score after {early} with the final score", found.correlation, "", "trials"
        ),
        EvidenceFact("trials that ran to the end and have an early score", found.n_trials, "", "trials"),
    )


def misses(record: RunRecord) -> list[NearMiss]:
    """Return the given-up trials that can be compared with the best of their family, the nearest first."""
    best = {trial.family: trial for trial in reversed(completed(record))}
    compared = (_miss(record, trial, best.get(trial.family)) for trial in stopped(record))
    found = [miss for miss in compared if miss is not None]
    return sorted(found, key=lambda miss: (miss.behind, miss.trial.number))


def near_miss(record: RunRecord) -> NearMiss | None:
    """Return the given-up trial that was nearest to the best of its family; None where none can be compared."""
    return next(iter(misses(record)), None)


def behind_fact(record: RunRecord, miss: NearMiss) -> EvidenceFact:
    """Return by how much it was behind (or ahead), without the sign."""
    label = (
        f"mean difference in {record.metric.title} between trials {miss.best.number} and {miss.trial.number}, on the "
        f"{miss.n_folds} folds that both have"
    )
    return EvidenceFact(label, abs(miss.behind), unit_of(record), address(miss.trial))


def folds_fact(trial: Trial) -> EvidenceFact:
    """Return on how many folds a trial was scored."""
    return EvidenceFact(f"folds on which trial {trial.number} was scored", len(trial.folds), href=address(trial))


def early_place(record: RunRecord) -> tuple[EvidenceFact, EvidenceFact] | None:
    """Return the place of the best trial after the first folds, and among how many; None where it cannot be told."""
    trials = [trial for trial in _models(record) if len(trial.folds) > EARLY_FOLDS]
    early = {trial.number: _mean(trial.folds[:EARLY_FOLDS]) for trial in trials}
    known = {number: score for number, score in early.items() if score is not None}
    if len(known) < LEAST_PAIRS or trials[0].number not in known:
        return None
    best = trials[0]
    ahead = sum(better_by(record, score, known[best.number]) > 0 for score in known.values())
    return (
        EvidenceFact(f"place of trial {best.number} after the first {EARLY_FOLDS} folds", 1 + ahead, "", address(best)),
        EvidenceFact("trials that ran to the end and have an early score", len(known), "", "trials"),
    )


def _miss(record: RunRecord, trial: Trial, best: Trial | None) -> NearMiss | None:
    if best is None or trial.resource < 1:
        return None
    behind = [
        better_by(record, theirs.validation_score, ours.validation_score)
        for ours, theirs in zip(trial.folds, best.folds, strict=False)
        if ours.validation_score is not None and theirs.validation_score is not None
    ]
    return NearMiss(trial, best, fmean(behind), len(behind)) if behind else None


def _looks_and_fits(record: RunRecord) -> tuple[list[float], list[float]]:
    """Return the scores of cheap looks, and of the full fits of the same configurations."""
    full = {_key(trial): score_of(trial) for trial in _models(record)}
    pairs = {_key(look): (_mean(look.folds), full[_key(look)]) for look in looks(record) if _key(look) in full}
    known = [(early, final) for early, final in pairs.values() if early is not None]
    return [early for early, _ in known], [final for _, final in known]


def _folds_and_scores(record: RunRecord) -> tuple[list[float], list[float]]:
    """Return the scores after the first folds, and over all of them."""
    trials = [trial for trial in _models(record) if len(trial.folds) > EARLY_FOLDS]
    pairs = [(_mean(trial.folds[:EARLY_FOLDS]), _mean(trial.folds)) for trial in trials]
    known = [(early, final) for early, final in pairs if early is not None and final is not None]
    return [early for early, _ in known], [final for _, final in known]


def _models(record: RunRecord) -> list[Trial]:
    """Return the complete trials but for baselines, which come last in any order."""
    return [trial for trial in completed(record) if trial.family not in BASELINES]


def _key(trial: Trial) -> tuple[object, ...]:
    return (trial.family, *sorted(trial.hyperparameters.items(), key=lambda item: item[0]))


def _mean(folds: Sequence[FoldScore]) -> float | None:
    scores = [fold.validation_score for fold in folds]
    known = [score for score in scores if score is not None]
    return fmean(known) if len(known) == len(scores) and known else None


def _rank_correlation(early: Sequence[float], final: Sequence[float]) -> float | None:
    """Return Spearman's rank correlation, ties at their mean rank; None where all are tied."""
    ours, theirs = _ranks(early), _ranks(final)
    middle = fmean(ours)
    across = sum((a - middle) * (b - middle) for a, b in zip(ours, theirs, strict=True))
    spread = sum((a - middle) ** 2 for a in ours) * sum((b - middle) ** 2 for b in theirs)
    return across / spread**0.5 if spread > 0 else None


def _ranks(values: Sequence[float]) -> list[float]:
    ordered = sorted(values)
    places: dict[float, list[int]] = {}
    for place, value in enumerate(ordered):
        places.setdefault(value, []).append(place)
    return [fmean(places[value]) for value in values]
