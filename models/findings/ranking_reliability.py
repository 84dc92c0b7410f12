"""Reliability of the ranking: whether other folds would have ranked the trials alike."""

import numpy as np
from scipy.stats import rankdata

from models.findings.evidence import Evidence, counted
from models.findings.risk import Risk
from models.record import Fact, Finding

RISK = Risk(
    code="unreliable_ranking",
    title="A ranking of trials that is mostly noise",
    threshold=0.5,
    because="Below one half, less of the ranking is shared by folds than is not: which trial comes first is mostly "
    "chance.",
    remedy="Do not read much into the order of the trials: prefer the default or a simpler one, or repeat the folds.",
)
MIN_TRIALS, MIN_FOLDS = 8, 2


def ranking_reliability(evidence: Evidence) -> Finding:
    """Correlate the ranks that any two folds give the trials, and step that up to all folds (Spearman and Brown).

    The mean over all pairs of folds stands for all ways of splitting the folds in halves.
    """
    trials = evidence.complete
    scores = np.array([evidence.fold_utilities(t) for t in trials]).reshape(len(trials), len(evidence.folds))
    scores = scores[:, ~np.isnan(scores).any(axis=0)]
    if len(trials) < MIN_TRIALS or scores.shape[1] < MIN_FOLDS:
        what = f"{counted(len(trials), 'complete trial')}, on {counted(scores.shape[1], 'fold')} with a score"
        return RISK.not_applicable(f"{what}: too few to compare rankings.")
    ranks = rankdata(scores, axis=0)
    if (np.ptp(ranks, axis=0) == 0).any():
        return RISK.not_applicable("On some fold all trials score the same, so there is no ranking.")
    n_folds = scores.shape[1]
    correlations = np.corrcoef(ranks.T)
    mean = float((correlations.sum() - n_folds) / (n_folds * (n_folds - 1)))
    value = max(0.0, n_folds * mean / (1 + (n_folds - 1) * mean)) if mean > 0 else 0.0
    sentence = (
        f"Over all {n_folds} folds, the ranking of the {len(trials)} trials has a reliability of {value:.2f}, where 1 "
        "means that other folds would rank them alike and 0 that the order is chance."
    )
    facts = (
        Fact("reliability of the ranking", value),
        Fact("mean rank correlation of two folds", mean),
        Fact("trials", len(trials), "trials"),
    )
    return RISK.answer(sentence, value, facts, is_found=value < RISK.threshold)
