"""Selection optimism: how much of the best score is owed to choosing the best of many."""

from models.findings.evidence import Evidence, shown
from models.record import Fact, Finding

THRESHOLD = 1.0
QUANTILE = 1.645
"""Half the width of a 90 % interval, in standard errors."""


def selection_optimism(evidence: Evidence) -> Finding:
    """Compare the best cross-validated score with the corrected one, in standard errors of the latter."""
    score, utility = evidence.score, evidence.scorer.metric.utility
    code, title = "selection_optimism", "Price of choosing the best of many"
    reason = "An optimism of less than one standard error is within the noise of the score itself."
    if score.corrected is None or score.low is None or score.high is None:
        return Finding(
            code,
            title,
            "not_applicable",
            score.because,
            None,
            THRESHOLD,
            reason,
            "Search longer, or bring more rows.",
        )
    optimism = utility(score.cross_validated) - utility(score.corrected)
    error = (score.high - score.low) / (2 * QUANTILE)
    value = optimism / error if error > 0 else 0.0
    is_found = value > THRESHOLD
    sentence = (
        f"In cross-validation the chosen model scored {shown(score.cross_validated)}; "
        f"{shown(score.corrected)} is what to expect once choosing is paid for."
    )
    facts = (Fact("optimism", optimism), Fact("standard error of the corrected score", error))
    return Finding(
        code=code,
        title=title,
        answer="found" if is_found else "not_found",
        sentence=sentence,
        value=value,
        threshold=THRESHOLD,
        because=reason,
        remedy="Trust the corrected score. More rows, or fewer trials, make the difference smaller.",
        facts=facts,
    )
