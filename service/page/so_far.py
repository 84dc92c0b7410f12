"""What there is to see of a run that has not ended: how far it is, what landed last, and who gets the time."""

from collections.abc import Sequence
from dataclasses import dataclass

from models.record import RunRecord, Trial
from service.page.stages import stage_title
from service.page.views import RunView
from service.present import present_progress
from service.store.queue import Standing

LATEST = 20
ENDED = ("complete", "pruned", "failed")
# With fewer trials than these, how long one takes is anybody's guess.
LEAST_TO_EXTRAPOLATE = 5


@dataclass(frozen=True)
class FamilyTime:
    """What one family got of the search: the seconds of all folds of its trials, and their share (0 to 1)."""

    family: str
    n_trials: int
    best: float | None
    seconds: float
    share: float
    is_leading: bool


@dataclass(frozen=True)
class SoFar:
    """A run that waits or works, as it stands.

    ``fitting`` is the newest trial that is being fitted. ``seconds_left`` is what is left of the budget, or an estimate
    from the trials so far (``is_estimate``); None where neither can be told. ``done`` (0 to 1) is the share of the
    budget that is used. ``n_left_out`` of the ``n_ended`` trials have no score.
    """

    stage: str
    fitting: int | None
    seconds_left: float | None
    is_estimate: bool
    done: float | None
    n_ended: int
    n_left_out: int
    families: tuple[FamilyTime, ...]
    latest: tuple[Trial, ...]
    standing: Standing


def so_far(view: RunView, standing: Standing) -> SoFar:
    """Return where a run stands."""
    record, told = view.record, present_progress(view.run)
    n_ended = sum(trial.state in ENDED for trial in record.trials)
    left = _seconds_left(view, n_ended)
    return SoFar(
        stage=stage_title(told["stage"]),
        fitting=max((trial.number for trial in record.trials if trial.state == "running"), default=None),
        seconds_left=left,
        is_estimate=view.run.settings.get("seconds") is None,
        done=_done(view, n_ended),
        n_ended=n_ended,
        n_left_out=sum(trial.state in ("pruned", "failed") for trial in record.trials),
        families=family_times(record),
        latest=tuple(record.trials[: -LATEST - 1 : -1]),
        standing=standing,
    )


def family_times(record: RunRecord) -> tuple[FamilyTime, ...]:
    """Return what each family that was tried got, the one with the most seconds first."""
    of_family: dict[str, list[Trial]] = {}
    for trial in record.trials:
        of_family.setdefault(trial.family, []).append(trial)
    total = sum(trial.seconds for trial in record.trials)
    leading = record.leaderboard[0].family if record.leaderboard else None
    times = [
        FamilyTime(
            family=family,
            n_trials=len(trials),
            best=_best(record, trials),
            seconds=sum(trial.seconds for trial in trials),
            share=sum(trial.seconds for trial in trials) / total if total else 0.0,
            is_leading=family == leading,
        )
        for family, trials in of_family.items()
    ]
    return tuple(sorted(times, key=lambda time: (-time.seconds, time.family)))


def _best(record: RunRecord, trials: Sequence[Trial]) -> float | None:
    scores = [trial.validation_score for trial in trials if trial.validation_score is not None]
    return (max if record.metric.greater_is_better else min)(scores, default=None)


def _seconds_left(view: RunView, n_ended: int) -> float | None:
    seconds, trials = view.run.settings.get("seconds"), view.run.settings.get("trials")
    if seconds is not None:
        return max(0.0, float(seconds) - view.elapsed_seconds)
    if trials is None or n_ended < LEAST_TO_EXTRAPOLATE or n_ended >= trials:
        return None
    return float(view.elapsed_seconds / n_ended * (trials - n_ended))


def _done(view: RunView, n_ended: int) -> float | None:
    """Return how much of the budget is used: of seconds or of trials, whichever ends first."""
    seconds, trials = view.run.settings.get("seconds"), view.run.settings.get("trials")
    used = [view.elapsed_seconds / seconds] if seconds else []
    used += [n_ended / trials] if trials else []
    return min(1.0, max(used)) if used else None
