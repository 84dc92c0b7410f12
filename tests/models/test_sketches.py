"""What a column looks like: bars and shares that add up, from as few rows as are needed."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from models.columns import Column
from models.goal import understand_goal
from models.table import save_table, table_from_frame, with_kinds
from models.tables.on_disk import table_on_disk
from models.tables.sketches import MOST_ROWS, N_LABELS, Spread, first_rows, sketch_columns, sketch_values

ROWS = 60


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Write a table with a column of each kind."""
    draw = np.random.default_rng(0)
    frame = pd.DataFrame(
        {
            "a": draw.integers(0, 5, ROWS),
            "a.b": draw.normal(size=ROWS),
            "city": draw.choice(["Rome", "Oslo", "Lima", "Bonn", "Kyiv"], ROWS),
            "day": pd.date_range("2024-01-01", periods=ROWS),
            "empty": [None] * ROWS,
            "note": [f"a few words on row {row}" for row in range(ROWS)],
            "left": ["yes", "no", "no"] * (ROWS // 3),
        }
    )
    save_table(table_from_frame(frame), tmp_path / "table.parquet")
    return tmp_path / "table.parquet"


def spread(*values: float) -> Spread:
    """Return where numbers lie."""
    found = sketch_values(pd.Series(values), Column("x", "numeric", 0, len(set(values)))).spread
    assert found is not None
    return found


def test_every_row_with_a_value_is_in_a_bar_or_told_as_far_away() -> None:
    """A picture that drops rows silently would be a false one."""
    far = spread(*range(100), 1e6, -1e6, float("nan"))

    assert (far.n_below, far.n_above) == (1, 1)
    assert (far.low, far.high) == (0, 99)
    assert sum(far.bars) == 100
    assert (far.smallest, far.largest) == (-1e6, 1e6)


def test_few_whole_numbers_get_a_bar_each() -> None:
    """Twelve bins over the numbers 0 to 4 would show gaps that are not there."""
    assert spread(0, 1, 1, 2, 4).bars == (1, 2, 1, 0, 1)


def test_one_value_alone_is_drawn() -> None:
    """A range of no width must not divide by it."""
    assert sum(spread(7.0, 7.0).bars) == 2


def test_shares_name_the_most_frequent_and_count_the_others(path: Path) -> None:
    """Nobody reads a thousand labels, but their number tells."""
    (found,) = sketch_columns(path, ["city"], {})

    assert found.shares is not None
    rows = [share.n_rows for share in found.shares.labels]
    assert rows == sorted(rows, reverse=True)
    assert (len(rows), found.shares.n_other_labels) == (N_LABELS, 2)
    assert sum(rows) + found.shares.n_other_rows == ROWS


def test_columns_without_a_picture_have_none(path: Path) -> None:
    """Texts, and columns without a value, are told in words."""
    found = sketch_columns(path, ["empty", "note", "not there"], {})

    assert [(sketch.name, sketch.spread, sketch.shares) for sketch in found] == [
        ("empty", None, None),
        ("note", None, None),
    ]


def test_a_name_with_a_point_is_no_part_of_another(path: Path) -> None:
    """Parquet takes a point for a part of a column."""
    plain, pointed = sketch_columns(path, ["a", "a.b"], {})

    assert plain.spread is not None
    assert pointed.spread is not None
    assert plain.spread.high == 4
    assert pointed.spread.low < 0


def test_a_corrected_kind_is_drawn_as_that(path: Path) -> None:
    """The picture must follow the kind that is shown beside it."""
    (found,) = sketch_columns(path, ["a"], {"a": "categorical"})

    assert (found.kind, found.spread) == ("categorical", None)
    assert found.shares is not None


def test_a_long_table_is_seen_from_end_to_end_in_few_rows(tmp_path: Path) -> None:
    """The first rows of a table in an order would show one end of it."""
    n_rows = 3 * MOST_ROWS
    save_table(table_from_frame(pd.DataFrame({"x": np.arange(n_rows), "y": 1.5})), tmp_path / "long.parquet")
    (found,) = sketch_columns(tmp_path / "long.parquet", ["x"], {"x": "numeric"})

    assert found.n_rows <= MOST_ROWS
    assert found.spread is not None
    assert max(found.spread.bars) - min(found.spread.bars) <= 2
    assert found.spread.largest > 0.99 * n_rows


def test_first_rows_are_texts_with_gaps(path: Path) -> None:
    """What is shown as rows is what was in the file, and a gap is no word."""
    rows = first_rows(path, ["left", "empty", "a"], 4)

    assert [row[:2] for row in rows] == [("yes", None), ("no", None), ("no", None), ("yes", None)]
    assert all(row[2] in {"0", "1", "2", "3", "4"} for row in rows)


def test_a_goal_over_a_table_on_disk_is_the_goal_over_the_table(path: Path) -> None:
    """Only the columns that it speaks of are read; what is understood must not depend on it."""
    frame = pd.read_parquet(path)
    table = with_kinds(table_from_frame(frame), {"a": "categorical"})
    there = table_on_disk(path, {"a": "categorical"})
    for words in (
        "predict left; a miss is 5 times worse than a false alarm",
        "predict a without city",
        "Rome or Oslo?",
    ):
        assert understand_goal(words, there) == understand_goal(words, table)
