"""Columns that tell the same are told apart from those that do not."""

import numpy as np
import pandas as pd
import pytest

from models.association import ALIKE, associations, clusters, with_target
from models.table import table_from_frame

N_ROWS = 400


@pytest.fixture
def frame() -> pd.DataFrame:
    """Pairs that tell the same, of every kind, and columns that tell nothing."""
    rng = np.random.default_rng(0)
    number, level = rng.normal(size=N_ROWS), rng.choice(["a", "b", "c", "d"], N_ROWS)
    start = pd.Timestamp("2026-01-01")
    return pd.DataFrame(
        {
            "number": number,
            "its cube": number**3,
            "when": start + pd.to_timedelta(np.argsort(np.argsort(number)), "D"),
            "noise": rng.normal(size=N_ROWS),
            "level": level,
            "its name": pd.Series(level).map({"a": "one", "b": "two", "c": "three", "d": "four"}),
            "coin": rng.choice(["heads", "tails"], N_ROWS),
            "sign": np.where(number > 0, "plus", "minus"),
        }
    )


def found(frame: pd.DataFrame) -> pd.DataFrame:
    """Return associations by name."""
    columns = table_from_frame(frame, "made up")
    told = associations(columns.frame, columns.columns)
    return pd.DataFrame(told, index=frame.columns, columns=frame.columns)


def test_what_tells_the_same_is_alike_whatever_its_kind(frame: pd.DataFrame) -> None:
    """A cube, a date in the same order, and another name for the same level."""
    told = found(frame)

    assert told.loc["number", "its cube"] == pytest.approx(1.0)
    assert told.loc["number", "when"] == pytest.approx(1.0)
    assert told.loc["level", "its name"] == pytest.approx(1.0, abs=0.01)
    assert told.loc["sign", "number"] > ALIKE
    assert np.array_equal(told, told.T)


def test_what_tells_nothing_is_alike_with_nothing(frame: pd.DataFrame) -> None:
    """Chance alone must not look like a relation, however many levels there are."""
    told = found(frame)

    assert told.loc["noise"].drop("noise").max() < 0.2
    assert told.loc["coin"].drop("coin").max() < 0.2
    assert told.loc["level", "coin"] < 0.15


def test_clusters_name_those_and_nothing_else(frame: pd.DataFrame) -> None:
    """Every two of a cluster are alike, so that its sentence is true of each."""
    told = found(frame.drop(columns="sign"))
    names = told.columns

    assert [tuple(names[i] for i in group) for group in clusters(told.to_numpy())] == [
        ("number", "its cube", "when"),
        ("level", "its name"),
    ]


def test_a_chain_is_no_cluster() -> None:
    """A is like B and B like C, but A and C are not: together they would be called what they are not."""
    chain = np.array([[1.0, 0.85, 0.5], [0.85, 1.0, 0.85], [0.5, 0.85, 1.0]])

    assert [len(group) for group in clusters(chain)] == [2]


@pytest.mark.parametrize("is_class", [False, True])
def test_columns_that_go_with_the_target_come_before_those_that_do_not(frame: pd.DataFrame, is_class: bool) -> None:
    """Of very many columns, these are the ones worth measuring."""
    columns = table_from_frame(frame, "made up")
    y = frame["number"].to_numpy()
    told = with_target(columns.frame, columns.columns, (y > 0).astype(float) if is_class else y, is_class=is_class)
    by_name = dict(zip(frame.columns, told, strict=True))

    assert min(by_name[name] for name in ("number", "its cube", "when", "sign")) > 0.7
    assert max(by_name[name] for name in ("noise", "coin", "level")) < 0.2


def test_columns_of_one_value_missing_or_text_are_alike_with_nothing() -> None:
    """Odd columns must not end a run."""
    frame = pd.DataFrame(
        {
            "same": np.ones(30),
            "rare": [np.nan] * 28 + [1.0, 2.0],
            "text": [
                f"some words of row {i} that are long enough to be text, all of them different" for i in range(30)
            ],
            "x": np.arange(30.0) % 7,
        }
    )
    told = found(frame).to_numpy()

    assert np.isfinite(told).all()
    assert clusters(told) == ()
    assert clusters(np.ones((1, 1))) == ()
