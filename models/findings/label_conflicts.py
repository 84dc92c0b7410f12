"""Label conflicts: rows alike in every column whose answers differ, so that no model can be right on all of them."""

import numpy as np

from models.findings.evidence import Evidence
from models.findings.risk import Risk
from models.record import Fact, Finding

RISK = Risk(
    code="label_conflicts",
    title="Alike rows with different answers",
    threshold=0.05,
    because="From one answer in twenty on that contradicts a twin, the ceiling of any score is felt.",
    remedy="Check how the answers were made, or bring a column that tells these rows apart.",
)


def label_conflicts(evidence: Evidence) -> Finding:
    """Count the rows whose answer is not the most common one among their twins; of a regression, compare variances."""
    problem, kind = evidence.problem, evidence.twins.kind
    in_twins = np.bincount(kind)[kind] > 1
    n_twins = int(in_twins.sum())
    if not n_twins:
        return RISK.not_applicable("No two rows are alike in every column, so none can contradict another.")
    if problem.classes:
        n_classes = len(problem.classes)
        pairs, counts = np.unique(kind * n_classes + problem.y.astype(np.intp), return_counts=True)
        most = np.zeros(kind.max() + 1)
        np.maximum.at(most, pairs // n_classes, counts)
        value = float(1 - most.sum() / problem.n_rows)
        sentence = (
            f"Of all rows, {value:.1%} have another answer than most rows that are alike in every column: no model of "
            f"these columns can decide more than {1 - value:.1%} of these rows rightly."
        )
        facts = (Fact("share of conflicting rows", value), Fact("rows with a twin", n_twins, "rows"))
        return RISK.answer(sentence, value, facts, is_found=value > RISK.threshold)
    total = float(np.var(problem.y))
    if not total > 0:
        return RISK.not_applicable("All answers are the same.")
    sums, sizes = np.bincount(kind, problem.y), np.bincount(kind)
    within = float(np.mean((problem.y - (sums / sizes)[kind]) ** 2))
    value = within / total
    sentence = (
        f"Among rows that are alike in every column, answers differ by {value:.1%} of the variance of the target, "
        "which no model of these columns can explain."
    )
    facts = (Fact("share of the variance", value), Fact("rows with a twin", n_twins, "rows"))
    return RISK.answer(sentence, value, facts, is_found=value > RISK.threshold)
