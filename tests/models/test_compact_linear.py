"""The compact form of a linear model predicts what scikit-learn's model predicts."""

from typing import Any

import numpy as np
import pytest
from sklearn.linear_model import ElasticNet, LogisticRegression, Ridge

from models.families.compact_linear import CompactLinear

X = np.random.default_rng(0).normal(size=(300, 6)).astype(np.float32)
SIGNAL = X @ np.array([2.0, -1.0, 0.5, 0.0, 0.0, 3.0]) + 1e3


@pytest.mark.parametrize("model", [Ridge(), ElasticNet(0.1)])
def test_values_are_those_of_scikit_learn(model: Any) -> None:  # noqa: ANN401
    """Whatever the number of rows."""
    model.fit(X, SIGNAL)
    compact = CompactLinear(model)

    for rows in (X, X[:1]):
        assert compact.predict(rows) == pytest.approx(model.predict(rows), rel=1e-6)
        assert compact.predict(rows).shape == (len(rows),)


@pytest.mark.parametrize("n_classes", [2, 4])
def test_probabilities_are_those_of_scikit_learn(n_classes: int) -> None:
    """Two classes have one sum, more have one each."""
    y = np.digitize(SIGNAL, np.quantile(SIGNAL, np.arange(1, n_classes) / n_classes)) + 2
    model = LogisticRegression(C=0.1).fit(X, y)
    compact = CompactLinear(model)

    assert compact.classes_.tolist() == list(range(2, 2 + n_classes))
    for rows in (X, X[:1]):
        assert compact.predict_proba(rows) == pytest.approx(model.predict_proba(rows), abs=1e-5)
