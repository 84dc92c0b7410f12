"""The search of one run: asks for candidates, evaluates them in batches, records what comes of them.

Candidates are asked for in ordered batches of a fixed size, a candidate is given up by looking at its folds in
their order, and the outcomes are told in the order of the trial numbers. So the order in which processes
finish decides nothing, and a run that is bound by trials alone repeats exactly.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from statistics import fmean

from models.artifact import StoredFit
from models.evaluation import FoldTask
from models.evaluator import Evaluator
from models.families.registry import family_named
from models.metrics import Metric
from models.predictions import PredictionFiles
from models.record import FoldPlan, Progress, Trial
from models.search.budget import ASKED_TO_STOP, TIME_IS_OVER, Budget
from models.search.contributions import Contributions
from models.search.costs import OVERHEAD_SECONDS, Costs
from models.search.proposals import Proposal, Proposals
from models.search.race import is_hopeless
from models.search.slots import Slots
from models.search.trials import OpenTrial, TrialBook, best_of_families, best_trial, fold_utilities
from models.sink import History, RecordSink

BATCH = 4
KEPT = "kept"
"""The folder, in the scratch folder, where folds leave models that take long to fit."""
MIN_FIT_SECONDS = 0.2
SAFETY, ENSEMBLE_FACTOR, ENSEMBLE_SHARE = 1.2, 2.0, 0.15
"""What is kept back for the last fits, as multiples of the best trial's: for one of them, and for an average as long as
that takes no more than this share of the budget."""
REPEATS_SHARE = 0.08
"""Of the budget, what is kept back at most for fits with other seeds."""


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
    kept: dict[int, tuple[StoredFit, ...]] = field(default_factory=dict)
    costs: Costs = field(init=False)
    slots: Slots = field(init=False)
    contributions: Contributions = field(init=False)
    is_stopped: bool = False

    def __post_init__(self) -> None:
        """Take the evaluator's slots, and begin to count what candidates cost and bring."""
        self.slots = Slots(self.evaluator)
        self.contributions = Contributions(self.book, self.predictions.read, self.seed)
        n_rows, seconds = self.book.problem.n_rows, self.budget.seconds
        self.costs = Costs(self.trials, self.book.folds, n_rows, self.evaluator.n_slots, seconds)

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
            self._tell(batch)

    def _tell(self, batch: list[Proposal]) -> None:
        """Let the next proposals learn from the batch: its trials, and what each family now adds to an average."""
        for proposal in batch:
            if proposal.number in self.trials:
                self.proposals.tell(self.trials[proposal.number])
        weights = self.contributions.news(self.trials)
        if weights is not None:
            self.proposals.weigh(weights)

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
            if 0.7 * self.costs.expected(family) < left:
                families.add(family)
        return frozenset(families)

    def _search_seconds(self) -> float | None:
        """Return the seconds left for searching, after the reserves for what comes at the end."""
        explaining = self.budget.importance_seconds + self.budget.dependence_seconds
        at_the_end = self.budget.estimate_seconds + explaining + self._last_fits_seconds()
        return self.budget.left_seconds(reserved=at_the_end)

    def _last_fits_seconds(self) -> float:
        """Return the reserve of the last fits; nothing where the models of the folds are delivered."""
        best = self.best()
        if best is None or self.budget.seconds is None:
            return 0.0
        if self.is_kept(best):
            return OVERHEAD_SECONDS
        one = self.costs.of_fits([best])
        several = min(ENSEMBLE_FACTOR * one, ENSEMBLE_SHARE * self.budget.seconds)
        repeats = min(REPEATS_SHARE * self.budget.seconds, self.costs.of_repeats(best))
        return max(SAFETY * one, several) + (repeats if several > SAFETY * one else 0.0)

    def is_kept(self, trial: Trial) -> bool:
        """Whether the models of a trial's folds are there to be delivered, and a last fit is dear."""
        is_dear = self.costs.is_dear(fmean(fold.seconds for fold in trial.folds))
        return is_dear and trial.number in self.kept and family_named(trial.family).varies_by_seed

    def _evaluate(self, opened: list[OpenTrial]) -> None:
        """Evaluate candidates fold by fold, all first folds first, and record each when it has ended."""
        rivals = self._rivals()
        waiting = [(k, trial) for k in range(len(self.book.folds)) for trial in opened]
        for trial in opened:
            self.sink.trial_started(self.book.started(trial.proposal))
        unfinished = list(opened)
        try:
            while unfinished:
                self._fill(waiting)
                self.slots.collect()
                self.sink.progressed(self.progress("searching"))
                for trial in [t for t in unfinished if self._is_decided(t, rivals)]:
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
            self.slots.begin(self._task(trial, k), trial)

    def _task(self, trial: OpenTrial, fold: int) -> FoldTask:
        family = trial.proposal.configuration.family
        is_full = trial.proposal.configuration.is_full
        may_keep = is_full and self.costs.is_worth_keeping(self._fold_seconds(trial))
        return FoldTask(
            folder=self.folder,
            plan=self.plan,
            fold=fold,
            configuration=trial.proposal.configuration,
            metric=self.metric.account.name,
            seed=self.seed,
            seconds=self._fit_seconds(family),
            trial=trial.number,
            keep=f"{self.folder}/{KEPT}" if may_keep else None,
        )

    def _fit_seconds(self, family: str) -> float | None:
        """Return how long one fit may take before it is cut short; None where no clock counts."""
        most = self.costs.most_of_trial(family)
        if most is None:
            return None
        cap = most * self.costs.n_parallel / len(self.book.folds)
        return cap if self.best() is None else max(MIN_FIT_SECONDS, min(cap, self._search_seconds() or 0.0))

    def _fits(self, trial: OpenTrial) -> bool:
        """Whether another fold of a candidate will probably end before the time for searching does."""
        left = self._search_seconds()
        seconds = self._fold_seconds(trial)
        return left is None or seconds is None or seconds <= left

    def _fold_seconds(self, trial: OpenTrial) -> float | None:
        """Return how long a fold of a candidate takes, or of its family so far; None where nobody knows."""
        wanted = trial.proposal.configuration
        seconds = [outcome.seconds for outcome in trial.outcomes.values()]
        return fmean(seconds) if seconds else self.costs.of_fold(wanted.family, wanted.resource)

    def progress(self, stage: str) -> Progress:
        """Return where the run stands."""
        best = self.best()
        score = None if best is None else best.validation_score
        ended = len(self.trials)
        return Progress(stage, self.budget.elapsed_seconds, self.budget.seconds, ended, score)

    def _rivals(self) -> dict[str, list[float]]:
        """Return the fold scores that candidates must keep up with: those of the best of their own family.

        A family that is behind stays in the race: what it brings to an average is not told by its best alone.
        """
        best = best_of_families(self.trials, self.book.scorer)
        return {family: fold_utilities(trial.folds, self.book.scorer) for family, trial in best.items()}

    def _is_decided(self, trial: OpenTrial, rivals: Mapping[str, list[float]]) -> bool:
        """Whether a candidate is complete, has failed, or is hopeless on its first folds."""
        outcomes, best = trial.first_outcomes(), rivals.get(trial.proposal.configuration.family, [])
        if best and trial.proposal.is_raced and trial.error is None:
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
            kept = [outcome.kept for outcome in trial.first_outcomes() if outcome.kept is not None]
            if len(kept) == len(self.book.folds):
                self.kept[recorded.number] = tuple(kept)
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
