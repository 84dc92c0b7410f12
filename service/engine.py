"""What the service asks of the engine and of the assistant: a port, and the plain data that pass it.

Tests put a fake in its place and so try the service's laws without fitting anything.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Protocol

from models.cluster_address import ClusterAddress
from models.record import (
    ColumnAccount,
    Decision,
    FamilyAccount,
    Finding,
    Goal,
    MetricAccount,
    Progress,
    RunRecord,
    Settings,
    Task,
    TechniqueAccount,
    Trial,
    TrueScore,
    WhatIf,
    WhatIfOrder,
)
from models.tables.sketches import ColumnSketch
from models.usual import UsualValues


@dataclass(frozen=True)
class Upload:
    """A file as it came in. ``name`` is the client's label for it, and never a path."""

    path: Path
    name: str
    content_type: str | None


@dataclass(frozen=True)
class TableWarning:
    """Something that a reader should know about a table or one of its columns."""

    code: str
    column: str | None
    message: str


@dataclass(frozen=True)
class SuggestedGoal:
    """A goal that the table seems made for."""

    text: str
    target: str
    task: str
    reason: str


@dataclass(frozen=True)
class TableReading:
    """What was read from a table."""

    columns: tuple[ColumnAccount, ...]
    warnings: tuple[TableWarning, ...]
    suggested_goals: tuple[SuggestedGoal, ...]
    n_rows: int
    hash: str


@dataclass(frozen=True)
class TableFile:
    """Where the rows of a dataset are, which kinds of columns its owner corrected, and how large it is."""

    path: Path
    kinds: Mapping[str, str]
    n_cells: int


@dataclass(frozen=True)
class LockedRows:
    """Where the rows are that a run is scored on at its very end, and how often that was done before."""

    path: Path
    kinds: Mapping[str, str]
    openings: int


@dataclass(frozen=True)
class EvaluationOrder:
    """A model to be scored on labeled rows. ``training`` is None where the rows that it learned from are gone."""

    model: Path
    table: TableFile
    training: TableFile | None
    opening: int


@dataclass(frozen=True)
class Order:
    """A run to execute. ``folder`` is durable: a later attempt finds there what an earlier one wrote.

    Its evaluations are made by ``n_jobs`` processes of this machine, or on ``cluster`` where there is one.
    """

    table: Path
    kinds: Mapping[str, str]
    goal: Goal
    settings: Settings
    folder: Path
    n_jobs: int
    test: LockedRows | None = None
    cluster: ClusterAddress | None = None


class Sink(Protocol):
    """Where the engine writes down what it does as it does it; any method may raise to end the work."""

    def trial_started(self, trial: Trial) -> None:
        """Record a trial before it is dispatched."""

    def trial_finished(self, trial: Trial) -> None:
        """Record a trial whose out-of-fold predictions are durable."""

    def decided(self, decision: Decision) -> None:
        """Record a decision."""

    def found(self, finding: Finding) -> None:
        """Record a finding."""

    def progressed(self, progress: Progress) -> None:
        """Record where the run stands."""

    def should_stop(self) -> bool:
        """Tell whether the run's owner asked it to end with the best model so far."""


@dataclass(frozen=True)
class Predictions:
    """One prediction a row; ``probabilities`` in the order of ``classes``, and None for numbers.

    ``intervals`` are the low and the high end for numbers, ``sets`` the classes that may well be right; None where
    nothing is promised.
    """

    values: tuple[Any, ...]
    classes: tuple[str, ...]
    probabilities: tuple[tuple[float, ...], ...] | None
    warnings: tuple[str, ...]
    intervals: tuple[tuple[float, float], ...] | None = None
    sets: tuple[tuple[str, ...], ...] | None = None

    def without_probabilities(self) -> "Predictions":
        """Return the answers alone."""
        return replace(self, probabilities=None)


