"""An engine that fits nothing: it reads comma-separated lines, and its runs do what a test tells them."""

import hashlib
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from models.errors import InputError, NotPromotableError, WhatIfOrderError
from models.record import (
    ColumnAccount,
    DataAccount,
    Decision,
    Fact,
    FamilyAccount,
    Finding,
    FoldScore,
    Goal,
    HyperparameterAccount,
    LeaderboardEntry,
    MetricAccount,
    Overfitting,
    Progress,
    Promotion,
    Reason,
    Result,
    RunRecord,
    Score,
    Settings,
    Task,
    TechniqueAccount,
    Trial,
    TrueScore,
    WhatIf,
    WhatIfOrder,
)
from models.tables.sketches import ColumnSketch, Share, Shares
from models.usual import UsualValues
from service.engine import (
    EvaluationOrder,
    Order,
    Predictions,
    Predictor,
    Reply,
    Sink,
    SuggestedGoal,
    TableFile,
    TableReading,
    TableWarning,
    Upload,
)
from service.store.checks import OpenChecks
from service.store.runs import Recorded
from service.store.what_ifs import OpenWhatIf, WhatIfOutcome
from tests.service.made_up_record import a_true_score

ROC_AUC = MetricAccount("roc_auc", "ROC AUC", True, "", "How well it ranks.", 1.0, "probability", True)
DEPTH = HyperparameterAccount(
    "max_depth", "Depth", "int", 6, "How deep.", "More.", "Less.", "Overfits.", "Slower.", "made up", low=2, high=12
)
RATE = HyperparameterAccount(
    "learning_rate", "Rate", "float", 0.1, "Step.", "More.", "Less.", "", "", "made up", low=0.01, high=0.3
)
BOOSTER = HyperparameterAccount(
    "booster", "Booster", "choice", "tree", "Which.", "", "", "", "", "made up", choices=("tree", "line")
)
XGBOOST = FamilyAccount("xgboost", "XGBoost", "Boosted trees.", (DEPTH, RATE, BOOSTER))
LINEAR = FamilyAccount("linear", "Linear", "A weighted sum.", ())


def table_hash(text: str) -> str:
    """Tell tables apart by their content."""
    return hashlib.sha256(text.encode()).hexdigest()


class UnclearError(InputError):
    """A goal that fits several columns."""

    candidates = ("churn", "age")

    def __str__(self) -> str:
        return "Two columns fit: say which one."


def trial(number: int, state: str = "complete", score: float | None = 0.8) -> Trial:
    """Make a trial of two folds."""
    folds = (FoldScore(0.9, 0.8, 0.1), FoldScore(0.9, 0.8, 0.1)) if state == "complete" else ()
    validation = score if state == "complete" else None
    return Trial(
        number,
        "xgboost",
        {"max_depth": 3 + number},
        state,
        folds,
        validation_score=validation,
        train_score=0.9,
        standard_error=0.01,
        seconds=0.2,
        why="asked for",
    )


def decision(number: int) -> Decision:
    """Make a decision."""
    return Decision(number, "folds", "2 folds", ("5 folds",), "there are 3 rows", (Fact("rows", 3),), 0.1)


def finding() -> Finding:
    """Make a finding."""
    return Finding("few_rows", "Few rows", "found", "3 rows are few.", 3.0, 100.0, "Chance rules.", "Bring more.")


def record_of(order: Order, trials: tuple[Trial, ...], best: Trial | None) -> RunRecord:
    """Make the whole record of a run; without a result where no trial is complete."""
    score = Score("roc_auc", 0.8, 0.78, 0.7, 0.85, 0.95, "by bootstrap")
    result = best and Result("xgboost", best.number, "xgboost", best.hyperparameters, (), score, OVERFITTING, 0.5)
    board = tuple(
        LeaderboardEntry(i, t.number, t.family, t.hyperparameters, t.validation_score or 0.0, 0.01, 0.9, 0.2, False)
        for i, t in enumerate((t for t in trials if t.state == "complete"), start=1)
    )
    data = DataAccount("table", 3, 3, (), "0" * 64)
    return RunRecord(
        goal=order.goal,
        data=data,
        metric=ROC_AUC,
        settings=order.settings,
        families=(XGBOOST,),
        trials=trials,
        decisions=(decision(1),),
        findings=(finding(),),
        leaderboard=board,
        result=result,
    )


OVERFITTING = Overfitting("low", ("the gap is small",))


