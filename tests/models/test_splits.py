"""Folds keep their promises: no row on both sides, groups whole, the future never in training."""

import numpy as np
import pandas as pd
import pytest

from models.columns import Column
from models.errors import TooFewGroupsError
from models.problem import Problem
from models.record import FoldPlan, Settings
from models.splits import Fold, make_folds, plan_folds, resampling_units, stopping_rows


def problem(
    n_rows: int = 120, *, classes: int = 2, groups: bool = False, order: bool = False, rare: int = 0
) -> Problem:
    """Rows of the asked kind; with ``rare``, the last class has so many rows."""
    rng = np.random.default_rng(n_rows)
    y = rng.integers(0, classes, n_rows).astype(float) if classes else rng.normal(size=n_rows)
    if rare:
        y = np.where(y == classes - 1, 0.0, y)
        y[:rare] = classes - 1
    return Problem(
        frame=pd.DataFrame({"x": rng.normal(size=n_rows)}),
        columns=(Column("x", "numeric", 0, n_rows),),
        y=y,
        task="binary" if classes == 2 else "multiclass" if classes else "regression",
        classes=tuple(str(i) for i in range(classes)),
        groups=rng.integers(0, 15, n_rows) if groups else None,
        order=rng.integers(0, 40, n_rows) if order else None,
    )


def folds_of(given: Problem, **settings: int) -> tuple[Fold, ...]:
    """Plan and make the folds."""
    return make_folds(given, plan_folds(given, Settings(**settings)))


@pytest.mark.parametrize("given", [problem(), problem(classes=0), problem(groups=True), problem(classes=4, rare=2)])
def test_every_row_is_scored_once_and_never_by_a_model_that_saw_it(given: Problem) -> None:
    """What out-of-fold means."""
    folds = folds_of(given)

    assert sorted(np.concatenate([fold.validation for fold in folds])) == list(range(given.n_rows))
    for fold in folds:
        assert not set(fold.train) & set(fold.validation)


def test_groups_stay_together() -> None:
    """A customer in both training and validation is a leak."""
    given = problem(groups=True)
    assert given.groups is not None

    for fold in folds_of(given):
        assert not set(given.groups[fold.train]) & set(given.groups[fold.validation])


def test_training_never_sees_the_future() -> None:
    """Equal times count as the same moment, so they are never split."""
    given = problem(order=True)
    assert given.order is not None

    folds = folds_of(given)

    assert len(folds) == 10
    for fold in folds:
        assert given.order[fold.train].max() < given.order[fold.validation].min()


def test_time_with_groups_drops_scored_groups_from_training() -> None:
    """Both promises hold at once."""
    given = problem(n_rows=400, groups=True, order=True)
    assert given.groups is not None

    for fold in folds_of(given, folds=3):
        assert not set(given.groups[fold.train]) & set(given.groups[fold.validation])


def test_classes_are_shared_equally() -> None:
    """A fold without the rare class cannot be scored."""
    given = problem(n_rows=600, classes=3)
    overall = np.bincount(given.y.astype(int)) / given.n_rows

    for fold in folds_of(given):
        share = np.bincount(given.y[fold.validation].astype(int)) / len(fold.validation)
        assert share == pytest.approx(overall, abs=0.02)


def test_repeats_shuffle_anew() -> None:
    """A repeat of the same split would tell nothing."""
    folds = folds_of(problem(), folds=3, repeats=2)

    assert [fold.repeat for fold in folds] == [0, 0, 0, 1, 1, 1]
    assert set(folds[0].validation) != set(folds[3].validation)


def test_same_plan_gives_same_folds() -> None:
    """A run that goes on after a kill must score on the same rows."""
    given = problem()
    plan = FoldPlan("stratified", 5, 1, 7, "")

    first, second = make_folds(given, plan), make_folds(given, plan)

    assert all(np.array_equal(a.validation, b.validation) for a, b in zip(first, second, strict=True))


def test_folds_are_limited_by_the_rarest_class_and_say_so() -> None:
    """Ten folds of a class with four rows cannot be."""
    plan = plan_folds(problem(classes=2, rare=4), Settings())

    assert plan.n_folds == 4
    assert "rarest class" in plan.because


def test_one_group_is_refused_in_words() -> None:
    """Nothing can be split by one group."""
    given = problem(groups=True)
    lonely = Problem(**{**vars(given), "groups": np.zeros(given.n_rows, dtype=int)})

    with pytest.raises(TooFewGroupsError, match="1 different group"):
        plan_folds(lonely, Settings())


@pytest.mark.parametrize("given", [problem(), problem(classes=0), problem(groups=True), problem(order=True)])
def test_stopping_rows_are_split_off_by_the_same_rules(given: Problem) -> None:
    """Early stopping may not see what a fold must not see: not the same group, not the past of its training rows."""
    fit, stop = stopping_rows(given, seed=0)

    assert sorted([*fit, *stop]) == list(range(given.n_rows))
    assert 0.05 < len(stop) / given.n_rows < 0.4
    if given.groups is not None:
        assert not set(given.groups[fit]) & set(given.groups[stop])
    if given.order is not None:
        assert given.order[fit].max() <= given.order[stop].min()


def test_a_bootstrap_draws_groups_whole_and_time_in_blocks() -> None:
    """Rows of one group are no independent evidence."""
    grouped, timed = problem(groups=True), problem(order=True)

    assert np.array_equal(resampling_units(grouped), grouped.groups)
    assert 5 <= len(np.unique(resampling_units(timed))) <= 50
