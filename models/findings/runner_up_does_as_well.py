"""Against the runner-up: whether the best trial of another family would do as well."""

from models.findings.evidence import Evidence
from models.findings.paired import CHANCE, REASON, paired_finding
from models.findings.risk import Risk
from models.record import Finding

RISK = Risk(
    code="runner_up_does_as_well",
    title="The runner-up does as well",
    threshold=CHANCE,
    because=REASON,
    remedy="Choose between the two by what else counts: speed, simplicity, what you can explain.",
)


def runner_up_does_as_well(evidence: Evidence) -> Finding:
    """Compare the winner with the best trial of another family, or of its own where only one was searched."""
    others = [trial for trial in evidence.complete if trial.number != evidence.winner.number]
    rivals = [trial for trial in others if trial.family != evidence.winner.family] or others
    if not rivals:
        return RISK.not_applicable("No other trial is complete, so there is no runner-up.")
    best = max(rivals, key=lambda trial: (evidence.utility(trial), -trial.number))
    kin = "its own family but itself" if best.family == evidence.winner.family else f"another family, {best.family}"
    return paired_finding(RISK, evidence, best, f"the best trial of {kin}")
