"""Facts of what a search takes: seconds of fits, family by family, and the price of more of them."""

from dataclasses import dataclass
from statistics import fmean

from assistant.evidence.fact import EvidenceFact
from assistant.evidence.trials import completed
from models.record import RunRecord, Trial

_UNITS = ((2.0 * 365 * 86_400, "years"), (2.0 * 86_400, "days"), (2.0 * 3_600, "hours"), (120.0, "minutes"), (0.0, "s"))
_NIGHT = 8 * 3_600.0
_SECONDS = {"years": 365 * 86_400.0, "days": 86_400.0, "hours": 3_600.0, "minutes": 60.0, "s": 1.0}


@dataclass(frozen=True)
class FamilyTime:
    """The seconds of fits that a family took, over all its trials, whatever came of them."""

    family: str
    seconds: float
    n_trials: int


def duration_fact(label: str, seconds: float, href: str | None, source: str | None = None) -> EvidenceFact:
    """Return a time in the unit that reads best.

    Examples
    --------
    >>> duration_fact("a grid", 86_400.0, None).value, duration_fact("a grid", 86_400.0, None).unit
    (24.0, 'hours')
    """
    unit = next(name for least, name in _UNITS if seconds >= least)
    return EvidenceFact(label, seconds / _SECONDS[unit], unit, href, source)


def family_times(record: RunRecord) -> tuple[FamilyTime, ...]:
    """Return the time of each family, the one that took most first."""
    names = dict.fromkeys(trial.family for trial in record.trials)
    times = []
    for name in names:
        trials = [trial for trial in record.trials if trial.family == name]
        times.append(FamilyTime(name, sum(trial.seconds for trial in trials), len(trials)))
    return tuple(sorted(times, key=lambda time: (-time.seconds, time.family)))


def spent_fact(record: RunRecord) -> EvidenceFact:
    """Return the seconds of all fits added up; with several processes, less time passed."""
    return duration_fact("time of all fits of the run, added up", sum(t.seconds for t in record.trials), "trials")


def trial_seconds(record: RunRecord) -> float | None:
    """Return the mean seconds of a complete trial, its folds added up; None before the first."""
    seconds = [trial.seconds for trial in completed(record)]
    return fmean(seconds) if seconds else None


def trial_seconds_fact(record: RunRecord) -> EvidenceFact | None:
    """Return the mean seconds of a complete trial."""
    seconds = trial_seconds(record)
    return (
        None if seconds is None else duration_fact("mean time of a complete trial, folds added up", seconds, "trials")
    )


def more_trials_fact(record: RunRecord, n_more: int) -> EvidenceFact | None:
    """Return what so many further trials would take on one process, told from the trials at hand."""
    ended = [trial for trial in record.trials if trial.state in ("complete", "pruned", "failed")]
    if not ended or not any(trial.seconds for trial in ended):
        return None
    label = f"time of {n_more} more trials on one process, at the mean of those so far"
    return duration_fact(label, n_more * fmean(trial.seconds for trial in ended), "trials")


def trials_of_a_night_fact(record: RunRecord) -> EvidenceFact | None:
    """Return how many trials eight hours would hold on one process, told from the trials at hand."""
    ended = [trial.seconds for trial in record.trials if trial.state in ("complete", "pruned", "failed")]
    if not ended or not any(ended):
        return None
    label = "trials that eight hours hold on one process, at the mean time of those so far"
    return EvidenceFact(label, int(_NIGHT / fmean(ended)), "trials", "trials")


def fit_seconds(record: RunRecord, family: str) -> float | None:
    """Return the mean seconds of one fit (one fold) over the complete trials of a family; None without one."""
    folds = [fold.seconds for trial in completed(record) if trial.family == family for fold in trial.folds]
    return fmean(folds) if folds else None


def whole_trial_fact(record: RunRecord, trial: Trial) -> EvidenceFact | None:
    """Return what fitting the configuration of a trial on all folds would take, told from the folds that it has."""
    if record.folds is None or not trial.folds:
        return None
    n_folds = record.folds.n_folds * record.folds.n_repeats
    seconds = n_folds * fmean(fold.seconds for fold in trial.folds) / trial.resource
    return duration_fact(
        f"time of all folds of trial {trial.number}, from those it has", seconds, f"trials/{trial.number}"
    )
