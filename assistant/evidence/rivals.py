"""Facts of the choice: the winner's rivals, family by family, and whether they are really behind."""

from dataclasses import dataclass

from assistant.evidence.paired import PairedDifference, paired_difference
from assistant.evidence.trials import BASELINES, best_of_family, completed, entry_of, leader
from models.record import RunRecord, Trial


@dataclass(frozen=True)
class Rival:
    """A trial beside the one that leads. ``is_tied`` is None where it cannot be told."""

    trial: Trial
    difference: PairedDifference | None
    is_tied: bool | None


def rival(record: RunRecord, first: Trial, other: Trial) -> Rival:
    """Compare two trials: tied by the leaderboard where one is its first, and otherwise by the folds."""
    difference = paired_difference(record, first, other)
    entry = entry_of(record, other)
    if entry is not None and record.leaderboard[0].trial == first.number:
        return Rival(other, difference, entry.tied)
    return Rival(other, difference, None if difference is None else not difference.is_beyond_chance)


def family_rivals(record: RunRecord) -> tuple[Rival, ...]:
    """Return the best trial of each other family, best first."""
    first = leader(record)
    if first is None:
        return ()
    families = dict.fromkeys(trial.family for trial in completed(record) if trial.family not in BASELINES)
    bests = [best_of_family(record, family) for family in families if family != first.family]
    return tuple(rival(record, first, best) for best in bests if best is not None)
