"""The slope of a validation loss in the strength of the penalty, against finite differences of scikit-learn's fits."""

import numpy as np
import pytest
from sklearn.linear_model import LogisticRegression, Ridge
from sklearn.metrics import log_loss, mean_squared_error

from models.families import penalty_gradient
from models.families.family import FitOrder, Rows
from models.families.linear import Linear
from models.record import Task

N_ROWS, N_FEATURES = 160, 10
STEP = 1e-3
N_CLASSES = {"regression": 0, "binary": 2, "multiclass": 4}


def parts(task: Task, *, weighted: bool) -> tuple[Rows, Rows]:
    """Return training and validation rows with a signal."""
    rng = np.random.default_rng(3)
    X = rng.normal(size=(2 * N_ROWS, N_FEATURES)).astype(np.float32)
    Z = X @ rng.normal(scale=0.6, size=(N_FEATURES, max(1, N_CLASSES[task])))
    if task == "regression":
        y = 5 * (Z[:, 0] + rng.normal(size=len(X)))
    elif task == "binary":
        y = (Z[:, 0] + rng.logistic(size=len(X)) > 0).astype(float)
    else:
        y = (Z + rng.gumbel(size=Z.shape)).argmax(axis=1).astype(float)
    weight = rng.uniform(0.2, 2.0, size=len(X)) if weighted else None
    halves = (slice(None, N_ROWS), slice(N_ROWS, None))
    train, validation = (Rows(X[half], y[half], None if weight is None else weight[half]) for half in halves)
    return train, validation


def exact_loss(task: Task, alpha: float, train: Rows, validation: Rows) -> float:
    """Return the validation loss of scikit-learn's fit, carried to full precision."""
    X, strength = np.asarray(train.X, float), alpha * len(train.y)
    seen, weight = np.asarray(validation.X, float), validation.weight
    if task == "regression":
        ridge = Ridge(alpha=strength).fit(X, train.y, train.weight)
        return float(mean_squared_error(validation.y, ridge.predict(seen), sample_weight=weight))
    logistic = LogisticRegression(C=1 / strength, solver="newton-cholesky", tol=1e-12, max_iter=1_000)
    probability = logistic.fit(X, train.y, train.weight).predict_proba(seen)
    return float(log_loss(validation.y, probability, sample_weight=weight, labels=logistic.classes_))


def measured(task: Task, alpha: float, train: Rows, validation: Rows) -> tuple[float, float]:
    """Return loss and slope as an evaluation measures them."""
    order = FitOrder(train, task, N_CLASSES[task], "log_loss", ("q",) * N_FEATURES, 0)
    hyperparameters = {"alpha": alpha, "l1_ratio": 0.0}
    found = Linear().hypergradient(Linear().fit(hyperparameters, order), hyperparameters, order, validation)
    assert found is not None
    assert found.hyperparameter == "alpha"
    return found.loss, found.slope


@pytest.mark.parametrize("weighted", [False, True])
@pytest.mark.parametrize("alpha", [1e-5, 1e-3, 0.1, 5.0])
@pytest.mark.parametrize("task", N_CLASSES)
def test_slope_is_that_of_finite_differences(task: Task, alpha: float, *, weighted: bool) -> None:
    """The implicit function theorem must give what trying it out gives."""
    train, validation = parts(task, weighted=weighted)
    loss, slope = measured(task, alpha, train, validation)
    above, below = (exact_loss(task, alpha * np.exp(step), train, validation) for step in (STEP, -STEP))

    assert loss == pytest.approx(exact_loss(task, alpha, train, validation), rel=1e-5)
    assert slope == pytest.approx((above - below) / (2 * STEP), rel=1e-4)


def test_class_that_training_did_not_see_is_left_out() -> None:
    """Its probability is zero, and the logarithm of that would drown everything."""
    train, validation = parts("multiclass", weighted=False)
    kept = train.y < 3
    train = Rows(train.X[kept], train.y[kept])
    known = validation.y < 3
    loss, slope = measured("multiclass", 0.01, train, validation)

    assert (loss, slope) == measured("multiclass", 0.01, train, Rows(validation.X[known], validation.y[known]))
    assert np.isfinite(slope)


def test_l1_penalty_has_no_slope() -> None:
    """It has a kink at zero."""
    train, validation = parts("binary", weighted=False)
    order = FitOrder(train, "binary", 2, "log_loss", ("q",) * N_FEATURES, 0)
    hyperparameters = {"alpha": 0.01, "l1_ratio": 0.5}

    assert Linear().hypergradient(Linear().fit(hyperparameters, order), hyperparameters, order, validation) is None


def test_of_very_many_rows_a_part_is_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    """The slope of a part points the same way as that of all."""
    train, validation = parts("binary", weighted=False)
    _, whole = measured("binary", 2.0, train, validation)
    monkeypatch.setattr(penalty_gradient, "MAX_ROWS", 100)
    monkeypatch.setattr(penalty_gradient, "MIN_ROWS", 100)
    _, part = measured("binary", 2.0, train, validation)

    assert part != whole
    assert part == pytest.approx(whole, rel=0.3)
