"""Facts of the generalization gap: how much better a model scores on rows that it was fitted on."""

from dataclasses import dataclass
from statistics import median

from assistant.evidence.fact import EvidenceFact
from assistant.evidence.trials import address, better_by, completed, score_of, unit_of
from models.record import RunRecord, Trial


@dataclass(frozen=True)
class FamilyGaps:
    """The gaps of the other complete trials of a family."""

    smallest: float
    middle: float
    largest: float
    n_trials: int


def gap_of(record: RunRecord, trial: Trial) -> float | None:
    """Return train minus validation score; above zero where the model is better on rows it was fitted on."""
    if trial.train_score is None or trial.validation_score is None:
        return None
    return better_by(record, trial.train_score, score_of(trial))


def gap_fact(record: RunRecord, trial: Trial) -> EvidenceFact | None:
    """Return the gap of a trial."""
    gap = gap_of(record, trial)
    if gap is None:
        return None
    label = f"gap of trial {trial.number}: how much better {record.metric.title} is on rows that it was fitted on"
    return EvidenceFact(label, gap, unit_of(record), address(trial))


def family_gaps(record: RunRecord, trial: Trial) -> FamilyGaps | None:
    """Return the gaps of the other trials of the same family; None where there are fewer than two."""
    others = [other for other in completed(record) if other.family == trial.family and other.number != trial.number]
    gaps = sorted(gap for gap in (gap_of(record, other) for other in others) if gap is not None)
    return FamilyGaps(gaps[0], median(gaps), gaps[-1], len(gaps)) if len(gaps) > 1 else None
