"""Made-up runs for the topics of the model itself: networks, curves, costs, rare classes, and what is decided."""

from collections.abc import Mapping
from dataclasses import replace

from models.families.registry import family_named
from models.record import (
    ClassCount,
    ColumnImportances,
    Costs,
    CurvePoint,
    Decision,
    Fact,
    FamilyImportances,
    Finding,
    HyperparameterImportance,
    Importances,
    RunRecord,
    Scalar,
    Trial,
)
from tests.assistant.conftest import a_leaderboard, a_trial, binary_run

NETWORK: Mapping[str, Scalar] = {
    "learning_rate": 0.005,
    "batch_size": 32,
    "n_layers": 2,
    "n_units": 128,
    "alpha": 0.002,
    "activation": "relu",
    "n_epochs": 50,
    "n_networks": 3,
}


def with_curves(trial: Trial, cap: int = 1000) -> Trial:
    """Give each fold of a trial a learning curve that falls, and rises again at the end."""
    points = tuple(CurvePoint(n, 1 / n, 0.5 + 0.2 * abs(n - 40) / 40) for n in range(10, 61, 10))
    folds = tuple(replace(fold, curve=points, rounds=40, max_rounds=cap) for fold in trial.folds)
    return replace(trial, folds=folds)


def at_its_cap(record: RunRecord) -> RunRecord:
    """Let every fold of the winner use all the rounds that were allowed."""
    trials = tuple(with_curves(trial, 40) if trial.number == 4 else trial for trial in record.trials)
    return replace(record, trials=trials)


def curved_run() -> RunRecord:
    """Build churn where the winner's learning curves are recorded."""
    record = binary_run()
    return replace(record, trials=tuple(with_curves(t) if t.number == 4 else t for t in record.trials))


def network_run() -> RunRecord:
    """Build churn where networks of four batch sizes were tried, and one of them won."""
    sizes = ((8, 0.86), (16, 0.87), (64, 0.92), (128, 0.91))
    networks = tuple(
        with_curves(
            a_trial(
                10 + place,
                "neural_network",
                {**NETWORK, "batch_size": size},
                (score, score + 0.01, score - 0.01, score, score),
                0.95,
                (40, 40, 40, 40, 40),
            ),
            50,
        )
        for place, (size, score) in enumerate(sizes)
    )
    record = binary_run()
    record = replace(
        record,
        trials=(*record.trials, *networks),
        families=(*record.families, family_named("neural_network").account("binary")),
        importances=Importances(
            columns=ColumnImportances(4, (), (), "not measured"),
            families=(
                FamilyImportances(
                    "neural_network",
                    "PED-ANOVA",
                    4,
                    (HyperparameterImportance("batch_size", 0.05),),
                    (),
                    "by quantiles",
                ),
            ),
        ),
    )
    board = a_leaderboard(record, frozenset())
    best = record.trial(board[0].trial)
    result = record.result and replace(
        record.result, trial=best.number, family=best.family, hyperparameters=best.hyperparameters, rounds=40
    )
    return replace(record, leaderboard=board, result=result)


def costly_run() -> RunRecord:
    """Build churn where a miss costs five times a false alarm, and probabilities are too extreme."""
    record = binary_run()
    facts = (Fact("calibration slope", 0.71), Fact("standard error of the slope", 0.05))
    sentence = "The calibration slope is 0.71 (1 is right), with a standard error of 0.05: they are too extreme."
    slope = Finding("calibration_slope", "Too extreme", "found", sentence, 0.71, 0.8, "Drawn in.", "Average.", facts)
    return replace(
        record,
        goal=replace(record.goal, costs=Costs(5.0, 1.0)),
        findings=(*record.findings, slope),
        result=record.result and replace(record.result, threshold=1 / 6),
    )


def rare_run() -> RunRecord:
    """Build churn where forty of many rows leave, judged by accuracy with a threshold that was chosen."""
    record = binary_run()
    classes = (ClassCount("No", 40_000), ClassCount("Yes", 40))
    why = "fitted on other folds than are scored, a threshold by the metric gives 0.61, against 0.5 without"
    decided = Decision(9, "threshold", "Yes from a probability of 0.31 on", (), why, (Fact("after", 0.61),))
    return replace(
        record,
        data=replace(record.data, classes=classes, n_rows_used=40_040),
        decisions=(decided,),
        metric=replace(record.metric, name="f1", title="F1", needs="class"),
        result=record.result and replace(record.result, threshold=0.31),
    )


MODEL_RUNS = {
    "at_its_cap": lambda: at_its_cap(binary_run()),
    "curved": curved_run,
    "network": network_run,
    "costly": costly_run,
    "rare": rare_run,
    "cancelled": lambda: replace(binary_run(), result=None, leaderboard=(), status="cancelled", trials=()),
    "failed": lambda: replace(binary_run(), result=None, leaderboard=(), status="failed", error="no model", trials=()),
}
