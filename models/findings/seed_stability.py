"""Seed stability: how much of the winner's score is owed to the seed of its fits."""

import numpy as np

from models.families.registry import family_named
from models.findings.evidence import Evidence, shown
from models.findings.refits import Refit, seconds_of
from models.findings.risk import Risk
from models.record import Fact, Finding

RISK = Risk(
    code="seed_stability",
    title="A score that depends on the seed",
    threshold=0.25,
    because="Where another seed moves a fold's score by a quarter of what was learned, much of the score is luck.",
    remedy="Average fits with several seeds, or prefer a family whose fits do not depend on one.",
)
N_SEEDS = 3
"""Further seeds, beside that of the run."""


def seed_stability(evidence: Evidence) -> Finding:
    """Fit the winner's first fold with other seeds, and compare the spread of the scores with what was learned."""
    winner, refits = evidence.winner, evidence.refits
    if not family_named(winner.family).varies_by_seed:
        return RISK.not_applicable("Fits of the winner's family hardly depend on the seed.")
    why_not = why_no_fits(evidence, N_SEEDS)
    if refits is None or why_not is not None:
        return RISK.not_applicable(why_not or "The winner cannot be fitted again here.")
    wanted = [Refit(refits.plan, 0, evidence.seed + 1 + k) for k in range(N_SEEDS)]
    outcomes = refits.of(winner, wanted, evidence.reserve)
    if outcomes is None:
        return RISK.not_applicable("The fits with other seeds took too long or failed.")
    rows = evidence.folds[0].validation
    y, utility = evidence.problem.y[rows], evidence.scorer.metric.utility
    weight = None if evidence.problem.weight is None else evidence.problem.weight[rows]
    first = winner.folds[0].validation_score
    scores = [evidence.scorer.score(y, np.asarray(o.prediction, float), weight) for o in outcomes]
    scores += [] if first is None else [first]
    baseline = evidence.baseline
    if not np.isfinite(scores).all() or baseline is None:
        return RISK.not_applicable("The metric is undefined on the first fold, or there is no baseline.")
    deviation = float(np.std(scores, ddof=1))
    learned = utility(winner.validation_score or 0.0) - utility(baseline.validation_score or 0.0)
    if not learned > 0:
        return RISK.not_applicable("The winner is no better than the baseline, so nothing was learned to compare with.")
    sentence = (
        f"With {len(scores)} seeds, the first fold scores {shown(min(scores))} to {shown(max(scores))}: a deviation of "
        f"{deviation / learned:.1%} of what was learned over the baseline."
    )
    facts = (Fact("standard deviation over seeds", deviation), Fact("learned over the baseline", learned))
    return RISK.answer(sentence, deviation / learned, facts, is_found=deviation / learned > RISK.threshold)


def why_no_fits(evidence: Evidence, n_folds: int) -> str | None:
    """Say why so many folds of the winner cannot be fitted again now; None where they can."""
    if evidence.refits is None:
        return "The winner cannot be fitted again here."
    left = evidence.reserve.left
    seconds = seconds_of(evidence.winner, n_folds)
    if left is not None and seconds > left:
        return f"Fitting {n_folds} more folds takes about {seconds:.1f} s, and there was less time left."
    return None
