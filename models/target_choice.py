"""On which scale a skewed target is predicted: its own, or one that evens it out, whichever scores better.

Decided once, before the search, with two quick models on a few folds of some of the rows, and by the run's own metric.
"""

from collections.abc import Mapping
from concurrent.futures import Future, wait
from dataclasses import dataclass, replace
from statistics import fmean
from typing import Any

import numpy as np
from scipy.stats import skew

from models.errors import TooFewGroupsError
from models.evaluation import Configuration, FoldTask
from models.evaluator import reason_of
from models.families.registry import family_named
from models.problem import Problem, TargetScale
from models.record import Fact, Progress, Settings
from models.splits import Fold, make_folds, plan_folds
from models.stage import Stage
from models.workspace import save_problem

SKEWED = 1.0
"""From this skewness on, either way, another scale is tried: Bulmer (Principles of Statistics, 1979) calls it high."""
MIN_ROWS, MAX_ROWS, MAX_CELLS, FOLDS = 60, 5_000, 200_000, 3
QUICK = {"learning_rate": 0.2, "n_estimators": 100}
SHARE = 0.1
"""Of the seconds left, what the comparison may take."""
POLL_SECONDS = 0.5

_WORDS: Mapping[TargetScale, str] = {
    "own": "{} as it is",
    "log": "the logarithm of {}",
    "yeo-johnson": "{} after a Yeo-Johnson transformation",
}


@dataclass(frozen=True)
class _Work:
    """The comparison: its rows and folds, and the fits under way by scale, family and fold."""

    problem: Problem
    folds: tuple[Fold, ...]
    fits: dict[tuple[TargetScale, str, int], Future[Any]]


def on_best_scale(stage: Stage) -> Stage:
    """Return the stage with the scale of its target decided, and the decision written down."""
    offered = offered_scale(stage.problem)
    if offered is None:
        return stage
    scale = _decided_before(stage) or _decide(stage, offered)
    problem = replace(stage.problem, target_scale=scale)
    return replace(stage, prepared=replace(stage.prepared, problem=problem))


def offered_scale(problem: Problem) -> TargetScale | None:
    """Return the scale to compare with the target's own: None unless the target is a skewed number.

    A logarithm where all values are above zero and the long tail is that of large values, else Yeo-Johnson.
    """
    if problem.classes or problem.n_rows < MIN_ROWS or np.ptp(problem.y) == 0:
        return None
    skewness = float(skew(problem.y))
    if not abs(skewness) >= SKEWED:
        return None
    return "log" if skewness > 0 and problem.y.min() > 0 else "yeo-johnson"


def _decided_before(stage: Stage) -> TargetScale | None:
    """Return what an earlier attempt of the run decided."""
    facts = [fact for d in stage.history.decisions if d.stage == "target" for fact in d.facts]
    named = [fact.value for fact in facts if fact.label == "scale"]
    return next((scale for scale in _WORDS if scale in named), None)


def _decide(stage: Stage, offered: TargetScale) -> TargetScale:
    """Compare the two scales and write down which is better."""
    chosen: TargetScale = "own"
    skewness = float(skew(stage.problem.y))
    facts = [Fact("skewness", skewness)]
    because = f"the target is skewed ({skewness:.3g}; from {SKEWED:g} on another scale is tried)"
    try:
        own, scaled, n_rows = _measured(stage, offered)
        chosen = offered if scaled > own else "own"
        metric = stage.scorer.metric
        title = metric.account.title
        there, here = metric.utility(scaled), metric.utility(own)
        facts += [Fact(f"{title} on the other scale", there), Fact(f"{title} on its own scale", here)]
        because += (
            f"; the better of the quick models scores {there:.4g} in {title} on that scale and {here:.4g} without it, "
            f"cross-validated on {n_rows:,} rows"
        )
    except _NotMeasuredError as error:
        because += f", but the scales could not be compared: {error}"
    said = {scale: f"predict {words.format(stage.order.goal.target)}" for scale, words in _WORDS.items()}
    other = said["own" if chosen == offered else offered]
    facts.append(Fact("scale", chosen))
    stage.journal.decide("target", said[chosen], because, over=(other,), facts=tuple(facts))
    return chosen


class _NotMeasuredError(Exception):
    """The comparison could not be made, with the reason."""


