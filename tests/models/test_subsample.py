"""A part of the training rows: fair to classes, whole in groups, recent in time."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pandas as pd
import pytest

from models.problem import Problem
from models.record import FoldPlan
from models.splits import make_folds
from models.subsample import MIN_ROWS, subsample

N_ROWS = 600
FRACTIONS = (1 / 27, 1 / 9, 1 / 3, 0.5)


def problem(**roles: object) -> Problem:
    """Return a problem with a class of 90, of 9 and of 1 percent."""
    rng = np.random.default_rng(0)
    y = rng.permutation(np.repeat([0.0, 1.0, 2.0], [540, 54, 6]))
    plain = Problem(pd.DataFrame({"a": rng.normal(size=N_ROWS)}), (), y, "multiclass", ("x", "y", "z"))
    return replace(plain, **roles)  # type: ignore[arg-type]


@pytest.mark.parametrize("fraction", FRACTIONS)
def test_every_class_keeps_its_share_and_at_least_one_row(fraction: float) -> None:
    """A class that goes missing makes another problem of it."""
    whole = problem()
    part = subsample(whole, fraction, seed=1)
    counts = np.bincount(whole.y[part].astype(int), minlength=3)

    assert len(part) == max(MIN_ROWS, round(fraction * N_ROWS))
    assert counts.min() >= 1
    assert counts[0] / len(part) == pytest.approx(0.9, abs=0.06)


@pytest.mark.parametrize("fraction", FRACTIONS)
def test_groups_stay_whole(fraction: float) -> None:
    """Rows of one group resemble each other; a part of a group says little of the group."""
    groups = np.random.default_rng(1).integers(0, 50, N_ROWS)
    part = subsample(problem(groups=groups), fraction, seed=1)

    inside = np.isin(groups, groups[part])
    assert np.array_equal(np.flatnonzero(inside), part)
    assert max(MIN_ROWS, fraction * N_ROWS - 1) <= len(part) < fraction * N_ROWS + 60


def test_of_rows_in_time_the_latest_are_kept() -> None:
    """What is to be predicted follows them."""
    order = np.random.default_rng(2).permutation(N_ROWS)
    part = subsample(problem(order=order), 0.25, seed=1)

    assert sorted(order[part]) == list(range(450, 600))


@pytest.mark.parametrize("fraction", FRACTIONS)
@pytest.mark.parametrize("kind", ["group", "time", "stratified"])
def test_no_fold_learns_from_the_future_or_from_a_group_that_it_is_scored_on(kind: str, fraction: float) -> None:
    """A part of the training rows must keep every promise that the folds make."""
    rng = np.random.default_rng(3)
    roles = {
        "group": {"groups": rng.integers(0, 40, N_ROWS)},
        "time": {"groups": rng.integers(0, 250, N_ROWS), "order": rng.integers(0, 300, N_ROWS)},
        "stratified": {},
    }
    whole = problem(**roles[kind])
    for fold in make_folds(whole, FoldPlan(kind, 4, 1, 0, "")):  # type: ignore[arg-type]
        train = fold.train[subsample(whole.rows(fold.train), fraction, seed=fold.number)]
        assert np.isin(train, fold.train).all()
        if whole.order is not None:
            assert whole.order[train].max() < whole.order[fold.validation].min()
        if whole.groups is not None:
            assert not np.isin(whole.groups[train], whole.groups[fold.validation]).any()


def test_a_larger_part_contains_the_smaller() -> None:
    """So that more rows are more of the same, from rung to rung."""
    for whole in (problem(), problem(order=np.arange(N_ROWS)), problem(groups=np.arange(N_ROWS) // 7)):
        parts = [subsample(whole, fraction, seed=4) for fraction in (*FRACTIONS, 1.0)]

        assert len(parts[-1]) == N_ROWS
        for smaller, larger in pairwise(parts):
            assert np.isin(smaller, larger).all()
            assert len(smaller) < len(larger)
