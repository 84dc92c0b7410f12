"""What to try before searching: the tuned default of each family, then configurations that did well elsewhere.

Values are those of AutoGluon's zero-shot portfolio (learned on TabRepo, 200 tables: Salinas and Erickson,
AutoML 2024), as far as our families have the hyperparameter.
"""

from collections.abc import Mapping

from models.evaluation import Configuration
from models.record import Scalar

_FIRST = (
    "linear",
    "lightgbm",
    "xgboost",
    "extra_trees",
    "random_forest",
    "hist_gradient_boosting",
    "catboost",
)

_PORTFOLIO: tuple[tuple[str, Mapping[str, Scalar]], ...] = (
    (
        "xgboost",
        {"learning_rate": 0.08776, "max_depth": 5, "min_child_weight": 0.6294, "colsample_bylevel": 0.6628},
    ),
    ("random_forest", {"max_features": 0.75, "min_samples_leaf": 1}),
    (
        "xgboost",
        {"learning_rate": 0.0384, "max_depth": 7, "min_child_weight": 0.5564, "colsample_bylevel": 0.7452},
    ),
    ("linear", {"alpha": 1e-4}),
    (
        "xgboost",
        {"learning_rate": 0.06634, "max_depth": 5, "min_child_weight": 1.409, "colsample_bylevel": 0.9759},
    ),
    ("random_forest", {"max_features": 0.75, "min_samples_leaf": 40}),
    (
        "xgboost",
        {"learning_rate": 0.0929, "max_depth": 7, "min_child_weight": 0.8042, "colsample_bylevel": 0.909},
    ),
)


def first_candidates(families: tuple[str, ...]) -> tuple[Configuration, ...]:
    """Return the tuned default of each family, the quickest first. Hyperparameters left out are defaults."""
    ordered = [name for name in _FIRST if name in families]
    ordered += [name for name in families if name not in ordered]
    return tuple(Configuration(name) for name in ordered)


def portfolio(families: tuple[str, ...]) -> tuple[Configuration, ...]:
    """Return the configurations to try after the defaults, in order."""
    return tuple(Configuration(name, values) for name, values in _PORTFOLIO if name in families)