class Predictor(Protocol):
    """A delivered model, loaded."""

    def predict_records(self, records: Sequence[Mapping[str, Any]]) -> Predictions:
        """Predict rows given as objects; an ``InputError`` says what is wrong with them."""

    def predict_file(self, data: bytes, content_type: str) -> Predictions:
        """Predict the rows of a CSV or Parquet file; an ``InputError`` says what is wrong with them."""

    def explain_records(self, records: Sequence[Mapping[str, Any]]) -> tuple[Mapping[str, Any], ...]:
        """Explain the prediction of each row, as plain data; an ``InputError`` says why that cannot be."""

    def example_records(self) -> tuple[Mapping[str, Any], ...]:
        """Return a few rows of the table, from the lowest prediction to the highest; none in models of before."""


@dataclass(frozen=True)
class Reply:
    """An answer of the assistant, as plain data. ``context`` is what it needs to remember.

    ``proposal`` is a what-if that it offers, with the seconds that it would take; ``start`` one that was agreed to.
    ``written_by`` is whose words they are: ours, or the name of the language model.
    """

    text: str
    citations: tuple[Mapping[str, Any], ...]
    charts: tuple[Mapping[str, Any], ...]
    suggestions: tuple[str, ...]
    topic: str
    alternatives: tuple[str, ...]
    context: Mapping[str, Any]
    proposal: WhatIfOrder | None = None
    proposal_seconds: float | None = None
    start: WhatIfOrder | None = None
    written_by: str = "plaintune"


class Engine(Protocol):
    """The engine and the assistant, as the service sees them."""

    @property
    def techniques(self) -> tuple[str, ...]:
        """The search techniques that are available."""

    @property
    def technique_accounts(self) -> tuple[TechniqueAccount, ...]:
        """What there is to say of each technique."""

    def families(self, task: Task) -> tuple[FamilyAccount, ...]:
        """Return the accounts of the families that can be searched for a task."""

    def check_space(self, settings: Settings, task: Task) -> None:
        """Raise an ``InputError`` where families or hyperparameters are named that cannot be searched so."""

    def check_what_if(self, order: WhatIfOrder, record: RunRecord) -> None:
        """Raise an ``InputError`` where a what-if cannot be carried out on a run."""

    def check_promotable(self, what_if: WhatIf, record: RunRecord) -> None:
        """Raise an ``InputError`` where a what-if cannot be made the delivered model."""

    def metric(self, name: str) -> MetricAccount:
        """Return the account of a metric."""

    def metrics(self, task: Task) -> tuple[MetricAccount, ...]:
        """Return the accounts of the metrics that fit a task."""

    def read_table(self, upload: Upload, destination: Path) -> TableReading:
        """Read an upload in a limited process, and write its rows to one columnar file."""

    def correct_kinds(self, table: TableFile) -> TableReading:
        """Read a table again with corrected kinds of columns."""

    def sketch_columns(self, table: TableFile, names: Sequence[str]) -> tuple[ColumnSketch, ...]:
        """Return what some columns look like, from some of the rows."""

    def first_rows(self, table: TableFile, names: Sequence[str], n_rows: int) -> tuple[tuple[str | None, ...], ...]:
        """Return the first cells of some columns as text, row by row; None where a cell is empty."""

    def understand_goal(self, goal: str | Mapping[str, Any], table: TableFile) -> Goal:
        """Understand plain words or JSON; an ``InputError`` says what is not clear."""

    def usual_values(self, table: TableFile, names: Sequence[str]) -> Mapping[str, UsualValues]:
        """Tell what is usual in columns of a table; nothing where it is too large to look through for a page."""

    def load_model(self, folder: Path) -> Predictor:
        """Load a delivered model, without running foreign code."""

    def pack_model(self, folder: Path, record: RunRecord) -> bytes:
        """Return a delivered model as one file, with the record as it is now."""

    def evaluate(self, order: EvaluationOrder) -> TrueScore:
        """Score a delivered model on labeled rows; an ``InputError`` says what is wrong with them."""

    def answer(self, question: str, record: RunRecord | None, context: Mapping[str, Any]) -> Reply:
        """Answer a question from the record of a run, or in general."""
