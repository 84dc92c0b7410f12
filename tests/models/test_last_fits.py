"""What is delivered: an average over seeds on all rows, or the folds' own models where a fit is dear."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from sklearn.datasets import load_breast_cancer

import models.search.costs
from models.artifact import load
from models.blend import blended
from models.evaluation import Configuration
from models.families.registry import family_named
from models.final import FinalTask, fit_final
from models.problem import prepare
from models.record import Goal, RunRecord, Settings
from models.run import RunOrder, execute
from models.search.costs import REPEATS
from models.sink import MemorySink
from models.table import table_from_frame
from models.workspace import save_problem

ROWS = load_breast_cancer(as_frame=True).frame.iloc[::3]
GOAL = Goal(text="", target="target", task="binary", metric="log_loss", positive_class="1")
SPACE = {"xgboost": {"n_estimators": 20}}


def run(folder: Path, **settings: object) -> RunRecord:
    """Run a search over a boosted and a linear model."""
    given = {"seconds": None, "trials": 3, "folds": 3, "families": ("xgboost", "linear"), "space": SPACE, **settings}
    order = RunOrder(table_from_frame(ROWS, "tumors"), GOAL, Settings(**given))  # type: ignore[arg-type]
    return execute(order, folder, MemorySink())


def members(folder: Path) -> list[dict[str, object]]:
    """Return the members of a model folder."""
    found: list[dict[str, object]] = json.loads((folder / "model" / "columns.json").read_text())["members"]
    return found


def test_boosting_is_fitted_with_several_seeds_and_a_linear_model_once(tmp_path: Path) -> None:
    """Chance in the rows and columns that each tree sees averages out; a linear model has none."""
    run(tmp_path / "boosted", families=("xgboost",), trials=2)
    run(tmp_path / "linear", families=("linear",), space={}, trials=2)

    assert [len(member["fits"]) for member in members(tmp_path / "boosted")] == [REPEATS]  # type: ignore[arg-type]
    assert [len(member["fits"]) for member in members(tmp_path / "linear")] == [1]  # type: ignore[arg-type]


def test_fits_of_one_style_share_an_encoder(tmp_path: Path) -> None:
    """A row is encoded once, however many models look at it."""
    run(tmp_path, families=("xgboost",), trials=2)

    model = load(tmp_path / "model")

    assert len({id(fit.encoder) for member in model.members for fit in member.fits}) == 1
    assert len(list((tmp_path / "model").glob("encoder-*"))) == 1


def test_a_prediction_is_the_mean_over_seeds(tmp_path: Path) -> None:
    """Each fit counts the same within its member."""
    run(tmp_path, families=("xgboost",), trials=2)
    model = load(tmp_path / "model")
    features = ROWS.drop(columns="target")

    alone = [fit.estimator.predict_proba(fit.encoder.transform(features)) for fit in model.members[0].fits]

    mean = blended([1.0], [np.mean(alone, axis=0)], model.scale, model.temperature)
    assert model.predict_proba(features) == pytest.approx(mean)
    assert np.std(alone, axis=0).max() > 0


def test_where_a_fit_is_dear_the_models_of_the_folds_are_delivered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Fitting again would cost what the search could have used."""
    monkeypatch.setattr(models.search.costs, "KEEP_SHARE", 0.0)
    monkeypatch.setattr(models.search.costs, "KEEP_SHARE_FEW_FOLDS", 0.0)

    record = run(tmp_path, families=("xgboost",), trials=2, seconds=30)

    (member,) = members(tmp_path)
    assert [fit["estimator"] for fit in member["fits"]] == [f"trial-00001-fold{k}.skops" for k in range(3)]  # type: ignore[attr-defined]
    assert load(tmp_path / "model").predict_proba(ROWS).shape == (len(ROWS), 2)
    assert any("left on its folds" in decision.chosen for decision in record.decisions)


def test_the_limit_on_a_prediction_is_kept_by_fewer_seeds(tmp_path: Path) -> None:
    """Who asks for quick answers gets fewer models."""
    run(tmp_path, families=("xgboost",), trials=2, predict_ms=0.001)

    assert [len(member["fits"]) for member in members(tmp_path)] == [1]  # type: ignore[arg-type]


def test_a_fit_that_was_cut_short_too_far_gives_way_to_what_the_folds_left(tmp_path: Path) -> None:
    """A few of five hundred rounds are delivered only where there is nothing better."""
    save_problem(prepare(table_from_frame(ROWS, "tumors"), GOAL).problem, tmp_path)
    defaults = {account.name: account.default for account in family_named("xgboost").account("binary").hyperparameters}
    task = FinalTask(
        folder=str(tmp_path),
        destination=str(tmp_path / "model"),
        trial=1,
        configuration=Configuration("xgboost", defaults),
        metric="log_loss",
        seed=0,
        n_threads=1,
        rounds=500,
        seconds=0.0,
    )

    with pytest.raises(TimeoutError, match="of 500 rounds"):
        fit_final(replace(task, has_substitute=True))
    assert (tmp_path / "model" / fit_final(task).estimator).exists()
