"""Means of the target tell a training row nothing that new rows could not be told: no kin, no future."""

import numpy as np
import pandas as pd
import pytest
from sklearn.metrics import log_loss
from sklearn.model_selection import KFold, StratifiedKFold
from sklearn.preprocessing import TargetEncoder

from models import AutoMLClassifier
from models.columns import Column
from models.cross_fitting import N_BLOCKS, N_FOLDS, Ties, cross_fits
from models.encoding import Style, TableEncoder
from models.target_means import TargetMeans

N_ROWS, N_GROUPS = 400, 40


def means_of(tickets: np.ndarray, y: np.ndarray, ties: Ties, style: Style = "tree") -> np.ndarray:
    """Return the training rows' means of a two-class target by ticket."""
    frame = pd.DataFrame({"ticket": [f"t{i}" for i in tickets]})
    encoder = TableEncoder((Column("ticket", "categorical", 0, len(set(tickets))),), style, 2)
    matrix = encoder.fit_transform(frame, y, ties)
    found: np.ndarray = matrix[:, encoder.feature_names_.index("target by ticket")]
    return found


def test_every_row_is_told_once_and_never_by_its_kin_or_by_what_comes_later() -> None:
    """The law, whatever the ties are."""
    rng = np.random.default_rng(0)
    groups, order = rng.integers(0, N_GROUPS, N_ROWS), rng.integers(0, 90, N_ROWS)

    for ties in (Ties(), Ties(groups), Ties(None, order), Ties(groups, order)):
        parts = list(cross_fits(rng.normal(size=N_ROWS), 0, 0, ties))
        for part in parts:
            assert not set(part.learned) & set(part.told)
            assert ties.groups is None or not set(groups[part.learned]) & set(groups[part.told])
            assert ties.order is None or not len(part.known) or order[part.known].max() < order[part.told].min()
            assert set(part.learned) <= set(part.known)
        assert sorted(np.concatenate([part.told for part in parts])) == list(range(N_ROWS))


