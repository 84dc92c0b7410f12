"""Who gets the next second: families compete by what their next improvement is expected to cost.

The estimate is that of FLAML (Wang, Wu, Weimer and Zhu, MLSys 2021): the next improvement of a family costs at
least what the last one did, and at least what was spent in vain since; a family that is behind must also make up
for the distance at the pace of its last improvement. That pace slows down, so that a family that is far behind counts
as dearer still. Shares of the search go by the inverse of the cost. What is delivered is an average, so a family counts
as behind only so far as the average of the best of all families can do without it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import exp

from models.record import Trial

MAX_FAILURES = 3
"""After so many failures in a row a family is left alone."""
MIN_SHARE = 0.03
"""Of the search, what every family gets at least: averages gain from models that differ."""

GAP = 0.04
"""How far behind, as a share of what the best has over the baseline, makes a family e times as dear. A choice of our
own, kept after a look at three public tables; other values were not measured."""


@dataclass
class _Progress:
    """What a family has cost and reached. Costs are seconds, or trials where no clock may be read."""

    spent: float = 0.0
    spent_at_best: float = 0.0
    spent_at_second: float = 0.0
    best: float | None = None
    gain: float = 0.0
    cost: float = 1.0
    n_failures: int = 0

    def tell(self, utility: float | None, cost: float, baseline: float) -> None:
        """Learn from one trial; ``utility`` is None where it brought no score."""
        self.spent, self.cost = self.spent + cost, cost
        before = baseline if self.best is None else self.best
        if utility is not None and (self.best is None or utility > self.best):
            self.spent_at_second, self.spent_at_best = self.spent_at_best, self.spent
            self.gain, self.best = utility - before, utility

    def improvement_cost(self, behind: float) -> float:
        """Return what the next improvement is expected to cost in a family that is so far behind."""
        own = max(self.spent - self.spent_at_best, self.spent_at_best - self.spent_at_second)
        if behind <= 0:
            return own
        if self.gain <= 0:
            return float("inf")
        pace = (self.spent - self.spent_at_second) / self.gain
        return max(own, behind * pace)


class Allocation:
    """Chooses between families from the trials that it is told.

    Parameters
    ----------
    families : names of the families that take part
    counts_seconds : whether costs are seconds (a run bound by them) or trials
    """

    def __init__(self, families: Sequence[str], *, counts_seconds: bool) -> None:
        self._counts_seconds = counts_seconds
        self._progress = {name: _Progress() for name in families}
        self._baseline: float | None = None
        self._weights: Mapping[str, float] = {}

    def weigh(self, weights: Mapping[str, float]) -> None:
        """Take the weights of families in an average of the best of each; those that are left out have none."""
        self._weights = weights

    def is_sound(self, family: str) -> bool:
        """Whether a family has not failed time after time."""
        return self._progress[family].n_failures < MAX_FAILURES

    def next_family(self, families: Sequence[str], n_open: Mapping[str, int]) -> str:
        """Return the family that is furthest behind its share.

        Parameters
        ----------
        families : those to choose from, at least one
        n_open : how many trials of each are under way; they count as what the last one cost
        """
        shares = self.shares(families)
        used = {n: self._progress[n].spent + n_open.get(n, 0) * self._progress[n].cost for n in families}
        total = sum(used.values())
        return min(families, key=lambda name: (used[name] - shares[name] * total) / shares[name])

    def shares(self, families: Sequence[str]) -> dict[str, float]:
        """Return the share of the search (0 to 1) that each family should have, by its cost of improvement."""
        known = [progress.best for progress in self._progress.values() if progress.best is not None]
        best_of_all = max(known, default=0.0)
        paces = {name: 1 / max(1e-9, self._cost(name, best_of_all)) for name in families}
        total = sum(paces.values())
        raw = {name: max(MIN_SHARE, pace / total) if total > 0 else 1.0 for name, pace in paces.items()}
        return {name: share / sum(raw.values()) for name, share in raw.items()}

    def _cost(self, family: str, best_of_all: float) -> float:
        progress = self._progress[family]
        behind = 0.0 if progress.best is None else best_of_all - progress.best
        heaviest = max(self._weights.values(), default=0.0)
        if heaviest > 0:
            behind *= 1 - self._weights.get(family, 0.0) / heaviest
        cost = progress.improvement_cost(behind)
        if self._baseline is None or best_of_all <= self._baseline:
            return cost
        return cost * exp(min(behind / (best_of_all - self._baseline) / GAP, 100.0))

    def tell(self, trial: Trial, utility: float | None) -> None:
        """Learn from a trial that ended; ``utility`` is its score, greater is better, None without one.

        The first trial of a family that takes no part is the baseline that the first gain of a family counts from.
        """
        score = utility if trial.state == "complete" else None
        if trial.family not in self._progress:
            self._baseline = score if self._baseline is None else self._baseline
            return
        progress = self._progress[trial.family]
        baseline = self._baseline if self._baseline is not None else (score or 0.0)
        progress.tell(score, trial.seconds if self._counts_seconds else 1.0, baseline)
        progress.n_failures = progress.n_failures + 1 if trial.state == "failed" else 0