def three_trials(order: Order, sink: Sink, recorded: Recorded) -> RunRecord:
    """Do three trials, or those of the three that are not recorded yet."""
    done = {t.number: t for t in recorded.trials if t.state == "complete"}
    sink.progressed(Progress("searching", 0.0, order.settings.seconds, len(done)))
    sink.decided(decision(1))
    for number in range(3):
        if number in done or sink.should_stop():
            continue
        sink.trial_started(trial(number, "running"))
        done[number] = trial(number)
        sink.trial_finished(done[number])
    sink.found(finding())
    (order.folder / "model").mkdir(exist_ok=True)
    trials = tuple(done.values())
    return record_of(order, trials, trials[0] if trials else None)


def nothing_to_find(sink: Sink, record: RunRecord, checks: OpenChecks) -> RunRecord:
    """Answer each check with a finding."""
    made = tuple(
        Finding(name, name, "not_found", "All is well.", 0.1, 1.0, "So it is.", "None.") for name in checks.names
    )
    for found in made:
        sink.found(found)
    return replace(record, findings=(*record.findings, *made))


def no_difference(sink: Sink, record: RunRecord, asked: OpenWhatIf) -> WhatIfOutcome:
    """Find that a what-if scores as the winner does; promote it where that is asked for."""
    what_if = asked.asked
    if sink.should_stop():
        return WhatIfOutcome(replace(what_if, status="cancelled"))
    if not asked.is_promotion:
        sentence = "It scores as the winner does."
        return WhatIfOutcome(replace(what_if, status="complete", validation_score=0.8, sentence=sentence, seconds=1.5))
    new = trial(len(record.trials))
    sink.trial_finished(new)
    assert record.result is not None
    result = replace(record.result, trial=new.number, hyperparameters=new.hyperparameters)
    promoted = replace(what_if, promotion=Promotion("complete", new.number, sentence="It is delivered now."))
    return WhatIfOutcome(promoted, replace(record, trials=(*record.trials, new), result=result))


class FakePredictor:
    """A model that says yes."""

    def predict_records(self, records: Sequence[Mapping[str, Any]]) -> Predictions:
        """Say yes for each row that has an age."""
        if any("age" not in record for record in records):
            raise InputError('The rows lack "age".')
        return self._yes(len(records))

    def predict_file(self, data: bytes, content_type: str) -> Predictions:
        """Say yes for each line but the first."""
        assert content_type == "text/csv"
        return self._yes(len(data.decode().split()) - 1)

    def explain_records(self, records: Sequence[Mapping[str, Any]]) -> tuple[Mapping[str, Any], ...]:
        """Lay everything at the age's door."""
        parts = [{"column": "age", "value": records[0]["age"], "contribution": 0.25}]
        told = {"base": 0.5, "prediction": 0.75, "contributions": parts, "scale": "probability", "of": "yes"}
        return (told,) * len(records)

    def example_records(self) -> tuple[Mapping[str, Any], ...]:
        """Return two rows."""
        return ({"age": 31.0}, {"age": 47.0})

    def _yes(self, n_rows: int) -> Predictions:
        return Predictions(("yes",) * n_rows, ("no", "yes"), ((0.25, 0.75),) * n_rows, ("colour is not used.",))


