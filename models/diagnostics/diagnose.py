"""All that is told of how a delivered model errs, by its task."""

from dataclasses import dataclass

import numpy as np

from models.conformal import OutOfFold
from models.diagnostics.calibration import calibration_of
from models.diagnostics.confusion import class_rates, confusion_of, counted
from models.diagnostics.judged_rows import JudgedRows, judged_rows
from models.diagnostics.ranking import Ranked, precision_recall_curve, roc_curve
from models.diagnostics.residuals import regression_diagnostics
from models.diagnostics.thresholds import threshold_table
from models.digits import short
from models.record import BinaryDiagnostics, Costs, Diagnostics, MulticlassDiagnostics
from models.scoring import decide


@dataclass(frozen=True)
class Decided:
    """How a model decides: its classes, none for values, and of two classes the threshold and the stated costs."""

    classes: tuple[str, ...] = ()
    threshold: float = 0.5
    costs: Costs | None = None


def diagnose(given: OutOfFold, decided: Decided, seed: int = 0) -> Diagnostics | None:
    """Tell how what is delivered errs, from its out-of-fold predictions; None where no row has one.

    Parameters
    ----------
    given : answers and predictions of one repeat
    decided : how the model decides
    seed : draws the rows that are looked at where there are very many
    """
    rows = judged_rows(given, seed)
    if not len(rows):
        return None
    because = _because(rows, given)
    if not decided.classes:
        return Diagnostics(len(rows), because, regression=regression_diagnostics(rows))
    if len(decided.classes) == 2:
        return Diagnostics(len(rows), because, binary=_binary(rows, decided))
    return Diagnostics(len(rows), because, multiclass=_multiclass(rows, decided))


def _because(rows: JudgedRows, given: OutOfFold) -> str:
    """Say how it was told and what it leaves out."""
    n_scored = int(np.isfinite(given.prediction.reshape(len(given.y), -1)).all(axis=1).sum())
    which = f"{len(rows):,} rows" if len(rows) == n_scored else f"{len(rows):,} of {n_scored:,} rows, drawn at random,"
    text = (
        f"Told on {which} by the models of the folds that did not see them. The delivered model learned from all rows "
        "and may do a little better; what was chosen on these rows, as weights and a threshold are, looks a little "
        "better than it is."
    )
    return f"{text} Rows of one group count together in the intervals." if rows.is_in_groups else text


def _binary(rows: JudgedRows, decided: Decided) -> BinaryDiagnostics:
    probability, is_positive = rows.prediction[:, 1], rows.y == 1
    ranked = Ranked.of(is_positive, probability, rows.weight)
    counts = _counts(rows, decided)
    return BinaryDiagnostics(
        positive_class=decided.classes[1],
        roc=roc_curve(ranked),
        precision_recall=precision_recall_curve(ranked),
        calibration=calibration_of(probability, is_positive, rows),
        thresholds=threshold_table(is_positive, probability, rows.weight, decided.threshold, decided.costs),
        confusion=confusion_of(counts, decided.classes, short(decided.threshold)),
        classes=class_rates(counts, decided.classes, np.bincount(rows.classes, minlength=2)),
    )


def _multiclass(rows: JudgedRows, decided: Decided) -> MulticlassDiagnostics:
    counts, n_classes = _counts(rows, decided), len(decided.classes)
    is_right = rows.prediction.argmax(axis=1) == rows.classes
    return MulticlassDiagnostics(
        confusion=confusion_of(counts, decided.classes),
        classes=class_rates(counts, decided.classes, np.bincount(rows.classes, minlength=n_classes)),
        calibration=calibration_of(rows.prediction.max(axis=1), is_right, rows),
    )


def _counts(rows: JudgedRows, decided: Decided) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    said = decide(rows.prediction, decided.threshold).astype(np.intp)
    return counted(rows.classes, said, rows.weight, len(decided.classes))
