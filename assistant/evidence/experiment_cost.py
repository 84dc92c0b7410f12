"""What an experiment will cost: predicted from the seconds that the trials at hand took, on one process."""

from statistics import fmean

from assistant.evidence.fact import EvidenceFact
from assistant.evidence.trials import BASELINES, best_of_family, completed, leader
from models.record import RunRecord, Trial, WhatIfOrder


def experiment_seconds(record: RunRecord, order: WhatIfOrder) -> float | None:
    """Predict how long an experiment takes; None where no trial of the run can tell."""
    winner = leader(record)
    fitted = [trial for trial in completed(record) if trial.family not in BASELINES]
    if winner is None or not fitted:
        return None
    typical = fmean(trial.seconds for trial in fitted)
    if order.technique is not None:
        return _rounded(sum(trial.seconds for trial in record.trials))
    if order.trials is not None:
        return _rounded(order.trials * typical)
    if order.folds is not None:
        return _rounded(2 * winner.seconds * order.folds / max(1, len(winner.folds)))
    if order.rows_fraction is not None:
        return _rounded(winner.seconds * order.rows_fraction)
    return _rounded(_one(record, order, winner, typical))


def _rounded(seconds: float) -> float:
    """Return tenths of a second, one at least: nothing takes no time."""
    return max(0.1, round(seconds, 1))


def _one(record: RunRecord, order: WhatIfOrder, winner: Trial, typical: float) -> float:
    """Predict how long one configuration takes: as long as the one that it changes."""
    if order.family is None or order.family == winner.family:
        return winner.seconds
    known = best_of_family(record, order.family)
    return typical if known is None else known.seconds


def cost_fact(seconds: float) -> EvidenceFact:
    """Return the predicted time of an experiment."""
    return EvidenceFact("predicted time of the experiment, from that of the trials", seconds, "s", "trials")
