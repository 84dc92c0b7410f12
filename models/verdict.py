"""The verdict on overfitting: low, moderate, high or cannot tell, from separate findings, with its reasons."""

from collections.abc import Sequence

from models.record import Finding, Overfitting

HIGH_OPTIMISM = 2.0
RAISING = ("train_validation_gap", "fold_spread", "duplicates")
MANY_TWINS = 0.1
"""Share of scored rows with a twin in training from which a score is mostly memory."""


def judge(findings: Sequence[Finding]) -> Overfitting:
    """Judge the risk.

    A column that knows the answer, or many twins across folds, make any score doubtful: high. Too few rows, or
    no corrected score, leave it open: cannot tell. Else the optimism decides, and a gap that stands out, folds that
    differ, or some twins, raise low to moderate. A gap alone never makes the risk high.
    """
    by_code = {finding.code: finding for finding in findings}
    contaminated = [finding for finding in findings if _is_contamination(finding)]
    if contaminated:
        return Overfitting("high", tuple(finding.sentence for finding in contaminated))
    weak = by_code.get("few_rows")
    optimism = by_code.get("selection_optimism")
    if weak is not None and weak.answer == "found":
        return Overfitting("cannot_tell", (weak.sentence, weak.remedy))
    if optimism is None or optimism.value is None:
        return Overfitting("cannot_tell", (optimism.sentence if optimism else "The score was not corrected.",))
    raising = [f for code in RAISING if (f := by_code.get(code)) is not None and f.answer == "found"]
    because = (optimism.sentence, *(finding.sentence for finding in raising))
    if optimism.value > HIGH_OPTIMISM:
        return Overfitting("high", because)
    if optimism.answer == "found" or raising:
        return Overfitting("moderate", because)
    reassuring = [f.sentence for c in ("fold_spread", "knows_the_answer") if (f := by_code.get(c)) is not None]
    return Overfitting("low", (*because, *reassuring))


def _is_contamination(finding: Finding) -> bool:
    """Whether a finding puts the whole score in doubt."""
    if finding.code == "duplicates":
        return (finding.value or 0.0) > MANY_TWINS
    return finding.code == "knows_the_answer" and finding.answer == "found"
