"""CatBoost is an extra: where it is installed, the laws of every family hold for it, and these."""

import numpy as np
import pytest

from models.families.family import FitOrder, Rows
from models.families.registry import family_named

pytest.importorskip(
    "catboost",
    reason="LEFT OUT: CatBoost is not installed, so that nothing of this family is tested; install plaintune[catboost]",
)


def test_catboost_takes_part_when_it_is_installed(monkeypatch: pytest.MonkeyPatch, tmp_path) -> None:  # noqa: ANN001
    """Whoever installs the extra wants it tried. It must leave no files where a run happens to stand."""
    monkeypatch.chdir(tmp_path)
    X = np.random.default_rng(0).normal(size=(60, 2)).astype(np.float32)
    rows = Rows(X, (X[:, 0] > 0).astype(float))
    family = family_named("catboost")
    values = {h.name: h.default for h in family.account("binary").hyperparameters}

    fitted = family.fit(values, FitOrder(rows, "binary", 2, "log_loss", ("q", "q"), 0, rounds=5))

    assert fitted.rounds == 5
    assert list(tmp_path.iterdir()) == []
