"""The search of one run: asks for candidates, evaluates them in batches, records what comes of them.

Candidates are asked for in ordered batches of a fixed size, a candidate is given up by looking at its folds in
their order, and the outcomes are told in the order of the trial numbers. So the order in which processes
finish decides nothing, and a run that is bound by trials alone repeats exactly.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from statistics import fmean

from models.evaluation import FoldTask
from models.evaluator import Evaluator
from models.families.registry import family_named
from models.metrics import Metric
from models.predictions import PredictionFiles
from models.record import FoldPlan, Progress, Trial
from models.search.budget import ASKED_TO_STOP, TIME_IS_OVER, Budget
from models.search.proposals import Proposal, Proposals
from models.search.race import is_hopeless
from models.search.slots import Slots
from models.search.trials import OpenTrial, TrialBook, best_trial, fold_utilities
from models.sink import History, RecordSink

BATCH = 4
MIN_FIT_SECONDS = 0.2
BOOSTING_SHARE, OTHER_SHARE = 0.25, 0.12
"""Of the budget, what one candidate may use before its fits are cut short. Boosting that is cut short is unfinished,
a forest of fewer trees is still a forest."""
ENSEMBLE_FACTOR = 1.5
"""What the last fits of an average take, as a multiple of the best trial's."""
ASSUMED_SPEEDUP = 1.3
"""How much faster the last fit is for having all the threads: less than the threads, to be safe."""


