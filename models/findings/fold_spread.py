"""Fold spread: whether the folds differ more than the number of their rows explains."""

import numpy as np

from models.findings.evidence import Evidence, shown
from models.predictions import Predictions
from models.record import Fact, Finding, FindingAnswer

THRESHOLD = 2.0
N_BOOTSTRAPS = 50


def fold_spread(evidence: Evidence) -> Finding:
    """Compare the standard deviation of the winner's fold scores with what drawing rows anew would give."""
    code, title = "fold_spread", "Folds that differ from each other"
    reason = "Folds of alike rows differ about as much as a bootstrap of one fold; twice as much means unlike rows."
    remedy = "Look for groups or an order in the rows (a customer, a site, a date), and name it in the goal."
    scores = [fold.validation_score for fold in evidence.winner.folds if fold.validation_score is not None]
    predictions = evidence.read(evidence.winner.number)
    if len(scores) < 3 or predictions is None:
        sentence = "Fewer than three folds have a score, too few to compare."
        return Finding(code, title, "not_applicable", sentence, None, THRESHOLD, reason, remedy)
    spread = float(np.std(scores, ddof=1))
    expected = _expected(evidence, predictions)
    if not expected > 0:
        sentence = (
            "The score of a fold does not vary when its rows are drawn anew, so there is nothing to compare with."
        )
        return Finding(code, title, "not_applicable", sentence, None, THRESHOLD, reason, remedy)
    value = spread / expected
    sentence = (
        f"The winner's scores range from {shown(min(scores))} to {shown(max(scores))} over {len(scores)} folds, "
        f"{value:.1f} times the spread that chance alone gives."
    )
    facts = (Fact("standard deviation over folds", spread), Fact("expected by chance", expected))
    answer: FindingAnswer = "found" if value > THRESHOLD else "not_found"
    return Finding(code, title, answer, sentence, value, THRESHOLD, reason, remedy, facts)


def _expected(evidence: Evidence, predictions: Predictions) -> float:
    """Mean over folds of the bootstrap standard deviation of a fold's score."""
    rng = np.random.default_rng(evidence.seed)
    deviations: list[float] = []
    for fold in evidence.folds:
        rows = fold.validation
        score = evidence.scorer.prepare(evidence.problem.y[rows], np.asarray(predictions[fold.repeat, rows], float))
        draws = rng.multinomial(len(rows), np.full(len(rows), 1 / len(rows)), size=N_BOOTSTRAPS).astype(float)
        values = score(draws)
        known = values[np.isfinite(values)]
        deviations.append(float(np.std(known, ddof=1)) if len(known) > 1 else 0.0)
    return float(np.mean(deviations))