@dataclass
class FakeEngine:
    """Does what the real one does, without fitting. ``work`` is what a run does."""

    work: Callable[[Order, Sink, Recorded], RunRecord] = three_trials
    checking: Callable[[Sink, RunRecord, OpenChecks], RunRecord] = nothing_to_find
    trying: Callable[[Sink, RunRecord, OpenWhatIf], WhatIfOutcome] = no_difference
    next_reply: Reply | None = None
    loaded: int = 0
    sketched: list[str] = field(default_factory=list)
    orders: list[tuple[Order, float]] = field(default_factory=list)
    evaluations: list[EvaluationOrder] = field(default_factory=list)
    questions: list[tuple[str, RunRecord | None, Mapping[str, Any]]] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    techniques = ("auto", "tpe", "random")
    technique_accounts = (TechniqueAccount("auto", "automatic", "It chooses.", "Always.", "Nothing.", "made up"),)

    def families(self, task: Task) -> tuple[FamilyAccount, ...]:
        """Give two families."""
        assert task == "binary"
        return (LINEAR, XGBOOST)

    def check_space(self, settings: Settings, task: Task) -> None:
        """Know one hyperparameter."""
        assert task == "binary"
        if set(settings.space) - {"xgboost"}:
            raise InputError("There is no such family.")

    def metric(self, name: str) -> MetricAccount:
        """Give the only metric."""
        assert name == "roc_auc"
        return ROC_AUC

    def metrics(self, task: Task) -> tuple[MetricAccount, ...]:
        """Give the only metric."""
        assert task == "binary"
        return (ROC_AUC,)

    def sketch_columns(self, table: TableFile, names: Sequence[str]) -> tuple[ColumnSketch, ...]:
        """See the same in each column, and remember how many were looked at."""
        self.sketched.extend(names)
        shares = Shares((Share("x", 2),), 0, 0)
        return tuple(ColumnSketch(n, table.kinds.get(n, "categorical"), 2, shares=shares) for n in names)

    def first_rows(self, table: TableFile, names: Sequence[str], n_rows: int) -> tuple[tuple[str | None, ...], ...]:
        """Split the lines."""
        header, *rows = (line.split(",") for line in table.path.read_text().split())
        return tuple(tuple(row[header.index(name)] or None for name in names) for row in rows[:n_rows])

    def read_table(self, upload: Upload, destination: Path) -> TableReading:
        """Take the lines as they are."""
        text = upload.path.read_text()
        if not text:
            raise InputError(f'"{upload.name}" is empty.')
        destination.write_text(text)
        return self._reading(destination, {})

    def correct_kinds(self, table: TableFile) -> TableReading:
        """Read again."""
        return self._reading(table.path, table.kinds)

    def _reading(self, path: Path, kinds: Mapping[str, str]) -> TableReading:
        header, *rows = path.read_text().split()
        columns = tuple(
            ColumnAccount(name, kinds.get(name, "categorical"), 0, len(rows), ("x",)) for name in header.split(",")
        )
        warnings = (TableWarning("few", None, "Few rows."),)
        goals = (SuggestedGoal("predict churn", "churn", "binary", "It has two values."),)
        return TableReading(columns, warnings, goals, len(rows), table_hash(path.read_text()))

    def understand_goal(self, goal: str | Mapping[str, Any], table: TableFile) -> Goal:
        """Understand the word churn."""
        assert table.path.exists()
        text = goal if isinstance(goal, str) else str(goal["target"])
        if "churn" not in text:
            raise UnclearError
        return Goal(text, "churn", "binary", "roc_auc", "yes", reasons=(Reason("target", "churn", "It is named."),))

    def execute(self, order: Order, sink: Sink, recorded: Recorded, elapsed_seconds: float) -> RunRecord:
        """Do what the test says."""
        self.orders.append((order, elapsed_seconds))
        return self.work(order, sink, recorded)

    def check(self, order: Order, sink: Sink, record: RunRecord, checks: OpenChecks) -> RunRecord:
        """Do what the test says."""
        self.orders.append((order, 0.0))
        return self.checking(sink, record, checks)

    def experiment(self, order: Order, sink: Sink, record: RunRecord, asked: OpenWhatIf) -> WhatIfOutcome:
        """Do what the test says."""
        self.orders.append((order, 0.0))
        return self.trying(sink, record, asked)

    def check_what_if(self, order: WhatIfOrder, record: RunRecord) -> None:
        """Know one hyperparameter."""
        assert record.result is not None
        if set(order.hyperparameters) - {"max_depth"}:
            raise WhatIfOrderError("hyperparameters", "xgboost has max_depth alone")

    def check_promotable(self, what_if: WhatIf, record: RunRecord) -> None:
        """Promote hyperparameters alone."""
        assert record.result is not None
        if not what_if.order.hyperparameters:
            raise NotPromotableError("start another run")

    def usual_values(self, table: TableFile, names: Sequence[str]) -> Mapping[str, UsualValues]:
        """Know the age."""
        assert table.path.exists()
        return {name: UsualValues("40", 30.0, 50.0, is_whole=True) for name in names if name == "age"}

    def load_model(self, folder: Path) -> Predictor:
        """Count how often a model is loaded."""
        assert folder.is_dir()
        with self.lock:
            self.loaded += 1
        return FakePredictor()

    def pack_model(self, folder: Path, record: RunRecord) -> bytes:
        """Pack nothing."""
        assert folder.is_dir()
        assert record.result is not None
        return b"packed"

    def evaluate(self, order: EvaluationOrder) -> TrueScore:
        """Score nothing, and remember what was asked."""
        assert order.model.is_dir()
        self.evaluations.append(order)
        score = a_true_score("evaluation", "later", 0.79, order.opening)
        return replace(score, hash=table_hash(order.table.path.read_text()))

    def answer(self, question: str, record: RunRecord | None, context: Mapping[str, Any]) -> Reply:
        """Answer with a number, and remember how many questions came before."""
        self.questions.append((question, record, context))
        if self.next_reply is not None:
            return self.next_reply
        citation = {"id": "c1", "label": "score", "value": 0.78, "unit": "", "href": "score", "source": None}
        asked = context.get("asked", 0) + 1
        return Reply("It is 0.78 [1].", (citation,), (), ("Why?",), "overfitting", (), {"asked": asked})
