"""Tables: from files in a limited process, from DataFrames, corrected, stored and found again."""

import gzip
import io
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from models.errors import (
    ColumnKindError,
    DamagedFileError,
    DuplicateColumnsError,
    EmptyFileError,
    NestedValuesError,
    TableLimitError,
    TooShortTableError,
    UnknownColumnError,
)
from models.table import (
    Table,
    load_table,
    read_table,
    read_table_file,
    rows_from_bytes,
    save_table,
    table_from_frame,
    with_kinds,
)
from models.tables.limits import TableLimits

CSV = b'id,when,price,zip\n1,2024-01-31,"1.234,5",10115\n2,2024-02-01,"7,25",20095\n3,,,10115\n'


@pytest.fixture
def upload(tmp_path: Path) -> Path:
    """Return an upload with something of everything."""
    path = tmp_path / "upload"
    path.write_bytes(CSV)
    return path


def test_a_file_is_read_in_another_process_and_found_again(upload: Path, tmp_path: Path) -> None:
    """The web process learns what is in a table without holding it."""
    account = read_table_file(upload, tmp_path / "table.parquet", name="sales.csv")
    table = load_table(tmp_path / "table.parquet")

    assert table.account == account
    assert (account.name, account.n_rows) == ("sales.csv", 3)
    assert [column.kind for column in account.columns] == ["identifier", "datetime", "numeric", "categorical"]
    np.testing.assert_array_equal(table.frame["price"], [1234.5, 7.25, np.nan])
    assert sorted(path.name for path in tmp_path.iterdir()) == ["table.parquet", "upload"]


def test_the_hash_is_that_of_the_content(upload: Path) -> None:
    """The same table is known by it, whatever its file is called and wherever it is read."""
    first, second = read_table(upload, name="a.csv"), read_table(upload, name="b.csv")
    upload.write_bytes(CSV.replace(b"10115", b"10117", 1))

    assert first.hash == second.hash
    assert len(first.hash) == 64
    assert read_table(upload, name="a.csv").hash != first.hash


def test_an_error_of_the_reading_process_is_raised_here(tmp_path: Path) -> None:
    """It arrives with its facts, and leaves no half-written table behind."""
    (tmp_path / "empty").write_bytes(b"")

    with pytest.raises(EmptyFileError, match=r'"x\.csv" is empty'):
        read_table_file(tmp_path / "empty", tmp_path / "table.parquet", name="x.csv")
    assert not (tmp_path / "table.parquet").exists()


def test_a_header_of_equal_names_is_refused_at_once(tmp_path: Path) -> None:
    """Some readers rename equal columns one by one, which takes minutes for 200,000."""
    (tmp_path / "wide").write_bytes(b",".join([b"same"] * 200_000) + b"\n")
    start = time.monotonic()

    with pytest.raises(TableLimitError, match="200,000 columns"):
        read_table(tmp_path / "wide", name="wide.csv")
    assert time.monotonic() - start < 30


def test_a_small_file_that_unpacks_to_gigabytes_is_refused(tmp_path: Path) -> None:
    """What a Parquet file claims to hold is checked before any of it is unpacked."""
    zeros = pa.array(np.zeros(20_000_000, dtype=np.int8))
    pq.write_table(pa.table({f"c{i}": zeros for i in range(6)}), tmp_path / "bomb", compression="zstd")

    assert (tmp_path / "bomb").stat().st_size < 1_000_000
    with pytest.raises(TableLimitError, match="PLAINTUNE_MAX_CELLS"):
        read_table(tmp_path / "bomb", name="bomb.parquet")


def test_a_long_text_repeated_a_million_times_is_stopped_by_the_memory_limit(tmp_path: Path) -> None:
    """Its cells are few enough, and its bytes are not."""
    texts = pa.DictionaryArray.from_arrays(pa.array(np.zeros(300_000, dtype=np.int32)), pa.array(["x" * 100_000]))
    pq.write_table(pa.table({"s": texts}), tmp_path / "bomb", compression="zstd")

    with pytest.raises(TableLimitError, match="PLAINTUNE_MAX_READ_BYTES"):
        read_table(tmp_path / "bomb", name="bomb.parquet", limits=TableLimits(max_read_bytes=2 * 1024**3))


