"""The stage after the search: what is delivered, and its configurations fitted once more on all rows."""

from collections.abc import Sequence
from concurrent.futures import Future, wait
from dataclasses import dataclass, replace
from statistics import fmean
from typing import Any

from models.artifact import Delivery, member_file
from models.errors import NoModelError
from models.estimate import by_score
from models.evaluation import Configuration
from models.evaluator import reason_of
from models.final import FinalTask
from models.record import EnsembleMember, Fact, Trial
from models.search.coordinator import Search
from models.selection import Candidates, select
from models.splits import resampling_units
from models.stage import Stage

CUT_SHARE, MIN_CUT_SECONDS = 0.8, 1.0
"""Of the time left, when a last fit is cut short, so that it can still be written; and the least."""
MIN_FIT_SECONDS, QUICK_FIT_SECONDS = 2.0, 1.0
LATE_FACTOR = 1.3
"""A last fit that is predicted to be so much too slow is begun all the same: it can be cut short at the end."""
DEFAULT_PREDICT_MS = 15.0
"""What one prediction may take where the clock may count and nothing else was asked for."""


@dataclass(frozen=True)
class Choice:
    """What is to be delivered, the heaviest member first, and the last fits under way."""

    members: tuple[EnsembleMember, ...]
    fits: tuple[Future[Any], ...]

    @property
    def winner(self) -> int:
        """The trial that leads."""
        return self.members[0].trial


def candidates_of(stage: Stage, search: Search) -> Candidates:
    """Return the complete trials that may be delivered.

    Raises
    ------
    NoModelError
        When no trial is complete.
    """
    ranked = by_score(search.trials, stage.scorer)
    if not ranked:
        errors = [trial.error for trial in search.trials.values() if trial.error]
        raise NoModelError(errors[-1] if errors else "the time was over before the first fold was scored")
    allowed = tuple(trial for trial in ranked if _is_possible(trial, stage, search))
    return Candidates(
        trials=allowed or ranked[-1:],
        read=stage.predictions.read,
        y=stage.problem.y,
        weight=stage.problem.weight,
        folds=stage.folds,
        units=resampling_units(stage.problem),
        scorer=stage.scorer,
        seed=stage.order.settings.seed,
    )


def _is_possible(trial: Trial, stage: Stage, search: Search) -> bool:
    """Whether the time left, and what one prediction may take, allow this trial."""
    cap = _predict_cap(stage)
    if cap is not None and (trial.predict_ms or 0.0) > cap:
        return False
    left = stage.budget.left_seconds()
    return left is None or search.refit_seconds([trial]) <= LATE_FACTOR * max(left, 0.0)


def _predict_cap(stage: Stage) -> float | None:
    settings = stage.order.settings
    if settings.predict_ms is not None:
        return settings.predict_ms
    return None if settings.seconds is None else DEFAULT_PREDICT_MS


def delivered_alone(search: Search, members: Sequence[EnsembleMember], candidates: Candidates) -> Candidates:
    """Return candidates that hold what is delivered and nothing else, where there was no choice in the end."""
    trials = {member.trial: search.trials[member.trial] for member in members}
    return replace(candidates, trials=by_score(trials, candidates.scorer))


def choose(stage: Stage, search: Search, candidates: Candidates) -> Choice:
    """Choose what is delivered, write down why, and begin the last fits."""
    members = _affordable(select(candidates), stage, search)
    _explain(stage, search, candidates, members)
    left = stage.budget.left_seconds()
    cut_after = None if left is None else max(MIN_CUT_SECONDS, CUT_SHARE * left)
    return Choice(members, _begin(stage, search, members, cut_after))


def _affordable(members: tuple[EnsembleMember, ...], stage: Stage, search: Search) -> tuple[EnsembleMember, ...]:
    """Leave out the lightest members until the last fits and one prediction keep to their limits."""
    cap, left = _predict_cap(stage), stage.budget.left_seconds()
    while len(members) > 1:
        trials = [search.trials[member.trial] for member in members]
        is_quick = cap is None or sum(trial.predict_ms or 0.0 for trial in trials) <= cap
        if is_quick and (left is None or search.refit_seconds(trials) <= LATE_FACTOR * left):
            break
        members = members[:-1]
    return normalized(members)


def normalized(members: Sequence[EnsembleMember]) -> tuple[EnsembleMember, ...]:
    """Return the members with weights that add up to 1."""
    total = sum(member.weight for member in members)
    return tuple(EnsembleMember(member.trial, member.weight / total) for member in members)


