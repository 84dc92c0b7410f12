"""What of the leading family was searched: its settings, the most telling first, and where good values lie."""

from dataclasses import dataclass

from assistant.evidence.trials import BASELINES, better_by, completed, leader, score_of
from assistant.evidence.tried_values import TriedValues, tried_values
from models.record import FamilyImportances, RunRecord, Scalar, Trial

FEWEST_TRIALS = 4


@dataclass(frozen=True)
class ValueSpan:
    """The numbers that some trials used of a hyperparameter; ``share`` is how much of all tried ones they span."""

    tried: TriedValues
    low: float
    high: float
    n_trials: int
    share: float


def leading_family(record: RunRecord) -> tuple[Trial, tuple[Trial, ...]] | None:
    """Return the best trial of a family and all its complete ones, best first; None where none has enough.

    It is the family that leads, or else the best one of which enough was tried.
    """
    first = leader(record)
    ranking = [trial for trial in completed(record) if trial.family not in BASELINES]
    families = dict.fromkeys([*([first.family] if first else []), *(trial.family for trial in ranking)])
    for family in families:
        trials = tuple(trial for trial in ranking if trial.family == family)
        if len(trials) >= FEWEST_TRIALS and len(searched_settings(record, family)) > 1:
            chosen = first if first is not None and first.family == family else trials[0]
            return chosen, trials
    return None


def importances_of(record: RunRecord, family: str) -> FamilyImportances | None:
    """Return which hyperparameters of a family mattered; None where that was not measured."""
    known = record.importances.families if record.importances else ()
    return next((item for item in known if item.family == family), None)


def searched_settings(record: RunRecord, family: str) -> tuple[TriedValues, ...]:
    """Return the settings of a family of which two values were tried, the most important first."""
    account = next((item for item in record.families if item.name == family), None)
    measured = importances_of(record, family)
    shares = {item.name: item.share for item in measured.hyperparameters} if measured else {}
    names = [item.name for item in account.hyperparameters if item.is_searched] if account else []
    names.sort(key=lambda name: -shares.get(name, 0.0))
    found = (tried_values(record, family, name) for name in names)
    return tuple(tried for tried in found if tried is not None and _varied(tried))


def _varied(tried: TriedValues) -> bool:
    return len({tried.value(trial) for trial in tried.trials}) > 1


def as_number(value: Scalar) -> float | None:
    """Return a value as a number; None where it is none."""
    return None if isinstance(value, bool | str | None) else float(value)


def span_of(tried: TriedValues, trials: tuple[Trial, ...]) -> ValueSpan | None:
    """Return the span of numbers that some trials used; None where a value is no number."""
    numbers = [as_number(trial.hyperparameters.get(tried.account.name)) for trial in trials]
    every = [as_number(value) for value in tried.values]
    known, ends = [n for n in numbers if n is not None], [n for n in every if n is not None]
    if len(known) < len(trials) or not known or len(ends) < 2:
        return None
    low, high = min(known), max(known)
    whole = tried.distance(min(ends), max(ends))
    return ValueSpan(tried, low, high, len(known), tried.distance(low, high) / whole if whole else 1.0)


def about_as_good(record: RunRecord, trials: tuple[Trial, ...]) -> tuple[Trial, ...]:
    """Return the trials within one standard error of the best of them; the best alone where it has none."""
    best = trials[0]
    reach = best.standard_error or 0.0
    return tuple(trial for trial in trials if better_by(record, score_of(best), score_of(trial)) <= reach)


def best_tenth(trials: tuple[Trial, ...]) -> tuple[Trial, ...]:
    """Return the best tenth of trials that come best first, and two at least."""
    return trials[: max(2, (len(trials) + 9) // 10)]
