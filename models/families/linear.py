"""Linear models: logistic regression, ridge and elastic net, with L1 and L2 penalties."""

import warnings
from collections.abc import Mapping
from typing import Any

from scipy.linalg import LinAlgWarning
from sklearn.exceptions import ConvergenceWarning
from sklearn.linear_model import ElasticNet, LogisticRegression, Ridge

from models.encoding import Style
from models.families.compact_linear import CompactLinear
from models.families.family import FitOrder, Fitted, Rows
from models.families.penalty_gradient import penalty_gradient
from models.families.target_unit import TargetUnit
from models.record import FamilyAccount, Hypergradient, HyperparameterAccount, Scalar, Task

MAX_ITERATIONS = 300
TOLERANCE = 1e-3

ALPHA = HyperparameterAccount(
    name="alpha",
    title="regularization strength",
    kind="float",
    default=1e-3,
    low=1e-6,
    high=10.0,
    is_log=True,
    meaning="How strongly large coefficients are penalized, for each row of the average loss.",
    more="Coefficients shrink toward zero and the model becomes simpler.",
    less="The model follows the training rows more closely.",
    overfitting="More of it lowers the risk of overfitting; too much of it underfits.",
    cost="Small values need more iterations to converge.",
    source="scikit-learn's ElasticNet and LogisticRegression (C = 1 / (alpha x rows)); range of our own",
    aliases=("C", "lambda", "penalty", "regularization", "l2", "ridge", "weight decay"),
    coupled="The share of the L1 penalty, which says what the strength acts on; and the scale of the columns.",
    usual=(0.0001, 1.0),
    usual_source="path of glmnet on standardized columns (Friedman, Hastie and Tibshirani 2010, Journal of Statistical "
    "Software 33)",
)
L1_RATIO = HyperparameterAccount(
    name="l1_ratio",
    title="share of the L1 penalty",
    kind="choice",
    default=0.0,
    choices=(0.0, 0.5, 1.0),
    meaning="How the penalty is mixed: 0 is L2 (ridge), 1 is L1 (lasso), between them is elastic net.",
    more="More coefficients become exactly zero, so columns drop out of the model.",
    less="All coefficients shrink a little and correlated columns share their weight.",
    overfitting="L1 protects when few of many columns matter; L2 when many matter a little.",
    cost="Any L1 makes the fit several times slower.",
    source="Zou and Hastie 2005, Journal of the Royal Statistical Society B 67",
    aliases=("l1", "lasso", "elastic net", "elasticnet", "mix"),
    coupled="The regularization strength: the same strength does not brake L1 and L2 alike, so search both together.",
)

PORTFOLIO: tuple[Mapping[str, Scalar], ...] = (
    {"alpha": 1e-4},
    {"alpha": 1e-2, "l1_ratio": 0.5},
)
"""Weaker regularization for many rows, and columns that drop out for few; values of our own."""


class Linear:
    """A weighted sum of the features, penalized."""

    name = "linear"
    style: Style = "linear"
    stops_early = False
    varies_by_seed = False
    portfolio = PORTFOLIO

    def account(self, task: Task) -> FamilyAccount:
        """Describe the family."""
        title = "linear regression" if task == "regression" else "logistic regression"
        sentence = "It adds up the columns, each with a weight of its own: simple, fast, and hard to overfit."
        return FamilyAccount(self.name, title, sentence, (ALPHA, L1_RATIO), ("-alpha",))

    def fit(self, hyperparameters: Mapping[str, Scalar], order: FitOrder) -> Fitted:
        """Fit; a fit that has not fully converged after the last iteration is used as it is."""
        estimator = self._estimator(
            float(hyperparameters["alpha"] or 0), float(hyperparameters["l1_ratio"] or 0), order
        )
        rows, unit = order.train, TargetUnit.of(order)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", ConvergenceWarning)
            warnings.simplefilter(
                "ignore", LinAlgWarning
            )  # nearly equal columns; the penalty keeps the answer in bounds
            estimator.fit(rows.X, unit.inside(rows.y), rows.weight)
        return Fitted(CompactLinear(estimator, unit))

    def hypergradient(
        self, fitted: Fitted, hyperparameters: Mapping[str, Scalar], order: FitOrder, validation: Rows
    ) -> Hypergradient | None:
        """Return the slope of the validation loss in log alpha; None with any L1, whose penalty has a kink."""
        if float(hyperparameters["l1_ratio"] or 0) > 0:
            return None
        loss, slope = penalty_gradient(fitted.estimator, float(hyperparameters["alpha"] or 0), order, validation)
        return Hypergradient(ALPHA.name, loss, slope)

    def _estimator(self, alpha: float, l1_ratio: float, order: FitOrder) -> Any:  # noqa: ANN401
        n_rows = len(order.train.y)
        settings = {"max_iter": MAX_ITERATIONS, "tol": TOLERANCE, "random_state": order.seed}
        if order.task != "regression":
            solver = "lbfgs" if l1_ratio == 0 else "saga"
            return LogisticRegression(C=1 / (alpha * n_rows), l1_ratio=l1_ratio, solver=solver, **settings)
        if l1_ratio == 0:
            return Ridge(alpha=alpha * n_rows, random_state=order.seed)
        return ElasticNet(alpha=alpha, l1_ratio=l1_ratio, **settings)
