"""What fits cost: measured on the folds, and predicted from there for the fits still to come."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean

from models.families.registry import family_named
from models.record import Trial
from models.splits import Fold, fold_sizes

KEEP_SHARE, KEEP_SHARE_FEW_FOLDS, MANY_FOLDS = 0.02, 0.3, 5
"""A fold's fit that takes this share of the budget is not repeated on all rows: the folds' models are delivered. With
fewer folds than five their models lack so many rows that another fit is worth more time."""
REPEATS = 4
"""Fits of one configuration, with other seeds, that are averaged where the time allows."""
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
        """Return how long, by the clock, a complete trial of a family takes; None where nobody knows.

        Where none is complete, cheap looks at a part of the rows tell.
        """
        ours = [trial for trial in self.trials.values() if trial.family == family]
        seconds = [trial.seconds for trial in ours if trial.state == "complete"]
        if not seconds:
            seconds = [trial.seconds / trial.resource for trial in ours if trial.resource_of == "rows" and trial.folds]
        return fmean(seconds) / self.n_parallel if seconds else None

    def expected(self, family: str, first_share: float = 1.0) -> float:
        """Return how long, by the clock, another trial of a family will take; one never tried counts as the dearest.

        ``first_share`` is the share (0 to 1) of the rows that the first trial of a family sees.
        """
        known = self.of_trial(family)
        if known is not None:
            return known
        dearest = max((self.of_trial(name) or 0.0 for name in {t.family for t in self.trials.values()}), default=0.0)
        return first_share * dearest

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

    def is_dear(self, fold_seconds: float | None) -> bool:
        """Whether fits take so long that what the folds fitted should be delivered; where nobody knows, it may be."""
        if self.budget_seconds is None:
            return False
        share = KEEP_SHARE if len(self.folds) >= MANY_FOLDS else KEEP_SHARE_FEW_FOLDS
        return fold_seconds is None or fold_seconds > share * self.budget_seconds
