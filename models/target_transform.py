"""A skewed target of a regression on another scale: learned on the rows of each fit, predictions mapped back.

Families see the answers on that scale; metrics, predictions and whoever reads them see the target's own unit.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.preprocessing import PowerTransformer

from models.families.dummy import Dummy
from models.families.family import Family, FitOrder, Fitted, Rows
from models.problem import TargetScale
from models.record import Scalar

Array = NDArray[np.float64]


class ScaledTarget:
    """An estimator that was fitted on another scale of the target, and predicts on the target's own.

    Parameters
    ----------
    scale : ``log`` for values above zero, or ``yeo-johnson`` (Biometrika 87, 2000) for any

    Attributes
    ----------
    estimator_ : what was fitted
    low_, high_ : the answers of the fit on that scale; a prediction beyond them, which mapping back could blow up, is
        taken for the nearest
    """

    def __init__(self, scale: TargetScale) -> None:
        self.scale = scale

    def learn(self, y: Array) -> "ScaledTarget":
        """Learn the scale from answers of shape (n_rows,)."""
        if self.scale == "yeo-johnson":
            self.power_ = PowerTransformer().fit(y[:, None])
        scaled = self.scaled(y)
        self.low_, self.high_ = float(scaled.min()), float(scaled.max())
        return self

    def scaled(self, y: Array) -> Array:
        """Return answers on the scale, shape (n_rows,)."""
        scaled: Array = np.log(y) if self.scale == "log" else self.power_.transform(y[:, None])[:, 0]
        return scaled

    def predict(self, X: NDArray[np.float32]) -> Array:
        """Predict in the target's own unit, shape (n_rows,)."""
        predicted = np.asarray(self.estimator_.predict(X), dtype=float).reshape(len(X))
        inside = np.clip(predicted, self.low_, self.high_)
        own: Array = np.exp(inside) if self.scale == "log" else self.power_.inverse_transform(inside[:, None])[:, 0]
        return own

    def of(self, estimator: Any) -> "ScaledTarget":  # noqa: ANN401  scikit-learn's have no common type
        """Take the fitted estimator."""
        self.estimator_ = estimator
        return self


def fit_on_scale(family: Family, hyperparameters: Mapping[str, Scalar], order: FitOrder, scale: TargetScale) -> Fitted:
    """Fit one configuration on a scale of the target; the baseline always predicts the mean of the target itself."""
    if scale == "own" or isinstance(family, Dummy):
        return family.fit(hyperparameters, order)
    target = ScaledTarget(scale).learn(order.train.y)
    stop = None if order.stop is None else _scaled(order.stop, target)
    fitted = family.fit(hyperparameters, replace(order, train=_scaled(order.train, target), stop=stop))
    return replace(fitted, estimator=target.of(fitted.estimator))


def _scaled(rows: Rows, target: ScaledTarget) -> Rows:
    return replace(rows, y=target.scaled(rows.y))
