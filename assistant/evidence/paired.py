"""Is one trial better than another? Their folds are the same rows, so the difference is taken fold by fold.

Folds share training rows, so the plain standard error is too small: it is widened as Nadeau and Bengio (2003)
do, by the share of rows in validation.
"""

from dataclasses import dataclass
from math import sqrt
from statistics import fmean, variance

from assistant.evidence.fact import EvidenceFact
from assistant.evidence.trials import address, better_by, unit_of
from models.record import FoldPlan, RunRecord, Trial

# Two-sided 95 % quantiles of Student's t by degrees of freedom; beyond the table the next smaller one is used,
# which only makes a claim of a difference harder.
_T_QUANTILES = {
    1: 12.71, 2: 4.303, 3: 3.182, 4: 2.776, 5: 2.571, 6: 2.447, 7: 2.365, 8: 2.306, 9: 2.262, 10: 2.228,
    12: 2.179, 14: 2.145, 19: 2.093, 24: 2.064, 29: 2.045, 49: 2.010, 99: 1.984,
}  # fmt: skip


@dataclass(frozen=True)
class PairedDifference:
    """How much better the first trial is than the second, over the folds of both.

    ``mean`` and ``standard_error`` are in the metric's unit, above zero where the first is better.
    """

    first: Trial
    second: Trial
    mean: float
    standard_error: float
    n_folds: int

    @property
    def is_beyond_chance(self) -> bool:
        """Whether chance alone would give such a difference in fewer than one case in twenty."""
        known = [freedom for freedom in _T_QUANTILES if freedom <= self.n_folds - 1]
        return abs(self.mean) > _T_QUANTILES[max(known)] * self.standard_error


def paired_difference(record: RunRecord, first: Trial, second: Trial) -> PairedDifference | None:
    """Compare two trials over their folds; None where their folds are too few or not the same in number."""
    if len(first.folds) != len(second.folds):
        return None
    differences = [
        better_by(record, ours.validation_score, theirs.validation_score)
        for ours, theirs in zip(first.folds, second.folds, strict=True)
        if ours.validation_score is not None and theirs.validation_score is not None
    ]
    n_folds = len(differences)
    if n_folds < 2:
        return None
    ratio = _validation_to_training(record.folds, n_folds)
    error = sqrt((1 / n_folds + ratio) * variance(differences))
    return PairedDifference(first, second, fmean(differences), error, n_folds)


def _validation_to_training(plan: FoldPlan | None, n_folds: int) -> float:
    """Rows in validation for each row in training, averaged over the folds."""
    k = plan.n_folds if plan is not None and plan.n_folds >= 2 else n_folds
    if plan is not None and plan.kind == "time":
        return fmean(1 / i for i in range(1, k + 1))
    return 1 / (k - 1)


def difference_fact(record: RunRecord, difference: PairedDifference) -> EvidenceFact:
    """Return the size of a difference, without its sign."""
    first, second = difference.first.number, difference.second.number
    label = f"mean difference in {record.metric.title} over the same folds, trials {first} and {second}"
    return EvidenceFact(label, abs(difference.mean), unit_of(record), address(difference.first))


def difference_error_fact(record: RunRecord, difference: PairedDifference) -> EvidenceFact:
    """Return the standard error of a difference."""
    first, second = difference.first.number, difference.second.number
    label = f"standard error of the difference between trials {first} and {second} (Nadeau-Bengio corrected)"
    return EvidenceFact(label, difference.standard_error, unit_of(record), address(difference.first))
