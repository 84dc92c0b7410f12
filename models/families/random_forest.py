"""Random forests: many deep trees on resampled rows, averaged."""

from collections.abc import Mapping

from sklearn.ensemble import RandomForestClassifier, RandomForestRegressor

from models.encoding import Style
from models.families.family import FitOrder, Fitted
from models.families.forest import COMPLEXITY, CRITERION, MAX_FEATURES, MIN_SAMPLES_LEAF, N_ESTIMATORS, grow
from models.record import FamilyAccount, HyperparameterAccount, Scalar, Task

PORTFOLIO: tuple[Mapping[str, Scalar], ...] = (
    {"max_features": 0.75, "min_samples_leaf": 1},
    {"max_features": 0.75, "min_samples_leaf": 2},
    {"max_features": 1.0, "min_samples_leaf": 5},
    {"max_features": 0.75, "min_samples_leaf": 40},
)
"""The random forests of AutoGluon's portfolio, the most useful first (learned on TabRepo, 200 tables)."""


class RandomForest:
    """Deep trees, each on its own bootstrap of the rows, averaged."""

    name = "random_forest"
    style: Style = "tree"
    stops_early = False
    varies_by_seed = False
    portfolio = PORTFOLIO

    def account(self, task: Task) -> FamilyAccount:
        """Describe the family; a regression has one way to judge a split."""
        hyperparameters: tuple[HyperparameterAccount, ...] = (N_ESTIMATORS, MAX_FEATURES, MIN_SAMPLES_LEAF)
        if task != "regression":
            hyperparameters += (CRITERION,)
        sentence = "It grows many deep trees on resampled rows and averages them: steady, and hard to get wrong."
        return FamilyAccount(self.name, "random forest", sentence, hyperparameters, COMPLEXITY, remembers_rows=True)

    def fit(self, hyperparameters: Mapping[str, Scalar], order: FitOrder) -> Fitted:
        """Grow all trees, or as many as the seconds allow."""
        kind = RandomForestRegressor if order.task == "regression" else RandomForestClassifier
        return grow(kind, hyperparameters, order)
