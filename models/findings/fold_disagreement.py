"""Disagreement of fold models: how differently models of other rows predict the same row."""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from models.findings.evidence import Evidence
from models.findings.refits import Refit, Refits
from models.findings.risk import Risk
from models.findings.seed_stability import why_no_fits
from models.record import Fact, Finding
from models.scoring import decide
from models.splits import make_folds

RISK = Risk(
    code="fold_disagreement",
    title="Models of other rows that disagree",
    threshold=0.2,
    because="When one decision in five, or a fifth of the target's deviation, depends on which rows happened to be "
    "trained on, the model has learned those rows.",
    remedy="Prefer an average of several models, a simpler one, or more rows.",
)


def fold_disagreement(evidence: Evidence) -> Finding:
    """Compare the winner's out-of-fold predictions with those of one more split of the same rows."""
    problem = evidence.problem
    if problem.order is not None:
        return RISK.not_applicable("Folds in time can be split in one way only, so no row is predicted twice.")
    first = evidence.read(evidence.winner.number)
    if first is None:
        return RISK.not_applicable("The winner's out-of-fold predictions were not kept.")
    if len(first) > 1:
        return _said(evidence, np.asarray(first[0], float), np.asarray(first[1], float))
    why_not = why_no_fits(evidence, len(evidence.folds))
    if evidence.refits is None or why_not is not None:
        return RISK.not_applicable(why_not or "The winner cannot be fitted again here.")
    second = split_again(evidence, evidence.refits)
    if second is None:
        return RISK.not_applicable("The fits on other folds took too long or failed.")
    return _said(evidence, np.asarray(first[0], float), second)


def split_again(evidence: Evidence, refits: Refits) -> NDArray[np.float64] | None:
    """Return out-of-fold predictions of the winner on another split; None where they could not be had."""
    problem = evidence.problem
    plan = replace(refits.plan, seed=refits.plan.seed + refits.plan.n_repeats, n_repeats=1)
    folds = make_folds(problem, plan)
    wanted = [Refit(plan, k, evidence.seed) for k in range(len(folds))]
    outcomes = refits.of(evidence.winner, wanted, evidence.reserve)
    if outcomes is None:
        return None
    predictions = np.full((problem.n_rows, *outcomes[0].prediction.shape[1:]), np.nan)
    for fold, outcome in zip(folds, outcomes, strict=True):
        predictions[fold.validation] = outcome.prediction
    return predictions


def _said(evidence: Evidence, first: NDArray[np.float64], second: NDArray[np.float64]) -> Finding:
    if evidence.problem.classes:
        threshold = evidence.scorer.threshold
        value = float(np.mean(decide(first, threshold) != decide(second, threshold)))
        sentence = f"Two models that trained on other rows decide {value:.1%} of the rows differently."
        facts: tuple[Fact, ...] = (Fact("share of decisions that differ", value),)
        return RISK.answer(sentence, value, facts, is_found=value > RISK.threshold)
    deviation = float(np.std(evidence.problem.y))
    if not deviation > 0:
        return RISK.not_applicable("All answers are the same.")
    value = float(np.sqrt(np.mean((first - second) ** 2)) / deviation)
    sentence = f"Predictions of two models that trained on other rows differ by {value:.1%} of the target's deviation."
    return RISK.answer(sentence, value, (Fact("share of the deviation", value),), is_found=value > RISK.threshold)
