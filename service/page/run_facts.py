"""A run in short facts, each with its name: what was asked for, what was done, and what came of it."""

from collections.abc import Mapping

from models.record import RunRecord
from service.page import numbers

TASKS = {"binary": "one of two classes", "multiclass": "one of several classes", "regression": "a number"}
SETTINGS = "Its settings"
RISKS = {"low": "low", "moderate": "moderate", "high": "high", "cannot_tell": "cannot be told"}


def facts_of(record: RunRecord) -> dict[str, str]:
    """Return the facts of a run as text, in the order in which a reader asks for them."""
    return {**_asked(record), **_settings(record), **_done(record), **_found(record)}


def _asked(record: RunRecord) -> dict[str, str]:
    goal = record.goal
    costs = goal.costs and f"a miss {numbers.setting(goal.costs.false_negative)}, a false alarm " + numbers.setting(
        goal.costs.false_positive
    )
    known = {
        "Table": record.data.name,
        "Rows": numbers.count(record.data.n_rows_used),
        "To predict": goal.target,
        "As": TASKS[goal.task],
        "Metric": record.metric.title,
        "Class that matters": goal.positive_class,
        "Costs": costs,
        "Columns left out": ", ".join(goal.ignore) or "none",
        "Groups": goal.group,
        "Order in time": goal.time,
        "Weight": goal.weight,
    }
    return {name: value for name, value in known.items() if value}


def _settings(record: RunRecord) -> dict[str, str]:
    asked = record.settings
    seconds = None if asked.seconds is None else numbers.whole_duration(asked.seconds)
    trials = None if asked.trials is None else numbers.counted(asked.trials, "trial")
    known = {
        "Budget": " and ".join(part for part in (seconds, trials) if part) or "none",
        "Technique": record.technique.title if record.technique else asked.technique,
        "Families allowed": ", ".join(_title(record, name) for name in asked.families) or "all",
        "Fixed or narrowed": ", ".join(
            f"{family} {name} {_span(value)}" for family, space in asked.space.items() for name, value in space.items()
        )
        or "nothing",
        "Folds": record.folds and f"{record.folds.n_folds}" + _repeats(record.folds.n_repeats),
        "Seed": str(asked.seed),
    }
    return {name: value for name, value in known.items() if value}


def _repeats(n: int) -> str:
    return "" if n == 1 else f", {n} times"


def _span(value: object) -> str:
    if isinstance(value, (list, tuple)):
        return " to ".join(numbers.setting(end) for end in value)
    return numbers.setting(value)  # type: ignore[arg-type]  # what is no list is one value


def _done(record: RunRecord) -> dict[str, str]:
    n_failed = sum(trial.state == "failed" for trial in record.trials)
    return {
        "Trials": numbers.count(len(record.trials)),
        "Failed trials": numbers.count(n_failed),
        "Working time": numbers.duration(record.elapsed_seconds),
    }


def _found(record: RunRecord) -> Mapping[str, str]:
    result = record.result
    if result is None:
        return {}
    n = len(result.ensemble)
    return {
        "Model": f"average of {n}, most of it {_title(record, result.family)}" if n > 1 else "one model",
        "Leading family": _title(record, result.family),
        "Risk of overfitting": RISKS[result.overfitting.risk],
        "Best seen while searching": numbers.score(result.score.cross_validated),
        SETTINGS: ", ".join(f"{name} {numbers.setting(value)}" for name, value in result.hyperparameters.items())
        or "none",
    }


def settings_of(record: RunRecord) -> dict[str, str]:
    """Return the settings of the leading trial, by what they are called."""
    result = record.result
    if result is None:
        return {}
    accounts = {
        account.name: account.title
        for family in record.families
        if family.name == result.family
        for account in family.hyperparameters
    }
    return {
        f"{accounts.get(name, name)} ({name})": numbers.setting(value) for name, value in result.hyperparameters.items()
    }


def _title(record: RunRecord, family: str) -> str:
    return next((known.title for known in record.families if known.name == family), family)
