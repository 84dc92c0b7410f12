"""Facts of one hyperparameter: what was searched, what was tried, and how the nearest trials scored."""

import re
from dataclasses import dataclass
from math import log

from assistant.evidence.fact import EvidenceFact
from assistant.evidence.trials import completed, leader
from models.record import FamilyAccount, HyperparameterAccount, RunRecord, Scalar, Trial

NEAR_IN_RANGE = 0.1


@dataclass(frozen=True)
class TriedValues:
    """The complete trials of one family that set one hyperparameter, best first."""

    family: FamilyAccount
    account: HyperparameterAccount
    trials: tuple[Trial, ...]

    @property
    def values(self) -> tuple[Scalar, ...]:
        """The different values, ascending where they are numbers."""
        distinct = dict.fromkeys(trial.hyperparameters[self.account.name] for trial in self.trials)
        return tuple(
            sorted(distinct, key=lambda value: (not _is_number(value), value if _is_number(value) else str(value)))
        )

    def value(self, trial: Trial) -> Scalar:
        """Return the value that a trial used."""
        return trial.hyperparameters[self.account.name]

    def nearest(self, value: float) -> Trial | None:
        """Return the trial whose value is nearest on the searched scale; of equally near ones, the best."""
        numeric = [trial for trial in self.trials if _is_number(self.value(trial))]
        return min(numeric, key=lambda trial: self.distance(self.value(trial), value), default=None)

    def distance(self, value: Scalar, other: Scalar) -> float:
        """Return how far two values are apart, as a share of the searched range; 1 where they have no order."""
        if not _is_number(value) or not _is_number(other):
            return 0.0 if value == other else 1.0
        width = _scaled(self.account.high, self.account) - _scaled(self.account.low, self.account)
        apart = abs(_scaled(value, self.account) - _scaled(other, self.account))
        return apart / width if width > 0 else apart


def reads_as(value: Scalar, asked: float) -> bool:
    """Whether a recorded value is the one that a person means: equal in the digits that were given.

    Examples
    --------
    >>> reads_as(0.0213, 0.02), reads_as(0.0213, 0.03), reads_as(6, 6.0)
    (True, False, True)
    """
    if isinstance(value, str | bool | None):
        return False
    digits = len(re.sub(r"e.*|\D", "", f"{asked:g}").lstrip("0"))
    return float(f"{value:.{max(digits, 1)}g}") == asked


def tried_values(record: RunRecord, family: str, hyperparameter: str) -> TriedValues | None:
    """Return what was tried of a hyperparameter; None where the family has no such hyperparameter."""
    for account in (family_account for family_account in record.families if family_account.name == family):
        found = next((item for item in account.hyperparameters if item.name == hyperparameter), None)
        if found is not None:
            trials = [
                trial for trial in completed(record) if trial.family == family and found.name in trial.hyperparameters
            ]
            return TriedValues(account, found, tuple(trials))
    return None


def account_in_run(
    record: RunRecord, hyperparameter: str, families: tuple[str, ...] = ()
) -> HyperparameterAccount | None:
    """Return the account of a hyperparameter, by its name or another name of it, in the families that were named.

    Without any named, the family that leads comes first, then the others; None where none of them has it.
    """
    first = leader(record)
    wanted = families or ((first.family,) if first else ())
    ranked = sorted(record.families, key=lambda family: family.name not in wanted)
    accounts = [h for family in ranked if not families or family.name in families for h in family.hyperparameters]
    named = next((h for h in accounts if h.name == hyperparameter), None)
    return named or next((h for h in accounts if hyperparameter in h.aliases), None)


def usual_facts(account: HyperparameterAccount) -> tuple[EvidenceFact, ...]:
    """Return the usual value of a hyperparameter, or the two ends of the usual range; none where none is recorded."""
    names = (
        ("usual value",) if len(account.usual) == 1 else ("low end of the usual range", "high end of the usual range")
    )
    return (
        tuple(
            EvidenceFact(f"{account.name}: {name}", _whole(value, account), "", source=account.usual_source)
            for name, value in zip(names, account.usual, strict=True)
        )
        if account.usual
        else ()
    )


def range_facts(tried: TriedValues) -> tuple[EvidenceFact, EvidenceFact] | None:
    """Return the low and the high end of the range that the search could use; None where it is no number."""
    account = tried.account
    if account.low is None or account.high is None:
        return None
    href = f"families/{tried.family.name}"
    low = EvidenceFact(f"{account.name}: low end of the searched range", _whole(account.low, account), "", href)
    high = EvidenceFact(f"{account.name}: high end of the searched range", _whole(account.high, account), "", href)
    return low, high


def default_fact(tried: TriedValues) -> EvidenceFact:
    """Return the tuned default, the value that is tried first."""
    label = f"{tried.account.name}: tuned default of {tried.family.title}"
    return EvidenceFact(label, tried.account.default, "", f"families/{tried.family.name}")


def position_in_range(tried: TriedValues, value: Scalar) -> float | None:
    """Return where a value lies between the low (0) and the high end (1) of its range, on the searched scale."""
    account = tried.account
    if account.low is None or account.high is None or not _is_number(value) or account.high <= account.low:
        return None
    low, high = _scaled(account.low, account), _scaled(account.high, account)
    return (_scaled(value, account) - low) / (high - low)


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _scaled(value: Scalar, account: HyperparameterAccount) -> float:
    number = float(value) if _is_number(value) and not isinstance(value, str | None) else 0.0
    return log(max(number, 1e-300)) if account.is_log else number


def _whole(value: float, account: HyperparameterAccount) -> float:
    return int(value) if account.kind == "int" else value
