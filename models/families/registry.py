"""The families there are: one line each."""

from models.errors import UnknownFamilyError
from models.families.dummy import Dummy
from models.families.family import Family
from models.families.k_nearest_neighbors import KNearestNeighbors
from models.families.linear import Linear
from models.families.neural_network import NeuralNetwork
from models.families.random_forest import RandomForest
from models.families.xgboost import XGBoost

FAMILIES: tuple[Family, ...] = (
    Linear(),
    RandomForest(),
    XGBoost(),
    NeuralNetwork(),
    KNearestNeighbors(),
)

BASELINE: Family = Dummy()


def family_named(name: str) -> Family:
    """Return the family of that name, the baseline included.

    Raises
    ------
    UnknownFamilyError
        When there is none.
    """
    for family in (*FAMILIES, BASELINE):
        if family.name == name:
            return family
    raise UnknownFamilyError(name, tuple(family.name for family in FAMILIES))
