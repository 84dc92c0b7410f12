"""Facts of the way that a search took: when the best score last improved, by how much, and whether more is likely."""

from dataclasses import dataclass
from math import ceil

from assistant.evidence.fact import EvidenceFact
from assistant.evidence.trials import BASELINES, address, better_by, completed, score_of, unit_of
from models.record import RunRecord, Trial

HREF = "trials"
LATE_SHARE = 0.2
"""An improvement within the last fifth of the trials is a late one: the search may not have come to its end."""


@dataclass(frozen=True)
class SearchProgress:
    """The complete trials in the order of their numbers, baselines left out, and those of them that led when they came.

    Both hold at least one trial; the first of each is the same.
    """

    trials: tuple[Trial, ...]
    improvements: tuple[Trial, ...]

    @property
    def best(self) -> Trial:
        """The trial that came last to the top."""
        return self.improvements[-1]

    @property
    def place(self) -> int:
        """Which of the complete trials was the last improvement, the first counted as 1."""
        return 1 + next(i for i, trial in enumerate(self.trials) if trial.number == self.best.number)

    @property
    def n_since(self) -> int:
        """Complete trials after the last improvement."""
        return len(self.trials) - self.place

    @property
    def is_late(self) -> bool:
        """Whether the last improvement came near the end of the search."""
        return len(self.improvements) > 1 and self.n_since < LATE_SHARE * len(self.trials)


def search_progress(record: RunRecord) -> SearchProgress | None:
    """Return how the best score rose; None before the first score."""
    trials = sorted(
        (trial for trial in completed(record) if trial.family not in BASELINES), key=lambda trial: trial.number
    )
    improvements: list[Trial] = []
    for trial in trials:
        if not improvements or record.metric.is_better(score_of(trial), score_of(improvements[-1])):
            improvements.append(trial)
    return SearchProgress(tuple(trials), tuple(improvements)) if improvements else None


def complete_fact(progress: SearchProgress) -> EvidenceFact:
    """Return how many complete trials there are, baselines left out."""
    return EvidenceFact("complete trials, the baseline left out", len(progress.trials), href=HREF)


def since_fact(progress: SearchProgress) -> EvidenceFact:
    """Return how many complete trials came after the last improvement."""
    return EvidenceFact("complete trials since the last improvement", progress.n_since, href=HREF)


def last_gain_fact(record: RunRecord, progress: SearchProgress) -> EvidenceFact | None:
    """Return by how much the last improvement beat the best before it; None where the first trial is still the best."""
    if len(progress.improvements) < 2:
        return None
    before, best = progress.improvements[-2:]
    label = (
        f"how much better {record.metric.title} of trial {best.number} is than of trial {before.number}, best before"
    )
    return EvidenceFact(label, better_by(record, score_of(best), score_of(before)), unit_of(record), address(best))


def late_gain_fact(record: RunRecord, progress: SearchProgress) -> EvidenceFact | None:
    """Return by how much the best score rose in the second half of the complete trials; None with fewer than four."""
    if len(progress.trials) < 4:
        return None
    half = {trial.number for trial in progress.trials[: ceil(len(progress.trials) / 2)]}
    best_then = [trial for trial in progress.improvements if trial.number in half][-1]
    gain = better_by(record, score_of(progress.best), score_of(best_then))
    label = f"rise of the best {record.metric.title} in the second half of the complete trials"
    return EvidenceFact(label, gain, unit_of(record), HREF)


def more_fact(progress: SearchProgress) -> EvidenceFact:
    """Return a number of further trials to speak of: half as many as there are, and ten at least."""
    return EvidenceFact(
        "further trials, half as many as are complete or ten", max(10, len(progress.trials) // 2), href=HREF
    )


def chance_fact(progress: SearchProgress, n_more: int) -> EvidenceFact:
    """Return the probability in percent that one of so many further random draws would be the best of all.

    Of n + m draws that are made in the same way, each is equally likely to be the best, so it lies among the m new
    ones with a probability of m / (n + m), whatever the scores are.
    """
    n = len(progress.trials)
    label = (
        f"probability of a new best among {n_more} more trials after {n}, if all were drawn in the same way: m/(n+m)"
    )
    return EvidenceFact(label, round(100 * n_more / (n + n_more)), "%", HREF)
