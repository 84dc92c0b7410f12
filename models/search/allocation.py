"""Who gets the next trial: the share of the search that each family has by its best score."""

from collections.abc import Mapping, Sequence

import numpy as np

from models.record import Trial

SHARES = (0.6, 0.25, 0.15)
"""What the best, the second and the third family get of the search; the others get the last each."""
MAX_FAILURES = 3
"""After so many failures in a row a family is left alone."""


class Allocation:
    """Chooses between families from the trials that it is told.

    Parameters
    ----------
    families : names of the families that take part
    counts_seconds : whether shares are of the seconds (a run bound by them) or of the trials
    """

    def __init__(self, families: Sequence[str], *, counts_seconds: bool) -> None:
        self._counts_seconds = counts_seconds
        self._best: dict[str, float] = {}
        self._spent = dict.fromkeys(families, 0.0)
        self._cost: dict[str, float] = {}
        self._failures = dict.fromkeys(families, 0)

    def is_sound(self, family: str) -> bool:
        """Whether a family has not failed time after time."""
        return self._failures[family] < MAX_FAILURES

    def next_family(self, families: Sequence[str], n_open: Mapping[str, int]) -> str:
        """Return the family that is furthest behind its share; shares go by the best score so far.

        Parameters
        ----------
        families : those to choose from, at least one
        n_open : how many trials of each are under way; they count as what they will probably cost
        """
        ranked = sorted(families, key=lambda name: -self._best.get(name, -np.inf))
        shares = [SHARES[min(i, len(SHARES) - 1)] for i in range(len(ranked))]
        spent = {name: self._spent[name] + n_open.get(name, 0) * self._cost.get(name, 1.0) for name in ranked}
        total = 1 + sum(spent.values())
        behind = [share / sum(shares) * total - spent[name] for name, share in zip(ranked, shares, strict=True)]
        return ranked[int(np.argmax(behind))]

    def tell(self, trial: Trial, utility: float | None) -> None:
        """Learn from a trial that ended; ``utility`` is its score, greater is better, None without one."""
        family = trial.family
        if trial.state == "complete" and utility is not None:
            self._best[family] = max(utility, self._best.get(family, -np.inf))
        self._cost[family] = trial.seconds if self._counts_seconds else 1.0
        self._spent[family] += self._cost[family]
        self._failures[family] = self._failures[family] + 1 if trial.state == "failed" else 0
