"""The old model stays whole until the new one is complete, whatever dies in between."""

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from sklearn.datasets import load_breast_cancer

import models.run
from models.artifact import load
from models.model_folder import clear_remains, new_folder, put_in_place
from models.record import Goal, RunRecord, Settings
from models.run import RunOrder, execute
from models.search.continuation import standing_trials
from models.sink import History, MemorySink
from models.table import table_from_frame

ROWS = load_breast_cancer(as_frame=True).frame.iloc[::4]
GOAL = Goal(text="", target="target", task="binary", metric="log_loss", positive_class="1")
DIES_AFTER_THE_FITS = """
import os, sys
sys.path.insert(0, {root!r})
import models.run, tests.models.test_model_folder as here
from pathlib import Path
from tests.models.conftest import InlineEvaluator
models.run.LocalEvaluator = InlineEvaluator
models.run.{step} = lambda *_: os._exit(9)
here.run(Path({folder!r}), seed=1)
"""


def run(folder: Path, seed: int = 0, history: History | None = None) -> RunRecord:
    """Run a small search whose models differ by seed."""
    given = {"xgboost": {"n_estimators": 5, "subsample": 0.6}}
    settings = Settings(seconds=None, trials=2, folds=3, seed=seed, families=("xgboost",), space=given)
    order = RunOrder(table_from_frame(ROWS, "tumors"), GOAL, settings, n_jobs=1)
    return execute(order, folder, MemorySink(), history or History())


def answers(folder: Path) -> np.ndarray:
    """Return what the run's model says."""
    return load(folder / "model").predict_proba(ROWS)


@pytest.mark.parametrize("step", ["delivery_of", "write_model", "put_in_place"])
@pytest.mark.usefixtures("inline")
def test_a_run_that_fails_while_it_writes_leaves_the_old_model(
    step: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The new fits are written by then, under the names that the old manifest holds."""
    record, before = run(tmp_path), answers(tmp_path)

    def fail(*_: object) -> None:
        raise OSError("no space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(models.run, step, fail)
        with pytest.raises(OSError, match="no space"):
            run(tmp_path, seed=1, history=History(standing_trials(record.trials)))

    assert np.array_equal(answers(tmp_path), before)
    run(tmp_path, seed=1)
    assert not np.array_equal(answers(tmp_path), before)
    assert [path.name for path in tmp_path.glob("model*")] == ["model"]


@pytest.mark.usefixtures("inline")
@pytest.mark.parametrize("step", ["write_model", "put_in_place"])
def test_a_killed_process_leaves_the_old_model(step: str, tmp_path: Path) -> None:
    """No handler runs then, and nothing is tidied up before the next start."""
    run(tmp_path)
    before = answers(tmp_path)
    code = DIES_AFTER_THE_FITS.format(root=str(Path(__file__).parents[2]), step=step, folder=str(tmp_path))

    died = subprocess.run([sys.executable, "-c", code], check=False, env={**os.environ}, timeout=120)

    assert died.returncode == 9
    assert list(tmp_path.glob("model.new-*"))
    assert np.array_equal(answers(tmp_path), before)
    clear_remains(tmp_path)
    assert [path.name for path in tmp_path.glob("model*")] == ["model"]
    assert np.array_equal(answers(tmp_path), before)


def made(folder: Path, text: str) -> Path:
    """Make a folder with one file."""
    folder.mkdir(parents=True)
    (folder / "file").write_text(text)
    return folder


def test_a_model_that_was_moved_aside_comes_back(tmp_path: Path) -> None:
    """Between two renames there is no model, and a kill may fall there."""
    made(tmp_path / "model.old", "old")
    made(new_folder(tmp_path), "new")

    clear_remains(tmp_path)

    assert [path.name for path in tmp_path.iterdir()] == ["model"]
    assert (tmp_path / "model" / "file").read_text() == "old"


def test_the_new_model_takes_the_place_of_the_old_as_a_whole(tmp_path: Path) -> None:
    """No file of the old one stays among those of the new one."""
    made(tmp_path / "model", "old")
    (tmp_path / "model" / "only in the old one").touch()
    made(new_folder(tmp_path), "new")

    put_in_place(tmp_path)

    assert [path.name for path in tmp_path.iterdir()] == ["model"]
    assert [path.read_text() for path in (tmp_path / "model").iterdir()] == ["new"]


def test_a_run_without_a_folder_has_nothing_to_clear(tmp_path: Path) -> None:
    """The first start of all makes it."""
    clear_remains(tmp_path / "none")

    assert not (tmp_path / "none").exists()
