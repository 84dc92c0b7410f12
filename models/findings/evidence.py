"""What a check may look at, and the shape of a check."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from math import isfinite

import numpy as np
from numpy.typing import NDArray

from models.families.registry import BASELINE
from models.findings.refits import Refits
from models.findings.twins import Twins, find_twins
from models.findings.unseen import Unseen
from models.predictions import Predictions
from models.problem import Problem
from models.record import FamilyAccount, Finding, Score, Trial
from models.reserve import Reserve
from models.scoring import Scorer
from models.search.trials import fold_utilities
from models.splits import Fold


@dataclass(frozen=True)
class Evidence:
    """A run whose winner is chosen. ``read`` gives the out-of-fold predictions of a trial.

    ``reserve`` is the time that checks which could take long may take together; without a limit where no clock may be
    read, and then such a check bounds its work by counting it. ``refits`` fits the winner again; None where that cannot
    be done. ``unseen`` are columns that are neither feature nor target.
    """

    problem: Problem
    folds: tuple[Fold, ...]
    scorer: Scorer
    trials: Mapping[int, Trial]
    winner: Trial
    score: Score
    family: FamilyAccount
    read: Callable[[int], Predictions | None]
    seed: int
    reserve: Reserve = field(default_factory=lambda: Reserve(None))
    refits: Refits | None = None
    unseen: tuple[Unseen, ...] = ()

    @cached_property
    def complete(self) -> tuple[Trial, ...]:
        """Complete trials with a finite score and all their folds, by number; the baseline is not one of them."""
        trials = (self.trials[number] for number in sorted(self.trials))
        return tuple(t for t in trials if t.family != BASELINE.name and self._is_whole(t))

    @cached_property
    def relatives(self) -> tuple[Trial, ...]:
        """Complete trials of the winner's family, the winner among them."""
        return tuple(trial for trial in self.complete if trial.family == self.winner.family)

    @cached_property
    def baseline(self) -> Trial | None:
        """The complete trial of the baseline; None where there is none."""
        trials = (self.trials[number] for number in sorted(self.trials))
        return next((t for t in trials if t.family == BASELINE.name and self._is_whole(t)), None)

    @cached_property
    def twins(self) -> Twins:
        """Rows alike in every feature."""
        return find_twins(self.problem.frame)

    def utility(self, trial: Trial) -> float:
        """Return the cross-validated score of a complete trial, greater is better."""
        return self.scorer.metric.utility(float(trial.validation_score or 0.0))

    def fold_utilities(self, trial: Trial) -> NDArray[np.float64]:
        """Return the validation scores of a trial's folds, greater is better; NaN where undefined or infinite."""
        values = np.array(fold_utilities(trial.folds, self.scorer), dtype=float)
        return np.where(np.isfinite(values), values, np.nan)

    def _is_whole(self, trial: Trial) -> bool:
        score = trial.validation_score
        has_score = score is not None and isfinite(score)
        return trial.state == "complete" and has_score and len(trial.folds) == len(self.folds)


NO_TIME = "No time was left to look at this."

Check = Callable[[Evidence], Finding]


def shown(value: float) -> str:
    """Format a number for a sentence: four significant digits, no exponent where it can be helped.

    Examples
    --------
    >>> shown(0.841234), shown(58000.4), shown(0.00012345)
    ('0.8412', '58,000', '0.0001234')
    """
    if value != 0 and abs(value) < 1e-4:
        return f"{value:.3g}"
    return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.4g}"


def counted(n: int, what: str) -> str:
    """Return a number of things in words.

    Examples
    --------
    >>> counted(1, "complete trial"), counted(2, "complete trial")
    ('1 complete trial', '2 complete trials')
    """
    return f"{n:,} {what}{'' if n == 1 else 's'}"
