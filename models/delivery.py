"""The stage after the search: which trial wins, and its configuration fitted once more on all rows."""

from concurrent.futures import Future
from dataclasses import dataclass
from statistics import fmean
from typing import Any

from models.artifact import Delivery
from models.errors import NoModelError
from models.estimate import by_score
from models.evaluation import Configuration
from models.evaluator import reason_of
from models.final import FinalTask
from models.record import Fact, Trial
from models.search.coordinator import Search
from models.stage import Stage

MIN_FIT_SECONDS = 2.0


@dataclass(frozen=True)
class Choice:
    """The chosen trial, and its last fit under way."""

    trial: Trial
    rounds: int | None
    fit: Future[Any]


def choose(stage: Stage, search: Search) -> Choice:
    """Choose the winner and begin its last fit.

    The best cross-validated score wins, among the trials that the constraint on prediction time and the time left
    for the last fit allow.
    """
    ranked = by_score(search.trials, stage.scorer)
    if not ranked:
        errors = [trial.error for trial in search.trials.values() if trial.error]
        raise NoModelError(errors[-1] if errors else "the time was over before the first fold was scored")
    winner = next((trial for trial in ranked if _is_possible(trial, stage, search)), ranked[-1])
    _explain_choice(stage, ranked, winner)
    return _begin(stage, winner)


def _is_possible(trial: Trial, stage: Stage, search: Search) -> bool:
    cap = stage.order.settings.predict_ms
    if cap is not None and trial.predict_ms is not None and trial.predict_ms > cap:
        return False
    left = stage.budget.left_seconds()
    return left is None or search.refit_seconds(trial) <= max(left, 0.0)


def _explain_choice(stage: Stage, ranked: tuple[Trial, ...], winner: Trial) -> None:
    metric = stage.scorer.metric.account
    score = winner.validation_score or 0.0
    because = f"its cross-validated {metric.title} of {score:.4g} is the best of {len(ranked)} complete trials"
    if winner is not ranked[0]:
        because = (
            f"of {len(ranked)} complete trials it is the best that keeps to the time for the last fit"
            + (" and for one prediction" if stage.order.settings.predict_ms is not None else "")
            + f"; trial {ranked[0].number} scored {ranked[0].validation_score or 0.0:.4g} and did not"
        )
    facts = (Fact(metric.title, score), Fact("complete trials", len(ranked), "trials"))
    over = tuple(f"trial {trial.number} ({trial.family})" for trial in ranked[:4] if trial is not winner)
    stage.journal.decide("winner", f"trial {winner.number} ({winner.family})", because, over=over, facts=facts)


def _begin(stage: Stage, trial: Trial) -> Choice:
    rounds = [fold.rounds for fold in trial.folds if fold.rounds is not None]
    n_rounds = max(1, round(fmean(rounds))) if rounds else None
    task = FinalTask(
        folder=str(stage.scratch),
        destination=str(stage.folder / "model"),
        configuration=Configuration(trial.family, dict(trial.hyperparameters)),
        metric=stage.scorer.metric.account.name,
        seed=stage.order.settings.seed,
        n_threads=stage.evaluator.n_slots,
        rounds=n_rounds,
    )
    left = stage.budget.left_seconds()
    timeout = None if left is None else max(MIN_FIT_SECONDS, left)
    return Choice(trial, n_rounds, stage.evaluator.submit(task, timeout))


def finish(stage: Stage, choice: Choice, search: Search) -> Choice:
    """Wait for the last fit. Where it fails or takes too long, the quickest other trial takes its place."""
    tried = set()
    while True:
        try:
            choice.fit.result()
        except Exception as error:
            tried.add(choice.trial.number)
            others = [t for t in by_score(search.trials, stage.scorer) if t.number not in tried]
            if not others:
                raise NoModelError(reason_of(error)) from error
            quickest = min(others, key=search.refit_seconds)
            because = f"the last fit of trial {choice.trial.number} did not succeed: {reason_of(error)}"
            stage.journal.decide("winner", f"trial {quickest.number} ({quickest.family}) instead", because)
            choice = _begin(stage, quickest)
            continue
        rounds = f" with {choice.rounds:,} rounds, the mean over the folds" if choice.rounds else ""
        because = "all rows are used once the choice is made; the score is that of the folds, whose models saw fewer"
        stage.journal.decide("model", f"one model fitted on all {stage.problem.n_rows:,} rows{rounds}", because)
        return choice


def delivery_of(stage: Stage) -> Delivery:
    """Return how rows for the model are read and decided."""
    used = {column.name for column in stage.problem.columns}
    others = tuple(column.name for column in stage.order.table.columns if column.name not in used)
    return Delivery(
        columns=stage.problem.columns,
        task=stage.problem.task,
        classes=stage.problem.classes,
        threshold=stage.scorer.threshold,
        ignored=others,
    )
