"""The engine and the assistant of this installation, as the web service uses them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import compress
from pathlib import Path
from typing import Any

import pandas as pd

from models.artifact import load, pack
from models.families.registry import FAMILIES
from models.goal import understand_goal
from models.metrics import METRICS
from models.model import Model, Predicted
from models.record import (
    FamilyAccount,
    Goal,
    MetricAccount,
    RunRecord,
    Settings,
    Task,
    TechniqueAccount,
    TrueScore,
    WhatIf,
    WhatIfOrder,
    to_plain,
)
from models.search.techniques.registry import TECHNIQUE_NAMES, TECHNIQUES, spaces_to_search
from models.table import (
    Table,
    columns_from_records,
    load_table,
    read_table_file,
    rows_from_bytes,
    with_kinds,
)
from models.tables.limits import TableLimits
from models.tables.on_disk import TableOnDisk, table_on_disk
from models.tables.sketches import ColumnSketch, first_rows, sketch_columns
from models.usual import UsualValues, usual_values
from models.what_ifs.order import check_what_if
from models.what_ifs.promotion import check_promotable
from service.answering import answered
from service.engine import EvaluationOrder, Predictions, Predictor, Reply, TableFile, TableReading, Upload
from service.evaluating import evaluate
from service.large_tables import read_large, sketch_large, understand_for_large
from service.settings import Limits
from service.table_readings import reading_of
from service.warm import Warm

MOST_TABLES = 3
MOST_CELLS_HERE = 2_000_000


class LocalEngine:
    """Reads uploads in limited processes.

    Small tables are kept warm here while their goals are being written; large ones are asked about in a process
    of their own.
    """

    techniques = TECHNIQUE_NAMES
    technique_accounts: tuple[TechniqueAccount, ...] = tuple(technique.account for technique in TECHNIQUES)

    def __init__(self, limits: Limits) -> None:
        self._limits = TableLimits(
            max_columns=limits.max_columns,
            max_cells=limits.max_cells,
            max_read_bytes=limits.max_read_bytes,
            max_read_seconds=limits.max_read_seconds,
        )
        self._tables: Warm[Table] = Warm(MOST_TABLES)
        self._goal_tables: Warm[TableOnDisk] = Warm(MOST_TABLES)

    def families(self, task: Task) -> tuple[FamilyAccount, ...]:
        """Return the accounts of the families that can be searched for a task."""
        return tuple(family.account(task) for family in FAMILIES)

    def check_space(self, settings: Settings, task: Task) -> None:
        """Raise an ``InputError`` where families or hyperparameters are named that cannot be searched so."""
        spaces_to_search(settings, task)

    def check_what_if(self, order: WhatIfOrder, record: RunRecord) -> None:
        """Raise an ``InputError`` where a what-if cannot be carried out on a run."""
        check_what_if(order, record)

    def check_promotable(self, what_if: WhatIf, record: RunRecord) -> None:
        """Raise an ``InputError`` where a what-if cannot be made the delivered model."""
        check_promotable(what_if, record)

    def metric(self, name: str) -> MetricAccount:
        """Return the account of a metric."""
        return METRICS[name].account

    def metrics(self, task: Task) -> tuple[MetricAccount, ...]:
        """Return the accounts of the metrics that fit a task."""
        return tuple(metric.account for metric in METRICS.values() if task in metric.tasks)

    def read_table(self, upload: Upload, destination: Path) -> TableReading:
        """Read an upload in a limited process, and write its rows to one columnar file."""
        read = read_table_file(
            upload.path, destination, name=upload.name, content_type=upload.content_type, limits=self._limits
        )
        return self.correct_kinds(TableFile(destination, {}, read.n_rows * len(read.columns)))

    def correct_kinds(self, table: TableFile) -> TableReading:
        """Read a table again with corrected kinds of columns."""
        if table.n_cells > MOST_CELLS_HERE:
            return read_large(table, self._limits)
        return reading_of(self._table(table))

    def sketch_columns(self, table: TableFile, names: Sequence[str]) -> tuple[ColumnSketch, ...]:
        """Return what some columns look like, from some of the rows."""
        if table.n_cells > MOST_CELLS_HERE:
            return sketch_large(table, names, self._limits)
        return sketch_columns(table.path, names, table.kinds)

    def first_rows(self, table: TableFile, names: Sequence[str], n_rows: int) -> tuple[tuple[str | None, ...], ...]:
        """Return the first cells of some columns as text, row by row; None where a cell is empty."""
        return first_rows(table.path, names, n_rows)

    def understand_goal(self, goal: str | Mapping[str, Any], table: TableFile) -> Goal:
        """Understand plain words or JSON; an ``InputError`` says what is not clear."""
        if table.n_cells > MOST_CELLS_HERE:
            return understand_for_large(goal, table, self._limits)
        return understand_goal(goal, self._goal_table(table))

    def usual_values(self, table: TableFile, names: Sequence[str]) -> Mapping[str, UsualValues]:
        """Tell what is usual in columns of a table; nothing where it is too large to look through for a page."""
        return {} if table.n_cells > MOST_CELLS_HERE else usual_values(self._table(table), names)

    def load_model(self, folder: Path) -> Predictor:
        """Load a delivered model, without running foreign code."""
        return LoadedModel(load(folder), self._limits)

    def pack_model(self, folder: Path, record: RunRecord) -> bytes:
        """Return a delivered model as one file, with the record as it is now."""
        return pack(folder, record)

    def evaluate(self, order: EvaluationOrder) -> TrueScore:
        """Score a delivered model on labeled rows; an ``InputError`` says what is wrong with them."""
        return evaluate(order, self._limits)

    def answer(self, question: str, record: RunRecord | None, context: Mapping[str, Any]) -> Reply:
        """Answer a question from the record of a run, or in general."""
        return answered(question, record, context)

    def _table(self, table: TableFile) -> Table:
        return self._tables.get(_name(table), lambda: with_kinds(load_table(table.path), table.kinds))

    def _goal_table(self, table: TableFile) -> TableOnDisk:
        return self._goal_tables.get(_name(table), lambda: table_on_disk(table.path, table.kinds))


def _name(table: TableFile) -> str:
    return f"{table.path} {sorted(table.kinds.items())}"


@dataclass(frozen=True)
class LoadedModel:
    """A delivered model, and how much of a file it takes."""

    model: Model
    limits: TableLimits

    def predict_records(self, records: Sequence[Mapping[str, Any]]) -> Predictions:
        """Predict rows given as objects; an ``InputError`` says what is wrong with them."""
        columns = columns_from_records(records, limits=self.limits)
        return as_predictions(self.model.predict_columns(columns), self.model.classes)

    def predict_file(self, data: bytes, content_type: str) -> Predictions:
        """Predict the rows of a CSV or Parquet file; an ``InputError`` says what is wrong with them."""
        rows = rows_from_bytes(data, content_type=content_type, limits=self.limits)
        return as_predictions(self.model.predict_rows(rows), self.model.classes)

    def explain_records(self, records: Sequence[Mapping[str, Any]]) -> tuple[Mapping[str, Any], ...]:
        """Explain the prediction of each row; an ``InputError`` says why that cannot be."""
        rows = pd.DataFrame(columns_from_records(records, limits=self.limits), dtype=object)
        return tuple(to_plain(explanation) for explanation in self.model.explain_rows(rows))

    def example_records(self) -> tuple[Mapping[str, Any], ...]:
        """Return the rows that predictions are explained against, as they would be sent."""
        rows = self.model.background
        if rows is None:
            return ()
        return tuple({str(name): _as_sent(cell) for name, cell in row.items()} for row in rows.to_dict("records"))


def _as_sent(cell: Any) -> Any:  # noqa: ANN401  cells have no narrower type
    if pd.isna(cell):
        return None
    return cell.isoformat() if isinstance(cell, pd.Timestamp) else cell


def as_predictions(predicted: Predicted, classes: tuple[str, ...]) -> Predictions:
    """Turn arrays into plain values."""
    probabilities, intervals, sets = predicted.probabilities, predicted.intervals, predicted.sets
    return Predictions(
        values=tuple(predicted.answers.tolist()),
        classes=classes,
        probabilities=None if probabilities is None else tuple(map(tuple, probabilities.tolist())),
        warnings=predicted.warnings,
        intervals=None if intervals is None else tuple((low, high) for low, high in intervals.tolist()),
        sets=None if sets is None else tuple(tuple(compress(classes, members)) for members in sets),
    )
