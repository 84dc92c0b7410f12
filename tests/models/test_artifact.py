"""A model folder loads what was written, and nothing else."""

import hashlib
import json
import pickle
import shutil
import sys
import tarfile
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
import skops.io
from sklearn.datasets import load_iris, make_regression
from sklearn.ensemble import IsolationForest

from models import AutoMLClassifier, load
from models.artifact import load_record, pack
from models.errors import MissingColumnsError, ModelFileError, NotExplainableError
from models.estimator import AutoMLRegressor


@pytest.fixture(scope="module")
def search() -> AutoMLClassifier:
    """Return a small fitted search."""
    X, y = load_iris(return_X_y=True, as_frame=True)
    return AutoMLClassifier(seconds=None, trials=4, seed=1, folds=3).fit(X, y)


@pytest.fixture
def folder(search: AutoMLClassifier, tmp_path: Path) -> Path:
    """Its model folder."""
    search.save(tmp_path / "model")
    return tmp_path / "model"


def test_loaded_model_predicts_the_same(search: AutoMLClassifier, folder: Path) -> None:
    """What is saved is what was scored."""
    X, _ = load_iris(return_X_y=True, as_frame=True)
    model = load(folder)

    assert np.array_equal(model.predict_proba(X), search.predict_proba(X))
    assert model.record == search.record_


def test_a_changed_file_is_refused(folder: Path) -> None:
    """The hash in the manifest is that of the file that was written."""
    path = next(folder.glob("trial-*.skops"))
    path.write_bytes(path.read_bytes() + b"x")

    with pytest.raises(ModelFileError, match="is not the file that was written"):
        load(folder)


def test_foreign_types_are_refused_even_with_a_right_hash(folder: Path) -> None:
    """A file that would run code on loading must not load, whoever computed its hash."""
    path = next(folder.glob("trial-*.skops"))
    foreign = IsolationForest(n_estimators=2).fit(np.zeros((4, 1)))
    path.write_bytes(skops.io.dumps({"estimator": foreign}))
    manifest = json.loads((folder / "manifest.json").read_text())
    manifest["sha256"][path.name] = hashlib.sha256(path.read_bytes()).hexdigest()
    (folder / "manifest.json").write_text(json.dumps(manifest))

    with pytest.raises(ModelFileError, match="not trusted"):
        load(folder)


def rewrite(folder: Path, *, columns: dict[str, object] | None = None, without: str | None = None) -> None:
    """Change a folder as somebody would who can write to it, with right hashes of what is there."""
    if columns is not None:
        (folder / "columns.json").write_text(json.dumps(columns))
    manifest = json.loads((folder / "manifest.json").read_text())
    manifest["sha256"] = {
        name: hashlib.sha256((folder / name).read_bytes()).hexdigest()
        for name in manifest["sha256"]
        if name != without and (folder / name).exists()
    }
    (folder / "manifest.json").write_text(json.dumps(manifest))


def test_a_file_outside_of_the_folder_is_never_loaded(folder: Path) -> None:
    """A hostile folder names what it wants to be read."""
    outside = folder.parent / "outside.skops"
    shutil.copy(next(folder.glob("trial-*.skops")), outside)
    columns = json.loads((folder / "columns.json").read_text())
    columns["members"][0]["fits"][0]["estimator"] = "../outside.skops"
    rewrite(folder, columns=columns)
    with pytest.raises(ModelFileError, match=r"no hash of \.\./outside\.skops"):
        load(folder)
    manifest = json.loads((folder / "manifest.json").read_text())
    manifest["sha256"]["../outside.skops"] = hashlib.sha256(outside.read_bytes()).hexdigest()
    (folder / "manifest.json").write_text(json.dumps(manifest))

    with pytest.raises(ModelFileError, match="is not the file that was written"):
        load(folder)


@pytest.mark.parametrize("name", ["trial", "columns.json", "record.json", "background.parquet"])
def test_a_file_that_the_manifest_does_not_know_is_not_loaded(folder: Path, name: str) -> None:
    """A hash that was left out checks nothing."""
    rewrite(folder, without=next(folder.glob("trial-*.skops")).name if name == "trial" else name)

    with pytest.raises(ModelFileError, match="no hash of"):
        load(folder)


@pytest.mark.parametrize("text", ["[]", '{"sha256": []}', '{"sha256": {}, "format_version": 3}', "{"])
def test_a_manifest_that_is_none_is_refused_in_a_sentence(folder: Path, text: str) -> None:
    """A folder from elsewhere may hold anything."""
    (folder / "manifest.json").write_text(text)

    with pytest.raises(ModelFileError):
        load(folder)


def test_a_pickle_is_no_model(folder: Path) -> None:
    """Nothing is ever unpickled."""
    path = next(folder.glob("trial-*.skops"))
    path.write_bytes(pickle.dumps({"encoder": 1}))

    with pytest.raises(ModelFileError):
        load(folder)


def test_a_folder_that_is_none_says_what_is_missing(tmp_path: Path) -> None:
    """The error tells which file."""
    with pytest.raises(ModelFileError, match=r"manifest\.json is missing"):
        load(tmp_path)


def test_a_newer_format_asks_to_upgrade(folder: Path) -> None:
    """An old program must not guess what a new file means."""
    manifest = json.loads((folder / "manifest.json").read_text())
    (folder / "manifest.json").write_text(json.dumps({**manifest, "format_version": 99}))

    with pytest.raises(ModelFileError, match="upgrade"):
        load(folder)


