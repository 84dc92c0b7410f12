"""A fold's model is the one that was scored, and its rows are shuffled column by column."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from models.evaluation import Configuration, FoldTask, evaluate_fold
from models.families.registry import family_named
from models.problem import prepare
from models.record import FoldPlan, Goal, Settings
from models.search.space import space_of
from models.shuffled import ShuffleTask, predict_shuffled
from models.splits import make_folds, plan_folds
from models.table import table_from_frame
from models.workspace import load_problem, save_problem

N_ROWS = 240
BLOCKS = (("a",), ("b",), ("a", "b"))


@pytest.fixture
def plan(tmp_path: Path) -> FoldPlan:
    """Leave a problem of two numbers and a word in a folder, and return how its rows are split."""
    rng = np.random.default_rng(0)
    frame = pd.DataFrame({"a": rng.normal(size=N_ROWS), "b": rng.normal(size=N_ROWS)})
    frame["word"] = rng.choice(["x", "y"], N_ROWS)
    frame["y"] = frame["a"] + 0.1 * rng.normal(size=N_ROWS)
    goal = Goal("", "y", "regression", "root_mean_squared_error")
    problem = prepare(table_from_frame(frame, "made up"), goal).problem
    save_problem(problem, tmp_path)
    return plan_folds(problem, Settings(folds=3))


def fold_task(folder: Path, plan: FoldPlan, family: str, keep: str | None = None) -> FoldTask:
    """Return the evaluation of the second fold of a family's default."""
    values = space_of(family_named(family).account("regression"), {}).complete({})
    few = {"n_estimators": 20} if "n_estimators" in values else {}
    configuration = Configuration(family, {**values, **few})
    return FoldTask(str(folder), plan, 1, configuration, "root_mean_squared_error", 3, keep=keep)


def shuffle_task(task: FoldTask, rounds: int | None) -> ShuffleTask:
    """Return the shuffling that belongs to an evaluation."""
    return ShuffleTask(
        folder=task.folder,
        plan=task.plan,
        fold=task.fold,
        configuration=task.configuration,
        metric=task.metric,
        seed=task.seed,
        rounds=rounds,
        blocks=BLOCKS,
        n_shuffles=2,
        n_rows=N_ROWS,
    )


@pytest.mark.parametrize("family", ["linear", "extra_trees", "hist_gradient_boosting"])
def test_a_model_that_the_fold_left_is_the_one_that_was_scored(family: str, plan: FoldPlan, tmp_path: Path) -> None:
    """To the last digit: nothing is fitted again."""
    task = fold_task(tmp_path, plan, family, keep=str(tmp_path / "kept"))
    scored = evaluate_fold(task)

    again = predict_shuffled(replace(shuffle_task(task, None), kept=task.keep, stored=scored.kept))

    assert np.array_equal(again.prediction, scored.prediction)


@pytest.mark.parametrize("family", ["linear", "extra_trees"])
def test_a_model_that_is_fitted_again_is_the_one_that_was_scored(family: str, plan: FoldPlan, tmp_path: Path) -> None:
    """On the fold's training rows, with its rounds: what the columns are worth belongs to the score that was told."""
    task = fold_task(tmp_path, plan, family)
    scored = evaluate_fold(task)

    again = predict_shuffled(shuffle_task(task, scored.rounds))

    assert np.allclose(again.prediction, scored.prediction, rtol=1e-5)


def test_rows_are_those_of_the_fold_and_each_block_is_shuffled_as_often_as_asked(
    plan: FoldPlan, tmp_path: Path
) -> None:
    """No row that the model was fitted on is among them."""
    problem_folds = make_folds(load_problem(str(tmp_path)), plan)
    outcome = predict_shuffled(shuffle_task(fold_task(tmp_path, plan, "linear"), None))

    assert np.array_equal(outcome.rows, problem_folds[1].validation)
    assert len(outcome.shuffled) == 2 * len(BLOCKS)
    misses = [float(np.abs(predicted - outcome.prediction).mean()) for predicted in outcome.shuffled]
    assert min(misses[0], misses[2]) > 10 * misses[1]


def test_fewer_rows_to_learn_from_give_another_model(plan: FoldPlan, tmp_path: Path) -> None:
    """Where time is short, the fit is made on a part of the fold's training rows."""
    task = shuffle_task(fold_task(tmp_path, plan, "linear"), None)
    part = replace(task, configuration=replace(task.configuration, resource=0.2, resource_of="rows"))

    assert not np.allclose(predict_shuffled(part).prediction, predict_shuffled(task).prediction, rtol=1e-6)


def test_when_the_time_is_over_no_further_block_is_begun(plan: FoldPlan, tmp_path: Path) -> None:
    """The model is there, but there is nothing to compare it with."""
    task = replace(shuffle_task(fold_task(tmp_path, plan, "linear"), None), seconds=0.0)

    assert predict_shuffled(task).shuffled == ()
