"""Size against rows: how many training rows stand behind each value that the model learned."""

import numpy as np

from models.findings.evidence import Evidence
from models.findings.risk import Risk
from models.record import Fact, Finding, Trial
from models.splits import fold_sizes

RISK = Risk(
    code="model_size",
    title="Few rows behind each part of the model",
    threshold=4.0,
    because="An average over fewer than about four rows follows each of them; a rule of thumb, not a law.",
    remedy="Prefer larger leaves, shallower trees, fewer columns or a stronger penalty.",
)


def model_size(evidence: Evidence) -> Finding:
    """Return the rows for each leaf, neighbor list or coefficient of the winner, as its hyperparameters allow."""
    winner = evidence.winner
    n_train, _ = fold_sizes(evidence.folds)
    if evidence.family.remembers_rows and "n_neighbors" not in winner.hyperparameters:
        return RISK.not_applicable("A forest averages trees that are meant to be large, so their size says little.")
    counted = _rows_a_part(winner, n_train, evidence)
    if counted is None:
        return RISK.not_applicable("The parts of a model of this family cannot be counted from its hyperparameters.")
    value, part = counted
    sentence = (
        f"With {n_train:,.0f} rows to train on, the winner has {value:.1f} rows for each {part}, as far as its "
        "hyperparameters allow."
    )
    facts = (Fact(f"rows for each {part}", value, "rows"), Fact("rows to train on", n_train, "rows"))
    return RISK.answer(sentence, value, facts, is_found=value < RISK.threshold)


def _rows_a_part(winner: Trial, n_train: float, evidence: Evidence) -> tuple[float, str] | None:
    """Return the rows for each part, and what a part is; None where nobody can tell."""
    if "n_neighbors" in winner.hyperparameters:
        return min(_number(winner, "n_neighbors"), n_train), "answer of its neighbors"
    leaves = max(_number(winner, "num_leaves"), _number(winner, "max_leaf_nodes"))
    depth = max(_number(winner, "max_depth"), _number(winner, "depth"))
    leaves = leaves or (2.0**depth if depth else 0.0)
    if leaves:
        least = max(_number(winner, "min_samples_leaf"), _number(winner, "min_child_samples"), 1.0)
        return float(min(n_train, max(n_train / leaves, least))), "leaf"
    if "l1_ratio" in winner.hyperparameters:
        problem = evidence.problem
        rare = problem.smallest_class * n_train / problem.n_rows
        return rare / max(1, len(problem.columns)), "coefficient" if not problem.classes else _RARE
    return None


_RARE = "coefficient, counted in the rarest class"


def _number(trial: Trial, name: str) -> float:
    value = trial.hyperparameters.get(name)
    return float(value) if isinstance(value, (int, float)) and np.isfinite(value) else 0.0