def test_reading_that_takes_too_long_is_stopped(tmp_path: Path) -> None:
    """One upload must not hold a worker for good."""
    (tmp_path / "long").write_bytes(b"a,b\n" + b"1.5,x\n" * 20_000_000)

    with pytest.raises(TableLimitError, match="PLAINTUNE_MAX_READ_SECONDS"):
        read_table(tmp_path / "long", name="long.csv", limits=TableLimits(max_read_seconds=1))


def test_many_rows_to_predict_are_read_within_limits_too(monkeypatch: pytest.MonkeyPatch) -> None:
    """They come from outside as a table does, and the process that serves everybody must not read them."""
    data = b"a,b\n" + b"1.5,x\n" * 1_000
    here = rows_from_bytes(data)
    monkeypatch.setattr("models.table.MOST_BYTES_HERE", 100)
    elsewhere = rows_from_bytes(data)

    assert here.astype(str).equals(elsewhere.astype(str))
    with pytest.raises(TableLimitError, match="PLAINTUNE_MAX_CELLS"):
        rows_from_bytes(data, limits=TableLimits(max_cells=100))


def test_what_a_stopped_process_left_is_cleared_away(upload: Path, tmp_path: Path) -> None:
    """A disk that fills with halves of tables is found too late."""
    (tmp_path / ".table.parquet.4711.part").write_bytes(b"half")

    read_table_file(upload, tmp_path / "table.parquet", name="x")

    assert sorted(path.name for path in tmp_path.iterdir()) == ["table.parquet", "upload"]


def test_reading_works_from_standard_input_and_imports_nothing_of_the_caller(upload: Path, tmp_path: Path) -> None:
    """A script without a guard must not run twice, and a file called json.py beside it must not be imported."""
    (tmp_path / "json.py").write_text("raise SystemExit('imported from the current folder')")
    script = f"""
import sys
sys.path.remove("")
from pathlib import Path
from models.table import read_table
sys.stdout.write(str(read_table(Path({str(upload)!r}), name="x").n_rows))
"""
    done = subprocess.run(
        [sys.executable, "-"], input=script, capture_output=True, text=True, cwd=tmp_path, check=False, timeout=120
    )

    assert (done.stdout, done.returncode) == ("3", 0), done.stderr


@pytest.mark.parametrize("packed", [True, False])
def test_packed_rows_to_predict_are_unpacked_within_limits(packed: bool) -> None:
    """A request of a few kilobytes must not fill the memory of the web process."""
    if packed:
        data = gzip.compress(b"a,b\nx,1\n")
    else:
        stream = io.BytesIO()
        pq.write_table(pa.table({"a": ["x"], "b": ["1"]}), stream)
        data = stream.getvalue()

    assert rows_from_bytes(data).to_dict("list") == {"a": ["x"], "b": ["1"]}


def frame() -> pd.DataFrame:
    """Return a DataFrame with a column of most types."""
    return pd.DataFrame(
        {
            "number": [0.5, np.nan, np.inf, 4.0],
            "whole": [5, 7, 9, 9],
            "flag": [True, False, True, True],
            "level": pd.Categorical([1, 2, 1, 1]),
            "word": ["a", None, "b", "a"],
            "time": pd.to_datetime(["2024-01-01", None, "2024-01-03", "2024-01-04"]),
            "wait": pd.to_timedelta([1, 2, 3, 4], unit="h"),
            "month": pd.period_range("2024-01", periods=4, freq="M"),
            "mixed": [1, "a", None, True],
            "maybe": pd.array([1, None, 3, 4], dtype="Int64"),
            7: ["1,5", "2,5", "3,5", "x"],
        },
        index=[3, 3, 1, 0],
    )


def test_a_data_frame_says_itself_what_its_columns_are() -> None:
    """Its owner chose the types; only infinities and the odd object need care."""
    table = table_from_frame(frame())

    assert {column.name: column.kind for column in table.columns} == {
        "number": "numeric", "whole": "numeric", "flag": "boolean", "level": "categorical", "word": "categorical",
        "time": "datetime", "wait": "numeric", "month": "datetime", "mixed": "categorical", "maybe": "numeric",
        "7": "categorical",
    }  # fmt: skip
    assert table.frame["level"].tolist() == ["1", "2", "1", "1"]
    assert table.frame["wait"].tolist() == [3600.0, 7200.0, 10800.0, 14400.0]
    assert table.frame["number"].isna().tolist() == [False, True, True, False]
    assert "infinite" in {warning.code for warning in table.warnings}


