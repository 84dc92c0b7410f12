"""Facts of what one setting was worth among the trials: its share of the importance, and small against large values."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean, median

from assistant.evidence.fact import EvidenceFact
from assistant.evidence.trials import score_of, unit_of
from assistant.evidence.tried_values import TriedValues
from models.record import RunRecord, Trial

FEWEST_TRIALS = 4


def share_fact(record: RunRecord, family: str, hyperparameter: str) -> EvidenceFact | None:
    """Return the share, in percent, that a setting has of the importance of its family's; None where it is not told."""
    families = record.importances.families if record.importances is not None else ()
    for importances in (item for item in families if item.family == family):
        share = next((item.share for item in importances.hyperparameters if item.name == hyperparameter), None)
        if share is not None:
            label = f"share of {hyperparameter} in what decided the scores of {family}, by {importances.evaluator}"
            return EvidenceFact(label, round(100 * share, 1), "%", "importances")
    return None


@dataclass(frozen=True)
class Half:
    """The trials with the smaller or with the larger values of a setting."""

    which: str
    trials: tuple[Trial, ...]

    def count_fact(self, name: str) -> EvidenceFact:
        """Return how many there are."""
        return EvidenceFact(f"trials with {self.which} {name}", len(self.trials), href="trials")

    def score_fact(self, record: RunRecord, name: str) -> EvidenceFact:
        """Return their mean score."""
        mean = fmean(score_of(trial) for trial in self.trials)
        label = f"mean {record.metric.title} of the trials with {self.which} {name}"
        return EvidenceFact(label, mean, unit_of(record), "trials")

    def seconds_fact(self, name: str) -> EvidenceFact:
        """Return what a trial took on average."""
        mean = fmean(trial.seconds for trial in self.trials)
        return EvidenceFact(f"mean time of a trial with {self.which} {name}", mean, "s", "trials")

    def range_facts(self, tried: TriedValues) -> tuple[EvidenceFact, EvidenceFact]:
        """Return the smallest and the largest value."""
        values = sorted((tried.value(trial) for trial in self.trials), key=lambda value: float(value or 0))
        name = tried.account.name
        ends = (("smallest", values[0]), ("largest", values[-1]))
        low, high = (EvidenceFact(f"{end} of the {self.which} {name}", value, href="trials") for end, value in ends)
        return low, high


def halves(tried: TriedValues) -> tuple[Half, Half] | None:
    """Return the trials with smaller and those with larger values; None where there are too few to compare."""
    numeric = [trial for trial in tried.trials if _is_number(tried.value(trial))]
    if len(numeric) < FEWEST_TRIALS:
        return None
    middle = median(_number(tried, trial) for trial in numeric)
    small = [trial for trial in numeric if _number(tried, trial) <= middle]
    large = [trial for trial in numeric if _number(tried, trial) > middle]
    if not large:  # most trials share the largest value
        small, large = _split_below(tried, numeric, middle)
    return (Half("smaller", tuple(small)), Half("larger", tuple(large))) if small and large else None


def _split_below(tried: TriedValues, trials: Sequence[Trial], middle: float) -> tuple[list[Trial], list[Trial]]:
    below = [trial for trial in trials if _number(tried, trial) < middle]
    return below, [trial for trial in trials if _number(tried, trial) >= middle]


def _number(tried: TriedValues, trial: Trial) -> float:
    value = tried.value(trial)
    return float(value) if _is_number(value) else 0.0  # type: ignore[arg-type]  # told to be a number


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