def _explain(stage: Stage, search: Search, candidates: Candidates, members: tuple[EnsembleMember, ...]) -> None:
    metric = stage.scorer.metric.account
    best = candidates.trials[0]
    score = best.validation_score or 0.0
    facts = (Fact(metric.title, score), Fact("complete trials", len(candidates.trials), "trials"))
    over = tuple(f"trial {trial.number} ({trial.family})" for trial in candidates.trials[1:4])
    because = (
        f"its cross-validated {metric.title} of {score:.4g} is the best of {len(candidates.trials)} complete trials"
    )
    skipped = [trial for trial in by_score(search.trials, stage.scorer) if trial not in candidates.trials]
    if skipped:
        because += f"; left aside as too slow for the time left, or for one prediction: {len(skipped)}"
    stage.journal.decide("winner", f"trial {best.number} ({best.family})", because, over=over, facts=facts)
    if len(members) > 1:
        together = candidates.score(members)
        chosen = ", ".join(f"{member.weight:.0%} trial {member.trial}" for member in members)
        because = (
            f"averaging their predictions scores {together:.4g} in cross-validation, the best trial alone {score:.4g}"
        )
        facts = (Fact(f"{metric.title} of the average", together), Fact(f"{metric.title} of the best trial", score))
        stage.journal.decide("ensemble", chosen, because, over=("the best trial alone",), facts=facts)


def _begin(
    stage: Stage, search: Search, members: Sequence[EnsembleMember], cut_after: float | None
) -> tuple[Future[Any], ...]:
    n_threads = max(1, stage.evaluator.n_slots // len(members))
    tasks = [_task(stage, search.trials[member.trial], n_threads, cut_after) for member in members]
    return tuple(stage.evaluator.submit(task) for task in tasks)


def _task(stage: Stage, trial: Trial, n_threads: int, cut_after: float | None) -> FinalTask:
    return FinalTask(
        folder=str(stage.scratch),
        destination=str(stage.folder / "model" / member_file(trial.number)),
        configuration=Configuration(trial.family, dict(trial.hyperparameters)),
        metric=stage.scorer.metric.account.name,
        seed=stage.order.settings.seed,
        n_threads=n_threads,
        rounds=mean_rounds(trial),
        seconds=cut_after,
    )


def mean_rounds(trial: Trial) -> int | None:
    """Return the rounds that the folds kept on average; None for families without rounds."""
    rounds = [fold.rounds for fold in trial.folds if fold.rounds is not None]
    return max(1, round(fmean(rounds))) if rounds else None


def finish(stage: Stage, search: Search, choice: Choice) -> tuple[EnsembleMember, ...]:
    """Wait for the last fits and return the members that have a model.

    A member whose fit fails or takes too long is left out; where none is left, the best of the quick other trials
    takes their place.
    """
    done: list[EnsembleMember] = []
    tried: set[int] = set()
    members, fits = choice.members, choice.fits
    while not done:
        left = None if tried else stage.budget.left_seconds()  # what takes their place is quick, and waited for
        wait(fits, timeout=None if left is None else max(MIN_FIT_SECONDS, left))
        for member, fit in zip(members, fits, strict=True):
            tried.add(member.trial)
            because = _why_failed(fit)
            if because is None:
                done.append(member)
            else:
                because = f"its last fit did not succeed: {because}"
                stage.journal.decide("model", f"delivered without trial {member.trial}", because)
        if not done:
            others = [t for t in by_score(search.trials, stage.scorer) if t.number not in tried]
            if not others:
                raise NoModelError("the last fit did not succeed for any trial")
            quick = min(search.refit_seconds([trial]) for trial in others)
            substitute = next(t for t in others if search.refit_seconds([t]) <= max(QUICK_FIT_SECONDS, quick))
            members = (EnsembleMember(substitute.number, 1.0),)
            fits = _begin(stage, search, members, cut_after=None)
    _explain_fits(stage, search, done)
    return normalized(done)


def _why_failed(fit: Future[Any]) -> str | None:
    """Return why a last fit has no outcome; None where it has one. A fit that still works is ended."""
    if not fit.done():
        fit.cancel()
        return "it took longer than the time that was left"
    error = fit.exception()
    return None if error is None else reason_of(error)


def _explain_fits(stage: Stage, search: Search, members: Sequence[EnsembleMember]) -> None:
    models = "one model" if len(members) == 1 else f"{len(members)} models"
    rounds = mean_rounds(search.trials[members[0].trial])
    kept = f", the leading one with {rounds:,} rounds or trees, the mean over its folds" if rounds else ""
    because = "all rows are used once the choice is made; the score is that of the folds, whose models saw fewer"
    stage.journal.decide("model", f"{models} fitted on all {stage.problem.n_rows:,} rows{kept}", because)


def delivery_of(stage: Stage, members: tuple[EnsembleMember, ...]) -> Delivery:
    """Return how rows for the model are read and decided."""
    used = {column.name for column in stage.problem.columns}
    others = tuple(column.name for column in stage.order.table.columns if column.name not in used)
    return Delivery(
        columns=stage.problem.columns,
        task=stage.problem.task,
        classes=stage.problem.classes,
        threshold=stage.scorer.threshold,
        members=members,
        ignored=others,
    )
