"""Twins: copies are found, and what columns of few values bring about is not taken for copies."""

import numpy as np
import pandas as pd
import pytest

from models.findings.twins import find_twins


@pytest.mark.parametrize("seed", range(8))
def test_twins_of_two_small_whole_numbers_are_chance(seed: int) -> None:
    """Sixty rows of two digits have twins without anybody having copied a row."""
    digits = np.random.default_rng(seed).integers(0, 10, size=(60, 2))
    twins = find_twins(pd.DataFrame(digits, columns=["a", "b"]))

    assert twins.n_pairs > 5
    assert twins.share_of_copies == 0.0


@pytest.mark.parametrize("seed", range(8))
def test_twins_in_columns_that_follow_from_each_other_are_chance(seed: int) -> None:
    """Columns that repeat what others say make twins more frequent than their own frequencies tell."""
    rng = np.random.default_rng(seed)
    size = rng.integers(0, 20, 400)
    frame = pd.DataFrame({"size": size, "double": 2 * size, "is_large": size > 9, "kind": rng.integers(0, 8, 400)})

    assert find_twins(frame).share_of_copies < 0.25


@pytest.mark.parametrize("copied", [10, 100])
def test_copies_among_numbers_are_all_counted(copied: int) -> None:
    """Nobody rolls the same five decimals twice."""
    frame = pd.DataFrame(np.random.default_rng(0).normal(size=(200, 5)))
    twins = find_twins(pd.concat([frame, frame[:copied]], ignore_index=True))

    assert twins.n_pairs == copied
    assert twins.share_of_copies == pytest.approx(1.0, abs=0.01)


def test_copies_of_rows_of_few_values_are_told_from_chance() -> None:
    """Every row twice: far more twins than near twins can explain."""
    rng = np.random.default_rng(0)
    frame = pd.DataFrame(rng.integers(0, 6, size=(300, 5)), columns=list("abcde"))
    copied = find_twins(pd.concat([frame, frame], ignore_index=True))

    assert find_twins(frame).share_of_copies == 0.0
    assert copied.share_of_copies > 0.7


def test_swapped_values_are_no_twins() -> None:
    """A row that holds 1 and 2 is another one than that which holds 2 and 1; two gaps are alike."""
    frame = pd.DataFrame({"a": [1.0, 2.0, np.nan, np.nan], "b": [2.0, 1.0, 5.0, 5.0]})
    kind = find_twins(frame).kind

    assert kind[0] != kind[1]
    assert kind[2] == kind[3]


def test_a_single_column_cannot_tell() -> None:
    """With one column there are no near twins, and no copies are claimed."""
    values = np.random.default_rng(0).normal(size=100)

    assert find_twins(pd.DataFrame({"a": np.r_[values, values]})).share_of_copies == 0.0
