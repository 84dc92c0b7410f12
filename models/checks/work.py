"""What a deeper check works with, and the shape of one."""

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from models.evaluation import FoldOutcome
from models.evaluator import Evaluator, Task
from models.findings.refits import Refit, Refits
from models.record import Decision, Finding, FoldPlan, Progress, Result, Trial
from models.reserve import Reserve
from models.scoring import prepare_cross_validated
from models.sink import RecordSink
from models.splits import Fold
from models.stage import Stage

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Work:
    """A run that is set up again as it was.

    ``trials`` are complete, the best first, the baseline left out; ``reserve`` is what this check may take.
    ``n_trials`` counts all trials of the run, and ``spent_seconds`` is what they took together.
    """

    stage: Stage
    result: Result
    winner: Trial
    trials: tuple[Trial, ...]
    baseline: Trial | None
    refits: Refits
    reserve: Reserve
    n_trials: int
    spent_seconds: float

    @property
    def skill(self) -> float | None:
        """How much better the winner scored than the baseline; None where there is none."""
        if self.baseline is None:
            return None
        utility = self.stage.scorer.metric.utility
        return utility(self.winner.validation_score or 0.0) - utility(self.baseline.validation_score or 0.0)

    def again(self, trial: Trial, plan: FoldPlan, folds: Sequence[Fold], fraction: float = 1.0) -> "Again | None":
        """Evaluate a trial's configuration on folds; None where the time is too short or a fit fails."""
        seed = self.stage.order.settings.seed
        wanted = [Refit(plan, k, seed, fraction) for k in range(len(folds))]
        outcomes = self.refits.of(trial, wanted, self.reserve)
        return None if outcomes is None else again_of(self.stage, folds, outcomes)

    @property
    def trial_seconds(self) -> float:
        """What a trial of the run took on average."""
        return self.spent_seconds / max(1, self.n_trials)

    def has_time_for(self, seconds: float) -> bool:
        """Whether fits that take so long, one after the other, fit into the time left."""
        left = self.reserve.left
        return left is None or seconds / self.refits.evaluator.n_slots <= left


DeepCheck = Callable[[Work], Finding]


@dataclass(frozen=True)
class Again:
    """What another evaluation gave, in utility where greater is better: the score, and that of each fold."""

    utility: float
    folds: Array


def again_of(stage: Stage, folds: Sequence[Fold], outcomes: Sequence[FoldOutcome]) -> Again:
    """Score the predictions of folds by the run's one definition."""
    problem, scorer = stage.problem, stage.scorer
    n_repeats = 1 + max(fold.repeat for fold in folds)
    predictions = np.full((n_repeats, problem.n_rows, *outcomes[0].prediction.shape[1:]), np.nan)
    for fold, outcome in zip(folds, outcomes, strict=True):
        predictions[fold.repeat, fold.validation] = outcome.prediction
    weight = np.ones(problem.n_rows) if problem.weight is None else problem.weight
    utility = scorer.metric.utility
    whole = float(prepare_cross_validated(scorer, problem.y, predictions, folds)(weight[None, :])[0])
    by_fold = [
        utility(scorer.score(problem.y[f.validation], predictions[f.repeat, f.validation], weight[f.validation]))
        for f in folds
    ]
    return Again(utility(whole), np.array(by_fold))


def shuffled_answers(stage: Stage, seed: int) -> Stage:
    """Return the stage with its answers shuffled; those of whole groups, where all rows of a group have the same."""
    problem, rng = stage.problem, np.random.default_rng(seed)
    y = rng.permutation(problem.y)
    if problem.groups is not None:
        _, first, group = np.unique(problem.groups, return_index=True, return_inverse=True)
        if np.array_equal(problem.y[first][group], problem.y):
            y = rng.permutation(problem.y[first])[group]
    return replace(stage, prepared=replace(stage.prepared, problem=replace(problem, y=y)))


@dataclass(frozen=True)
class QuietSink:
    """Passes on what tells that the work lives, and takes no part of a record; asks to stop when its time is over."""

    sink: RecordSink
    reserve: Reserve
    stage: str

    def trial_started(self, trial: Trial) -> None:
        """Take a trial of a search that is no part of the run."""

    def trial_finished(self, trial: Trial) -> None:
        """Take a trial of a search that is no part of the run."""

    def decided(self, decision: Decision) -> None:
        """Take a decision that was made before."""

    def found(self, finding: Finding) -> None:
        """Take a finding on a search that is no part of the run."""

    def progressed(self, progress: Progress) -> None:
        """Pass on that the work lives, under the name of the check."""
        self.sink.progressed(replace(progress, stage=self.stage))

    def should_stop(self) -> bool:
        """Whether the time of the check is over, or somebody asked to stop."""
        return self.reserve.is_over() or self.sink.should_stop()


@dataclass
class Borrowed:
    """An evaluator that stays open when a search that used it ends."""

    evaluator: Evaluator
    n_slots: int

    def submit(self, task: Task) -> Future[Any]:
        """Begin a task."""
        return self.evaluator.submit(task)

    def close(self) -> None:
        """Leave it open for its owner."""
