"""Made-up records of runs that also tell how their model errs and what would have been chosen otherwise."""

from dataclasses import replace

from models.record import (
    BinaryDiagnostics,
    Calibration,
    CalibrationBin,
    ClassRates,
    Confusion,
    CostChoice,
    Costs,
    Counterfactuals,
    DefaultPath,
    Diagnostics,
    MetricChoice,
    MulticlassDiagnostics,
    PathStep,
    PrecisionRecallCurve,
    RegressionDiagnostics,
    Rematch,
    RocCurve,
    RunRecord,
    SimplerChoice,
    ThresholdRow,
    ThresholdTable,
    ValueBin,
    WinShare,
)

ROC_CURVE = RocCurve((0.9, 0.6, 0.31, 0.1, 0.02), (0.0, 0.06, 0.19, 0.55, 1.0), (0.2, 0.53, 0.81, 0.97, 1.0))
PRECISION_RECALL = PrecisionRecallCurve((0.9, 0.6, 0.31, 0.02), (0.2, 0.53, 0.81, 1.0), (0.97, 0.75, 0.6, 0.26), 0.26)
BINS = (
    CalibrationBin(0.052, 0.048, 0.036, 0.064, 700),
    CalibrationBin(0.31, 0.29, 0.24, 0.35, 300),
    CalibrationBin(0.74, 0.61, 0.55, 0.67, 180),
)
THRESHOLDS = ThresholdTable(
    rows=(
        ThresholdRow(0.1667, 240.0, 310.0, 20.0, 430.0, 410.0),
        ThresholdRow(0.31, 211.0, 141.0, 49.0, 599.0, 386.0),
        ThresholdRow(0.5, 170.0, 80.0, 90.0, 660.0, 530.0),
    ),
    costs=Costs(5.0, 1.0),
    is_stated=True,
    delivered=0.5,
    cheapest=0.31,
)


def told_binary(record: RunRecord, positive: str = "Yes", negative: str = "No") -> RunRecord:
    """Add what is told of a model of two classes whose winner is trial 4."""
    binary = BinaryDiagnostics(
        positive_class=positive,
        roc=ROC_CURVE,
        precision_recall=PRECISION_RECALL,
        calibration=Calibration(BINS, 0.9, 0.0421, 0.1432),
        thresholds=THRESHOLDS,
        confusion=Confusion((negative, positive), ((924, 112), (126, 238)), 0, 0.5),
        classes=(ClassRates(negative, 1036, 0.8919, 0.88), ClassRates(positive, 364, 0.6538, 0.68)),
    )
    return replace(
        record,
        diagnostics=Diagnostics(1400, "told on 1,400 rows", binary=binary),
        counterfactuals=Counterfactuals(
            winner=4,
            n_rows=1400,
            rematch=Rematch(200, 6, (WinShare(4, 0.615), WinShare(5, 0.22), WinShare(2, 0.105)), "drawn anew"),
            metrics=(
                MetricChoice("log_loss", "log loss", False, "", 5, 0.4117, 0.4233, 0.843, 0.4093),
                MetricChoice("f1", "F1", True, "", 4, 0.637, 0.637, 0.847, 0.641),
            ),
            costs=(
                CostChoice(Costs(5, 1), 0.16667, 4, 402.0, 402.0, 399.0, 530.0),
                CostChoice(Costs(1, 5), 0.83333, 5, 208.0, 215.0, 211.0, 490.0),
            ),
            one_standard_error=SimplerChoice(3, 0.0124, 0.0057),
            default_path=DefaultPath(
                default=3,
                chosen=4,
                default_score=0.8346,
                chosen_score=0.847,
                steps=(
                    PathStep("max_depth", 6, 4, 0.0034, 0.0021, False, {"max_depth": 4}, 6.5),
                    PathStep("learning_rate", 0.08, 0.0213, 0.0091, None, True, {"learning_rate": 0.0213}, 6.5),
                    PathStep("reg_lambda", 1.0, 0.01, None, None, False, {"reg_lambda": 0.01}, 6.5),
                ),
                because="one step is measured",
            ),
        ),
    )


def told_multiclass(record: RunRecord) -> RunRecord:
    """Add what is told of a model of three classes."""
    names = ("setosa", "versicolor", "3")
    multiclass = MulticlassDiagnostics(
        confusion=Confusion(names, ((480, 15, 5), (22, 400, 58), (0, 71, 349))),
        classes=(
            ClassRates(names[0], 500, 0.96, 0.95),
            ClassRates(names[1], 480, 0.8333, 0.823),
            ClassRates(names[2], 420, 0.831, 0.8471),
        ),
        calibration=Calibration(BINS[:2], 0.9, 0.011, 0.1),
    )
    return replace(record, diagnostics=Diagnostics(1400, "told on 1,400 rows", multiclass=multiclass))


def told_regression(record: RunRecord) -> RunRecord:
    """Add what is told of a model of values."""
    regression = RegressionDiagnostics(
        bins=(
            ValueBin(81000.0, 80500.0, 52000.0, 118000.0, 700),
            ValueBin(310000.0, 338000.0, 240000.0, 430000.0, 700),
        ),
        levels=(0.1, 0.5, 0.9),
        residuals=(-31200.0, 1200.0, 40100.0),
        sample_true=(60000.0, 90000.0, 400000.0),
        sample_predicted=(70000.0, 85000.0, 350000.0),
    )
    return replace(record, diagnostics=Diagnostics(1400, "told on 1,400 rows", regression=regression))
