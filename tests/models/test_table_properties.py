"""What must hold for any table and any bytes, tried on many made by chance."""

import csv
import io
import string

import numpy as np
import pandas as pd
from hypothesis import example, given, settings
from hypothesis import strategies as st

from models.errors import InputError
from models.table import Table, rows_from_bytes, table_from_raw
from models.tables.limits import TableLimits
from models.tables.reading import read_raw, source_of_bytes

LIMITS = TableLimits(max_columns=1000, max_cells=100_000, max_read_bytes=50_000_000)
CELLS = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"], include_characters="\n\t"), max_size=12)
LETTERS = 'a1,;"\n\r\t{}[]: .-/\\eE+%$€'
NAMES = st.text(string.ascii_letters + "éß _-.", min_size=1, max_size=9).map(str.strip).filter(bool)


def table(data: bytes) -> Table:
    """Read bytes in this process."""
    return table_from_raw(read_raw(source_of_bytes(data, "t.csv", None), LIMITS), "t.csv")


def table_or_sentence(data: bytes) -> Table | str:
    """Read bytes, or return the sentence that refuses them."""
    try:
        return table(data)
    except InputError as error:
        return str(error)


@st.composite
def grids(draw: st.DrawFn) -> list[list[str]]:
    """Make a header and rows of any text."""
    names = draw(st.lists(NAMES, min_size=2, max_size=5, unique=True))
    row = st.lists(CELLS, min_size=len(names), max_size=len(names))
    return [names, *draw(st.lists(row, min_size=2, max_size=8))]


@settings(deadline=None, max_examples=150)
@given(grids(), st.sampled_from(",;\t|"), st.sampled_from(["\n", "\r\n"]))
def test_any_text_that_was_written_as_csv_is_read_back(grid: list[list[str]], separator: str, newline: str) -> None:
    """Whatever the cells hold, a row stays a row and a cell stays a cell."""
    stream = io.StringIO()
    csv.writer(stream, delimiter=separator, lineterminator=newline, quoting=csv.QUOTE_ALL).writerows(grid)

    raw = rows_from_bytes(stream.getvalue().encode())

    assert [str(name) for name in raw] == grid[0]
    assert raw.fillna("").to_numpy().tolist() == grid[1:]


@settings(deadline=None, max_examples=60)
@given(
    st.lists(
        st.tuples(
            st.floats(allow_nan=True, allow_infinity=False, width=32),
            st.sampled_from(["red", "blue sky", "a,b", "say \"x\"", ""]),
            st.datetimes(min_value=pd.Timestamp(1700, 1, 1), max_value=pd.Timestamp(2200, 1, 1)),
        ),
        min_size=4,
        max_size=12,
    )
)  # fmt: skip
def test_a_frame_that_was_written_as_csv_is_the_same_frame(rows: list[tuple[float, str, pd.Timestamp]]) -> None:
    """Numbers to the last digit, times to the microsecond, words to the letter."""
    frame = pd.DataFrame(rows, columns=["number", "word", "time"])
    read = table(frame.to_csv(index=False).encode())
    kinds = {column.name: column.kind for column in read.columns}

    if kinds["number"] == "numeric":
        np.testing.assert_array_equal(read.frame["number"], frame["number"])
    if kinds["time"] == "datetime":
        assert read.frame["time"].tolist() == frame["time"].tolist()
    assert [word or "" for word in read.frame["word"]] == frame["word"].tolist()


@settings(deadline=None, max_examples=200)
@given(st.binary(max_size=400))
@example(b"\xff\xfe")
@example(b"\x1f\x8b\x08")
@example(b"PAR1PAR1")
@example(b'{"a":')
@example(b'a,"b\n')
@example(b"\xef\xbb\xbf")
@example(b"\xff\xfea")
def test_any_bytes_are_a_table_or_refused_in_our_words(data: bytes) -> None:
    """Whatever is uploaded, nobody sees a parser's own error."""
    read = table_or_sentence(data)

    assert read.n_rows >= 2 if isinstance(read, Table) else read.endswith(".")


@settings(deadline=None, max_examples=200)
@given(
    st.text(st.sampled_from('a1,;"\n\r\t{}[]: .-/\\eE+%$€'), max_size=60),
    st.sampled_from(["utf-8", "utf-16", "utf-16-be"]),
)
def test_any_text_is_a_table_or_refused_in_our_words(text: str, encoding: str) -> None:
    """Texts come close to being tables in more ways than bytes do."""
    read = table_or_sentence(text.encode(encoding))
    if isinstance(read, str):
        assert read.endswith(".")
        return
    for column in read.columns:
        assert column.missing == read.frame[column.name].isna().sum()
        assert column.kind == "constant" or column.distinct == read.frame[column.name].nunique()
