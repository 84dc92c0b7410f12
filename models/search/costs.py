"""What fits cost: measured on the folds, and predicted from there for the fits still to come."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean

from models.families.registry import family_named
from models.record import Trial
from models.splits import Fold, fold_sizes

KEEP_SHARE, KEEP_SHARE_FEW_FOLDS, MANY_FOLDS = 0.02, 0.3, 5
"""A fold's fit that takes this share of the budget is not repeated on all rows: the folds' models are delivered. With
fewer folds than five their models lack so many rows that another fit is worth more time. From the first share on they
are kept in any case, for a last fit that comes too late."""
REPEATS = 4
"""Fits of one configuration, with other seeds, that are averaged where the time allows."""
BOOSTING_SHARE, OTHER_SHARE = 0.25, 0.06
"""Of the budget, what one candidate may use before its fits are cut short. Boosting that is cut short is unfinished,
a forest of fewer trees is still a forest."""
OVERHEAD_SECONDS = 0.3
THREAD_GAIN = 0.7
"""What each further process or thread adds to the speed of the last fits."""


@dataclass(frozen=True)
class Costs:
    """Predicts seconds of fits, on one thread, from those that were measured.

    ``trials`` is the search's own mapping and grows with it.
    """

    trials: Mapping[int, Trial]
    folds: tuple[Fold, ...]
    n_rows: int
    n_slots: int
    budget_seconds: float | None

    @property
    def n_parallel(self) -> int:
        """How many folds of a candidate are fitted at once."""
        return min(self.n_slots, len(self.folds))

    def of_fold(self, family: str, resource: float = 1.0) -> float | None:
        """Return how long a fold of a family has taken so far with so much of the resource; None where nobody knows."""
        alike = [t for t in self.trials.values() if (t.family, t.resource) == (family, resource)]
        seconds = [fold.seconds for trial in alike for fold in trial.folds]
        return fmean(seconds) if seconds else None

    def of_trial(self, family: str) -> float | None:
        """Return how long, by the clock, a complete trial of a family takes; None where nobody knows."""
        seconds = [t.seconds for t in self.trials.values() if t.family == family and t.state == "complete"]
        return fmean(seconds) / self.n_parallel if seconds else None

    def expected(self, family: str) -> float:
        """Return how long, by the clock, another trial of a family will take.

        One never tried counts as the dearest, but for no more than it may take before its fits are cut short.
        """
        known = self.of_trial(family)
        if known is not None:
            return known
        dearest = max((self.of_trial(name) or 0.0 for name in {t.family for t in self.trials.values()}), default=0.0)
        most = self.most_of_trial(family)
        return dearest if most is None else min(dearest, most)

    def most_of_trial(self, family: str) -> float | None:
        """Return how long, by the clock, a trial may take before its fits are cut short; None where no clock counts."""
        if self.budget_seconds is None:
            return None
        return self.budget_seconds * (BOOSTING_SHARE if family_named(family).stops_early else OTHER_SHARE)

    def of_fit(self, trial: Trial) -> float:
        """Return how long one fit on all rows takes."""
        n_train, _ = fold_sizes(self.folds)
        return self.n_rows / n_train * fmean(fold.seconds for fold in trial.folds)

    def of_fits(self, trials: Sequence[Trial]) -> float:
        """Return how long, by the clock, one fit on all rows of each trial takes, side by side."""
        total = sum(self.of_fit(trial) for trial in trials)
        return total / (1 + THREAD_GAIN * (self.n_slots - 1)) + OVERHEAD_SECONDS if trials else 0.0

    def of_repeats(self, trial: Trial) -> float:
        """Return how long, by the clock, the further fits with other seeds take."""
        if not family_named(trial.family).varies_by_seed:
            return 0.0
        return (REPEATS - 1) * self.of_fit(trial) / self.n_slots

    def is_worth_keeping(self, fold_seconds: float | None) -> bool:
        """Whether a fit takes so long that the one on all rows may come late; where nobody knows, it may."""
        if self.budget_seconds is None:
            return False
        return fold_seconds is None or fold_seconds > KEEP_SHARE * self.budget_seconds

    def is_dear(self, fold_seconds: float | None) -> bool:
        """Whether fits take so long that what the folds fitted should be delivered; where nobody knows, it may be."""
        if self.budget_seconds is None:
            return False
        share = KEEP_SHARE if len(self.folds) >= MANY_FOLDS else KEEP_SHARE_FEW_FOLDS
        return fold_seconds is None or fold_seconds > share * self.budget_seconds
