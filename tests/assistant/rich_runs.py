"""Records with what the others lack: curves, importances, failures, decisions, a search long enough to draw."""

from dataclasses import replace
from math import cos, exp

from models.record import (
    AveragePrediction,
    ColumnAccount,
    ColumnImportance,
    ColumnImportances,
    CurvePoint,
    Decision,
    Fact,
    FamilyImportances,
    FoldScore,
    HyperparameterImportance,
    Importances,
    PartialDependence,
    PartialDependences,
    RunRecord,
    Scalar,
    Settings,
    Trial,
)
from tests.assistant.conftest import BINARY_TRIALS, a_trial, binary_run, boosted, empty_run, linear_run
from tests.assistant.told_records import told_binary, told_regression

COLUMNS = (
    ColumnAccount("tenure", "numeric", 7, 72, ("1", "34"), ("Its values are numbers.",)),
    ColumnAccount("charges", "numeric", 0, 900, ("20.5",), ()),
    ColumnAccount("customer_id", "identifier", 0, 1400, ("A-1",), ("Every value is different.",), is_used=False),
    ColumnAccount("churn", "boolean", 0, 2, ("Yes", "No"), role="target"),
)
DECISIONS = (
    Decision(1, "goal", "target: churn", (), "the goal names it", at=0.1),
    Decision(2, "folds", "5 folds", ("10 folds",), "1,400 rows allow 5 folds of 280", (Fact("rows", 1400),), 0.3),
    Decision(3, "winner", "trial 4 (xgboost)", ("trial 5 (xgboost)",), "its ROC AUC of 0.847 is the best", at=11.0),
)


def with_curve(trial: Trial) -> Trial:
    """Give each fold a curve that falls, and rises at the end."""
    curve = tuple(CurvePoint(at, 0.6 * exp(-at / 90), 0.3 + (at - 120) ** 2 / 1e5) for at in range(1, 202, 20))
    return replace(trial, folds=tuple(replace(fold, curve=curve) for fold in trial.folds))


def searched_run() -> RunRecord:
    """Build churn with eighteen boosted trials, curves, importances and decisions."""
    more = tuple(
        with_curve(a_trial(number, "xgboost", boosted(0.01 * (1 + number % 7), 3 + number % 6), _scores(number), 0.93))
        for number in range(9, 22)
    )
    record = binary_run()
    columns = ColumnImportances(
        4,
        (ColumnImportance(("tenure",), 0.061, 0.05, 0.07), ColumnImportance(("charges",), 0.002, -0.001, 0.005)),
        (ColumnImportance(("tenure", "charges"), 0.08, 0.06, 0.1, 0.95, "They tell nearly the same."),),
        "shuffled on held-back rows",
    )
    shares = (HyperparameterImportance("max_depth", 0.3), HyperparameterImportance("learning_rate", 0.7))
    family = FamilyImportances("xgboost", "PED-ANOVA", 17, shares, (), "told by PED-ANOVA")
    trials = (*(with_curve(trial) if trial.number == 4 else trial for trial in BINARY_TRIALS), *more)
    return replace(
        record,
        trials=trials,
        data=replace(record.data, columns=COLUMNS),
        decisions=DECISIONS,
        importances=Importances(columns, (family,)),
    )


def _scores(number: int) -> tuple[float, ...]:
    return tuple(0.8 + 0.02 * cos(number) + fold / 500 for fold in range(5))


def failed_run() -> RunRecord:
    """Build a run that ended without a model: its only fits broke."""
    trials = (Trial(0, "linear", {}, "failed", error="MemoryError: 3 GB are too many"),)
    return replace(empty_run(), trials=trials, status="failed", error="no model in 10 s", settings=Settings(trials=5))


def cancelled_run() -> RunRecord:
    """Build a run that was stopped by a person before it had a result."""
    return replace(binary_run(), result=None, leaderboard=(), findings=(), status="cancelled")


def looked_run() -> RunRecord:
    """Build a run in which some trials were only looked at with a part of the rounds."""
    folds = (FoldScore(0.8, 0.7, 0.1),) * 5
    looks = tuple(
        Trial(number, "xgboost", boosted(0.1, 4), "pruned", folds, resource=0.3, resource_of="rounds", why="a look")
        for number in range(9, 18)
    )
    record = binary_run()
    return replace(record, trials=(*record.trials, *looks))


def with_dependence(record: RunRecord) -> RunRecord:
    """Tell how predictions go with a number, a level and a day, each also missing somewhere."""
    of, scale = (None, 100_000.0) if record.goal.task == "regression" else ("Yes", 1.0)
    number = tuple(_average(float(at), scale * (0.8 - at / 100), 70) for at in range(0, 73, 4))
    level = (_average("month <b>", 0.44 * scale, 800), _average("two years", 0.08 * scale, 593))
    day = tuple(_average(f"2026-0{month}-01T00:00:00", (0.2 + month / 90) * scale, 155) for month in range(1, 10))
    gone = _average(None, 0.31 * scale, 7)
    columns = (
        PartialDependence("tenure", "numeric", of, (*number, gone), 4.0, 68.0),
        PartialDependence("contract", "categorical", of, (*level, gone)),
        PartialDependence("since <i>", "datetime", of, day, "2026-02-01T00:00:00", "2026-08-01T00:00:00"),
    )
    return replace(record, partial_dependence=PartialDependences(columns, "200 rows were predicted again.", 200))


def _average(value: Scalar, mean: float, n_rows: int) -> AveragePrediction:
    return AveragePrediction(value, mean, 0.9 * mean, 1.1 * mean, n_rows)


RICH_RUNS = {
    "searched": lambda: with_dependence(told_binary(searched_run())),
    "values": lambda: with_dependence(told_regression(linear_run())),
    "failed": failed_run,
    "cancelled": cancelled_run,
    "looked": looked_run,
}
