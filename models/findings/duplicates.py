"""Duplicates across folds: rows to be scored whose features were also trained on, more often than chance would."""

import numpy as np
from numpy.typing import NDArray

from models.findings.evidence import NO_TIME, Evidence, shown
from models.findings.risk import Risk
from models.record import Fact, Finding
from models.scoring import prepare_cross_validated

RISK = Risk(
    code="duplicates",
    title="Duplicates across folds",
    threshold=0.01,
    because="More than one copy in a hundred rows can lift a score by memory alone. Twins that columns of few values "
    "make by chance are no copies: new rows will have them too.",
    remedy="Drop duplicates that are copies. For repeats of one thing, name its column as the group.",
)


def duplicates(evidence: Evidence) -> Finding:
    """Count validation rows whose features equal those of a training row of the same fold, less those of chance."""
    if evidence.reserve.is_over():
        return RISK.not_applicable(NO_TIME)
    twins = evidence.twins
    has_twin = np.concatenate([np.isin(twins.kind[f.validation], twins.kind[f.train]) for f in evidence.folds])
    share = float(has_twin.mean())
    copies = share * twins.share_of_copies
    sentence = "None of the rows that were scored has a twin, alike in every column, among the training rows"
    if share > 0:
        sentence = f"{share:.1%} of the rows that were scored have a twin, alike in every column, in training"
        by_chance = share - copies
        what = "as chance makes them in columns of few values" if copies == 0 else f"{by_chance:.1%} by chance"
        sentence += f": {what}"
    facts = [
        Fact("share of rows with a twin", share),
        Fact("share of copies", copies),
        Fact("rows scored", len(has_twin), "rows"),
    ]
    rest = _score_without(evidence, twins.kind)
    if copies > 0 and rest is not None:
        facts.append(Fact("score on rows without a twin", rest))
        sentence += f". On the rows without one, the winner scores {shown(rest)}"
    return RISK.answer(f"{sentence}.", copies, tuple(facts), is_found=copies > RISK.threshold)


def _score_without(evidence: Evidence, kind: NDArray[np.intp]) -> float | None:
    """Return the winner's cross-validated score on the rows that have no twin; None where it is undefined."""
    predictions = evidence.read(evidence.winner.number)
    if predictions is None:
        return None
    problem = evidence.problem
    weights = np.ones(problem.n_rows) if problem.weight is None else problem.weight.copy()
    counts = np.bincount(kind)
    weights[counts[kind] > 1] = 0.0
    if not weights.any():
        return None
    score = prepare_cross_validated(evidence.scorer, problem.y, predictions, evidence.folds)
    value = float(score(weights[None, :])[0])
    return value if np.isfinite(value) else None
