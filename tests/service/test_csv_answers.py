"""Predictions as CSV: a spreadsheet runs nothing of it, and numbers stay numbers."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.csv_answers import as_csv
from service.engine import Predictions

HOSTILE = ("=cmd|' /C calc'!A0", "+1+1", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "\x00=1", "\uff1d1+1", "-1+cmd|x")


def cells(*values: object) -> list[str]:
    """Write predictions, and read them as a spreadsheet does."""
    rows = list(csv.reader(io.StringIO(as_csv(Predictions(values, (), None, ())), newline="")))
    return [row[0] for row in rows[1:]]


@pytest.mark.parametrize("value", HOSTILE, ids=repr)
def test_a_cell_that_would_be_run_is_text(value: str) -> None:
    """The class was named by whoever uploaded the table, and is opened by somebody else."""
    assert cells(value) == [f"'{value}"]


@pytest.mark.parametrize("value", [-1.5, -3, 1e-9, -1e300])
def test_numbers_stay_numbers(value: float) -> None:
    """A quote before a negative number would make a sum of the column wrong."""
    assert float(cells(value)[0]) == value


@pytest.mark.parametrize("value", ["-1", "+1", "-0.5", "-1e-5"])
def test_a_class_that_is_a_number_stays_one(value: str) -> None:
    """Nothing of it can be run."""
    assert cells(value) == [value]


def test_a_class_with_a_carriage_return_begins_no_row() -> None:
    """What follows it would be a cell of its own, and a formula; in the header as in the rows."""
    predicted = Predictions(("a\r=1+1",), ("a\r=1+1", "b"), ((0.25, 0.75),), ())
    rows = list(csv.reader(io.StringIO(as_csv(predicted), newline="")))

    assert rows == [["prediction", "probability_a\r=1+1", "probability_b"], ["a\r=1+1", "0.25", "0.75"]]


@given(st.lists(st.text(st.characters(codec="utf-8"), min_size=1), min_size=1, max_size=5))
def test_no_text_begins_as_a_formula(values: list[str]) -> None:
    """Whatever a class is called."""
    for value, cell in zip(values, cells(*values), strict=True):
        assert cell in (value, f"'{value}")
        assert not cell.startswith(("=", "@", "\t", "\r", "\x00"))