class Broken:
    """Finds LightGBM, as a machine without libgomp does: there, and not to be loaded."""

    def find_spec(self, name: str, *_: object) -> None:
        """Raise what the loader of shared libraries raises."""
        if name == "lightgbm":
            raise OSError("libgomp.so.1: cannot open shared object file")


@pytest.mark.usefixtures("inline")
@pytest.mark.parametrize("is_installed", [False, True])
def test_a_library_that_does_not_load_here_is_named(
    is_installed: bool,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A model travels to machines that hold less than the one that it was made on."""
    X, y = load_iris(return_X_y=True, as_frame=True)
    AutoMLClassifier(seconds=None, trials=2, folds=3, families=("lightgbm",)).fit(X, y).save(tmp_path)
    monkeypatch.delitem(sys.modules, "models.families.lightgbm")
    if is_installed:
        monkeypatch.delitem(sys.modules, "lightgbm")
        monkeypatch.setattr(sys, "meta_path", [Broken(), *sys.meta_path])
    else:
        monkeypatch.setitem(sys.modules, "lightgbm", None)  # type: ignore[arg-type]

    with pytest.raises(ModelFileError, match="it needs lightgbm, which does not load on this machine"):
        load(tmp_path)


def test_packed_folder_unpacks_to_a_model(folder: Path, tmp_path: Path) -> None:
    """The download is the model folder as one file."""
    with tarfile.open(fileobj=BytesIO(pack(folder))) as tar:
        tar.extractall(tmp_path / "unpacked", filter="data")
    shutil.rmtree(folder)

    assert load(tmp_path / "unpacked" / "model").classes == ("0", "1", "2")


def test_a_packed_folder_can_carry_what_was_found_since(folder: Path, tmp_path: Path) -> None:
    """Deeper checks and evaluations come after the model, and belong to what is downloaded."""
    found = replace(load_record(folder), error="a word that was said later")
    with tarfile.open(fileobj=BytesIO(pack(folder, found))) as tar:
        tar.extractall(tmp_path / "unpacked", filter="data")

    assert load(tmp_path / "unpacked" / "model").record == found


def test_rows_are_read_by_name_whatever_their_order(folder: Path) -> None:
    """An app sends its columns in the order it likes, and more than are needed."""
    X, _ = load_iris(return_X_y=True, as_frame=True)
    model = load(folder)
    shuffled = X[X.columns[::-1]].assign(extra=1)

    predicted = model.predict_rows(shuffled)

    assert np.array_equal(predicted.answers, model.predict(X))
    assert any("extra" in warning for warning in predicted.warnings)


def test_a_missing_column_is_named(folder: Path) -> None:
    """Filling it in silently would be a silent wrong answer."""
    X, _ = load_iris(return_X_y=True, as_frame=True)

    with pytest.raises(MissingColumnsError, match="petal length"):
        load(folder).predict(X.drop(columns="petal length (cm)"))


def test_a_folder_of_before_explanations_still_predicts(folder: Path) -> None:
    """It lacks the rows to explain by and what the record says of uncertainty; only what needs them is refused."""
    X, _ = load_iris(return_X_y=True, as_frame=True)
    expected = load(folder).predict_proba(X)
    (folder / "background.parquet").unlink()
    record = json.loads((folder / "record.json").read_text())
    del record["importances"], record["uncertainty"]
    (folder / "record.json").write_text(json.dumps(record))
    manifest = json.loads((folder / "manifest.json").read_text())
    del manifest["sha256"]["background.parquet"]
    manifest["sha256"]["record.json"] = hashlib.sha256((folder / "record.json").read_bytes()).hexdigest()
    (folder / "manifest.json").write_text(json.dumps(manifest))

    model = load(folder)

    assert np.array_equal(model.predict_proba(X), expected)
    assert model.predict_rows(X).sets is None
    assert model.predict_set(X).all()
    with pytest.raises(NotExplainableError, match="run the search again"):
        model.explain_rows(X.head(1))


def test_loaded_model_explains_the_same(search: AutoMLClassifier, folder: Path) -> None:
    """The rows to explain by travel with the model, and what the parts add up to is the prediction."""
    X, _ = load_iris(return_X_y=True, as_frame=True)
    told = search.explain(X.iloc[[0, 70]])

    assert load(folder).explain_rows(X.iloc[[0, 70]]) == told
    for one, probability in zip(told, search.predict_proba(X.iloc[[0, 70]]), strict=True):
        assert one.prediction == pytest.approx(probability.max(), abs=1e-6)
        assert one.base + sum(part.contribution for part in one.contributions) == pytest.approx(one.prediction)


def test_sets_of_classes_hold_the_prediction(search: AutoMLClassifier) -> None:
    """In the order of the classes, as probabilities are."""
    X, y = load_iris(return_X_y=True, as_frame=True)
    members = search.predict_set(X)

    assert members.shape == (150, 3)
    assert members[np.arange(150), search.predict(X)].all()
    assert members[np.arange(150), y].mean() > 0.85
    assert search.record_.uncertainty is not None
    assert search.record_.uncertainty.coverage is not None


def test_a_regression_has_no_probabilities() -> None:
    """And says so."""
    X, y = make_regression(60, 3, random_state=0)
    search = AutoMLRegressor(seconds=None, trials=3).fit(X, y)

    assert search.predict(X).shape == (60,)
    assert not hasattr(search, "predict_proba")
    assert not hasattr(search, "predict_set")
    assert (search.predict_interval(X)[:, 0] <= search.predict(X)).all()
    with pytest.raises(AttributeError, match="use predict"):
        search.model_.predict_proba(search._rows(X))
