"""Facts of slopes: how the validation loss changed with a hyperparameter, trial by trial."""

from dataclasses import dataclass
from statistics import fmean

from assistant.evidence.fact import EvidenceFact
from assistant.evidence.trials import address
from models.record import RunRecord, Trial


@dataclass(frozen=True)
class Slope:
    """The loss of a trial and its slope with respect to log ``hyperparameter``, both means over the folds."""

    trial: Trial
    hyperparameter: str
    loss: float
    slope: float


def slopes(record: RunRecord) -> tuple[Slope, ...]:
    """Return the slopes of the trials that measured one on all their folds, in the order of the trials."""
    return tuple(found for found in map(_slope, sorted(record.trials, key=lambda trial: trial.number)) if found)


def _slope(trial: Trial) -> Slope | None:
    measured = [fold.hypergradient for fold in trial.folds if fold.hypergradient is not None]
    if not measured or len(measured) != len(trial.folds):
        return None
    name = measured[0].hyperparameter
    return Slope(trial, name, fmean(one.loss for one in measured), fmean(one.slope for one in measured))


def flattest(found: tuple[Slope, ...]) -> Slope | None:
    """Return the place with the least loss: where a descent ends, the slope there is near zero."""
    return min(found, key=lambda one: (one.loss, one.trial.number), default=None)


def slope_fact(one: Slope) -> EvidenceFact:
    """Return the slope; below zero, more of the hyperparameter lowers the loss."""
    label = f"slope of the validation loss along log {one.hyperparameter} at trial {one.trial.number}, mean over folds"
    return EvidenceFact(label, one.slope, "", address(one.trial))


def loss_fact(one: Slope) -> EvidenceFact:
    """Return the loss that descends."""
    label = f"validation loss that the technique descends, trial {one.trial.number}, mean over folds"
    return EvidenceFact(label, one.loss, "", address(one.trial))


def count_fact(found: tuple[Slope, ...]) -> EvidenceFact:
    """Return how many trials measured a slope."""
    return EvidenceFact("trials that measured a slope on all folds", len(found), href="trials")
