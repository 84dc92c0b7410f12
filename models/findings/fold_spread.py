"""Fold spread: whether the folds differ more than the number of their rows explains."""

import numpy as np
from numpy.typing import NDArray

from models.findings.evidence import NO_TIME, Evidence, shown
from models.predictions import Predictions
from models.record import Fact, Finding, FindingAnswer

THRESHOLD = 2.0
N_BOOTSTRAPS, MAX_AT_ONCE = 50, 2_000_000
"""Bootstraps of a fold, and weights of rows that are in memory at a time."""


def fold_spread(evidence: Evidence) -> Finding:
    """Compare the standard deviation of the winner's fold scores with what drawing rows anew would give."""
    code, title = "fold_spread", "Folds that differ from each other"
    reason = "Folds of alike rows differ about as much as a bootstrap of one fold; twice as much means unlike rows."
    remedy = "Look for groups or an order in the rows (a customer, a site, a date), and name it in the goal."
    if evidence.reserve.is_over():
        return Finding(code, title, "not_applicable", NO_TIME, None, THRESHOLD, reason, remedy)
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
        values = np.concatenate([score(_draws(rng, n, len(rows))) for n in _parts(len(rows))])
        known = values[np.isfinite(values)]
        deviations.append(float(np.std(known, ddof=1)) if len(known) > 1 else 0.0)
    return float(np.mean(deviations))


def _parts(n_rows: int) -> list[int]:
    """Return how many bootstraps are made at a time."""
    most = int(np.clip(MAX_AT_ONCE // n_rows, 1, N_BOOTSTRAPS))
    return [min(most, N_BOOTSTRAPS - done) for done in range(0, N_BOOTSTRAPS, most)]


def _draws(rng: np.random.Generator, n_draws: int, n_rows: int) -> NDArray[np.float64]:
    """Return how often each bootstrap draws each row, shape (n_draws, n_rows)."""
    return rng.multinomial(n_rows, np.full(n_rows, 1 / n_rows), size=n_draws).astype(float)
