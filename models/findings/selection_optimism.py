"""Selection optimism: how much of the best score is owed to choosing the best of many."""

from models.families.registry import BASELINE
from models.findings.evidence import Evidence, shown
from models.findings.risk import Risk
from models.record import Fact, Finding, Score

RISK = Risk(
    code="selection_optimism",
    title="Price of choosing the best of many",
    threshold=1.0,
    because="An optimism of less than one standard error is within the noise of the score itself.",
    remedy="Trust the corrected score. More rows, or fewer trials, make the difference smaller.",
)
QUANTILE = 1.645
"""Half the width of a 90 % interval, in standard errors."""


def selection_optimism(evidence: Evidence) -> Finding:
    """Compare the best cross-validated score with the corrected one, in standard errors of the latter."""
    score, utility = evidence.score, evidence.scorer.metric.utility
    error = standard_error(score)
    if score.corrected is None or error is None:
        return RISK.not_applicable(f"The score could not be corrected: {score.because}.")
    is_alone = evidence.winner.validation_score == score.cross_validated  # else an average, in which it leads
    if evidence.winner.family == BASELINE.name and is_alone:
        sentence = "The baseline won: it never looks at the row, so that choosing had nothing to flatter."
        return RISK.answer(sentence, 0.0, (Fact("standard error of the corrected score", error),), is_found=False)
    optimism = utility(score.cross_validated) - utility(score.corrected)
    value = optimism / error if error > 0 else 0.0
    sentence = (
        f"In cross-validation the chosen model scored {shown(score.cross_validated)}; "
        f"{shown(score.corrected)} is what to expect once choosing is paid for."
    )
    facts = (Fact("optimism", optimism), Fact("standard error of the corrected score", error))
    return RISK.answer(sentence, value, facts, is_found=value > RISK.threshold)


def standard_error(score: Score) -> float | None:
    """Return the standard error of a corrected score; None where it has no interval."""
    return None if score.low is None or score.high is None else (score.high - score.low) / (2 * QUANTILE)
