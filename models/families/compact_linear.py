"""A fitted linear model as its coefficients.

scikit-learn's model is the one that is fitted; this one is what is kept. It predicts the same, without the checks of
every call, which take longer than a row does.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit, softmax

from models.encoding import Matrix
from models.families.target_unit import OWN_UNIT, TargetUnit

Array = NDArray[np.float64]


class CompactLinear:
    """Coefficients and intercepts, and for classes what turns sums into probabilities.

    Parameters
    ----------
    model : fitted LogisticRegression, Ridge or ElasticNet, one target
    unit : the one that a regression's target was fitted in

    Attributes
    ----------
    coef_, intercept_ : of shape (n_outputs, n_features) and (n_outputs,); values and two classes have one output
    """

    def __init__(self, model: Any, unit: TargetUnit = OWN_UNIT) -> None:  # noqa: ANN401  scikit-learn's share no type
        self.coef_ = np.atleast_2d(np.asarray(model.coef_, dtype=float)) * unit.spread
        self.intercept_ = np.atleast_1d(np.asarray(model.intercept_, dtype=float)) * unit.spread + unit.center
        self.classes_ = np.asarray(getattr(model, "classes_", ()))

    def predict(self, X: Matrix) -> Array:
        """Predict values, shape (n_rows,)."""
        return self._sums(X)[:, 0]

    def predict_proba(self, X: Matrix) -> Array:
        """Predict probabilities, shape (n_rows, n_classes)."""
        sums = self._sums(X)
        if sums.shape[1] > 1:
            return np.asarray(softmax(sums, axis=1))
        positive = expit(sums[:, 0])
        return np.column_stack([1 - positive, positive])

    def _sums(self, X: Matrix) -> Array:
        sums: Array = X @ self.coef_.T + self.intercept_
        return sums
