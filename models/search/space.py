"""What may be tried: the account of a family's hyperparameters as an Optuna space, narrowed by what a user knows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import optuna
from optuna.distributions import BaseDistribution, CategoricalDistribution, FloatDistribution, IntDistribution

from models.errors import SpaceError
from models.families.registry import FAMILIES, family_named
from models.record import FamilyAccount, HyperparameterAccount, Scalar, Task


@dataclass(frozen=True)
class SearchSpace:
    """The hyperparameters of one family: those that are fixed, and the distributions of the others."""

    family: str
    fixed: Mapping[str, Scalar]
    distributions: Mapping[str, BaseDistribution]
    defaults: Mapping[str, Scalar]

    def complete(self, chosen: Mapping[str, Scalar]) -> dict[str, Scalar]:
        """Return all hyperparameters: the fixed ones, the chosen ones, defaults for the rest.

        A value outside of what a user narrowed is moved to the nearest end.
        """
        values = {**self.defaults, **chosen}
        values.update({name: _into(values[name], found) for name, found in self.distributions.items()})
        return {**values, **self.fixed}

    def searched(self, hyperparameters: Mapping[str, Scalar]) -> dict[str, Scalar]:
        """Return those of the values that the distributions cover."""
        return {name: hyperparameters[name] for name in self.distributions}

    def holds(self, hyperparameters: Mapping[str, Scalar]) -> bool:
        """Whether values lie within the distributions."""
        return all(
            _into(hyperparameters[name], found) == hyperparameters[name] for name, found in self.distributions.items()
        )

    def suggest(self, trial: optuna.Trial) -> dict[str, Scalar]:
        """Let Optuna choose."""
        return self.complete({name: _suggest(trial, name, found) for name, found in self.distributions.items()})


def space_of(account: FamilyAccount, narrowed: Mapping[str, Any]) -> SearchSpace:
    """Make the space of a family from its account and what a user fixed (a value) or narrowed (a list).

    Raises
    ------
    SpaceError
        For an unknown hyperparameter, or a value or range outside of what the account allows.
    """
    known = {hyperparameter.name: hyperparameter for hyperparameter in account.hyperparameters}
    for name in narrowed:
        if name not in known:
            raise SpaceError(account.name, name, f"unknown; {account.name} has {', '.join(known) or 'none'}")
    fixed: dict[str, Scalar] = {}
    distributions: dict[str, BaseDistribution] = {}
    for name, hyperparameter in known.items():
        wish = narrowed.get(name)
        if wish is not None and not isinstance(wish, (list, tuple)):
            fixed[name] = _checked(account.name, hyperparameter, wish)
        elif wish is not None:
            distributions[name] = _narrowed(account.name, hyperparameter, wish)
        elif hyperparameter.is_searched:
            distributions[name] = _distribution(hyperparameter, hyperparameter.low, hyperparameter.high)
    defaults = {name: hyperparameter.default for name, hyperparameter in known.items()}
    return SearchSpace(account.name, fixed, distributions, defaults)


def spaces_for(
    task: Task, families: Sequence[str], narrowed: Mapping[str, Mapping[str, Any]]
) -> dict[str, SearchSpace]:
    """Make the spaces of the families of a run; all families where none is named.

    Raises
    ------
    UnknownFamilyError, SpaceError
        For names and values that do not exist.
    """
    names = tuple(families) or tuple(family.name for family in FAMILIES)
    for name in narrowed:
        family_named(name)
        if name not in names:
            raise SpaceError(name, "*", "this family takes no part in the run; name it in families")
    return {name: space_of(family_named(name).account(task), narrowed.get(name, {})) for name in names}


def searched_account(account: FamilyAccount, space: SearchSpace) -> FamilyAccount:
    """Return the account with the ranges that were really searched, so that its words hold for the run."""
    return replace(account, hyperparameters=tuple(_searched(h, space) for h in account.hyperparameters))


def _searched(account: HyperparameterAccount, space: SearchSpace) -> HyperparameterAccount:
    found = space.distributions.get(account.name)
    if found is None:
        return replace(account, default=space.fixed.get(account.name, account.default), is_searched=False)
    default = _into(account.default, found)
    if isinstance(found, CategoricalDistribution):
        return replace(account, default=default, choices=tuple(found.choices))
    if isinstance(found, (IntDistribution, FloatDistribution)):
        return replace(account, default=default, low=float(found.low), high=float(found.high))
    return account


def _distribution(account: HyperparameterAccount, low: float | None, high: float | None) -> BaseDistribution:
    if account.kind == "choice":
        return CategoricalDistribution(account.choices)
    if account.kind == "int":
        return IntDistribution(int(low or 0), int(high or 0), log=account.is_log)
    return FloatDistribution(float(low or 0), float(high or 0), log=account.is_log)


def _narrowed(family: str, account: HyperparameterAccount, wish: Sequence[Any]) -> BaseDistribution:
    values = [_checked(family, account, value) for value in wish]
    if account.kind == "choice":
        if not values:
            raise SpaceError(family, account.name, "the list of choices is empty")
        return CategoricalDistribution(values)
    if len(values) != 2 or float(values[0] or 0) > float(values[1] or 0):
        raise SpaceError(family, account.name, "a range is [low, high]")
    return _distribution(account, float(values[0] or 0), float(values[1] or 0))


def _checked(family: str, account: HyperparameterAccount, value: Any) -> Scalar:  # noqa: ANN401  as it came from JSON
    if account.kind == "choice":
        if value not in account.choices:
            raise SpaceError(family, account.name, f"{value!r} is none of {', '.join(map(str, account.choices))}")
        return next(choice for choice in account.choices if choice == value)
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise SpaceError(family, account.name, f"{value!r} is not a number")
    low, high = float(account.low or 0), float(account.high or 0)
    if not low <= value <= high:
        raise SpaceError(family, account.name, f"{value} is outside of {low:g} to {high:g}")
    if account.kind == "int" and value != int(value):
        raise SpaceError(family, account.name, f"{value} is not a whole number")
    return int(value) if account.kind == "int" else float(value)


def _suggest(trial: optuna.Trial, name: str, found: BaseDistribution) -> Scalar:
    if isinstance(found, CategoricalDistribution):
        chosen: Scalar = trial.suggest_categorical(name, found.choices)
        return chosen
    if isinstance(found, IntDistribution):
        return trial.suggest_int(name, found.low, found.high, log=found.log)
    assert isinstance(found, FloatDistribution)  # noqa: S101  the three kinds that _distribution makes
    return trial.suggest_float(name, found.low, found.high, log=found.log)


def _into(value: Scalar, found: BaseDistribution) -> Scalar:
    """Move a value to the nearest one that a distribution allows."""
    if isinstance(found, CategoricalDistribution):
        return value if value in found.choices else found.choices[0]
    if isinstance(found, (IntDistribution, FloatDistribution)):
        return min(max(value, found.low), found.high)  # type: ignore[type-var]
    return value
