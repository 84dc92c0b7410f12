"""Which what-ifs can be carried out on a run, and the configuration that one of them means."""

from collections.abc import Mapping
from dataclasses import replace
from math import isfinite

from models.errors import WhatIfOrderError
from models.evaluation import Configuration
from models.families.registry import BASELINE, family_named
from models.record import FamilyAccount, HyperparameterAccount, RunRecord, Scalar, Settings, Trial, WhatIfOrder
from models.search.space import space_of
from models.search.techniques.registry import spaces_to_search

MOST_FOLDS, LEAST_FRACTION = 20, 0.01
FARTHEST = 100.0
"""How many times the largest searched value may be asked for: beyond it lies what no machine can fit."""
_WITH_FAMILY = ("hyperparameters", "trials", "family")


def check_what_if(order: WhatIfOrder, record: RunRecord) -> None:
    """Refuse a what-if that cannot be carried out on a run.

    Raises
    ------
    WhatIfOrderError, UnknownFamilyError, UnknownTechniqueError, SpaceError, NotDifferentiableError
        With what is wrong, and what can be asked for.
    """
    if record.result is None:
        raise WhatIfOrderError("what-if", "the run has delivered no model, so there is nothing to compare with")
    if len(order.kinds) != 1:
        raise WhatIfOrderError(
            "what-if",
            "ask for one thing: hyperparameters, family, without_columns, folds, rows_fraction, trials or technique",
        )
    (kind,) = order.kinds
    if order.family is not None:
        family_named(order.family)
        if kind not in _WITH_FAMILY:
            raise WhatIfOrderError("family", f"it goes with hyperparameters or trials, not with {kind}")
    {
        "hyperparameters": _check_configuration,
        "family": _check_configuration,
        "without_columns": _check_columns,
        "folds": _check_folds,
        "rows_fraction": _check_fraction,
        "trials": _check_trials,
        "technique": _check_technique,
    }[kind](order, record)


def configuration_of(order: WhatIfOrder, record: RunRecord) -> Configuration:
    """Return the configuration that is asked for: values changed in the winner's, or in the best of another family.

    Raises
    ------
    WhatIfOrderError
        For hyperparameters that the family does not have, and values that they cannot take.
    """
    winner = winner_of(record)
    family = order.family or winner.family
    account = family_named(family).account(record.goal.task)
    known = {item.name: item for item in account.hyperparameters}
    for name in order.hyperparameters:
        if name not in known:
            has = ", ".join(known) or "none"
            raise WhatIfOrderError(f"hyperparameters.{name}", f"unknown to {family}, which has {has}")
    changed = {name: _value(known[name], value) for name, value in order.hyperparameters.items()}
    return Configuration(family, {**base_of(order, record), **changed})


def base_of(order: WhatIfOrder, record: RunRecord) -> Mapping[str, Scalar]:
    """Return the hyperparameters in which values change: the winner's, the best of the family, or its defaults."""
    winner = winner_of(record)
    family = order.family or winner.family
    best = winner if winner.family == family else best_of(record, family)
    if best is not None:
        return best.hyperparameters
    return space_of(_account(record, family), {}).complete({})


def best_of(record: RunRecord, family: str) -> Trial | None:
    """Return the best complete trial of a family; None where there is none."""
    return next((record.trial(entry.trial) for entry in record.leaderboard if entry.family == family), None)


def winner_of(record: RunRecord) -> Trial:
    """Return the trial that leads what is delivered."""
    if record.result is None:
        raise WhatIfOrderError("what-if", "the run has delivered no model, so there is nothing to compare with")
    return record.trial(record.result.trial)


def search_settings(order: WhatIfOrder, record: RunRecord) -> Settings:
    """Return the settings of the search that is asked for: in another way, or in one family alone; without seconds."""
    settings = replace(record.settings, seconds=None, technique=order.technique or record.settings.technique)
    if order.family is None:
        return settings
    space = {name: narrowed for name, narrowed in settings.space.items() if name == order.family}
    return replace(settings, families=(order.family,), space=space)


def _account(record: RunRecord, family: str) -> FamilyAccount:
    """Return the account of a family: that of the run, whose defaults hold what was fixed, where it took part."""
    known = {account.name: account for account in record.families}
    return known.get(family) or family_named(family).account(record.goal.task)


def _check_configuration(order: WhatIfOrder, record: RunRecord) -> None:
    family = order.family or winner_of(record).family
    if family == BASELINE.name:
        raise WhatIfOrderError("family", "the baseline has nothing to change: name a family")
    configuration_of(order, record)


def _check_columns(order: WhatIfOrder, record: RunRecord) -> None:
    used = [column.name for column in record.data.columns if column.is_used]
    known = {column.name for column in record.data.columns}
    for name in order.without_columns:
        if name not in known:
            raise WhatIfOrderError("without_columns", f'the table has no column "{name[:100]}"')
        if name not in used:
            because = f'"{name[:100]}" is no column that the models see, so leaving it out changes nothing'
            raise WhatIfOrderError("without_columns", because)
    if not set(used) - set(order.without_columns):
        raise WhatIfOrderError("without_columns", "no column would be left to predict from")


def _check_folds(order: WhatIfOrder, record: RunRecord) -> None:
    folds = order.folds or 0
    if not 2 <= folds <= MOST_FOLDS:
        raise WhatIfOrderError("folds", f"{folds} is outside of 2 to {MOST_FOLDS}")
    if record.folds is not None and folds == record.folds.n_folds:
        raise WhatIfOrderError("folds", f"the run has {folds} folds: ask for another number")


def _check_fraction(order: WhatIfOrder, record: RunRecord) -> None:  # noqa: ARG001  the shape of all checks
    fraction = order.rows_fraction or 0.0
    if not LEAST_FRACTION <= fraction < 1:
        raise WhatIfOrderError("rows_fraction", f"{fraction:g} is no share from {LEAST_FRACTION:g} up to below 1")


def _check_trials(order: WhatIfOrder, record: RunRecord) -> None:
    if (order.trials or 0) < 1:
        raise WhatIfOrderError("trials", "ask for at least 1 more")
    spaces_to_search(search_settings(order, record), record.goal.task)


def _check_technique(order: WhatIfOrder, record: RunRecord) -> None:
    if order.technique == record.settings.technique:
        because = "the run was searched in this way already: ask for another technique, or for more trials"
        raise WhatIfOrderError("technique", because)
    spaces_to_search(search_settings(order, record), record.goal.task)


def _value(account: HyperparameterAccount, value: Scalar) -> Scalar:
    """Check one value: of the right kind, and not absurd. It may lie outside of the searched range."""
    field = f"hyperparameters.{account.name}"
    if account.kind == "choice":
        if value not in account.choices:
            raise WhatIfOrderError(field, f"{value!r} is none of {', '.join(map(str, account.choices))}")
        return next(choice for choice in account.choices if choice == value)
    if isinstance(value, bool) or not isinstance(value, int | float) or not isfinite(value):
        raise WhatIfOrderError(field, f"{value!r} is not a number")
    low, high = account.low or 0.0, account.high or 0.0
    if low >= 0 and (value < 0 or (account.is_log and value == 0)):
        raise WhatIfOrderError(field, f"{value:g} is too small: the search looks from {low:g} to {high:g}")
    if high > 0 and value > FARTHEST * high:
        raise WhatIfOrderError(field, f"{value:g} is too large: the search looks from {low:g} to {high:g}")
    if account.kind == "int" and value != int(value):
        raise WhatIfOrderError(field, f"{value:g} is not a whole number")
    return int(value) if account.kind == "int" else float(value)
