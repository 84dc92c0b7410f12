"""Columns, labels, and rows as the models take them."""

import json
from datetime import date, datetime
from decimal import Decimal

import numpy as np
import pandas as pd
import pytest

from models.columns import Column, ColumnFormat, account, convert, convert_frame, label_text
from models.errors import MissingColumnsError
from models.record import from_plain, to_plain
from models.tables.dates import DateFormat
from models.tables.number_texts import NumberFormat

NUMBER = Column("x", "numeric", 0, 3)
WORD = Column("x", "categorical", 0, 3)
TIME = Column("x", "datetime", 0, 3)


@pytest.mark.parametrize("value", [1, 1.0, "1", " 1 ", "1.0", Decimal(1), np.int64(1), np.float32(1)])
def test_a_whole_number_is_the_same_label_however_it_comes(value: object) -> None:
    """Class 1 in a file must be class 1 in a row of JSON."""
    assert label_text(value) == "1"


@pytest.mark.parametrize(
    ("value", "label"),
    [(True, "True"), ("true", "True"), ("FALSE", "False"), (0.5, "0.5"), ("007", "007"), ("yes", "yes"),
     (-0.0, "0"), (float("inf"), "inf"), ("None", "None")],
)  # fmt: skip
def test_labels_keep_what_tells_them_apart(value: object, label: str) -> None:
    """Codes keep their zeros, and yes is not made into True."""
    assert label_text(value) == label


@pytest.mark.parametrize("value", [None, float("nan"), pd.NA, pd.NaT, "", "  ", "NA", "n/a", "?", "null"])
def test_missing_values_are_no_labels(value: object) -> None:
    """A class called NaN would be learned and predicted."""
    assert label_text(value) is None


@pytest.mark.parametrize(
    "values",
    [["1", "x", None], ["1", 2.0, None], [Decimal("1.5"), True], [10**400, "3"], pd.Series([1, None], dtype="Int64"),
     pd.Series([1.5, 2], dtype="category"), pd.Series(["1", "?"], dtype="string"), pd.Series([True, False])],
)  # fmt: skip
def test_numeric_columns_become_floats(values: object) -> None:
    """The models take one type, whatever a row came as, and never an infinite one."""
    typed = convert(pd.Series(values), NUMBER)

    assert typed.dtype == np.float64
    assert not np.isinf(typed).any()


def test_mixed_cells_of_a_row_are_read_in_the_learned_format() -> None:
    """In JSON a number is itself, and only texts are subject to decimal commas."""
    column = Column("x", "numeric", 0, 2, format=ColumnFormat(numbers=NumberFormat(decimal=",", thousands=".")))

    assert convert(pd.Series([1.234, "1.234", "1,5"], dtype=object), column).tolist() == [1.234, 1234.0, 1.5]


def test_times_of_any_make_become_nanoseconds_in_utc() -> None:
    """Text, dates, datetimes and zones meet in one column of rows to predict."""
    values = pd.Series(
        [date(2024, 1, 2), datetime.fromisoformat("2024-01-02T03:00:00+02:00"), "3.1.2024", None, 20240105]
    )
    column = Column("x", "datetime", 0, 2, format=ColumnFormat(dates=DateFormat(is_day_first=True, form="compact")))

    typed = convert(values, column)

    assert typed.dtype == "datetime64[ns]"
    times = [None if pd.isna(time) else str(time) for time in typed]
    assert times == ["2024-01-02 00:00:00", "2024-01-02 01:00:00", "2024-01-03 00:00:00", None, "2024-01-05 00:00:00"]


def test_times_with_a_zone_or_beyond_the_clock_are_kept_apart() -> None:
    """Year 9999 stands for "never" in many tables, and has no place on the axis."""
    zoned = pd.Series(pd.to_datetime(["2024-01-02 03:00"])).dt.tz_localize("Europe/Berlin")
    never = pd.Series(np.array(["9999-12-31", "2024-01-01"], dtype="datetime64[s]"))

    assert convert(zoned, TIME).astype(str).tolist() == ["2024-01-02 02:00:00"]
    assert convert(never, TIME).isna().tolist() == [True, False]


def test_labels_are_strings_and_none() -> None:
    """The encoders tell a level by its text, and missing by None."""
    typed = convert(pd.Series(["a", " a", None, "NA", "1.0"], dtype="str"), WORD)

    assert typed.tolist() == ["a", "a", None, None, "1"]
    assert convert(pd.Series([1, "a", None, True], dtype=object), WORD).tolist() == ["1", "a", None, "True"]


def test_rows_say_what_could_not_be_read() -> None:
    """A typing error in a row to predict must not pass for a missing value in silence."""
    rows = pd.DataFrame({"age": ["3", "n/a?", "", "x"], "when": ["2024-01-01", "soon", None, "unknown"], "more": 1})
    columns = (Column("age", "numeric", 0, 3), Column("when", "datetime", 0, 3))

    converted = convert_frame(rows, columns)

    assert converted.frame["age"].isna().tolist() == [False, True, True, True]
    assert converted.warnings == (
        'age: 2 values are not finite numbers and were treated as missing, for example "n/a?".',
        'when: 1 value is not among dates that can be read and was treated as missing, for example "soon".',
        'The column "more" was not in the training table and was ignored.',
    )
    assert convert_frame(rows[["age", "more"]], columns[:1], ignored=["more"]).warnings[1:] == ()


def test_rows_without_a_needed_column_are_refused() -> None:
    """Filling a whole column with guesses would look like a prediction."""
    with pytest.raises(MissingColumnsError, match='"b"'):
        convert_frame(pd.DataFrame({"a": [1]}), (Column("a", "numeric", 0, 1), Column("b", "numeric", 0, 1)))


def test_columns_are_converted_in_the_learned_order_by_trimmed_name() -> None:
    """A row is an object: the order of its names means nothing."""
    rows = pd.DataFrame({" b ": ["x"], "a": [1]}, index=[7])
    converted = convert_frame(rows, (Column("a", "numeric", 0, 1), Column("b", "categorical", 0, 1)))

    assert converted.frame.to_dict("list") == {"a": [1.0], "b": ["x"]}
    assert converted.frame.index.tolist() == [0]


def test_a_column_survives_json() -> None:
    """It is kept with the model, which is read without running code."""
    column = Column(
        "x", "numeric", 1, 2, ("1,5",), ("Note.",), ColumnFormat(NumberFormat(","), DateFormat(is_day_first=True))
    )

    assert from_plain(Column, json.loads(json.dumps(to_plain(column)))) == column


def test_the_account_of_a_column_is_its_public_face() -> None:
    """The record shows what is known of a column, and not how its cells are parsed."""
    shown = account(Column("x", "numeric", 1, 2, ("1",), ("Note.",)), role="target", is_used=False)

    assert (shown.name, shown.role, shown.is_used, shown.notes) == ("x", "target", False, ("Note.",))
