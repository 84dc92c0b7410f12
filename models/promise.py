"""A true score beside the promised one: where it lies, and how surprising that is."""

from dataclasses import dataclass
from math import erfc, sqrt

from scipy.stats import norm

from models.findings.evidence import shown
from models.record import MetricAccount, Promise, TrueAnswer
from models.true_interval import Interval

SURPRISING = 2.0
"""Joined standard errors from which chance alone is a poor explanation."""


@dataclass(frozen=True)
class Comparison:
    """Where a score lies, in numbers and in words; see ``TrueScore``."""

    difference: float | None
    z: float | None
    answer: TrueAnswer
    sentence: str


def compare(
    score: float | None, interval: Interval, n_rows: int, promised: Promise, metric: MetricAccount
) -> Comparison:
    """Compare a score on ``n_rows`` labeled rows with what was promised.

    The promise's standard error is told from its range; that of the score joins it, for the rows of both are drawn
    independently.
    """
    if score is None:
        because = f"{metric.title} is undefined on these {n_rows:,} rows: they may all be of one class."
        return Comparison(None, None, "cannot_tell", because)
    measured = f"On these {n_rows:,} labeled rows, {metric.title} is {shown(score)}{_range_words(interval)}"
    if promised.corrected is None or promised.low is None or promised.high is None:
        return Comparison(None, None, "cannot_tell", f"{measured}. The run promised nothing to compare it with.")
    answer = _answer(score, promised.low, promised.high, metric)
    difference = score - promised.corrected
    z = _z(difference, interval, promised, metric)
    place = {"inside": "inside", "better": "better than", "worse": "worse than", "cannot_tell": "beside"}[answer]
    sentence = f"{measured}: {place} the promised range of {shown(promised.low)} to {shown(promised.high)}."
    return Comparison(difference, z, answer, sentence + _surprise(difference, z, answer, promised.corrected))


def _answer(score: float, low: float, high: float, metric: MetricAccount) -> TrueAnswer:
    if low <= score <= high:
        return "inside"
    # Outside of the range, each of its points tells on which side.
    return "better" if metric.is_better(score, low) else "worse"


def _z(difference: float, interval: Interval, promised: Promise, metric: MetricAccount) -> float | None:
    if interval.standard_error is None or promised.low is None or promised.high is None or promised.corrected is None:
        return None
    # A range that the best possible score cuts off is wider on the other side.
    half = max(promised.high - promised.corrected, promised.corrected - promised.low)
    joined = sqrt((half / float(norm.ppf((1 + promised.level) / 2))) ** 2 + interval.standard_error**2)
    if joined == 0:
        return None
    return (difference if metric.greater_is_better else -difference) / joined


def _range_words(interval: Interval) -> str:
    if interval.low is None or interval.high is None:
        return ""
    return f" (likely {shown(interval.low)} to {shown(interval.high)})"


def _surprise(difference: float, z: float | None, answer: TrueAnswer, corrected: float) -> str:
    if z is None:
        return ""
    text = (
        f" It differs from the promised {shown(corrected)} by {shown(abs(difference))}, which is {abs(z):.1f} joined "
        f"standard errors: chance alone gives as much in {_cases(z)} comparisons."
    )
    if abs(z) < SURPRISING:
        return text if answer == "inside" else f"{text} So it may still be chance."
    if z < 0:
        return f"{text} These rows are unlike those that the model learned from, or the promise was too high."
    return f"{text} These rows are easier than those that the model learned from, or the promise was too low."


def _cases(z: float) -> str:
    share = erfc(abs(z) / sqrt(2))
    return "fewer than 1 of 100" if share < 0.01 else f"{share * 100:.0f} of 100"
