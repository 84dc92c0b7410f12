"""Facts of time: what the trials took in all, and which family got how much of it."""

from dataclasses import dataclass

from assistant.evidence.fact import EvidenceFact
from models.record import RunRecord


@dataclass(frozen=True)
class FamilyTime:
    """The trials of one family: how many, and the seconds of all their folds."""

    family: str
    n_trials: int
    seconds: float


def time_by_family(record: RunRecord) -> tuple[FamilyTime, ...]:
    """Return what each family took, the longest first; trials that took no time are not counted."""
    spent: dict[str, list[float]] = {}
    for trial in record.trials:
        if trial.seconds > 0:
            spent.setdefault(trial.family, []).append(trial.seconds)
    times = [FamilyTime(family, len(seconds), sum(seconds)) for family, seconds in spent.items()]
    return tuple(sorted(times, key=lambda time: -time.seconds))


def total_seconds(record: RunRecord) -> float:
    """Return the seconds of all folds of all trials, added up over the processes."""
    return sum(trial.seconds for trial in record.trials)


def total_fact(record: RunRecord) -> EvidenceFact:
    """Return the time of all folds of all trials."""
    return EvidenceFact("time of all folds, added up over the processes", total_seconds(record), "s", "trials")


def elapsed_fact(record: RunRecord) -> EvidenceFact:
    """Return the working seconds of the run, everything included."""
    return EvidenceFact("working time of the run, everything included", record.elapsed_seconds, "s", "progress")


def family_seconds_fact(time: FamilyTime) -> EvidenceFact:
    """Return what a family took."""
    return EvidenceFact(f"time of all folds of {time.family}", time.seconds, "s", f"families/{time.family}")


def family_share_fact(record: RunRecord, time: FamilyTime) -> EvidenceFact:
    """Return what a family took, in percent of all folds, rounded as it is written."""
    share = 100 * time.seconds / (total_seconds(record) or 1.0)
    rounded = round(share) if share >= 1 else round(share, 1)
    return EvidenceFact(f"share of the time that went to {time.family}", rounded, "%", f"families/{time.family}")
