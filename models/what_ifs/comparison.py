"""What came out of an experiment, beside the trial of the run that it is compared with."""

from dataclasses import replace
from math import isfinite

from scipy.stats import t as student

from models.estimate import paired_difference
from models.findings.evidence import shown
from models.record import Trial, WhatIf
from models.splits import fold_sizes
from models.what_ifs.bench import Bench

INTERVAL = (
    "The interval is that of the mean over the folds, with the standard error that Nadeau and Bengio (2003) correct "
    "for shared training rows."
)
CHOSEN_AMONG_MANY = "It was asked for after {} before it: the best of several looks better than it is."


def filled(blank: WhatIf, trial: Trial, reference: Trial, bench: Bench) -> WhatIf:
    """Return the what-if with the scores of what was tried, and of what it is compared with."""
    utility = bench.stage.scorer.metric.utility
    score, train = trial.validation_score, trial.train_score
    return replace(
        blank,
        status="complete",
        family=trial.family,
        hyperparameters=dict(trial.hyperparameters),
        validation_score=score,
        train_score=train,
        gap=None if score is None or train is None else utility(train) - utility(score),
        standard_error=trial.standard_error,
        folds=trial.folds,
        predict_ms=trial.predict_ms,
        encode_ms=trial.encode_ms,
        compared_with=reference.number,
        compared_score=reference.validation_score,
    )


def paired(what_if: WhatIf, trial: Trial, reference: Trial, bench: Bench) -> WhatIf:
    """Add how much better what was tried is over the same validation rows, with the interval of the difference."""
    stage = bench.stage
    mean, error = paired_difference(trial, reference, *fold_sizes(stage.folds), stage.scorer)
    if not isfinite(error):
        return what_if
    half = float(student.ppf((1 + what_if.level) / 2, max(1, len(trial.folds) - 1))) * error
    return replace(what_if, difference=mean, difference_error=error, low=mean - half, high=mean + half)


def verdict(what_if: WhatIf, where: str = "the same folds") -> str:
    """Say how far ahead or behind a what-if is over the same rows, and whether chance alone could put it there."""
    mean, low, high = what_if.difference, what_if.low, what_if.high
    if mean is None or low is None or high is None:
        return "Fewer than two folds have a score of both, so whether the difference is real cannot be told."
    if mean == low == high == 0:
        return "On every fold the two score the same."
    better = "better" if mean > 0 else "worse"
    is_chance = low <= 0 <= high
    settled = "chance alone could give this" if is_chance else "more than chance gives"
    return (
        f"Over {where} that is {shown(abs(mean))} {better} on average, with a {what_if.level:.0%} interval from "
        f"{_signed(low)} to {_signed(high)}: {settled}."
    )


def told(what_if: WhatIf, sentence: str, because: str) -> WhatIf:
    """Add what came out, in words, and how it was measured."""
    before = what_if.asked_before
    many = CHOSEN_AMONG_MANY.format("one" if before == 1 else f"{before}") if before else ""
    return replace(what_if, sentence=sentence, because=" ".join(filter(None, (because, many))))


def score_of(trial: Trial) -> float:
    """Return the cross-validated score of a complete trial."""
    return float(trial.validation_score or 0.0)


def _signed(value: float) -> str:
    return f"{'+' if value > 0 else '-' if value < 0 else ''}{shown(abs(value))}"
