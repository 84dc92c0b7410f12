"""From the bytes of an upload to a checked table: every format, and every way to be none."""

import gzip
import io
import json
import os

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from models.errors import (
    DamagedFileError,
    DuplicateColumnsError,
    EmptyFileError,
    InputError,
    NestedValuesError,
    NulCharacterError,
    RaggedRowsError,
    TableLimitError,
    TooShortTableError,
    UnclosedQuoteError,
    UnknownFormatError,
    UnnamedColumnError,
)
from models.table import Table, columns_from_records, rows_from_bytes, table_from_raw
from models.tables.limits import TableLimits
from models.tables.reading import read_raw, source_of_bytes


def table(data: bytes, name: str = "t.csv", limits: TableLimits = TableLimits()) -> Table:  # noqa: B008  frozen
    """Read bytes in this process: what the child does, without its start."""
    return table_from_raw(read_raw(source_of_bytes(data, name, None), limits), name)


def parquet(frame: pd.DataFrame | pa.Table) -> bytes:
    """Return a frame as the bytes of a Parquet file."""
    stream = io.BytesIO()
    pq.write_table(frame if isinstance(frame, pa.Table) else pa.Table.from_pandas(frame), stream)
    return stream.getvalue()


ROWS = [{"name": "Zoë", "size": 1.5}, {"name": "Bo, Jr", "size": 2.5}, {"name": "Al", "size": None}]
CSV = 'name,size\nZoë,1.5\n"Bo, Jr",2.5\nAl,\n'
FORMS = {
    "comma": CSV.encode(),
    "byte order mark": CSV.encode("utf-8-sig"),
    "Windows-1252": CSV.encode("cp1252"),
    "UTF-16": CSV.encode("utf-16"),
    "UTF-16 without mark": CSV.encode("utf-16-le"),
    "carriage returns": CSV.replace("\n", "\r\n").encode(),
    "blank lines": ("\n\n" + CSV.replace("\nAl", "\n\nAl")).encode(),
    "decimal commas": "name;size\nZoë;1,5\nBo, Jr;2,5\nAl;\n".encode(),
    "tabs": "name\tsize\nZoë\t1.5\nBo, Jr\t2.5\nAl\t\n".encode(),
    "pipes": "name|size\nZoë|1.5\nBo, Jr|2.5\nAl|\n".encode(),
    "Excel's separator line": "sep=;\nname;size\nZoë;1,5\nBo, Jr;2,5\nAl;\n".encode(),
    "JSON records": json.dumps(ROWS, indent=1).encode(),
    "JSON lines": "\n".join(map(json.dumps, ROWS)).encode(),
    "JSON in UTF-16": json.dumps(ROWS, ensure_ascii=False).encode("utf-16"),
    "Parquet": parquet(pd.DataFrame(ROWS)),
    "gzip of CSV": gzip.compress(CSV.encode()),
    "gzip of Parquet": gzip.compress(parquet(pd.DataFrame(ROWS))),
}


@pytest.mark.parametrize("form", FORMS)
def test_the_same_table_in_any_form_is_the_same_table(form: str) -> None:
    """Whoever exports a table does not choose what the program writes."""
    read = table(FORMS[form])

    assert [column.name for column in read.columns] == ["name", "size"]
    assert read.frame["name"].tolist() == ["Zoë", "Bo, Jr", "Al"]
    np.testing.assert_array_equal(read.frame["size"], [1.5, 2.5, np.nan])


