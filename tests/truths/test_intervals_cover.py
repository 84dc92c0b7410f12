"""What a run promises of single predictions holds on rows that nobody has seen."""

import numpy as np
import pandas as pd
import pytest

from models import AutoMLClassifier, AutoMLRegressor
from models.conformal import LEVEL

N_ROWS, N_NEW = 600, 2_000
THREE_ERRORS = 3 * np.sqrt(LEVEL * (1 - LEVEL) * (1 / N_ROWS + 1 / N_NEW))
FAMILIES = ("linear", "lightgbm")


def rows(n_rows: int, seed: int, *, grows: bool) -> tuple[pd.DataFrame, pd.Series]:
    """Return features and an answer whose noise grows with it, or does not."""
    rng = np.random.default_rng(seed)
    X = pd.DataFrame({"a": rng.uniform(0, 4, n_rows), "b": rng.normal(size=n_rows)})
    mean = X["a"] ** 2 + X["b"]
    return X, mean + (0.3 * mean.abs() if grows else 2.0) * rng.normal(size=n_rows)


@pytest.mark.parametrize("grows", [False, True])
def test_an_interval_holds_nine_of_ten_fresh_values(grows: bool) -> None:
    """With what the run had to learn itself, the mean included; the record's own measurement says the same."""
    search = AutoMLRegressor(seconds=None, trials=4, folds=5, families=FAMILIES).fit(*rows(N_ROWS, 1, grows=grows))
    X, y = rows(N_NEW, 2, grows=grows)
    ends = search.predict_interval(X)
    told = search.record_.uncertainty
    assert told is not None

    inside = (ends[:, 0] <= y) & (y <= ends[:, 1])

    assert inside.mean() == pytest.approx(LEVEL, abs=THREE_ERRORS)
    assert told.coverage == pytest.approx(inside.mean(), abs=THREE_ERRORS)
    assert told.knots or not grows


def test_a_set_holds_nine_of_ten_fresh_classes() -> None:
    """Classes that overlap, so that one class alone would be too little."""
    X, y = rows(N_ROWS, 3, grows=False)
    edges = np.quantile(y, [1 / 3, 2 / 3])
    search = AutoMLClassifier(seconds=None, trials=4, folds=5, families=FAMILIES).fit(X, np.digitize(y, edges))
    X, y = rows(N_NEW, 4, grows=False)
    truth = np.digitize(y, edges)
    members = search.predict_set(X)

    assert members[np.arange(N_NEW), truth].mean() == pytest.approx(LEVEL, abs=THREE_ERRORS)
    assert (search.predict(X) == truth).mean() < LEVEL - 0.1
    assert members.sum(axis=1).mean() < 2.5