def _measured(stage: Stage, offered: TargetScale) -> tuple[float, float, int]:
    """Return the best utility on the target's own scale and on the offered one, and the rows that told."""
    work = _begin(stage, offered)
    _wait(stage, work)
    best: dict[TargetScale, float] = {}
    reasons = []
    for scale, family in dict.fromkeys(key[:2] for key in work.fits):
        try:
            utility = _utility(stage, work, scale, family)
        except Exception as error:  # noqa: BLE001  whatever a library raises: one model less to compare by
            reasons.append(reason_of(error))
            continue
        best[scale] = max(utility, best.get(scale, -np.inf))
    if len(best) < 2 or not np.isfinite(list(best.values())).all():
        raise _NotMeasuredError(reasons[0] if reasons else "the score is undefined on them")
    return best["own"], best[offered], work.problem.n_rows


def _begin(stage: Stage, offered: TargetScale) -> _Work:
    problem = _some_rows(stage.problem, stage.order.settings.seed)
    settings = Settings(folds=FOLDS, seed=stage.order.settings.seed)
    try:
        plan = plan_folds(problem, settings)
    except TooFewGroupsError as error:
        raise _NotMeasuredError(str(error)) from error
    left = stage.budget.left_seconds()
    scales: tuple[TargetScale, ...] = ("own", offered)
    fits: dict[tuple[TargetScale, str, int], Future[Any]] = {}
    for scale in scales:
        folder = stage.scratch / f"target-{scale}"
        save_problem(replace(problem, target_scale=scale), folder)
        for configuration in _quick_models(stage):
            for k in range(plan.n_folds):
                task = FoldTask(
                    folder=str(folder),
                    plan=plan,
                    fold=k,
                    configuration=configuration,
                    metric=stage.scorer.metric.account.name,
                    seed=settings.seed,
                    seconds=None if left is None else SHARE * left,
                )
                fits[scale, configuration.family, k] = stage.evaluator.submit(task)
    return _Work(problem, make_folds(problem, plan), fits)


def _some_rows(problem: Problem, seed: int) -> Problem:
    n_rows = int(np.clip(MAX_CELLS // max(1, len(problem.columns)), 2 * MIN_ROWS, MAX_ROWS))
    if problem.n_rows <= n_rows:
        return problem
    return problem.rows(np.sort(np.random.default_rng(seed).choice(problem.n_rows, n_rows, replace=False)))


def _quick_models(stage: Stage) -> tuple[Configuration, ...]:
    """Return a linear and a boosted model, as far as they take part in the run, else whatever does."""
    names = list(stage.search_order.spaces)
    boosted = [name for name in names if family_named(name).stops_early][:1]
    chosen = [name for name in ("linear", *boosted) if name in names] or names[:1]
    configurations = []
    for name in chosen:
        space = stage.search_order.spaces[name]
        quick = {key: value for key, value in QUICK.items() if name in boosted and key in space.defaults}
        configurations.append(Configuration(name, space.complete(quick)))
    return tuple(configurations)


def _wait(stage: Stage, work: _Work) -> None:
    """Wait for the fits, as long as the time allows and nobody asks to stop."""
    left = stage.budget.left_seconds()
    end = None if left is None else stage.budget.elapsed_seconds + SHARE * left
    pending = set(work.fits.values())
    while pending:
        pending = wait(pending, timeout=POLL_SECONDS).not_done
        now = stage.budget.elapsed_seconds
        stage.sink.progressed(Progress("comparing scales of the target", now, stage.budget.seconds, 0))
        if pending and ((end is not None and now > end) or stage.sink.should_stop()):
            for fit in pending:
                fit.cancel()
            raise _NotMeasuredError("that would have taken too long")


def _utility(stage: Stage, work: _Work, scale: TargetScale, family: str) -> float:
    """Return the mean score of one quick model over the folds, greater is better."""
    problem, scores = work.problem, []
    for k, fold in enumerate(work.folds):
        prediction = np.asarray(work.fits[scale, family, k].result().prediction, dtype=float)
        weight = None if problem.weight is None else problem.weight[fold.validation]
        scores.append(stage.scorer.score(problem.y[fold.validation], prediction, weight))
    return stage.scorer.metric.utility(fmean(scores))