BAD = {
    "empty": (b"", EmptyFileError, "is empty"),
    "blank": (b"\n \n\t\n", EmptyFileError, "is empty"),
    "header only": (b"a,b\n", TooShortTableError, "has no rows"),
    "one row": (b"a,b\n1,2\n", TooShortTableError, "only 1 row"),
    "no columns": (b"[{}, {}]", EmptyFileError, "is empty"),
    "no records": (b"[]", EmptyFileError, "is empty"),
    "garbage": (bytes(range(256)) * 9, UnknownFormatError, "binary data"),
    "zeros": (b"a,b\n1,\x00\n3,4\n", UnknownFormatError, "binary data"),
    "picture": (b"\x89PNG\r\n\x1a\n" + bytes(50), UnknownFormatError, "a PNG picture"),
    "workbook": (b"PK\x03\x04....xl/workbook.xml", UnknownFormatError, "an Excel workbook"),
    "archive": (b"PK\x03\x04....", UnknownFormatError, "a ZIP archive"),
    "web page": (b"<!DOCTYPE html><html>", UnknownFormatError, "a web page"),
    "gzip twice": (gzip.compress(gzip.compress(b"a,b\n1,2\n")), UnknownFormatError, "gzip within gzip"),
    "cut gzip": (gzip.compress(os.urandom(999))[:500], DamagedFileError, "gzip"),
    "cut Parquet": (FORMS["Parquet"][:200], DamagedFileError, "Parquet"),
    "long line": (b"a,b\n1,2\n3,4,5\n", RaggedRowsError, "Line 3 has 3 value(s) where there are 2"),
    "long line of bytes": (b"a,b\n1,2\n3,\xe9,5\n", RaggedRowsError, "Line 3 has 3 value(s)"),
    "short line": (b'a,b\n1,"x\ny"\n\n3\n', RaggedRowsError, "Line 5 has 1 value(s)"),
    "open quote": (b'a,b\n1,2\n1,"x\n2,y\n3,z\n', UnclosedQuoteError, "opens in line 3"),
    "same names": (b"a,b, a\n1,2,3\n4,5,6\n", DuplicateColumnsError, '"a"'),
    "no name": (b",b\n1,2\n3,4\n", UnnamedColumnError, "Column 1"),
    "same keys": (b'[{"a":1,"a":2},{"a":3}]', DuplicateColumnsError, '"a"'),
    "same Parquet names": (parquet(pa.table([[1, 2], [3, 4]], names=["a", "a"])), DuplicateColumnsError, '"a"'),
    "list of numbers": (b"[1, 2]", UnknownFormatError, "list of objects"),
    "object of lists": (b'{"a": [1, 2],\n "b": [3, 4]}', UnknownFormatError, "list of objects"),
    "nested object": (b'[{"a": {"b": 1}}, {"a": 2}]', NestedValuesError, '"a"'),
    "NUL in a text": (b'[{"a": "x\\u0000"}, {"a": "y"}]', NulCharacterError, '"a"'),
    "NUL in Parquet": (parquet(pa.table({"a": ["x", "\0"]})), NulCharacterError, '"a"'),
    "nested list": (parquet(pa.table({"a": [[1], [2]]})), NestedValuesError, '"a"'),
    "cut JSON": (b'[{"a": 1}, {"a": 2', DamagedFileError, "JSON"),
    "cut JSON line": (b'{"a": 1}\n{"a": 2\n', DamagedFileError, "line 2"),
    "deep JSON": (b"[" * 100_000, DamagedFileError, "nested too deeply"),
    "huge number": (b'[{"a": ' + b"9" * 5000 + b'}, {"a": 1}]', DamagedFileError, "4,300 digits"),
    "no known letters": (b"a,b\n1,\x81\n2,x\n", DamagedFileError, "neither UTF-8"),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
def test_a_file_that_is_no_table_is_refused_in_one_sentence(name: str) -> None:
    """The sentence says what is wrong and what to do, in words that are not a parser's."""
    data, error, words = BAD[name]

    with pytest.raises(error) as caught:
        table(data)

    sentence = str(caught.value)
    assert words in sentence
    assert "\n" not in sentence
    assert sentence.endswith(".")


def test_a_wrong_extension_does_not_matter_where_the_content_is_clear() -> None:
    """People rename files; the bytes do not change."""
    assert table(CSV.encode(), "t.json").n_rows == 3
    assert table(FORMS["Parquet"], "t.csv").n_rows == 3
    with pytest.raises(UnknownFormatError, match="no JSON as its name or type says"):
        table(b"hello\nworld\nagain\n", "t.json")


def test_a_declared_tab_wins_over_commas_in_the_names() -> None:
    """In a TSV a comma is a letter like others."""
    assert [column.name for column in table(b"a,x,y\tb\n1\t2\n3\t4\n", "t.tsv").columns] == ["a,x,y", "b"]


def test_quoted_values_may_hold_separators_quotes_and_lines() -> None:
    """Free text does, and a row must stay a row."""
    read = table(b'a,b\n"x, ""y""\nz",1\n"",2\n')

    assert read.frame["a"].tolist() == ['x, "y"\nz', None]


def test_an_empty_line_is_a_missing_value_of_a_single_column() -> None:
    """Dropping it would shift every prediction after it."""
    assert rows_from_bytes(b"a\nx\n\ny\n")["a"].isna().tolist() == [False, True, False]


def test_a_row_that_looks_like_names_is_pointed_out() -> None:
    """A file without a line of names loses its first row to it."""
    assert [warning.code for warning in table(b"1.5,2\n1,2\n3,4\n").warnings] == ["header"]
    assert table(b"0,1\n1,2\n3,4\n").warnings == ()


def test_what_a_reader_should_know_is_said() -> None:
    """Each of these spoils a model in silence."""
    rows = "".join(f"{i % 3},{i},,one,{'inf' if i == 4 else i / 3},{'' if i % 3 else i}\n" for i in range(40))
    read = table(f"a,row,void,same,ratio,rare\n{rows}0,0,,one,0.0,0\n".encode())

    assert {(warning.code, warning.column) for warning in read.warnings} == {
        ("all_missing", "void"), ("constant", "same"), ("infinite", "ratio"), ("mostly_missing", "rare"),
        ("duplicate_rows", None),
    }  # fmt: skip


def test_parquet_types_keep_their_meaning() -> None:
    """Typed files say what a column is; only the spelling is ours."""
    frame = pd.DataFrame(
        {
            "zone": pd.to_datetime(["2024-01-01", "2024-01-02", None]).tz_localize("Europe/Berlin"),
            "word": pd.Categorical(["x", "y", None]),
            "truth": [True, False, None],
            "count": pd.array([1, 2, None], dtype="Int64"),
            "pause": pd.to_timedelta([1, 2, 90], unit="s"),
            "bytes": [b"x", b"y", b"z"],
        }
    )
    read = table(parquet(frame))

    assert [column.kind for column in read.columns] == [
        "datetime", "categorical", "boolean", "numeric", "numeric", "categorical",
    ]  # fmt: skip
    assert read.frame["zone"].astype(str).tolist()[:2] == ["2023-12-31 23:00:00", "2024-01-01 23:00:00"]
    assert read.frame["pause"].tolist() == [1.0, 2.0, 90.0]
    assert read.frame["truth"].tolist() == ["True", "False", None]


def test_large_whole_numbers_stay_apart() -> None:
    """Keys of 64 bits next to a missing one would meet as floats."""
    read = table(parquet(pa.table({"key": [2**60, None, 2**60 + 1], "n": [1, None, 3]})))

    assert read.frame["key"].tolist() == [str(2**60), None, str(2**60 + 1)]
    assert read.column("n").kind == "numeric"


def test_records_may_lack_names_and_mix_types() -> None:
    """JSON leaves out what is not there, and numbers come as text."""
    read = table(b'[{"a": 1, "b": "x"}, {"b": true, "c": 2}, {"a": "3", "c": null}]')

    np.testing.assert_array_equal(read.frame["a"], [1.0, np.nan, 3.0])
    assert read.frame["b"].tolist() == ["x", "True", None]
    assert [column.name for column in read.columns] == ["a", "b", "c"]


def test_half_of_a_letter_in_json_is_no_failure() -> None:
    r"""JSON can spell \ud800, which no encoding can write."""
    assert table(b'[{"a": "\\ud800x"}, {"a": "y"}]').frame["a"].tolist() == ["?x", "y"]


@pytest.mark.parametrize(
    ("data", "limits", "setting"),
    [
        (",".join(["same"] * 200).encode() + b"\n1\n", TableLimits(max_columns=100), "PLAINTUNE_MAX_COLUMNS"),
        (b"a,b\n" + b"1,2\n" * 60, TableLimits(max_cells=100), "PLAINTUNE_MAX_CELLS"),
        (json.dumps([{"a": 1, "b": 2}] * 60).encode(), TableLimits(max_cells=100), "PLAINTUNE_MAX_CELLS"),
        (json.dumps([{f"c{i}": 1} for i in range(60)]).encode(), TableLimits(max_cells=100), "PLAINTUNE_MAX_CELLS"),
        (parquet(pd.DataFrame({"a": range(60), "b": 0})), TableLimits(max_cells=100), "PLAINTUNE_MAX_CELLS"),
        (gzip.compress(b"a,b\n" + b"1,2\n" * 10**6), TableLimits(max_read_bytes=10**6), "PLAINTUNE_MAX_READ_BYTES"),
    ],
)
def test_a_table_over_a_limit_is_refused_by_the_name_of_the_setting(
    data: bytes, limits: TableLimits, setting: str
) -> None:
    """Who runs the service can raise the limit, once they know which it is."""
    with pytest.raises(TableLimitError, match=setting):
        table(data, limits=limits)


def test_rows_to_predict_may_be_one_and_must_be_some() -> None:
    """One row is the usual request."""
    assert rows_from_bytes(b"a,b\n1,2\n").to_dict("list") == {"a": ["1"], "b": ["2"]}
    assert columns_from_records([{"a": 1}, {"b": 2}]) == {"a": [1, None], "b": [None, 2]}
    for refused in (b"a,b\n", b"[]"):
        with pytest.raises(TooShortTableError):
            rows_from_bytes(refused)


@pytest.mark.parametrize("records", [[], [1], [{"a": [1]}], [{"": 1}]])
def test_records_that_are_no_rows_are_refused(records: list[object]) -> None:
    """They come straight from a request."""
    with pytest.raises(InputError):
        columns_from_records(records)
