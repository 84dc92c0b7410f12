"""A few fitted networks as plain arrays.

scikit-learn's networks are those that are fitted; this one is what is kept. It predicts the same, a single row
takes a fraction of a millisecond, and its file holds a handful of arrays and no optimizer.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit, softmax

from models.encoding import Matrix
from models.families.normal_scores import NormalScores

Array = NDArray[np.float64]
CELLS_AT_A_TIME = 2_000_000


class CompactNetwork:
    """Networks of the same shape, one matrix product for all of them, their predictions averaged.

    Parameters
    ----------
    networks : fitted MLPClassifier or MLPRegressor, all of the same shape
    features : what they were given beside the columns themselves
    center, spread : of the target of a regression, which the networks saw as (y - center) / spread
    """

    def __init__(
        self, networks: Sequence[Any], features: NormalScores, center: float = 0.0, spread: float = 1.0
    ) -> None:
        first = networks[0]
        layers = range(len(first.coefs_))
        self.weights = [np.stack([network.coefs_[i] for network in networks]).astype(np.float32) for i in layers]
        self.offsets = [
            np.stack([network.intercepts_[i] for network in networks]).astype(np.float32)[:, None, :] for i in layers
        ]
        self.activation = str(first.activation)
        self.output = str(first.out_activation_)
        self.features = features
        self.center = center
        self.spread = spread
        self.classes_ = np.asarray(getattr(first, "classes_", ()))

    def predict(self, X: Matrix) -> Array:
        """Predict values, shape (n_rows,)."""
        return self._blocks(X)[:, 0] * self.spread + self.center

    def predict_proba(self, X: Matrix) -> Array:
        """Predict probabilities, shape (n_rows, n_classes)."""
        raw = self._blocks(X)
        return np.hstack([1 - raw, raw]) if self.output == "logistic" else raw

    def _blocks(self, X: Matrix) -> Array:
        widest = max(weight.shape[0] * max(weight.shape[1:]) for weight in self.weights)
        step = max(1, CELLS_AT_A_TIME // widest)
        return np.concatenate([self._average(X[i : i + step]) for i in range(0, max(1, len(X)), step)])

    def _average(self, X: Matrix) -> Array:
        """Return the mean of the networks' outputs, shape (n_rows, n_outputs)."""
        layer = self.features.appended(X)[None]
        last = len(self.weights) - 1
        for i, (weight, offset) in enumerate(zip(self.weights, self.offsets, strict=True)):
            layer = layer @ weight
            layer += offset
            if i < last and self.activation == "relu":
                np.maximum(layer, 0, out=layer)
            elif i < last:
                np.tanh(layer, out=layer)
        raw = layer.astype(np.float64)
        if self.output == "softmax":
            raw = softmax(raw, axis=-1)
        elif self.output == "logistic":
            raw = expit(raw)
        average: Array = raw.mean(axis=0)
        return average
