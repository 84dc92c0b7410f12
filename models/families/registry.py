"""The families there are: one line each. Those whose library cannot be loaded here are left out, with the reason."""

from collections.abc import Mapping
from importlib import import_module

from models.errors import UnavailableFamilyError, UnknownFamilyError
from models.families.dummy import Dummy
from models.families.family import Family

_CLASSES: Mapping[str, str] = {
    "linear": "Linear",
    "lightgbm": "LightGBM",
    "xgboost": "XGBoost",
    "extra_trees": "ExtraTrees",
    "random_forest": "RandomForest",
    "hist_gradient_boosting": "HistGradientBoosting",
}
"""The class of each family, in the module of its name."""

_REMEDIES: Mapping[str, str] = {
    "lightgbm": "install libgomp1 (on macOS libomp), the system's library for threads, and start again",
}
"""Families whose library may be missing on a healthy machine, and what brings it."""


def load_families(classes: Mapping[str, str]) -> tuple[tuple[Family, ...], dict[str, str]]:
    """Return the families that can be imported, and a reason for each of the others.

    A library may be installed and yet not load: LightGBM's wheel needs ``libgomp.so.1`` of the system on Linux.
    """
    families: list[Family] = []
    reasons: dict[str, str] = {}
    for name, class_name in classes.items():
        try:
            module = import_module(f"models.families.{name}")
        except (ImportError, OSError) as error:
            if name not in _REMEDIES:
                raise
            reasons[name] = f"its library does not load on this machine ({error}): {_REMEDIES[name]}"
        else:
            families.append(getattr(module, class_name)())
    return tuple(families), reasons


FAMILIES: tuple[Family, ...]
UNAVAILABLE: Mapping[str, str]
FAMILIES, UNAVAILABLE = load_families(_CLASSES)

BASELINE: Family = Dummy()


def family_named(name: str) -> Family:
    """Return the family of that name, the baseline included.

    Raises
    ------
    UnavailableFamilyError
        When its library does not load on this machine.
    UnknownFamilyError
        When there is none.
    """
    for family in (*FAMILIES, BASELINE):
        if family.name == name:
            return family
    if name in UNAVAILABLE:
        raise UnavailableFamilyError(name, UNAVAILABLE[name])
    raise UnknownFamilyError(name, tuple(family.name for family in FAMILIES))
