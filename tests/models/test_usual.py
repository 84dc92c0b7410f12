"""What is usual in a column, told on tables where everybody can see it."""

import pandas as pd

from models.table import table_from_frame
from models.usual import MOST_CHOICES, UsualValues, usual_values


def test_numbers_have_a_middle_that_occurs_and_their_ends() -> None:
    """A form that is filled with 2.5 rooms looks like nobody's house."""
    table = table_from_frame(pd.DataFrame({"rooms": [1, 2, 3, 9], "share": [0.25, 0.5, None, 0.75]}))
    told = usual_values(table, ["rooms", "share", "absent"])
    assert told == {
        "rooms": UsualValues("2", 1.0, 9.0, is_whole=True),
        "share": UsualValues("0.5", 0.25, 0.75, is_whole=False),
    }


def test_labels_come_by_how_often_they_occur() -> None:
    """The first choice is the one that most rows have; of very many, the first hundred are enough to choose from."""
    labels = ["b", "b", "b", "a", "a", None]
    assert usual_values(table_from_frame(pd.DataFrame({"x": labels})), ["x"])["x"].choices == ("b", "a")
    many = [f"label {number % 130:03}" for number in range(400)]
    told = usual_values(table_from_frame(pd.DataFrame({"x": many, "y": range(400)})), ["x"])["x"]
    assert (len(told.choices), told.n_choices) == (MOST_CHOICES, 130)


def test_dates_are_days_where_none_has_a_time() -> None:
    """A date field takes days alone; what has a time of day needs another."""
    days = pd.to_datetime(["2024-01-05", "2024-03-01", "2023-12-31"])
    frame = pd.DataFrame({"day": days, "time": days + pd.Timedelta(hours=7)})
    told = usual_values(table_from_frame(frame), ["day", "time"])
    assert told["day"] == UsualValues("2024-01-05", "2023-12-31", "2024-03-01", is_whole=True)
    assert told["time"].usual == "2024-01-05T07:00:00"


def test_a_column_without_a_value_has_nothing_usual() -> None:
    """It is left out by the models, and its field stays empty."""
    table = table_from_frame(pd.DataFrame({"x": [None, None, None], "y": [1, 2, 3]}))
    assert usual_values(table, ["x"]) == {"x": UsualValues("")}
