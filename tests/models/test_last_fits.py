"""What is delivered: an average over seeds on all rows, or the folds' own models where a fit is dear."""

import json
from concurrent.futures import Future
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from sklearn.datasets import load_breast_cancer

import models.search.costs
from models.artifact import load
from models.blend import blended
from models.delivery import DEFAULT_PREDICT_MS, candidates_of, predict_cap
from models.evaluation import Configuration
from models.evaluator import LocalEvaluator, Task
from models.families.registry import family_named
from models.final import FinalTask, fit_final
from models.metrics import METRICS
from models.problem import prepare
from models.record import Goal, RunRecord, Settings, Trial
from models.run import RunOrder, execute
from models.scoring import Scorer
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


class WithoutLastFits(LocalEvaluator):
    """A machine on which no boosted model can be fitted on all rows."""

    def submit(self, task: Task) -> Future[Any]:
        """Refuse the last fits of boosted models."""
        if isinstance(task, FinalTask) and task.configuration.family == "xgboost":
            refused: Future[Any] = Future()
            refused.set_exception(MemoryError("no room"))
            return refused
        return super().submit(task)


def test_models_of_the_folds_take_the_place_of_a_member_that_could_not_be_fitted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The score is that of the whole average; without one member it would be another model's."""
    monkeypatch.setattr(models.search.costs, "KEEP_SHARE", 0.0)
    settings = Settings(seconds=30, trials=6, folds=3, families=("xgboost",), space=SPACE)
    order = RunOrder(table_from_frame(ROWS, "tumors"), GOAL, settings)

    record = execute(order, tmp_path, MemorySink(), evaluator=WithoutLastFits(2))

    assert record.result is not None
    assert len(record.result.ensemble) > 1
    fits = [member["fits"] for member in members(tmp_path)]
    assert len(fits) == len(record.result.ensemble)
    assert all("fold" in fit["estimator"] for bag in fits for fit in bag)  # type: ignore[attr-defined]


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


@pytest.mark.parametrize(
    ("asked", "reading", "cap"),
    [(None, 0.5, DEFAULT_PREDICT_MS), (None, 80.0, DEFAULT_PREDICT_MS + 5 * 80.0), (20.0, 80.0, 20.0)],
)
def test_only_a_limit_that_was_asked_for_leaves_every_model_aside(
    asked: float | None, reading: float, cap: float
) -> None:
    """Of a very wide table, reading one row takes longer than a prediction usually may: a model beats none."""
    model = Trial(1, "linear", {}, "complete", validation_score=0.8, predict_ms=reading + 0.1, encode_ms=reading)
    stage = SimpleNamespace(order=SimpleNamespace(settings=Settings(predict_ms=asked)), folds=(None,) * 5)

    assert predict_cap(stage, SimpleNamespace(trials={1: model})) == cap  # type: ignore[arg-type]


@pytest.mark.parametrize(("fit_seconds", "kept", "chosen"), [(0.2, (), 1), (30.0, (1,), 1), (30.0, (), 0)])
def test_a_model_that_is_nearly_free_beats_the_baseline_when_the_time_is_over(
    fit_seconds: float, kept: tuple[int, ...], chosen: int
) -> None:
    """On a busy machine the search may end too late; a baseline would be the worst of all answers."""
    trials = {
        0: Trial(0, "dummy", {}, "complete", validation_score=0.5, predict_ms=0.1),
        1: Trial(1, "linear", {}, "complete", validation_score=0.99, predict_ms=0.4),
    }
    costs = SimpleNamespace(
        of_fit=lambda trial: 0.01 if trial.family == "dummy" else fit_seconds,
        of_fits=lambda fitted: sum(0.4 if trial.family == "dummy" else fit_seconds for trial in fitted),
    )
    search = SimpleNamespace(trials=trials, kept=dict.fromkeys(kept, ()), costs=costs, is_kept=lambda _: False)
    stage = SimpleNamespace(
        order=SimpleNamespace(settings=Settings()),
        scorer=Scorer(METRICS["roc_auc"]),
        folds=(None,) * 5,
        budget=SimpleNamespace(left_seconds=lambda: -1.0),
        predictions=SimpleNamespace(read=None),
        problem=prepare(table_from_frame(ROWS, "tumors"), GOAL).problem,
    )

    found = candidates_of(stage, search).trials  # type: ignore[arg-type]

    assert [trial.number for trial in found] == [chosen]
