"""The fits of what is delivered: on all rows, several times with other seeds where that pays, or those of the folds.

A single fit depends on its seed; the average of a few does less so. Where fits take long, the models that the folds
left are delivered as they are, and no time is spent on fitting again; they also take the place of a fit that comes too
late or was cut short too far.
"""

import shutil
from collections.abc import Mapping, Sequence
from concurrent.futures import Future, wait
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import fmean

from models.artifact import StoredFit, StoredMember
from models.errors import NoModelError, StorageFullError
from models.estimate import by_score
from models.evaluation import Configuration
from models.evaluator import reason_of
from models.families.registry import family_named
from models.final import FinalTask
from models.full_disk import is_full_disk
from models.record import EnsembleMember, Trial
from models.search.coordinator import KEPT, Search
from models.search.costs import REPEATS
from models.stage import Stage

CUT_SHARE, MIN_CUT_SECONDS = 0.8, 0.5
"""Of the time left, when a last fit is cut short, so that it can still be written; and the least."""
MIN_WAIT_SECONDS, QUICK_FIT_SECONDS, LATE_FIT_SECONDS = 1.0, 1.0, 0.3
"""The least that last fits are waited for; what a fit may take that takes their place, and where no time is left."""
REPEATS_FILL = 0.6
"""Of the time left, what fits with other seeds are planned to fill."""


@dataclass(frozen=True)
class LastFits:
    """The fits under way, and those that need not be made, each with its trial; and what one prediction may take."""

    running: tuple[tuple[int, Future[StoredFit]], ...]
    kept: tuple[tuple[int, StoredFit], ...]
    cap_ms: float | None = None