@pytest.mark.parametrize(
    ("given", "error"),
    [
        (pd.DataFrame([[1, 2], [3, 4]], columns=["a", "a"]), DuplicateColumnsError),
        (pd.DataFrame({"a": [[1], [2]]}), NestedValuesError),
        (pd.DataFrame({"a": [1]}), TooShortTableError),
        (pd.DataFrame(index=range(3)), EmptyFileError),
    ],
)
def test_a_data_frame_that_is_no_table_is_refused(given: pd.DataFrame, error: type[Exception]) -> None:
    """The same words as for a file."""
    with pytest.raises(error):
        table_from_frame(given)


def stored(table: Table, folder: Path) -> Table:
    """Return a table as it comes back from a file."""
    save_table(table, folder / "table.parquet")
    return load_table(folder / "table.parquet")


def test_a_table_comes_back_from_its_file_as_it_was(tmp_path: Path) -> None:
    """A worker on another machine must train on the same values."""
    table = table_from_frame(frame(), name="frame")
    again = stored(table, tmp_path)

    assert again.account == table.account
    pd.testing.assert_frame_equal(again.raw, table.raw)
    pd.testing.assert_frame_equal(again.frame, table.frame)


@pytest.mark.parametrize("content", [b"", b"PAR1", CSV])
def test_a_file_that_is_no_stored_table_is_refused(content: bytes, tmp_path: Path) -> None:
    """A broken store must be told from a broken upload."""
    (tmp_path / "table.parquet").write_bytes(content)

    with pytest.raises(DamagedFileError, match="a stored table"):
        load_table(tmp_path / "table.parquet")


def corrected(kind: str, values: list[object]) -> Table:
    """Return a table whose column x is said to be of a kind."""
    return with_kinds(table_from_frame(pd.DataFrame({"x": values, "y": range(len(values))})), {"x": kind})


@pytest.mark.parametrize(
    ("kind", "values", "typed"),
    [
        ("categorical", [1.0, 2.0, None], ["1", "2", None]),
        ("numeric", ["007", "12", "x"], [7.0, 12.0, None]),
        ("numeric", [True, False, True], [1.0, 0.0, 1.0]),
        ("numeric", ["0", "1", "1"], [0.0, 1.0, 1.0]),
        ("datetime", [20240131, 20240201], [pd.Timestamp(2024, 1, 31), pd.Timestamp(2024, 2, 1)]),
        ("boolean", ["in", "out", "in"], ["in", "out", "in"]),
        ("text", ["a", "b", "b"], ["a", "b", "b"]),
        ("identifier", [1.5, 2.5, 2.5], ["1.5", "2.5", "2.5"]),
    ],
)  # fmt: skip
def test_a_kind_can_be_corrected(kind: str, values: list[object], typed: list[object], tmp_path: Path) -> None:
    """A guess is a guess, and its owner knows better; the correction is kept with the table."""
    table = stored(corrected(kind, values), tmp_path)

    assert table.column("x").kind == kind
    assert table.column("x").notes[0] == "Its kind was set by hand."
    assert [None if pd.isna(value) else value for value in table.frame["x"]] == typed
    assert table.column("x").missing == table.frame["x"].isna().sum()


@pytest.mark.parametrize(
    ("kind", "values"),
    [
        ("numeric", ["red", "blue", "3"]),
        ("numeric", pd.to_datetime(["2024-01-01", "2024-01-02"]).tolist()),
        ("datetime", ["red", "2024-01-01", "blue"]),
        ("boolean", ["a", "b", "c"]),
        ("constant", ["a", "b"]),
        ("number", ["1", "2"]),
    ],
)
def test_a_kind_that_cannot_hold_is_refused(kind: str, values: list[object]) -> None:
    """Words that are made into numbers are all missing."""
    with pytest.raises(ColumnKindError, match='"x" cannot be'):
        corrected(kind, values)


def test_a_correction_replaces_the_warnings_of_its_column() -> None:
    """An identifier that is a feature by hand is no longer left out."""
    table = table_from_frame(pd.DataFrame({"row_id": range(30), "y": range(0, 60, 2)}))
    numbers = with_kinds(table, {"row_id": "numeric"})

    assert [warning.code for warning in table.warnings] == ["identifier"]
    assert numbers.warnings == ()


def test_an_unknown_column_is_refused_with_the_likely_one() -> None:
    """Most unknown columns are misspelled known ones."""
    with pytest.raises(UnknownColumnError, match='did you mean "price"'):
        with_kinds(table_from_frame(pd.DataFrame({"price": [1, 2], "size": [3, 4]})), {"prise": "numeric"})