def test_groups_and_time_leave_most_rows_much_to_learn_from() -> None:
    """A law is easily kept by telling nobody anything."""
    rng = np.random.default_rng(1)
    groups, order = rng.integers(0, N_GROUPS, N_ROWS), np.arange(N_ROWS)
    y = rng.normal(size=N_ROWS)

    by_group = [len(part.learned) for part in cross_fits(y, 0, 0, Ties(groups))]
    in_time = [len(part.learned) for part in cross_fits(y, 0, 0, Ties(None, order))]

    assert len(by_group) == N_FOLDS
    assert min(by_group) > 0.6 * N_ROWS
    assert in_time == [N_ROWS // N_BLOCKS * k for k in range(N_BLOCKS)]


def test_the_ticket_of_a_group_does_not_betray_the_groups_answer() -> None:
    """All rows of a patient have one answer: a mean over the patient's other rows is that answer."""
    rng = np.random.default_rng(2)
    group = np.arange(N_ROWS) % N_GROUPS
    y = rng.integers(0, 2, N_GROUPS)[group].astype(float)

    plain, grouped = means_of(group, y, Ties()), means_of(group, y, Ties(group))

    assert np.corrcoef(plain, y)[0, 1] > 0.9
    assert np.unique(grouped).size == 1  # several overall means would betray by what they lack


@pytest.mark.parametrize("style", ["tree", "linear"])
def test_what_comes_later_changes_no_earlier_feature(style: Style) -> None:
    """In January nobody knows how February ended."""
    rng = np.random.default_rng(3)
    tickets, order = rng.integers(0, 20, N_ROWS), np.arange(N_ROWS)
    y = rng.integers(0, 2, N_ROWS).astype(float)
    other = np.where(order < N_ROWS // 2, y, 1 - y)

    before, after = (means_of(tickets, answers, Ties(None, order)) for answers in (y, other))

    is_early = order < N_ROWS // 2
    assert np.array_equal(before[is_early], after[is_early], equal_nan=True)
    assert not np.array_equal(before[~is_early], after[~is_early], equal_nan=True)
    assert np.isnan(before[: N_ROWS // N_BLOCKS]).all()
    assert not np.isnan(before[N_ROWS // N_BLOCKS :]).any()
    matrix = TableEncoder((Column("ticket", "categorical", 0, 20),), style, 2).fit_transform(
        pd.DataFrame({"ticket": [f"t{i}" for i in tickets]}), y, Ties(None, order)
    )
    assert style == "tree" or np.isfinite(matrix).all()


def test_where_all_rows_are_kin_no_mean_is_told() -> None:
    """One group, or one time, leaves nothing to learn from but what would leak."""
    y = np.arange(30, dtype=float)
    codes = (np.arange(30) % 12).astype(np.float32)[:, None]

    for ties in (Ties(np.zeros(30, np.intp)), Ties(None, np.zeros(30, np.intp))):
        means = TargetMeans(0, 0)
        assert np.isnan(means.fit_transform(codes, y, ties)).all()
        assert np.isfinite(means.transform(codes)).all()


@pytest.mark.parametrize("n_classes", [0, 2, 4])
def test_the_means_of_new_rows_are_those_of_scikit_learn(n_classes: int) -> None:
    """The smoothing is theirs; a slip in ours would show nowhere else. Those of training rows are nearly so."""
    rng = np.random.default_rng(4)
    codes = rng.integers(0, 30, size=(N_ROWS, 2)).astype(np.float32)
    codes[rng.random((N_ROWS, 2)) < 0.1] = np.nan
    y = 1e6 + rng.normal(size=N_ROWS) if n_classes == 0 else rng.integers(0, n_classes, N_ROWS).astype(float)
    splitter = (StratifiedKFold if n_classes else KFold)(N_FOLDS, shuffle=True, random_state=7)
    kind = {0: "continuous", 2: "binary"}.get(n_classes, "multiclass")
    theirs = TargetEncoder(target_type=kind, cv=splitter)
    ours = TargetMeans(n_classes, 7)
    whole = np.nan_to_num(codes, nan=-1)

    trained, expected = ours.fit_transform(codes, y), theirs.fit_transform(whole, y)

    assert ours.transform(codes) == pytest.approx(theirs.transform(whole), rel=1e-6)
    assert np.abs(trained - expected).max() < 0.1 * y.std()


def test_a_class_that_is_missing_among_three_keeps_its_column() -> None:
    """The only row of a rare class may be what a fold is scored on."""
    codes = (np.arange(60) % 15).astype(np.float32)[:, None]
    y = (np.arange(60) % 2).astype(float)

    means = TargetMeans(3, 0).fit_transform(codes, y)

    assert means.shape == (60, 3)
    assert means[:, 2].max() == 0


@pytest.mark.usefixtures("inline")
def test_a_leaking_mean_does_not_take_the_place_of_a_true_signal() -> None:
    """Who trusts in training what a patient's other rows betray has nothing left for a new patient.

    Both ways are looked at: the folds' models by the score, the delivered one by new patients.
    """
    rng = np.random.default_rng(5)
    group = np.arange(4 * N_ROWS) % N_ROWS
    y = rng.integers(0, 2, N_ROWS)[group]
    X = pd.DataFrame({"hint": y + rng.normal(size=len(y)), "ticket": [f"t{i}" for i in group]})
    fresh = pd.DataFrame({"hint": y + rng.normal(size=len(y)), "ticket": [f"new{i}" for i in group]})
    settings = {"seconds": None, "trials": 2, "n_jobs": 1, "folds": 4, "families": ("linear",), "metric": "log_loss"}
    search = AutoMLClassifier(**settings).fit(X, y, groups=group)

    (score,) = [trial.validation_score for trial in search.record_.trials if trial.family == "linear"]
    assert score < 0.59
    assert log_loss(y, search.predict_proba(fresh)[:, 1]) < 0.59
