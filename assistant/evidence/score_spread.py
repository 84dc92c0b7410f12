"""Facts of how the scores of a run spread: the middle and the worst, and how many are as good as the best."""

from collections.abc import Sequence
from statistics import median

from assistant.evidence.fact import EvidenceFact
from assistant.evidence.searched import about_as_good
from assistant.evidence.trial_origins import learned, why_tried
from assistant.evidence.trials import BASELINES, completed, score_of, unit_of
from models.record import RunRecord, Trial

HREF = "trials"
TOP_SHARE = 0.05
"""The best part of a space that draws are to hit."""


def scored(record: RunRecord) -> tuple[Trial, ...]:
    """Return the complete trials, best first, baselines left out."""
    return tuple(trial for trial in completed(record) if trial.family not in BASELINES)


def middle_fact(record: RunRecord, trials: Sequence[Trial], which: str = "all complete trials") -> EvidenceFact:
    """Return the middle score of trials, of which there is at least one."""
    label = f"middle {record.metric.title} (median) of {which}"
    return EvidenceFact(label, median(score_of(trial) for trial in trials), unit_of(record), HREF)


def as_good_fact(record: RunRecord, trials: tuple[Trial, ...]) -> EvidenceFact:
    """Return how many trials, the best among them, lie within a standard error of the best."""
    label = "complete trials within one standard error of the best, the best itself counted"
    return EvidenceFact(label, len(about_as_good(record, trials)), href=HREF)


def drawn(record: RunRecord) -> tuple[Trial, ...]:
    """Return the trials that were drawn at random."""
    return tuple(trial for trial in record.trials if "at random" in why_tried(trial))


def given(record: RunRecord) -> tuple[Trial, ...]:
    """Return the trials that were neither drawn nor proposed: baseline, defaults, what did well elsewhere, a list."""
    others = {trial.number for trial in (*drawn(record), *learned(record))}
    return tuple(trial for trial in record.trials if trial.number not in others)


def count_of(trials: Sequence[Trial], which: str) -> EvidenceFact:
    """Return how many trials there are of a kind."""
    return EvidenceFact(f"trials that were {which}", len(trials), href=HREF)


def hit_fact(n_trials: int) -> EvidenceFact:
    """Return the probability in percent that so many random draws hit the best part of the space at least once."""
    label = f"probability that {n_trials} random draws hit the best {TOP_SHARE:.0%} of the space: 1 - 0.95**{n_trials}"
    return EvidenceFact(label, round(100 * (1 - (1 - TOP_SHARE) ** n_trials)), "%", HREF)
