"""What the sections of a report say in the same words: numbers, names, settings."""

from collections.abc import Iterable, Mapping
from math import isfinite

from models.record import HyperparameterAccount, RunRecord, Scalar, Trial
from service.page import numbers
from service.report.document import Number

BASELINE = "dummy"


def score(value: float | None) -> Number:
    """Return a score of one trial."""
    known = value if value is not None and isfinite(value) else None
    return Number(known, numbers.score(known))


def count(value: int | None) -> Number:
    """Return a whole number."""
    return Number(value, numbers.DASH if value is None else numbers.count(value))


def time(seconds: float | None) -> Number:
    """Return a time in seconds."""
    return Number(seconds, numbers.duration(seconds))


def share(part: float) -> Number:
    """Return a share from 0 to 1 in percent.

    Examples
    --------
    >>> share(0.713).text, share(0.004).text
    ('71 %', '0.4 %')
    """
    return Number(part, f"{part * 100:.{0 if part >= 0.095 or part == 0 else 1}f} %")


def setting(value: Scalar) -> str | Number:
    """Return the value of a hyperparameter or of a fact."""
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return Number(value, numbers.setting(value))
    return numbers.setting(value)


def text(cell: str | Number) -> str:
    """Return a cell as text."""
    return cell.text if isinstance(cell, Number) else cell


def settings(hyperparameters: Mapping[str, Scalar]) -> str:
    """Return hyperparameters in one line."""
    named = (f"{name} {text(setting(value))}" for name, value in hyperparameters.items())
    return ", ".join(named) or "nothing to set"


def plural(n: int, one: str, many: str = "") -> str:
    """Return a count with its word.

    Examples
    --------
    >>> plural(1, "trial"), plural(1200, "trial"), plural(2, "family", "families")
    ('1 trial', '1,200 trials', '2 families')
    """
    return f"{numbers.count(n)} {one if n == 1 else many or one + 's'}"


def family_title(record: RunRecord, name: str) -> str:
    """Return what a family is called."""
    titles = {family.name: family.title for family in record.families}
    return "guessing" if name == BASELINE else titles.get(name, name)


def capitalized(words: str) -> str:
    """Return words with which a sentence begins.

    Examples
    --------
    >>> capitalized("logistic regression"), capitalized("XGBoost")
    ('Logistic regression', 'XGBoost')
    """
    return f"{words[:1].upper()}{words[1:]}"


def baseline(record: RunRecord) -> float | None:
    """Return the score of guessing without looking at a row."""
    scores = (trial.validation_score for trial in record.trials if trial.family == BASELINE)
    return next((value for value in scores if value is not None), None)


def winner(record: RunRecord) -> Trial | None:
    """Return the trial with the largest share in what is delivered; None where nothing is."""
    return None if record.result is None else record.trial(record.result.trial)


def accounts(record: RunRecord, family: str) -> Mapping[str, HyperparameterAccount]:
    """Return what is said of a family's hyperparameters, by name."""
    found = (known for known in record.families if known.name == family)
    return {account.name: account for known in found for account in known.hyperparameters}


def direction(record: RunRecord) -> str:
    """Return which way the metric is better."""
    return "greater is better" if record.metric.greater_is_better else "smaller is better"


def listed(items: Iterable[str]) -> str:
    """Return items as an enumeration.

    Examples
    --------
    >>> listed(["a"]), listed(["a", "b", "c"])
    ('a', 'a, b and c')
    """
    *first, last = list(items)
    return f"{', '.join(first)} and {last}" if first else last
