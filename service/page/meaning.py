"""What a score means for a reader: one sentence for each metric, in cases of a hundred, and what guessing gives."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import exp

from models.record import ClassRates, RunRecord
from service.page.numbers import score, score_in_range

LONGEST_NAME = 40


@dataclass(frozen=True)
class Meaning:
    """One sentence about the score, and one on what somebody gets who never looks at a row; empty where unknown."""

    sentence: str
    guessing: str


@dataclass(frozen=True)
class _Case:
    """A score to put in words: ``value`` is what to expect, ``baseline`` that of guessing, in the metric's unit."""

    record: RunRecord
    value: float
    baseline: float | None

    @property
    def amount(self) -> str:
        """The score with the digits that its range justifies."""
        told = self.record.result.score if self.record.result else None
        return score_in_range(self.value, told.low, told.high) if told else score(self.value)

    @property
    def guessed(self) -> str:
        """What guessing gives, in the metric's unit."""
        told = self.record.result.score if self.record.result else None
        if told is None or self.baseline is None:
            return score(self.baseline)
        return score_in_range(self.baseline, told.low, told.high)


def meaning(record: RunRecord, baseline: float | None) -> Meaning | None:
    """Put the honest score of a run in words; None without a result.

    Parameters
    ----------
    record : of a run that has ended
    baseline : the score of guessing, in the metric's own unit
    """
    if record.result is None:
        return None
    told = record.result.score
    case = _Case(record, told.cross_validated if told.corrected is None else told.corrected, baseline)
    say = _SENTENCES.get(record.metric.name, _by_its_own_sentence)
    sentence = say(case)
    return Meaning(sentence, "" if baseline is None else _guessing(case))


def of_100(share: float) -> str:
    """Write a share as cases of 100.

    Examples
    --------
    >>> of_100(0.844), of_100(0.003), of_100(0.9993)
    ('84 of 100', 'fewer than 1 of 100', 'more than 99 of 100')
    """
    if 0 < share < 0.01:
        return "fewer than 1 of 100"
    return "more than 99 of 100" if 0.99 < share < 1 else f"{100 * share:.0f} of 100"


def _guessing(case: _Case) -> str:
    name = case.record.metric.name
    if name == "accuracy":
        return f"Always giving the most frequent answer is right for {of_100(case.baseline or 0.0)}."
    if name in ("roc_auc", "balanced_accuracy", "average_precision"):
        return f"Guessing: {of_100(case.baseline or 0.0)}."
    if case.record.goal.task == "regression":
        return f"Always giving the same value: {case.guessed}."
    return f"Without looking at a row: {case.guessed}."


def _ranks(case: _Case) -> str:
    positive = case.record.goal.positive_class
    pairs = "of rows of different classes" if positive is None else f"of a row that is {_short(positive)} and one not"
    return f"In {of_100(case.value)} pairs {pairs}, it ranks the right one higher."


def _is_right(case: _Case) -> str:
    return f"It is right for {of_100(case.value)} new rows."


def _is_right_by_class(case: _Case) -> str:
    return f"It would be right for {of_100(case.value)} new rows if every class were equally common."


def _finds(case: _Case) -> str:
    rates = _positive_rates(case.record)
    if rates is None or rates.recall is None or rates.precision is None:
        return f"The balance of how many are found and how many alarms are right is {of_100(case.value)}."
    name = _short(rates.name)
    return (
        f"It finds {of_100(rates.recall)} rows that are {name}, and {of_100(rates.precision)} of its alarms are right."
    )


def _balances(case: _Case) -> str:
    return f"Every class counted alike, the balance of found and right is {of_100(case.value)}."


def _goes_down_its_list(case: _Case) -> str:
    return f"Going down its list from the surest alarm, {of_100(case.value)} alarms are right on average."


def _quotes(case: _Case) -> str:
    if not case.baseline:
        return case.record.metric.sentence
    better = 1 - case.value / case.baseline
    how = "better" if better >= 0 else "worse"
    return f"Its probabilities are {abs(better):.0%} {how} than quoting how frequent each class is."


def _is_typically_off(case: _Case) -> str:
    return f"It is typically off by {case.amount} in {_short(case.record.goal.target)}; large misses weigh more."


def _is_off(case: _Case) -> str:
    return f"It is off by {case.amount} in {_short(case.record.goal.target)} on average."


def _explains(case: _Case) -> str:
    return f"It explains {case.value:.0%} of the differences between rows."


def _is_off_by_a_factor(case: _Case) -> str:
    return f"It is typically off by a factor of {exp(case.value):.2f}."


def _is_off_by_a_share(case: _Case) -> str:
    return f"It is off by {case.value:.0%} of the true value on average."


def _by_its_own_sentence(case: _Case) -> str:
    return case.record.metric.sentence


_SENTENCES: Mapping[str, Callable[[_Case], str]] = {
    "roc_auc": _ranks,
    "accuracy": _is_right,
    "balanced_accuracy": _is_right_by_class,
    "f1": _finds,
    "f1_macro": _balances,
    "average_precision": _goes_down_its_list,
    "log_loss": _quotes,
    "root_mean_squared_error": _is_typically_off,
    "mean_absolute_error": _is_off,
    "r2": _explains,
    "root_mean_squared_log_error": _is_off_by_a_factor,
    "mean_absolute_percentage_error": _is_off_by_a_share,
}


def _positive_rates(record: RunRecord) -> ClassRates | None:
    told = None if record.diagnostics is None else record.diagnostics.binary
    if told is None:
        return None
    return next((rates for rates in told.classes if rates.name == told.positive_class), None)


def _short(name: str) -> str:
    """Put a name of the data into a sentence."""
    return f"“{name if len(name) <= LONGEST_NAME else name[: LONGEST_NAME - 1] + '…'}”"
