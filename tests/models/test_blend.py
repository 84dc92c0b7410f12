"""What is made of members' predictions, and that records and folders keep it."""

import hashlib
import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from sklearn.datasets import load_breast_cancer

from models.artifact import load
from models.blend import Blend, blended
from models.model import Member, Model
from models.record import EnsembleMember, Goal, Result, RunRecord, Settings, from_plain, to_plain
from models.run import RunOrder, execute
from models.sink import MemorySink
from models.table import table_from_frame

Array = NDArray[np.float64]

ROWS = load_breast_cancer(as_frame=True).frame.iloc[::3]


def some_probabilities(seed: int, n_classes: int = 3) -> Array:
    """Return probabilities of a few rows."""
    return np.random.default_rng(seed).dirichlet(np.ones(n_classes), size=(2, 7))


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, RunRecord]:
    """Run a short search whose metric depends on a threshold; return its model folder and record."""
    folder = tmp_path_factory.mktemp("run")
    goal = Goal(text="", target="target", task="binary", metric="f1", positive_class="1")
    settings = Settings(seconds=None, trials=4, folds=3, families=("xgboost", "linear"))
    record = execute(RunOrder(table_from_frame(ROWS, "tumors"), goal, settings), folder, MemorySink())
    return folder / "model", record


def said_by(model: Model, member: Member) -> Array:
    """Return what one member alone predicts."""
    features = ROWS.drop(columns="target")
    fits = [fit.estimator.predict_proba(fit.encoder.transform(features)) for fit in member.fits]
    mean: Array = np.mean(fits, axis=0)
    assert mean.shape == (len(ROWS), len(model.classes))
    return mean


def test_the_plain_scale_is_the_weighted_mean() -> None:
    """What an average has always been."""
    a, b = some_probabilities(0), some_probabilities(1)

    assert blended([0.25, 0.75], [a, b]) == pytest.approx(0.25 * a + 0.75 * b)


def test_the_log_scale_is_the_weighted_geometric_mean() -> None:
    """Odds are multiplied, and what comes out are probabilities."""
    a, b = some_probabilities(0), some_probabilities(1)
    product = a**0.25 * b**0.75

    assert blended([0.25, 0.75], [a, b], "log") == pytest.approx(
        product / product.sum(axis=-1, keepdims=True), rel=1e-4
    )


@pytest.mark.parametrize("scale", ["plain", "log"])
def test_a_temperature_changes_how_sure_and_never_which(scale: str) -> None:
    """The order of the classes is the members' word."""
    one = some_probabilities(2)
    softer, sharper = (blended([1.0], [one], scale, temperature) for temperature in (2.0, 0.5))  # type: ignore[arg-type]

    assert (softer.max(axis=-1) < one.max(axis=-1)).all()
    assert (sharper.max(axis=-1) > one.max(axis=-1)).all()
    assert np.array_equal(softer.argsort(axis=-1), one.argsort(axis=-1))


def test_a_member_that_excludes_the_truth_is_not_the_last_word() -> None:
    """A probability of exactly 0 has no logarithm, and would veto all others for ever."""
    never, surely = np.array([[0.0, 1.0]]), np.array([[0.9999, 0.0001]])

    for_sure = blended([0.2, 0.8], [never, surely], "log")

    assert np.isfinite(for_sure).all()
    assert for_sure[0, 0] > 0.9


def test_a_delivered_model_predicts_what_its_blend_makes_of_its_members(finished: tuple[Path, RunRecord]) -> None:
    """The score was estimated of this prediction and of no other."""
    folder, record = finished
    assert record.result is not None
    model, result = load(folder), record.result
    said = [said_by(model, member) for member in model.members]
    blend = Blend(result.ensemble, result.scale, result.temperature, result.threshold or 0.5)
    features = ROWS.drop(columns="target")

    assert model.predict_proba(features) == pytest.approx(blend.of(said))
    assert model.threshold == result.threshold
    expected = np.where(blend.of(said)[:, 1] >= model.threshold, "1", "0")
    assert model.predict(features).tolist() == expected.tolist()


def test_scale_and_temperature_of_a_folder_are_used(finished: tuple[Path, RunRecord]) -> None:
    """What is stored and not applied would be worse than nothing."""
    folder, _ = finished
    columns = json.loads((folder / "columns.json").read_text())
    rewritten(folder, {**columns, "scale": "log", "temperature": 2.5}, 3)
    model = load(folder)
    rewritten(folder, columns, 3)
    weights = [member.weight for member in model.members]

    expected = blended(weights, [said_by(model, member) for member in model.members], "log", 2.5)

    assert model.predict_proba(ROWS.drop(columns="target")) == pytest.approx(expected)


def test_a_folder_of_the_format_before_is_a_plain_average(finished: tuple[Path, RunRecord]) -> None:
    """Models that were delivered before must go on predicting the same."""
    folder, _ = finished
    columns = json.loads((folder / "columns.json").read_text())
    before = {name: value for name, value in columns.items() if name not in {"scale", "temperature"}}
    rewritten(folder, before, 2)
    model = load(folder)
    rewritten(folder, columns, 3)

    assert (model.scale, model.temperature) == ("plain", 1.0)


def rewritten(folder: Path, columns: dict[str, object], version: int) -> None:
    """Rewrite the columns of a model folder in a format version."""
    (folder / "columns.json").write_text(json.dumps(columns))
    manifest = json.loads((folder / "manifest.json").read_text())
    manifest["sha256"]["columns.json"] = hashlib.sha256((folder / "columns.json").read_bytes()).hexdigest()
    (folder / "manifest.json").write_text(json.dumps({**manifest, "format_version": version}))


def test_a_result_comes_back_from_json_as_it_was_and_an_old_one_as_a_plain_average(
    finished: tuple[Path, RunRecord],
) -> None:
    """Records outlive the program that wrote them."""
    result = finished[1].result
    assert result is not None
    changed = replace(result, ensemble=(EnsembleMember(1, 1.0),), scale="log", temperature=1.7)
    plain = to_plain(changed)
    before = {name: value for name, value in plain.items() if name not in {"scale", "temperature"}}

    assert from_plain(Result, plain) == changed
    assert from_plain(Result, before) == replace(changed, scale="plain", temperature=1.0)
