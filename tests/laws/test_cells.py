"""A cell means the same whichever way it comes: in a frame or as JSON gives it, alone or among others."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from models.columns import FEW_ROWS, Column, ColumnFormat, convert_columns, convert_frame
from models.date_parts import part_of
from models.encoding import Style, TableEncoder
from models.families.family import FitOrder, Rows
from models.families.linear import Linear
from models.model import Fit, Member, Model
from models.tables.cells import labels_of, numbers_of, times_of
from models.tables.dates import DateFormat
from models.tables.number_texts import NumberFormat
from models.tables.plain import TEXT

N_ROWS, N_CELLS = 240, 12
KINDS = {"age": "numeric", "price": "numeric", "color": "categorical", "ticket": "categorical", "yes": "boolean",
         "when": "datetime", "then": "datetime", "note": "text"}  # fmt: skip
EUROPEAN = ColumnFormat(NumberFormat(",", ".", "kg"), DateFormat(is_day_first=True))
COLUMNS = tuple(
    Column(name, kind, 0, 1, format=EUROPEAN if name in {"price", "then"} else ColumnFormat())  # type: ignore[arg-type]
    for name, kind in KINDS.items()
)
WORDS = ["red", "green", "blue", "yes", "no", "good old house", "new house by the sea", "t7", "T8 ", "True", "false"]

numbers_as_texts = st.one_of(
    st.from_regex(r"[+-]?[0-9]{1,18}(\.[0-9]{0,18})?", fullmatch=True),
    st.from_regex(r"[+-]?[0-9]{1,3}([., ][0-9]{3}){0,3}([.,][0-9]{0,3})?( ?(kg|€|%))?", fullmatch=True),
    st.from_regex(r"[0-9]{1,4}[eE][+-]?[0-9]{1,3}", fullmatch=True),
    st.sampled_from(["inf", "-Infinity", "007", " 5 ", "+5", "-0", "0.1", "1.", ".5", "٣", "1_000", "0x1f", "1e400"]),
)
dates_as_texts = st.one_of(
    st.datetimes().map(lambda time: time.isoformat(" ", "minutes")),
    st.datetimes().map(datetime.isoformat),
    st.dates().map(date.isoformat),
    st.from_regex(r"[0-9]{4}-[0-3][0-9]-[0-3][0-9]([T ][0-2][0-9]:[0-6][0-9](:[0-6][0-9])?)?", fullmatch=True),
    st.sampled_from(
        ["3.4.2024", "13/14/2024", "2024-02-30", "2024-01-01T24:00", "2024-01-01 23:59:60", "20240105", "Jan 5, 2024",
         "2024-01-01T10:00:00+02:00", " 2024-01-01", "2024-01-01\n", "2024-1-1", "9999-12-31", "1677-12-31",
         "2262-01-01", "12:30", "٢٠٢٤-01-01"]
    ),
)  # fmt: skip
texts = st.one_of(
    numbers_as_texts,
    dates_as_texts,
    st.sampled_from([*WORDS, "", " ", "NA", "n/a", "?", "-", "none", "null", "unknown", "nan"]),
    st.text(max_size=12),
)
odd_cells = st.one_of(
    texts,
    st.none(),
    st.booleans(),
    st.floats(),
    st.integers(-(10**3), 10**3),
    st.sampled_from([10**17, 2**63, -(2**64), 10**400, -0.0, 3.0, "\ud800", pd.NA, pd.NaT, Decimal("1.5"),
                     Decimal("NaN"), date(2024, 5, 6), datetime.fromisoformat("1969-12-31T23:05"), np.float32(0.1),
                     np.int64(3), np.datetime64("2024-01-01"), pd.Timestamp("2024-05-05 10:00", tz="Europe/Berlin")]),
)  # fmt: skip


def lists_of(cells: st.SearchStrategy[Any]) -> st.SearchStrategy[list[Any]]:
    """Return columns of some cells."""
    return st.lists(cells, min_size=1, max_size=N_CELLS)


columns_of_odd_cells = st.integers(1, 4).flatmap(
    lambda n_rows: st.fixed_dictionaries(
        {name: st.lists(odd_cells, min_size=n_rows, max_size=n_rows) for name in KINDS}
    )
)


@dataclass(frozen=True)
class Delivered:
    """A model of two fits, behind an encoder of each style."""

    model: Model
    encoders: Mapping[Style, TableEncoder]


def training_rows() -> pd.DataFrame:
    """Return typed rows of every kind, with missing cells."""
    rng = np.random.default_rng(0)
    days = pd.Timestamp("2024-01-01") + pd.to_timedelta(rng.integers(0, 900, N_ROWS), unit="h")
    table = pd.DataFrame(
        {
            "age": rng.normal(40, 10, N_ROWS),
            "price": rng.gamma(2, 100, N_ROWS),
            "color": rng.choice(["red", "green", "blue"], N_ROWS),
            "ticket": [f"t{i}" for i in rng.integers(0, 40, N_ROWS)],
            "yes": rng.choice(["yes", "no", "True"], N_ROWS),
            "when": days.astype("datetime64[ns]"),
            "then": (days + pd.Timedelta(hours=5)).astype("datetime64[ns]"),
            "note": rng.choice(["good old house", "new house by the sea", "a flat"], N_ROWS),
        }
    )
    table.iloc[::11] = None
    return table


@pytest.fixture(scope="module")
def delivered() -> Delivered:
    """Fit encoders of both styles and a linear model behind each."""
    y = (np.arange(N_ROWS) % 3).astype(float)
    encoders, fits = {}, []
    for style in ("tree", "linear"):
        encoder = TableEncoder(COLUMNS, style, 3)  # type: ignore[arg-type]
        X = np.nan_to_num(encoder.fit_transform(training_rows(), y))
        order = FitOrder(Rows(X, y), "multiclass", 3, "log_loss", tuple(encoder.feature_types_), seed=0)
        encoders[style] = encoder
        if style == "linear":
            fits.append(Fit(encoder, Linear().fit({"alpha": 0.01, "l1_ratio": 0.0}, order).estimator))
    members = (Member(1.0, tuple(fits)),)
    model = Model(COLUMNS, "multiclass", ("a", "b", "c"), 0.5, members, record=SimpleNamespace(uncertainty=None))  # type: ignore[arg-type]
    return Delivered(model, encoders)  # type: ignore[arg-type]


@given(cells=columns_of_odd_cells)
@settings(max_examples=80, deadline=None)
def test_rows_of_objects_and_a_frame_of_them_are_the_same_rows(
    delivered: Delivered, cells: dict[str, list[Any]]
) -> None:
    """An app that sends JSON and a notebook with a frame must not get two answers."""
    frame = pd.DataFrame({name: pd.Series(column, dtype=object) for name, column in cells.items()})

    by_list, by_frame = delivered.model.predict_columns(cells), delivered.model.predict_rows(frame)

    assert by_list.warnings == by_frame.warnings
    assert by_list.answers.tolist() == by_frame.answers.tolist()
    assert np.array_equal(by_list.probabilities, by_frame.probabilities)  # type: ignore[arg-type]
    typed = convert_columns(cells, len(frame), COLUMNS)
    for encoder in delivered.encoders.values():
        matrix = encoder.encode(typed.values)
        assert matrix.tobytes() == encoder.transform(convert_frame(frame, COLUMNS).frame).tobytes()
        assert not np.isinf(matrix).any()


@given(cells=columns_of_odd_cells)
@settings(max_examples=30, deadline=None)
def test_a_row_means_the_same_alone_and_among_others(delivered: Delivered, cells: dict[str, list[Any]]) -> None:
    """The features of one row must not depend on which rows are asked about with it, to the last bit."""
    n_rows = len(cells["age"])
    for encoder in delivered.encoders.values():
        together = encoder.encode(convert_columns(cells, n_rows, COLUMNS).values)
        for row in range(n_rows):
            alone = convert_columns({name: column[row : row + 1] for name, column in cells.items()}, 1, COLUMNS)
            assert encoder.encode(alone.values).tobytes() == together[row : row + 1].tobytes()


@example(cells=["1.234"], decimal=",", thousands=".")
@example(cells=["12.5"], decimal=",", thousands=".")
@example(cells=["1.5", "+007.50"], decimal=",", thousands="")
@example(cells=["1,234", "-12"], decimal=".", thousands=",")
@given(
    cells=lists_of(st.one_of(numbers_as_texts, texts)),
    decimal=st.sampled_from(".,"),
    thousands=st.sampled_from(["", ",", ".", " ", "'"]),
)
@settings(max_examples=200, deadline=None)
def test_a_text_is_the_same_number_in_a_list_and_in_a_column_of_a_file(
    cells: list[str], decimal: str, thousands: str
) -> None:
    """A few plain texts are read without Arrow; that must not show."""
    number_format = NumberFormat(decimal, "" if thousands == decimal else thousands, "kg")

    for few in (cells, cells[:1]):
        numbers, is_absent = numbers_of(few, number_format)
        by_arrow, is_absent_by_arrow = numbers_of(pd.Series(few, dtype=TEXT), number_format)

        assert numbers.tobytes() == by_arrow.tobytes()
        assert np.array_equal(is_absent, is_absent_by_arrow)


@example(cells=["2024-02-30", "1677-12-31", "2262-01-01 10:00"], is_day_first=False, form="date")
@example(cells=["2024-02-03", "20240203", None], is_day_first=True, form="compact")
@example(cells=["2024-02-03", "10:30"], is_day_first=False, form="time")
@given(
    cells=lists_of(st.one_of(dates_as_texts, texts)),
    is_day_first=st.booleans(),
    form=st.sampled_from(["date", "compact", "time"]),
)
@settings(max_examples=200, deadline=None)
def test_a_text_is_the_same_time_in_a_list_and_in_a_column_of_a_file(
    cells: list[str | None],
    is_day_first: bool,
    form: Any,  # noqa: ANN401
) -> None:
    """The same, for dates: those in the order of ISO 8601 are the plain ones."""
    date_format = DateFormat(is_day_first, form)

    times, is_absent = times_of(cells, date_format)
    by_arrow, is_absent_by_arrow = times_of(pd.Series(cells, dtype=TEXT), date_format)

    assert np.array_equal(times, by_arrow, equal_nan=True)
    assert np.array_equal(is_absent, is_absent_by_arrow)


@given(cells=lists_of(st.one_of(texts, st.none())), column=st.sampled_from(COLUMNS))
@settings(max_examples=100, deadline=None)
def test_a_few_rows_of_a_frame_are_read_as_many_are(cells: list[str | None], column: Column) -> None:
    """Where a few texts become a list, their number must not show in what they mean."""
    few = convert_frame(pd.DataFrame({column.name: pd.Series(cells, dtype="str")}), (column,))
    many = convert_frame(pd.DataFrame({column.name: pd.Series(cells * (FEW_ROWS + 1), dtype="str")}), (column,))

    assert few.frame.equals(many.frame[: len(cells)])
    assert bool(few.warnings) == bool(many.warnings)


@given(cells=lists_of(st.one_of(texts, st.none())))
@settings(max_examples=100, deadline=None)
def test_a_text_is_the_same_label_in_a_list_and_in_a_column_of_a_file(cells: list[str | None]) -> None:
    """Levels are told apart by their spelling alone."""
    assert labels_of(cells).tolist() == labels_of(pd.Series(cells, dtype=TEXT)).tolist()


@given(nanoseconds=lists_of(st.one_of(st.integers(-(2**63) + 10**18, 2**63 - 10**18), st.just(-(2**63)))))
@settings(max_examples=200, deadline=None)
def test_the_parts_of_a_time_are_those_of_pandas(nanoseconds: list[int]) -> None:
    """Before 1970 too, where whole days count downward, and NaN where there is no time."""
    times = np.array(nanoseconds, dtype=np.int64).view("datetime64[ns]")
    known = pd.Series(times).dt
    expected = {
        "year": known.year,
        "month": known.month,
        "day": known.day,
        "weekday": known.day_of_week,
        "hour": known.hour + known.minute / 60,
    }

    for name, part in expected.items():
        assert np.array_equal(part_of(name, times), part.to_numpy(float), equal_nan=True), name
    assert [math.isnan(day) for day in part_of("days", times)] == np.isnat(times).tolist()
