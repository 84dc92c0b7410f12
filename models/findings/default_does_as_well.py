"""Against the default: whether choosing hyperparameters has brought more than chance gives."""

from models.findings.evidence import Evidence
from models.findings.paired import CHANCE, REASON, paired_finding
from models.findings.risk import Risk
from models.record import Finding, Trial

RISK = Risk(
    code="default_does_as_well",
    title="The default does as well",
    threshold=CHANCE,
    because=REASON,
    remedy="The tuned default is as good a choice, and easier to defend.",
)


def default_does_as_well(evidence: Evidence) -> Finding:
    """Compare the winner with the default configuration of its family, over the same folds."""
    default = next((trial for trial in evidence.relatives if _is_default(trial, evidence)), None)
    if default is None:
        return RISK.not_applicable("The default configuration of the winner's family has no complete trial.")
    if default.number == evidence.winner.number:
        return RISK.not_applicable("The winner is the default configuration itself.")
    return paired_finding(RISK, evidence, default, "the default of its family")


def _is_default(trial: Trial, evidence: Evidence) -> bool:
    defaults = {account.name: account.default for account in evidence.family.hyperparameters}
    return bool(defaults) and dict(trial.hyperparameters) == defaults
