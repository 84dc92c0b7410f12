"""The real engine wherever hostile input meets it, in this process; only what would fit a model is made up."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from models.record import RunRecord, TrueScore
from models.table import columns_from_records, load_table, rows_from_bytes, save_table, table_from_raw
from models.tables.limits import TableLimits
from models.tables.reading import read_raw, source_of_file
from service.engine import EvaluationOrder, Order, Predictions, Predictor, Reply, Sink, TableReading, Upload
from service.local_engine import LocalEngine
from service.settings import STANDARD_LIMITS, Limits
from service.store.checks import OpenChecks
from service.store.runs import Recorded
from service.store.what_ifs import OpenWhatIf, WhatIfOutcome
from service.table_readings import reading_of
from tests.service.fake_engine import FakeEngine
from tests.service.made_up_record import a_true_score

SMALL = TableLimits(max_columns=200, max_cells=100_000, max_read_bytes=2**30, max_read_seconds=20)


@dataclass(frozen=True)
class SayingYes:
    """A model that says yes to rows that can be read."""

    limits: TableLimits

    def predict_records(self, records: Sequence[Mapping[str, Any]]) -> Predictions:
        """Say yes for each row."""
        columns_from_records(records, limits=self.limits)
        return _yes(len(records))

    def predict_file(self, data: bytes, content_type: str) -> Predictions:
        """Say yes for each row of a file."""
        return _yes(len(rows_from_bytes(data, content_type=content_type, limits=self.limits)))

    def explain_records(self, records: Sequence[Mapping[str, Any]]) -> tuple[Mapping[str, Any], ...]:
        """Lay everything at the age's door."""
        parts = [{"column": "age", "value": "30", "contribution": 0.25, "explanation": None}]
        told = {"base": 0.5, "prediction": 0.75, "contributions": parts, "scale": "probability", "of": "yes"}
        return (told,) * len(records)


class FuzzedEngine(LocalEngine):
    """Reads tables, understands goals, checks orders and answers questions as in service, and fits nothing."""

    def __init__(
        self, *, has_assistant: bool = False, reads_in_children: bool = False, limits: Limits = STANDARD_LIMITS
    ) -> None:
        super().__init__(limits)
        self._fake = FakeEngine()
        self._has_assistant = has_assistant
        self._reads_in_children = reads_in_children

    def read_table(self, upload: Upload, destination: Path) -> TableReading:
        """Read an upload here, where a process for each of thousands would take hours."""
        if self._reads_in_children:
            return super().read_table(upload, destination)
        raw = read_raw(source_of_file(upload.path, upload.name, upload.content_type), SMALL)
        save_table(table_from_raw(raw, upload.name), destination)
        return reading_of(load_table(destination))

    def execute(self, order: Order, sink: Sink, recorded: Recorded, elapsed_seconds: float) -> RunRecord:
        """Do three trials that nothing was fitted for."""
        return self._fake.execute(order, sink, recorded, elapsed_seconds)

    def check(self, order: Order, sink: Sink, record: RunRecord, checks: OpenChecks) -> RunRecord:
        """Answer each check with a finding."""
        return self._fake.check(order, sink, record, checks)

    def experiment(self, order: Order, sink: Sink, record: RunRecord, asked: OpenWhatIf) -> WhatIfOutcome:
        """Find that a what-if scores as the winner does."""
        return self._fake.experiment(order, sink, record, asked)

    def answer(self, question: str, record: RunRecord | None, context: Mapping[str, Any]) -> Reply:
        """Let the assistant answer, which takes its time to wake up, or say one thing to everything."""
        return (super() if self._has_assistant else self._fake).answer(question, record, context)

    def load_model(self, folder: Path) -> Predictor:
        """Give a model that says yes."""
        assert folder.is_dir()
        return SayingYes(self._limits if self._reads_in_children else SMALL)

    def pack_model(self, folder: Path, record: RunRecord) -> bytes:
        """Pack nothing."""
        return self._fake.pack_model(folder, record)

    def evaluate(self, order: EvaluationOrder) -> TrueScore:
        """Score nothing."""
        assert order.table.path.exists()
        return replace(a_true_score("evaluation", "later", 0.79, order.opening), hash="0" * 64)


def _yes(n_rows: int) -> Predictions:
    return Predictions(("yes",) * n_rows, ("no", "yes"), ((0.25, 0.75),) * n_rows, ())
