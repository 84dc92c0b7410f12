"""Families whose library does not load are left out, and everything else goes on."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from models.errors import UnavailableFamilyError
from models.families import registry
from models.families.registry import FAMILIES, family_named
from models.portfolio import first_candidates

WITHOUT_LIBGOMP = """
from models.families.registry import FAMILIES, UNAVAILABLE
assert "lightgbm" not in {family.name for family in FAMILIES}
assert len(FAMILIES) > 2
print(UNAVAILABLE["lightgbm"])
"""
WITHOUT_CATBOOST = """
from models.errors import UnavailableFamilyError
from models.families.registry import FAMILIES, UNAVAILABLE, family_named
assert "catboost" not in {family.name for family in FAMILIES} | set(UNAVAILABLE)
try:
    family_named("catboost")
except UnavailableFamilyError as error:
    print(error)
"""
A_RUN = """
import numpy as np, pandas as pd
from models.estimator import AutoMLClassifier
rng = np.random.default_rng(0)
X = pd.DataFrame({"a": rng.normal(size=60)})
if __name__ == "__main__":
    search = AutoMLClassifier(trials=3, n_jobs=1, seed=0).fit(X, (X["a"] > 0).astype(str))
    print([d.because for d in search.record_.decisions if d.chosen == "left out lightgbm"])
"""


@pytest.fixture
def no_libgomp(tmp_path: Path) -> dict[str, str]:
    """Return an environment in which ``import lightgbm`` ends as it does where the system lacks libgomp."""
    (tmp_path / "lightgbm.py").write_text('raise OSError("libgomp.so.1: cannot open shared object file")\n')
    return {**os.environ, "PYTHONPATH": os.pathsep.join([str(tmp_path), *sys.path])}


def test_lightgbm_is_left_out_with_its_reason_where_the_system_lacks_libgomp(no_libgomp: dict[str, str]) -> None:
    """A missing system library must not take the service down with it."""
    code = [sys.executable, "-c", WITHOUT_LIBGOMP]
    answer = subprocess.run(code, env=no_libgomp, capture_output=True, text=True, check=True).stdout

    assert "libgomp.so.1: cannot open" in answer
    assert "install libgomp1" in answer


def test_run_writes_down_which_family_it_lacks(no_libgomp: dict[str, str], tmp_path: Path) -> None:
    """A reader of the run learns what was not tried, and what to install."""
    script = tmp_path / "a_run.py"
    script.write_text(A_RUN)
    answer = subprocess.run([sys.executable, script], env=no_libgomp, capture_output=True, text=True, check=True).stdout

    assert "install libgomp1" in answer


def test_extra_that_is_not_installed_is_no_news(tmp_path: Path) -> None:
    """Nobody asked for it: no decision speaks of it, and who names it is told how to get it."""
    (tmp_path / "catboost.py").write_text('raise ModuleNotFoundError("No module named catboost", name="catboost")\n')
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(tmp_path), *sys.path])}
    code = [sys.executable, "-c", WITHOUT_CATBOOST]
    answer = subprocess.run(code, env=environment, capture_output=True, text=True, check=True).stdout

    assert "install plaintune[catboost]" in answer


def test_unavailable_family_is_refused_by_its_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who asks for it by name is told what is missing, not that it does not exist."""
    monkeypatch.setattr(registry, "UNAVAILABLE", {"imagined": "its library does not load: install it"})

    with pytest.raises(UnavailableFamilyError, match="install it"):
        family_named("imagined")


def test_broken_family_of_our_own_is_an_error() -> None:
    """Only libraries that may be missing are forgiven: a mistake in a module of ours must be seen."""
    with pytest.raises(ImportError):
        registry.load_families({"not_there": "NotThere"})


def test_every_family_has_its_place_among_the_first_candidates() -> None:
    """Quick families go first, so that a short run ends with a model."""
    names = tuple(family.name for family in FAMILIES)

    assert first_candidates(tuple(reversed(names)))[0].family == "linear"
    assert [c.family for c in first_candidates(names)] == [c.family for c in first_candidates(tuple(reversed(names)))]
