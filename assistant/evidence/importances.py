"""Facts of importances: what columns are worth to the delivered model, and hyperparameters to the scores."""

from collections.abc import Iterable

from assistant.evidence.fact import EvidenceFact
from assistant.evidence.trials import address, completed, unit_of
from models.record import (
    ColumnImportance,
    ColumnImportances,
    DependencePoint,
    FamilyImportances,
    HyperparameterImportance,
    RunRecord,
    Scalar,
    Trial,
)

HREF = "importances"


def columns_of(record: RunRecord) -> ColumnImportances | None:
    """Return what was measured of the columns; None where nothing was."""
    told = record.importances.columns if record.importances is not None else None
    return told if told is not None and told.columns else None


def drop_fact(record: RunRecord, one: ColumnImportance) -> EvidenceFact:
    """Return how much worse the score gets without what a column tells."""
    named = " and ".join(one.columns)
    label = f"loss of {record.metric.title} when {named} is dealt anew among the rows"
    return EvidenceFact(label, one.drop, unit_of(record), HREF)


def interval_facts(record: RunRecord, one: ColumnImportance) -> tuple[EvidenceFact, EvidenceFact]:
    """Return the low and the high end of that loss."""
    named, unit = " and ".join(one.columns), unit_of(record)
    low = EvidenceFact(f"low end of the importance of {named}", one.low, unit, HREF)
    return low, EvidenceFact(f"high end of the importance of {named}", one.high, unit, HREF)


def level_fact(told: ColumnImportances) -> EvidenceFact:
    """Return the level of the intervals in percent."""
    return EvidenceFact("level of the intervals of importance", round(100 * told.level, 1), "%", HREF)


def is_beyond_noise(one: ColumnImportance) -> bool:
    """Whether the loss is above zero by more than its interval."""
    return one.low > 0


def rank_of(told: ColumnImportances, name: str) -> tuple[int, ColumnImportance] | None:
    """Return the place of a column, from 1, and what it is worth; None where it was not measured."""
    return next(((place, one) for place, one in enumerate(told.columns, start=1) if one.columns == (name,)), None)


def ranking(told: ColumnImportances) -> tuple[ColumnImportance, ...]:
    """Return what matters, the most important first: groups that tell nearly the same as one, and all other columns."""
    grouped = {name for group in told.groups for name in group.columns}
    alone = (one for one in told.columns if not grouped.issuperset(one.columns))
    return tuple(sorted((*told.groups, *alone), key=lambda one: -one.drop))


def groups_with(told: ColumnImportances, names: Iterable[str]) -> tuple[ColumnImportance, ...]:
    """Return the groups of columns that stand in for each other of which one is named."""
    wanted = set(names)
    return tuple(group for group in told.groups if wanted & set(group.columns))


def family_importances(record: RunRecord, family: str) -> FamilyImportances | None:
    """Return what is recorded of the hyperparameters of a family."""
    families = record.importances.families if record.importances is not None else ()
    return next((told for told in families if told.family == family), None)


def share_fact(told: FamilyImportances, one: HyperparameterImportance) -> EvidenceFact:
    """Return the share of one hyperparameter, between 0 and 1."""
    return EvidenceFact(f"importance of {one.name} of {told.family}, {told.evaluator}", one.share, "", HREF)


def n_trials_fact(told: FamilyImportances) -> EvidenceFact:
    """Return over how many trials it was told."""
    return EvidenceFact(f"complete trials of {told.family}", told.n_trials, "", HREF)


def point_facts(record: RunRecord, name: str, point: DependencePoint) -> tuple[EvidenceFact, ...]:
    """Return the ends of a range that was tried (or the choice) and the mean score in it, which comes last."""
    score = EvidenceFact(
        f"mean {record.metric.title} of the trials in a range of {name}", point.mean, unit_of(record), HREF
    )
    if point.low is None or point.high is None:
        return EvidenceFact(f"choice of {name}", point.choice, "", HREF), score
    low = EvidenceFact(f"least {name} tried in a range", _whole(point.low), "", HREF)
    return low, EvidenceFact(f"greatest {name} tried in a range", _whole(point.high), "", HREF), score


def _whole(value: float) -> float:
    return int(value) if value.is_integer() else value


def as_good_as_best(record: RunRecord, first: Trial) -> tuple[Trial, ...]:
    """Return the trials of the leader's family within one of its standard errors, the leader among them."""
    error = first.standard_error or 0.0
    sign = 1.0 if record.metric.greater_is_better else -1.0
    best = sign * (first.validation_score or 0.0)
    relatives = (trial for trial in completed(record) if trial.family == first.family)
    return tuple(trial for trial in relatives if sign * (trial.validation_score or 0.0) >= best - error)


def values_facts(trials: Iterable[Trial], name: str) -> tuple[EvidenceFact, EvidenceFact] | None:
    """Return the least and the greatest value that some trials used; None where they are no different numbers."""
    used = [(value, trial) for trial in trials if _is_number(value := trial.hyperparameters.get(name))]
    if len({value for value, _ in used}) < 2:
        return None
    least, greatest = min(used, key=lambda pair: _number(pair[0])), max(used, key=lambda pair: _number(pair[0]))
    return tuple(  # type: ignore[return-value]  # two of them
        EvidenceFact(f"{word} {name} of the trials that do as well", value, "", address(trial))
        for word, (value, trial) in (("least", least), ("greatest", greatest))
    )


def _is_number(value: Scalar) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _number(value: Scalar) -> float:
    return float(value) if isinstance(value, int | float) else 0.0