def begin(stage: Stage, search: Search, members: Sequence[EnsembleMember], cap_ms: float | None) -> LastFits:
    """Begin the last fits of the members: all first fits first, then those with other seeds.

    ``cap_ms`` is what one prediction may take; None without a limit.
    """
    trials = [search.trials[member.trial] for member in members]
    kept = [trial for trial in trials if search.is_kept(trial)]
    fitted = [trial for trial in trials if trial not in kept]
    repeats = _repeats(stage, search, fitted, cap_ms)
    n_threads = max(1, stage.evaluator.n_slots // max(1, len(fitted) + len(repeats)))
    left = stage.budget.left_seconds()
    seconds = None if left is None else max(MIN_CUT_SECONDS, CUT_SHARE * left)
    tasks = [
        replace(_task(stage, trial, repeat, n_threads, seconds), has_substitute=trial.number in search.kept)
        for trial, repeat in _ordered(fitted, repeats)
    ]
    running = tuple((task.trial, stage.evaluator.submit(task)) for task in tasks)
    copied = tuple((trial.number, fit) for trial in kept for fit in _deliver(stage, search, trial))
    return LastFits(running, copied, cap_ms)


def _ordered(fitted: Sequence[Trial], repeats: Sequence[tuple[Trial, int]]) -> list[tuple[Trial, int]]:
    return [*((trial, 0) for trial in fitted), *repeats]


def _repeats(
    stage: Stage, search: Search, fitted: Sequence[Trial], cap_ms: float | None
) -> tuple[tuple[Trial, int], ...]:
    """Return the fits with other seeds that the time and the prediction's limit allow."""
    reserved = stage.budget.importance_seconds + stage.budget.dependence_seconds
    left = stage.budget.left_seconds(reserved=reserved)
    planned, milliseconds = sum(search.costs.of_fit(trial) for trial in fitted), prediction_ms(fitted)
    repeats: list[tuple[Trial, int]] = []
    for repeat in range(1, REPEATS):
        for trial in fitted:
            if not family_named(trial.family).varies_by_seed:
                continue
            planned += search.costs.of_fit(trial)
            milliseconds += _estimator_ms(trial)
            is_late = left is not None and planned / stage.evaluator.n_slots > REPEATS_FILL * left
            if is_late or (cap_ms is not None and milliseconds > cap_ms):
                return tuple(repeats)
            repeats.append((trial, repeat))
    return tuple(repeats)


def prediction_ms(trials: Sequence[Trial]) -> float:
    """Predict how long one prediction takes by one fit of each trial; rows are encoded once for each style."""
    encoding: dict[str, float] = {}
    for trial in trials:
        style = family_named(trial.family).style
        encoding[style] = max(encoding.get(style, 0.0), trial.encode_ms or 0.0)
    return sum(encoding.values()) + sum(_estimator_ms(trial) for trial in trials)


def delivered_ms(trials: Mapping[int, Trial], members: Sequence[StoredMember]) -> float:
    """Predict how long one prediction of the delivered model takes."""
    encoding = {fit.encoder: trials[member.trial].encode_ms or 0.0 for member in members for fit in member.fits}
    predicting = (len(member.fits) * _estimator_ms(trials[member.trial]) for member in members)
    return sum(encoding.values()) + sum(predicting)


def _estimator_ms(trial: Trial) -> float:
    return max(0.0, (trial.predict_ms or 0.0) - (trial.encode_ms or 0.0))


def _task(stage: Stage, trial: Trial, repeat: int, n_threads: int, seconds: float | None) -> FinalTask:
    return FinalTask(
        folder=str(stage.scratch),
        destination=str(stage.new_model),
        trial=trial.number,
        configuration=Configuration(trial.family, dict(trial.hyperparameters)),
        metric=stage.scorer.metric.account.name,
        seed=stage.order.settings.seed,
        n_threads=n_threads,
        rounds=mean_rounds(trial),
        repeat=repeat,
        seconds=seconds,
    )


def _deliver(stage: Stage, search: Search, trial: Trial) -> tuple[StoredFit, ...]:
    """Copy the models that a trial's folds left into the new model's folder."""
    kept, model = Path(search.folder) / KEPT, stage.new_model
    model.mkdir(parents=True, exist_ok=True)
    for fit in search.kept[trial.number]:
        for name in (fit.encoder, fit.estimator):
            shutil.copyfile(kept / name, model / name)
    return search.kept[trial.number]


def mean_rounds(trial: Trial) -> int | None:
    """Return the rounds that the folds kept on average; None for families without rounds."""
    rounds = [fold.rounds for fold in trial.folds if fold.rounds is not None]
    return max(1, round(fmean(rounds))) if rounds else None


def finish(stage: Stage, search: Search, members: Sequence[EnsembleMember], fits: LastFits) -> tuple[StoredMember, ...]:
    """Wait for the last fits and return the members that have a model.

    Models that the folds left take the place of a member's fits where none of these succeeded in time; a member
    without either is left out. Where none is left, models of the folds of another trial take their place, else a fit of
    the best among the quick trials; once the time is over, the quickest alone is waited for.
    """
    ranked = by_score(search.trials, stage.scorer)
    others = [trial for trial in ranked if trial.number not in {member.trial for member in members}]
    left = stage.budget.left_seconds()
    seconds = left - MIN_WAIT_SECONDS if others and left is not None else None
    delivered = _collect(stage, search, members, fits, seconds)
    delivered = delivered or _of_the_folds(stage, search, fits.cap_ms)
    has_waited = False
    while not delivered:
        if not others:
            raise NoModelError("the last fit did not succeed for any trial")
        left = stage.budget.left_seconds()
        is_late = left is not None and left <= 0
        quick = min(search.costs.of_fit(trial) for trial in others)
        most = quick if has_waited else max(LATE_FIT_SECONDS if is_late else QUICK_FIT_SECONDS, quick)
        substitute = next(t for t in others if search.costs.of_fit(t) <= most)
        others.remove(substitute)
        task = _task(stage, substitute, 0, stage.evaluator.n_slots, None)
        fit = LastFits(((substitute.number, stage.evaluator.submit(task)),), ())
        is_last_resort = is_late and search.costs.of_fit(substitute) <= quick
        alone = (EnsembleMember(substitute.number, 1.0),)
        delivered = _collect(stage, search, alone, fit, None if is_last_resort else left)
        left = stage.budget.left_seconds()
        has_waited = left is not None and left <= 0
    _explain(stage, search, delivered)
    return delivered


def _of_the_folds(stage: Stage, search: Search, cap_ms: float | None) -> tuple[StoredMember, ...]:
    """Return the best trial whose folds left models, with as many of them as one prediction has time for."""
    for trial in by_score(search.trials, stage.scorer):
        kept = _kept_models(stage, search, trial, cap_ms)
        if kept:
            return (StoredMember(trial.number, 1.0, kept),)
    return ()


def _kept_models(stage: Stage, search: Search, trial: Trial, cap_ms: float | None) -> tuple[StoredFit, ...]:
    """Return the models that the folds of a trial left, as many as one prediction has time for."""
    kept = _deliver(stage, search, trial) if trial.number in search.kept else ()
    return kept if cap_ms is None else kept[: int(cap_ms / max(prediction_ms([trial]), 1e-6))]


def _collect(
    stage: Stage, search: Search, members: Sequence[EnsembleMember], fits: LastFits, left: float | None
) -> tuple[StoredMember, ...]:
    wait([fit for _, fit in fits.running], timeout=None if left is None else max(MIN_WAIT_SECONDS, left))
    whys = {id(fit): _why_failed(fit) for _, fit in fits.running}
    found = []
    for member in members:
        stored = [fit for trial, fit in fits.kept if trial == member.trial]
        ours = [fit for trial, fit in fits.running if trial == member.trial]
        stored += [fit.result() for fit in ours if whys[id(fit)] is None]
        share = None if fits.cap_ms is None else fits.cap_ms / len(members)
        stored = stored or list(_kept_models(stage, search, search.trials[member.trial], share))
        if stored:
            found.append(StoredMember(member.trial, member.weight, tuple(stored)))
        else:
            because = f"its last fit did not succeed: {whys[id(ours[0])]}"
            stage.journal.decide("model", f"delivered without trial {member.trial}", because)
    if len(found) == len(members):
        return tuple(found)
    total = sum(member.weight for member in found)
    return tuple(StoredMember(member.trial, member.weight / total, member.fits) for member in found)


def _why_failed(fit: Future[StoredFit]) -> str | None:
    """Return why a last fit has no outcome; None where it has one. A fit that still works is ended."""
    if not fit.done():
        fit.cancel()
        return "it took longer than the time that was left"
    error = fit.exception()
    if is_full_disk(error):
        raise StorageFullError from error
    return None if error is None else reason_of(error)


def _explain(stage: Stage, search: Search, members: Sequence[StoredMember]) -> None:
    """Write down how the delivered models came about."""
    bags = [member for member in members if set(member.fits) <= set(search.kept.get(member.trial, ()))]
    fitted = [member for member in members if member not in bags]
    if fitted:
        n_fits = sum(len(member.fits) for member in fitted)
        models = "one model" if n_fits == 1 else f"{n_fits} models"
        rounds = mean_rounds(search.trials[fitted[0].trial])
        kept = "" if rounds is None else f", {rounds:,} rounds or trees in trial {fitted[0].trial}, as its folds kept"
        because = "all rows are used once the choice is made; the score is that of the folds, whose models saw fewer"
        if n_fits > len(fitted):
            because += "; fits of one configuration with other seeds are averaged, which steadies them"
        stage.journal.decide("model", f"{models} fitted on all {stage.problem.n_rows:,} rows{kept}", because)
    for bag in bags:
        seconds = search.costs.of_fit(search.trials[bag.trial])
        because = f"another fit would take about {seconds:.0f} s; their average is what the folds' scores stand for"
        stage.journal.decide("model", f"the {len(bag.fits)} models that trial {bag.trial} left on its folds", because)