@dataclass
class Search:
    """Everything that one search needs, and the trials it has so far."""

    folder: str
    plan: FoldPlan
    book: TrialBook
    proposals: Proposals
    budget: Budget
    evaluator: Evaluator
    sink: RecordSink
    predictions: PredictionFiles
    seed: int
    history: History
    trials: dict[int, Trial] = field(default_factory=dict)
    slots: Slots = field(init=False)
    is_stopped: bool = False

    def __post_init__(self) -> None:
        """Take the evaluator's slots."""
        self.slots = Slots(self.evaluator)

    @property
    def metric(self) -> Metric:
        """The metric that decides."""
        return self.book.scorer.metric

    def run(self) -> None:
        """Search until the budget is used, nothing is left to try, or somebody asks to stop."""
        recorded = {trial.number: trial for trial in self.history.trials}
        while not self.is_stopped:
            batch = self._next_batch()
            if not batch:
                return
            opened = [OpenTrial(p) for p in batch if _is_open(recorded.get(p.number))]
            self._evaluate(opened)
            ended = [recorded[p.number] if not _is_open(recorded.get(p.number)) else None for p in batch]
            for trial in filter(None, ended):
                self.trials[trial.number] = trial
            for proposal in batch:
                if proposal.number in self.trials:
                    self.proposals.tell(self.trials[proposal.number])

    def best(self) -> Trial | None:
        """Return the best complete trial so far."""
        return best_trial(self.trials, self.book.scorer)

    def _next_batch(self) -> list[Proposal]:
        batch: list[Proposal] = []
        n_told = len(self.trials)
        size = BATCH if self.budget.seconds is None else max(2, self.evaluator.n_slots)
        while len(batch) < size:
            if self.budget.trials is not None and n_told + len(batch) >= self.budget.trials:
                break
            allowed = self._affordable()
            if allowed is not None and not allowed and n_told:
                break
            proposal = self.proposals.propose(allowed)
            if proposal is None:
                break
            batch.append(proposal)
        return batch

    def _affordable(self) -> frozenset[str] | None:
        """Return the families of which another trial fits into the time left; None where no clock counts."""
        left = self._search_seconds()
        if left is None:
            return None
        families = set()
        for family in self.proposals.families:
            costs = [t.seconds for t in self.trials.values() if t.family == family and t.state == "complete"]
            expected = 0.7 * sum(costs) / len(costs) / self._parallel() if costs else 0.0
            if expected < left:
                families.add(family)
        return frozenset(families)

    def _parallel(self) -> int:
        return min(self.evaluator.n_slots, len(self.book.folds))

    def _search_seconds(self) -> float | None:
        """Return the seconds left for searching, after the reserves for the last fit and the honest score."""
        best = self.best()
        last_fit = 0.0 if best is None else ENSEMBLE_FACTOR * self.refit_seconds([best])
        return self.budget.left_seconds(reserved=self.budget.estimate_seconds + last_fit)

    def refit_seconds(self, trials: Sequence[Trial]) -> float:
        """Predict how long the last fits of some trials' configurations take, on all rows."""
        n_train = sum(len(fold.train) for fold in self.book.folds) / len(self.book.folds)
        growth = self.book.problem.n_rows / n_train
        one_thread = [growth * fmean(fold.seconds for fold in trial.folds) for trial in trials]
        speedup = ASSUMED_SPEEDUP if self.evaluator.n_slots > 1 else 1.0
        return sum(one_thread) / speedup + 0.3

    def _evaluate(self, opened: list[OpenTrial]) -> None:
        """Evaluate candidates fold by fold, all first folds first, and record each when it has ended."""
        best = self.best()
        ours = [] if best is None else fold_utilities(best.folds, self.book.scorer)
        waiting = [(k, trial) for k in range(len(self.book.folds)) for trial in opened]
        for trial in opened:
            self.sink.trial_started(self.book.started(trial.proposal))
        unfinished = list(opened)
        try:
            while unfinished:
                self._fill(waiting)
                self.slots.collect()
                self.sink.progressed(self.progress("searching"))
                for trial in [t for t in unfinished if self._is_decided(t, ours)]:
                    unfinished.remove(trial)
                    waiting = [(k, other) for k, other in waiting if other is not trial]
                    self._end(trial)
                if self._is_over():
                    self._give_up(unfinished)
                    return
        except BaseException:
            self.slots.clear()
            raise

    def _fill(self, waiting: list[tuple[int, OpenTrial]]) -> None:
        """Keep every slot busy, with the folds in their order."""
        while waiting and self.slots.n_free:
            if not self.slots.is_idle and not self._fits(waiting[0][1]):
                return
            k, trial = waiting.pop(0)
            task = FoldTask(
                folder=self.folder,
                plan=self.plan,
                fold=k,
                configuration=trial.proposal.configuration,
                metric=self.metric.account.name,
                seed=self.seed,
                seconds=self._fit_seconds(trial.proposal.configuration.family),
            )
            self.slots.begin(task, trial)

    def _fit_seconds(self, family: str) -> float | None:
        """Return how long one fit may take before it is cut short; None where no clock counts."""
        if self.budget.seconds is None:
            return None
        share = BOOSTING_SHARE if family_named(family).stops_early else OTHER_SHARE
        cap = share * self.budget.seconds * self._parallel() / len(self.book.folds)
        return cap if self.best() is None else max(MIN_FIT_SECONDS, min(cap, self._search_seconds() or 0.0))

    def _fits(self, trial: OpenTrial) -> bool:
        """Whether another fold of a candidate will probably end before the time for searching does."""
        left = self._search_seconds()
        seconds = self._fold_seconds(trial)
        return left is None or seconds is None or seconds <= left

    def _fold_seconds(self, trial: OpenTrial) -> float | None:
        """Return how long a fold of a candidate takes, or of its family so far; None where nobody knows."""
        family = trial.proposal.configuration.family
        of_family = [fold.seconds for t in self.trials.values() if t.family == family for fold in t.folds]
        seconds = [outcome.seconds for outcome in trial.outcomes.values()] or of_family
        return fmean(seconds) if seconds else None

    def progress(self, stage: str) -> Progress:
        """Return where the run stands."""
        best = self.best()
        score = None if best is None else best.validation_score
        ended = len(self.trials)
        return Progress(stage, self.budget.elapsed_seconds, self.budget.seconds, ended, score)

    def _is_decided(self, trial: OpenTrial, best: list[float]) -> bool:
        """Whether a candidate is complete, has failed, or is hopeless on its first folds."""
        outcomes = trial.first_outcomes()
        if best and not trial.proposal.is_first and trial.error is None:
            utilities = self.book.utilities(outcomes)
            for n in range(len(utilities)):
                if is_hopeless(utilities[: n + 1], best):
                    self._prune(trial, n + 1, "clearly behind the best so far")
                    return True
        return trial.error is not None or len(outcomes) == len(self.book.folds)

    def _prune(self, trial: OpenTrial, n_folds: int, because: str) -> None:
        """Mark a candidate as given up after its first folds; later ones that came back early do not count."""
        trial.outcomes = {k: outcome for k, outcome in trial.outcomes.items() if k < n_folds}
        trial.why_pruned = f"stopped after {n_folds} of {len(self.book.folds)} folds: {because}"

    def _end(self, trial: OpenTrial) -> None:
        """Record a candidate that has ended, its predictions first."""
        self.slots.release(trial, self._fold_seconds(trial))
        recorded, predictions = self.book.ended(trial)
        if predictions is not None:
            self.predictions.write(recorded.number, predictions)
        self.trials[recorded.number] = recorded
        self.sink.trial_finished(recorded)

    def _is_over(self) -> bool:
        """Whether the time for searching is over, or somebody asked to stop. A baseline is always waited for."""
        if self.sink.should_stop() and self.best() is not None:
            self.is_stopped = True
        left, all_left = self._search_seconds(), self.budget.left_seconds()
        has_model = self.best() is not None
        is_late = left is not None and left <= 0 and has_model
        return self.is_stopped or is_late or (all_left is not None and all_left <= 0)

    def _give_up(self, unfinished: Iterable[OpenTrial]) -> None:
        because = ASKED_TO_STOP if self.is_stopped else TIME_IS_OVER
        for trial in unfinished:
            self._prune(trial, len(trial.first_outcomes()), because)
            self._end(trial)
        self.is_stopped = True


def _is_open(trial: Trial | None) -> bool:
    """Whether a trial still has to be evaluated: it is new, or an attempt died while it ran."""
    return trial is None or trial.state in ("waiting", "running")
