"""What the stages of a run share: the order, the prepared problem, and the tools to work with."""

from dataclasses import dataclass
from pathlib import Path

from models.evaluator import Evaluator
from models.journal import Journal
from models.metrics import Metric
from models.model_folder import new_folder
from models.predictions import PredictionFiles
from models.problem import Prepared, Problem
from models.record import FamilyAccount, FoldPlan, Goal, Settings
from models.scoring import Scorer
from models.search.budget import Budget
from models.search.techniques.technique import SearchOrder, Technique
from models.sink import History, RecordSink
from models.splits import Fold
from models.table import Table


@dataclass(frozen=True)
class RunOrder:
    """What a run is asked to do. ``n_jobs`` processes evaluate candidates.

    ``metric`` takes the place of the goal's for a function of the user's own.
    """

    table: Table
    goal: Goal
    settings: Settings
    n_jobs: int = 2
    metric: Metric | None = None


@dataclass(frozen=True)
class Stage:
    """A run that has been set up. ``folder`` is durable; ``scratch`` goes away with the attempt.

    ``technique`` is the one that searches, also where auto was asked for.
    """

    order: RunOrder
    prepared: Prepared
    plan: FoldPlan
    folds: tuple[Fold, ...]
    scorer: Scorer
    search_order: SearchOrder
    technique: Technique
    accounts: tuple[FamilyAccount, ...]
    budget: Budget
    journal: Journal
    sink: RecordSink
    evaluator: Evaluator
    history: History
    folder: Path
    scratch: Path

    @property
    def problem(self) -> Problem:
        """The problem to solve."""
        return self.prepared.problem

    @property
    def predictions(self) -> PredictionFiles:
        """The out-of-fold predictions of the run."""
        return PredictionFiles(self.folder / "predictions", len(self.problem.classes))

    @property
    def new_model(self) -> Path:
        """The folder that the delivered model is written to, until it is complete."""
        return new_folder(self.folder)
