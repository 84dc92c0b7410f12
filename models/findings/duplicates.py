"""Duplicates across folds: rows to be scored whose features were also trained on."""

import numpy as np
import pandas as pd

from models.findings.evidence import NO_TIME, Evidence
from models.record import Fact, Finding, FindingAnswer

CODE, TITLE, THRESHOLD = "duplicates", "Duplicates across folds", 0.01
REASON = "More than one row in a hundred can lift a score by memory alone."
REMEDY = "Drop duplicates that are copies. For repeats of one thing, name its column as the group."


def duplicates(evidence: Evidence) -> Finding:
    """Count validation rows whose features equal those of a training row of the same fold."""
    if evidence.reserve.is_over():
        return Finding(CODE, TITLE, "not_applicable", NO_TIME, None, THRESHOLD, REASON, REMEDY)
    problem = evidence.problem
    hashes = pd.util.hash_pandas_object(problem.frame, index=False).to_numpy()
    n_seen = sum(np.isin(hashes[fold.validation], hashes[fold.train]).sum() for fold in evidence.folds)
    n_scored = sum(len(fold.validation) for fold in evidence.folds)
    share = float(n_seen / n_scored)
    sentence = f"{share:.1%} of the rows that were scored have a twin, alike in every column, among the training rows."
    facts = (Fact("share of duplicates", share), Fact("rows scored", n_scored, "rows"))
    answer: FindingAnswer = "found" if share > THRESHOLD else "not_found"
    return Finding(CODE, TITLE, answer, sentence, share, THRESHOLD, REASON, REMEDY, facts)
