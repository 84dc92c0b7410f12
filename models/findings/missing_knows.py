"""A gap that knows the answer: whether the mere fact that a value is missing predicts the target."""

import numpy as np
from numpy.typing import NDArray

from models.findings.evidence import Evidence
from models.findings.risk import Risk
from models.problem import Problem
from models.record import Fact, Finding

RISK = Risk(
    code="missing_knows_the_answer",
    title="A gap that knows the answer",
    threshold=0.9,
    because="Whether a value is there rarely tells so much. Such a column is often filled in once the answer is known.",
    remedy="Ask when the column is filled in. If only after the answer is known, leave it out and run again.",
)
MIN_EACH = 5
"""Rows with a value and rows without one, at least."""


def missing_knows(evidence: Evidence) -> Finding:
    """Score the fact of being missing alone, for each column that has gaps."""
    problem = evidence.problem
    skills: dict[str, float] = {}
    for column in problem.columns:
        missing = problem.frame[column.name].isna().to_numpy()
        if MIN_EACH <= missing.sum() <= problem.n_rows - MIN_EACH:
            skills[column.name] = _skill(missing, problem)
    known = {name: skill for name, skill in skills.items() if np.isfinite(skill)}
    if not known:
        return RISK.not_applicable("No column has enough gaps to look at them.")
    name = max(known, key=known.__getitem__)
    value = known[name]
    what = {"regression": "R²", "binary": "ROC AUC"}.get(problem.task, "balanced accuracy")
    is_found = value > RISK.threshold
    ending = "the gaps seem to know the answer" if is_found else "the most of all columns with gaps"
    sentence = f'Whether "{name}" is missing reaches {what} {value:.3f} by itself: {ending}.'
    facts = (Fact("column", name), Fact(f"{what} of being missing alone", value))
    remedy = f'Ask when "{name}" is filled in. If only after the answer is known, leave it out and run again.'
    return RISK.answer(sentence, value, facts, is_found=is_found, remedy=remedy)


def _skill(missing: NDArray[np.bool_], problem: Problem) -> float:
    """Return what the best rule on one yes or no reaches, by the measure that columns are looked at alone with."""
    y = problem.y
    if not problem.classes:
        total = float(np.var(y))
        means = np.where(missing, y[missing].mean(), y[~missing].mean())
        return float(1 - np.mean((y - means) ** 2) / total) if total > 0 else float("nan")
    counts = np.array(
        [np.bincount(y[mask].astype(np.intp), minlength=len(problem.classes)) for mask in (missing, ~missing)]
    )
    totals = counts.sum(axis=0)
    shares = counts[:, totals > 0] / totals[totals > 0]
    if shares.shape[1] < 2:
        return float("nan")
    if problem.task == "binary":
        return float((1 + abs(shares[0, 1] - shares[0, 0])) / 2)
    return float(shares.max(axis=1).sum() / shares.shape[1])
