"""Fold spread: whether the folds differ more than the number of their rows explains."""

import numpy as np
from numpy.typing import NDArray

from models.findings.evidence import NO_TIME, Evidence, shown
from models.findings.risk import Risk
from models.predictions import Predictions
from models.record import Fact, Finding

RISK = Risk(
    code="fold_spread",
    title="Folds that differ from each other",
    threshold=2.0,
    because="Folds of alike rows differ about as much as a bootstrap of one fold; twice as much means unlike rows.",
    remedy="Look for groups or an order in the rows (a customer, a site, a date), and name it in the goal.",
)
N_BOOTSTRAPS, MAX_AT_ONCE = 50, 2_000_000
"""Bootstraps of a fold, and weights of rows that are in memory at a time."""
MIN_FOLDS = 3


def fold_spread(evidence: Evidence) -> Finding:
    """Compare the standard deviation of the winner's fold scores with what drawing rows anew would give."""
    if evidence.reserve.is_over():
        return RISK.not_applicable(NO_TIME)
    utilities = evidence.fold_utilities(evidence.winner)
    known = utilities[np.isfinite(utilities)]
    predictions = evidence.read(evidence.winner.number)
    if len(known) < MIN_FOLDS:
        return RISK.not_applicable("Fewer than three folds have a score, too few to compare.")
    if predictions is None:
        return RISK.not_applicable("The winner's out-of-fold predictions were not kept.")
    spread = float(np.std(known, ddof=1))
    expected = _expected(evidence, predictions)
    if not expected > 0:
        return RISK.not_applicable(
            "The score of a fold does not vary when its rows are drawn anew, so there is nothing to compare with."
        )
    value = spread / expected
    low, high = sorted(evidence.scorer.metric.utility(float(end)) for end in (known.min(), known.max()))
    sentence = (
        f"The winner's scores range from {shown(low)} to {shown(high)} over {len(known)} folds, "
        f"{value:.1f} times the spread that chance alone gives."
    )
    facts = (Fact("standard deviation over folds", spread), Fact("expected by chance", expected))
    return RISK.answer(sentence, value, facts, is_found=value > RISK.threshold)


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
