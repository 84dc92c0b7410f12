"""The stage after the search: which trials are delivered, within the time left and what a prediction may take."""

from collections.abc import Sequence
from dataclasses import replace

from models.artifact import Delivery, StoredMember
from models.blend import Blend
from models.choice_account import explain_average, explain_checks
from models.errors import NoModelError
from models.estimate import by_score
from models.families.registry import BASELINE
from models.last_fits import QUICK_FIT_SECONDS, prediction_ms
from models.record import EnsembleMember, Trial
from models.refining import refined
from models.search.coordinator import Search
from models.selection import Candidates, best_average
from models.splits import resampling_units
from models.stage import Stage

LATE_FACTOR = 1.3
"""A last fit that is predicted to be so much too slow is begun all the same: it can be cut short at the end."""
DEFAULT_PREDICT_MS = 15.0
"""What one prediction may take where the clock may count and nothing else was asked for."""


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
    if all(trial.family == BASELINE.name for trial in allowed):
        allowed = _late(ranked, stage, search) or allowed or ranked[-1:]
    return Candidates(
        trials=allowed,
        read=stage.predictions.read,
        y=stage.problem.y,
        weight=stage.problem.weight,
        folds=stage.folds,
        units=resampling_units(stage.problem),
        scorer=stage.scorer,
        seed=stage.order.settings.seed,
    )


def _late(ranked: Sequence[Trial], stage: Stage, search: Search) -> tuple[Trial, ...]:
    """Return the best trial that can be had although the time is over: what beats the baseline beats being punctual.

    Either its folds left models, or a fit of it hardly takes any time.
    """
    cap = stage.order.settings.predict_ms
    better = ranked[: next((k for k, trial in enumerate(ranked) if trial.family == BASELINE.name), len(ranked))]
    quick = (t for t in better if t.number in search.kept or search.costs.of_fit(t) <= QUICK_FIT_SECONDS)
    return tuple(trial for trial in quick if cap is None or (trial.predict_ms or 0.0) <= cap)[:1]


def _is_possible(trial: Trial, stage: Stage, search: Search) -> bool:
    """Whether the time left, and what one prediction may take, allow this trial."""
    cap = predict_cap(stage, search)
    n_fits = len(stage.folds) if search.is_kept(trial) else 1
    if cap is not None and n_fits * (trial.predict_ms or 0.0) > cap:
        return False
    left = stage.budget.left_seconds()
    return left is None or search.is_kept(trial) or search.costs.of_fits([trial]) <= LATE_FACTOR * max(left, 0.0)


def predict_cap(stage: Stage, search: Search) -> float | None:
    """Return the milliseconds that one prediction may take; None without a limit.

    Where nobody asked for a limit, a table so wide that the models of all folds take longer to read one row gets as
    much more: a slow model is worth more than none.
    """
    settings = stage.order.settings
    if settings.predict_ms is not None:
        return settings.predict_ms
    if settings.seconds is None:
        return None
    reading = len(stage.folds) * max((trial.encode_ms or 0.0 for trial in search.trials.values()), default=0.0)
    return DEFAULT_PREDICT_MS + (reading if reading > DEFAULT_PREDICT_MS else 0.0)


def delivered_alone(search: Search, members: Sequence[StoredMember], candidates: Candidates) -> Candidates:
    """Return candidates that hold what is delivered and nothing else, where there was no choice in the end."""
    trials = {member.trial: search.trials[member.trial] for member in members}
    return replace(candidates, trials=by_score(trials, candidates.scorer))


def choose(stage: Stage, search: Search, candidates: Candidates) -> Blend:
    """Choose what is delivered, the heaviest member first, and write down why."""
    average = best_average(candidates)
    average = replace(average, members=_affordable(average.members, stage, search))
    explain_average(stage, search, candidates, average)
    return refine(average, stage, candidates)


def choose_again(stage: Stage, members: Sequence[StoredMember], candidates: Candidates) -> Blend:
    """Choose what is made of the members that are left, where not all that were chosen have a model."""
    left = tuple(EnsembleMember(member.trial, member.weight) for member in members)
    return refine(Blend(left, threshold=candidates.scorer.threshold), stage, candidates)


def refine(average: Blend, stage: Stage, candidates: Candidates) -> Blend:
    """Make of an average what is seen to help, and write down what was tried."""
    blend, checks = refined(average, candidates.sample, candidates.sample_weight())
    explain_checks(stage, blend, checks)
    return blend


def _affordable(members: tuple[EnsembleMember, ...], stage: Stage, search: Search) -> tuple[EnsembleMember, ...]:
    """Leave out the lightest members until the last fits and one prediction keep to their limits."""
    cap, left = predict_cap(stage, search), stage.budget.left_seconds()
    while len(members) > 1:
        trials = [search.trials[member.trial] for member in members]
        kept = [trial for trial in trials if search.is_kept(trial)]
        fitted = [trial for trial in trials if trial not in kept]
        milliseconds = prediction_ms(fitted) + len(stage.folds) * prediction_ms(kept)
        is_quick = cap is None or milliseconds <= cap
        if is_quick and (left is None or search.costs.of_fits(fitted) <= LATE_FACTOR * left):
            break
        members = members[:-1]
    return normalized(members)


def normalized(members: Sequence[EnsembleMember]) -> tuple[EnsembleMember, ...]:
    """Return the members with weights that add up to 1."""
    total = sum(member.weight for member in members)
    return tuple(EnsembleMember(member.trial, member.weight / total) for member in members)


def delivery_of(stage: Stage, members: Sequence[StoredMember], blend: Blend) -> Delivery:
    """Return how rows for the model are read, and what is made of the members' predictions."""
    used = {column.name for column in stage.problem.columns}
    others = tuple(column.name for column in stage.order.table.columns if column.name not in used)
    return Delivery(
        columns=stage.problem.columns,
        task=stage.problem.task,
        classes=stage.problem.classes,
        threshold=blend.threshold,
        members=tuple(members),
        ignored=others,
        scale=blend.scale,
        temperature=blend.temperature,
    )


def weighted(members: Sequence[StoredMember], blend: Blend) -> tuple[StoredMember, ...]:
    """Return the stored members of a blend in its order, with its weights."""
    fits = {member.trial: member.fits for member in members}
    return tuple(StoredMember(member.trial, member.weight, fits[member.trial]) for member in blend.members)
