"""The families there are: one line each. Those whose library cannot be loaded here are left out, with the reason."""

from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module

from models.errors import UnavailableFamilyError, UnknownFamilyError
from models.families.dummy import Dummy
from models.families.family import Family

_CLASSES: Mapping[str, str] = {
    "linear": "Linear",
    "k_nearest_neighbors": "KNearestNeighbors",
    "lightgbm": "LightGBM",
    "extra_trees": "ExtraTrees",
    "neural_network": "NeuralNetwork",
    "xgboost": "XGBoost",
    "random_forest": "RandomForest",
    "hist_gradient_boosting": "HistGradientBoosting",
    "catboost": "CatBoost",
}
"""The class of each family, in the module of its name."""

_REMEDIES: Mapping[str, str] = {
    "lightgbm": "install libgomp1 (on macOS libomp), the system's library for threads, and start again",
    "catboost": "install plaintune[catboost]",
}
"""Families whose library may be missing on a healthy machine, and what brings it."""

_EXTRAS = frozenset({"catboost"})
"""Families that come with an extra of the same name."""


@dataclass(frozen=True)
class Loaded:
    """The families that can be used here, and the reasons of the others.

    ``not_installed`` are those of extras that nobody asked for; ``unavailable`` are those that should be there.
    """

    families: tuple[Family, ...]
    unavailable: Mapping[str, str]
    not_installed: Mapping[str, str]


def load_families(classes: Mapping[str, str]) -> Loaded:
    """Import the modules of families, given the class in each, and sort out those whose library does not load.

    A library may be installed and yet not load: LightGBM's wheel needs ``libgomp.so.1`` of the system on Linux.
    """
    families: list[Family] = []
    unavailable: dict[str, str] = {}
    not_installed: dict[str, str] = {}
    for name, class_name in classes.items():
        try:
            module = import_module(f"models.families.{name}")
        except (ImportError, OSError) as error:
            if name not in _REMEDIES:
                raise
            if name in _EXTRAS and isinstance(error, ModuleNotFoundError) and error.name == name:
                not_installed[name] = f"it is not installed: {_REMEDIES[name]}"
            else:
                unavailable[name] = f"its library does not load on this machine ({error}): {_REMEDIES[name]}"
        else:
            families.append(getattr(module, class_name)())
    return Loaded(tuple(families), unavailable, not_installed)


_LOADED = load_families(_CLASSES)
FAMILIES: tuple[Family, ...] = _LOADED.families
UNAVAILABLE: Mapping[str, str] = _LOADED.unavailable
NOT_INSTALLED: Mapping[str, str] = _LOADED.not_installed

BASELINE: Family = Dummy()


def family_named(name: str) -> Family:
    """Return the family of that name, the baseline included.

    Raises
    ------
    UnavailableFamilyError
        When its library is not installed or does not load on this machine.
    UnknownFamilyError
        When there is none.
    """
    for family in (*FAMILIES, BASELINE):
        if family.name == name:
            return family
    reasons = {**NOT_INSTALLED, **UNAVAILABLE}
    if name in reasons:
        raise UnavailableFamilyError(name, reasons[name])
    raise UnknownFamilyError(name, tuple(family.name for family in FAMILIES))
