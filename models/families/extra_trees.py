"""Extra trees: a forest whose thresholds are drawn at random."""

from collections.abc import Mapping
from dataclasses import replace

from sklearn.ensemble import ExtraTreesClassifier, ExtraTreesRegressor

from models.encoding import Style
from models.families.family import FitOrder, Fitted
from models.families.forest import COMPLEXITY, CRITERION, MAX_FEATURES, MIN_SAMPLES_LEAF, N_ESTIMATORS, grow
from models.record import FamilyAccount, HyperparameterAccount, Scalar, Task

GEURTS = "Geurts, Ernst and Wehenkel 2006, Machine Learning 63"
TABREPO = "first extra trees of the portfolio learned on TabRepo (Salinas and Erickson, AutoML 2024); " + GEURTS

_SPACE = (
    N_ESTIMATORS,
    replace(
        MAX_FEATURES,
        default=0.75,
        meaning="At each split a tree tries one random threshold in each of this share of the columns.",
        more="The best of more random splits is taken: trees become stronger, and resemble each other more.",
        less="Splits come closer to pure chance: trees differ more, and more of them hit useless columns.",
        overfitting="Less of it makes the forest smoother; with many useless columns it underfits.",
        source=TABREPO,
    ),
    replace(
        MIN_SAMPLES_LEAF,
        default=1,
        overfitting="More of it lowers the risk on noisy targets. Trees of single rows are less harmful than in a "
        "random forest, because their thresholds are random already.",
        source=TABREPO,
    ),
)
PORTFOLIO: tuple[Mapping[str, Scalar], ...] = (
    {"max_features": 0.75, "min_samples_leaf": 1},
    {"max_features": 1.0, "min_samples_leaf": 4},
    {"max_features": 1.0, "min_samples_leaf": 20},
    {"max_features": 0.75, "min_samples_leaf": 4},
)
"""The extra trees of AutoGluon's portfolio, the most useful first (learned on TabRepo, 200 tables)."""


class ExtraTrees:
    """Deep trees on all rows, their thresholds drawn at random, averaged."""

    name = "extra_trees"
    style: Style = "tree"
    stops_early = False
    varies_by_seed = False
    portfolio = PORTFOLIO

    def account(self, task: Task) -> FamilyAccount:
        """Describe the family; a regression has one way to judge a split."""
        space: tuple[HyperparameterAccount, ...] = _SPACE if task == "regression" else (*_SPACE, CRITERION)
        sentence = (
            "It grows many deep trees whose thresholds are drawn at random, and averages them: quicker and smoother "
            "than a random forest, and often as good."
        )
        return FamilyAccount(self.name, "extra trees", sentence, space, COMPLEXITY, remembers_rows=True)

    def fit(self, hyperparameters: Mapping[str, Scalar], order: FitOrder) -> Fitted:
        """Grow all trees, or as many as the seconds allow."""
        kind = ExtraTreesRegressor if order.task == "regression" else ExtraTreesClassifier
        return grow(kind, hyperparameters, order)
