"""Where an experiment is made: the run set up again, and configurations evaluated as its trials were."""

from collections.abc import Sequence
from dataclasses import dataclass

from models.evaluation import Configuration
from models.findings.refits import NotRefittedError, Refit, Refits
from models.record import FoldPlan, Progress, RunRecord, Trial, WhatIf
from models.reserve import Reserve
from models.search.proposals import Proposal
from models.search.trials import OpenTrial, TrialBook
from models.sink import RecordSink
from models.splits import Fold
from models.stage import Stage
from models.what_ifs.kept import KeptWhatIfs, Measured


@dataclass(frozen=True)
class Bench:
    """What an experiment works with.

    ``blank`` is the what-if as it was asked for; ``reserve`` is what it may take; ``sink`` asks to stop, and is told
    that the work lives. ``kept`` takes what a promotion needs, None where there is no durable folder.
    """

    stage: Stage
    record: RunRecord
    blank: WhatIf
    reserve: Reserve
    sink: RecordSink
    kept: KeptWhatIfs | None = None

    def keep(self, measured: Sequence[Measured]) -> None:
        """Keep trials with their predictions, so that the what-if can be promoted."""
        if self.kept is not None:
            self.kept.write(self.blank.number, measured)

    def evaluate(self, configuration: Configuration, split: "Split | None" = None, fraction: float = 1.0) -> Measured:
        """Evaluate a configuration: on the run's folds, or on others, from a share of their training rows.

        Fits are never cut short, so that what comes of them does not depend on a clock.

        Raises
        ------
        NotRefittedError
            When a fit fails, the time is over, or somebody asks to stop.
        """
        stage, split = self.stage, split or Split(self.stage.plan, self.stage.folds)
        seed = stage.order.settings.seed
        asked = Trial(self.blank.number, configuration.family, dict(configuration.hyperparameters), "running")
        wanted = [Refit(split.plan, k, seed, fraction) for k in range(len(split.folds))]
        outcomes = self._refits(split.plan).attempt(asked, wanted, Reserve(None))
        opened = OpenTrial(Proposal(self.blank.number, configuration, f"asked for as what-if {self.blank.number}"))
        opened.outcomes = dict(enumerate(outcomes))
        trial, predictions = TrialBook(stage.problem, tuple(split.folds), stage.scorer).ended(opened)
        if trial.error is not None or predictions is None:
            raise NotRefittedError(trial.error or "it has no score")
        return Measured(trial, predictions)

    def is_over(self) -> bool:
        """Whether the time is over, or somebody asked to stop."""
        return self.reserve.is_over() or self.sink.should_stop()

    def tick(self) -> None:
        """Tell that the work lives."""
        n_trials = len(self.record.trials)
        self.sink.progressed(Progress(f"what-if {self.blank.number}", 0.0, self.reserve.seconds, n_trials))

    def _refits(self, plan: FoldPlan) -> Refits:
        return Refits(
            folder=str(self.stage.scratch),
            plan=plan,
            metric=self.stage.scorer.metric.account.name,
            evaluator=self.stage.evaluator,
            tick=self.tick,
            should_stop=self.is_over,
        )


@dataclass(frozen=True)
class Split:
    """Folds, and the plan that they are made by."""

    plan: FoldPlan
    folds: Sequence[Fold]
