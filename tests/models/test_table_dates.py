"""Dates and times as people write them."""

import numpy as np
import pyarrow as pa
import pytest

from models.tables.dates import DateFormat, DateGuess, guess_dates, parse_dates


def guessed(*texts: str, may_be_compact: bool = False) -> DateGuess | None:
    """Tell how distinct texts, each there once, are dates."""
    return guess_dates(pa.array(texts), np.ones(len(texts), dtype=np.int64), 0.98, may_be_compact)


def read(*texts: str, may_be_compact: bool = False) -> list[str] | None:
    """Read texts as dates, to the second."""
    guess = guessed(*texts, may_be_compact=may_be_compact)
    return None if guess is None else [str(time) for time in guess.found.astype("datetime64[s]")]


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("2024-01-31", "2024-01-31T00:00:00"),
        ("2024-01-31 12:30", "2024-01-31T12:30:00"),
        ("2024-01-31T12:30:45.123456+02:00", "2024-01-31T10:30:45"),
        ("2024-01-31T12:30:45Z", "2024-01-31T12:30:45"),
        ("2024-01-31 23:30:00-0530", "2024-02-01T05:00:00"),
        ("2024/12/31 11:59 pm", "2024-12-31T23:59:00"),
        ("12/31/2024 12:05 AM", "2024-12-31T00:05:00"),
        ("31.12.2024", "2024-12-31T00:00:00"),
        ("31-12-99", "1999-12-31T00:00:00"),
        ("3 Mar 2024", "2024-03-03T00:00:00"),
        ("12-Dec-24", "2024-12-12T00:00:00"),
        ("March 3rd, 2024", "2024-03-03T00:00:00"),
        ("Mon, 4 Mar 2024 10:00:00 GMT", "2024-03-04T10:00:00"),
        ("2024-03", "2024-03-01T00:00:00"),
        ("Dec-2024", "2024-12-01T00:00:00"),
        ("08:15:02", "1970-01-01T08:15:02"),
    ],
)
def test_the_common_spellings_of_a_date_are_read(text: str, time: str) -> None:
    """Each of these is what some program or country writes by default."""
    assert read(text) == [time]


@pytest.mark.parametrize("text", ["abc", "2024-02-30", "25:10", "2024-13-01", "1.2.3", "9999-12-31", "5", "13:00 pm"])
def test_what_is_no_date_is_not_read_as_one(text: str) -> None:
    """30 February and year 9999 have no place among points in time."""
    assert read(text) is None


def test_day_first_is_told_by_numbers_beyond_twelve() -> None:
    """One date that can be read in one way only settles the column."""
    assert read("01/02/2024", "31/12/2024") == ["2024-02-01T00:00:00", "2024-12-31T00:00:00"]
    assert read("01/02/2024", "12/31/2024") == ["2024-01-02T00:00:00", "2024-12-31T00:00:00"]


def test_day_first_is_told_by_rows_that_follow_in_time() -> None:
    """A log is written in order, and only one reading keeps it."""
    assert read("1/2/2024", "2/2/2024", "3/2/2024", "1/3/2024") == [
        "2024-02-01T00:00:00", "2024-02-02T00:00:00", "2024-02-03T00:00:00", "2024-03-01T00:00:00",
    ]  # fmt: skip


def test_an_undecided_order_is_said() -> None:
    """Where nothing tells day from month, the reader must know that it was a guess."""
    guess = guessed("1/2/2024", "5/5/2023")

    assert guess is not None
    assert "Nothing tells day from month" in guess.notes[0]


def test_eight_digits_are_a_date_only_where_the_name_allows() -> None:
    """20240131 may as well be an amount."""
    assert read("20240131", "20231201") is None
    assert read("20240131", "20231201", may_be_compact=True) == ["2024-01-31T00:00:00", "2023-12-01T00:00:00"]


def test_new_texts_are_read_in_the_learned_order() -> None:
    """A row to predict has no column around it that would settle its order."""
    times = parse_dates(pa.array(["3/4/2024", "2024-05-06", None]), DateFormat(is_day_first=True))

    assert [str(time)[:10] for time in times] == ["2024-04-03", "2024-05-06", "NaT"]
