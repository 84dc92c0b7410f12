"""Training against validation: whether trials that fit the training rows better score worse on other rows."""

import numpy as np
from scipy.stats import spearmanr

from models.findings.evidence import Evidence, counted
from models.findings.risk import Risk
from models.record import Fact, Finding

RISK = Risk(
    code="train_against_validation",
    title="Trials that train better and validate worse",
    threshold=-0.5,
    because="Where the better half of the trials ranks clearly the other way round on training rows, more freedom "
    "costs more than it brings.",
    remedy="Search simpler configurations: the ones that fit the training rows less are the better ones here.",
)
MIN_TRIALS, MIN_TOP = 8, 6


def train_against_validation(evidence: Evidence) -> Finding:
    """Correlate the ranks of training and validation scores over the better half of the winner's family."""
    if evidence.family.remembers_rows:
        return RISK.not_applicable(
            "The winner's family remembers training rows by construction, whatever its settings."
        )
    utility = evidence.scorer.metric.utility
    pairs = [
        (utility(trial.train_score), evidence.utility(trial))
        for trial in evidence.relatives
        if trial.train_score is not None and np.isfinite(trial.train_score)
    ]
    if len(pairs) < MIN_TRIALS:
        return RISK.not_applicable(
            f"The winner's family has only {counted(len(pairs), 'complete trial')} with both scores."
        )
    pairs.sort(key=lambda pair: -pair[1])
    top = np.array(pairs[: max(MIN_TOP, len(pairs) // 2)])
    if (np.ptp(top, axis=0) == 0).any():
        return RISK.not_applicable("The trials all score the same, so there is no ranking.")
    value = float(spearmanr(top[:, 0], top[:, 1]).statistic)
    how = "rank the other way round" if value < RISK.threshold else "do not rank the other way round"
    sentence = (
        f"Among the better {len(top)} of {len(pairs)} trials of the winner's family, training scores {how}: their rank "
        f"correlation with validation scores is {value:.2f}."
    )
    facts = (Fact("rank correlation", value), Fact("trials", len(top), "trials"))
    return RISK.answer(sentence, value, facts, is_found=value < RISK.threshold)
