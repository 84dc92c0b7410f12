"""What a check may look at, and the shape of a check."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from models.predictions import Predictions
from models.problem import Problem
from models.record import FamilyAccount, Finding, Score, Trial
from models.reserve import Reserve
from models.scoring import Scorer
from models.splits import Fold


@dataclass(frozen=True)
class Evidence:
    """A run whose winner is chosen. ``read`` gives the out-of-fold predictions of a trial.

    ``reserve`` is the time that all checks together may take; without a limit where no clock may be read, and then a
    check that could take long bounds its work by counting it.
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
