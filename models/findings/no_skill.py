"""No skill: whether the corrected score is better than that of a model that never looks at the row."""

from models.findings.evidence import Evidence, shown
from models.findings.risk import Risk
from models.findings.selection_optimism import standard_error
from models.record import Fact, Finding

RISK = Risk(
    code="no_skill",
    title="No better than guessing",
    threshold=2.0,
    because="A corrected score within two standard errors of the baseline's is what a target of pure noise gives too.",
    remedy="Bring more rows or columns that have to do with the target; until then, do not rely on this model.",
)


def no_skill(evidence: Evidence) -> Finding:
    """Compare the corrected score with the baseline's, in standard errors of the former."""
    score, baseline = evidence.score, evidence.baseline
    error = standard_error(score)
    if score.corrected is None or error is None:
        return RISK.not_applicable(f"The score could not be corrected: {score.because}.")
    if baseline is None:
        return RISK.not_applicable("There is no complete trial of the baseline to compare with.")
    utility, guess = evidence.scorer.metric.utility, float(baseline.validation_score or 0.0)
    skill = utility(score.corrected) - utility(guess)
    if not error > 0:
        return RISK.not_applicable("The corrected score has no spread to compare with.")
    value = skill / error
    sentence = (
        f"Corrected, the model scores {shown(score.corrected)}; a baseline that never looks at the row scores "
        f"{shown(guess)}. That is {value:.1f} standard errors "
        f"{'better, which chance could give' if value < RISK.threshold else 'better'}."
    )
    if value < 0:
        sentence = (
            f"Corrected, the model scores {shown(score.corrected)}, no better than the {shown(guess)} of a baseline "
            "that never looks at the row."
        )
    facts = (
        Fact("skill over the baseline", skill),
        Fact("score of the baseline", guess),
        Fact("standard error of the corrected score", error),
    )
    return RISK.answer(sentence, value, facts, is_found=value < RISK.threshold)
