"""Raw columns from text with separators: which separator, which encoding, and where a line breaks the table."""

import codecs
import csv
import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import islice
from typing import BinaryIO

import pandas as pd
import pyarrow as pa
from pyarrow import csv as arrow_csv

from models.errors import DamagedFileError, EmptyFileError, RaggedRowsError, UnclosedQuoteError
from models.tables.cautions import TableWarning
from models.tables.limits import TableLimits, check_shape
from models.tables.names import checked_names
from models.tables.plain import TEXT

HEAD_BYTES = 4 * 1024**2
BLOCK_BYTES = 16 * 1024**2
N_SNIFFED_ROWS = 100

_SEPARATORS = (",", ";", "\t", "|", "^", "~")


@dataclass(frozen=True)
class TextHints:
    """What is known of a text before it is read; UTF-8 may turn out to be Windows-1252."""

    encoding: str = "utf-8"
    is_tab_separated: bool = False


@dataclass(frozen=True)
class _Layout:
    """How a text table is laid out; ``n_skipped`` physical lines come before its header."""

    names: list[str]
    separator: str
    encoding: str
    n_skipped: int


def read_csv(
    open_bytes: Callable[[], BinaryIO], name: str, hints: TextHints, limits: TableLimits
) -> tuple[pd.DataFrame, list[TableWarning]]:
    """Read a text table; every cell is a string, an empty one is missing.

    Raises
    ------
    InputError
        When a line has too many or too few values, a quote stays open, names are missing or twice there, or
        the table is too large.
    """
    warnings = []
    if hints.encoding == "utf-8" and not _is_utf8(open_bytes):
        hints = replace(hints, encoding="cp1252")
        message = "The file is not UTF-8 and was read as Windows-1252: if letters look wrong, save it as UTF-8."
        warnings.append(TableWarning("encoding", None, message))
    layout = _layout(open_bytes, name, hints, limits)
    return _read(open_bytes, name, layout, limits), [*warnings, *_header_warnings(layout.names)]


def _is_utf8(open_bytes: Callable[[], BinaryIO]) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        with open_bytes() as stream:
            while block := stream.read(BLOCK_BYTES):
                decoder.decode(block)
            decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _layout(open_bytes: Callable[[], BinaryIO], name: str, hints: TextHints, limits: TableLimits) -> _Layout:
    with open_bytes() as stream:
        head = stream.read(HEAD_BYTES)
    text = head.decode(hints.encoding, "replace").removeprefix("\ufeff")
    lines = text.splitlines(keepends=True)
    n_skipped = next((i for i, line in enumerate(lines) if line.strip()), len(lines))
    given = lines[n_skipped].strip() if n_skipped < len(lines) else ""
    if len(given) == 5 and given.lower().startswith("sep="):  # Excel's way to say it
        separator, n_skipped = given[4], n_skipped + 1
    elif hints.is_tab_separated and "\t" in given:
        separator = "\t"
    else:
        separator = _likeliest_separator("".join(lines[n_skipped:]), is_whole=len(head) < HEAD_BYTES)
    rows = _rows("".join(lines[n_skipped:]), separator)
    header = next(rows, None)
    if header is None:
        raise DamagedFileError(name, "CSV", "its first line does not look like column names")
    check_shape(0, len(header), limits)
    return _Layout(checked_names(header), separator, hints.encoding, n_skipped)


def _rows(text: str, separator: str) -> Iterator[list[str]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    while True:
        try:
            row = next(reader)
        except (StopIteration, csv.Error):  # the latter: one value of more than 128 kB, which is no header
            return
        if row:
            yield row


def _likeliest_separator(text: str, *, is_whole: bool) -> str:
    """Return the separator that splits the most of the first rows into as many values as the header."""
    best, separator = (0.0, 0), ","
    for candidate in _SEPARATORS:
        rows = list(islice(_rows(text, candidate), N_SNIFFED_ROWS))
        if not is_whole and len(rows) < N_SNIFFED_ROWS:
            rows = rows[:-1] or rows  # cut off by the end of the head
        if not rows or len(rows[0]) < 2:
            continue
        fit = sum(len(row) == len(rows[0]) for row in rows) / len(rows)
        best, separator = max((best, separator), ((fit, len(rows[0])), candidate), key=lambda pair: pair[0])
    return separator


def _header_warnings(names: list[str]) -> list[TableWarning]:
    if (
        len(names) < 2
        or names == [str(i) for i in range(len(names))]
        or names == [str(i + 1) for i in range(len(names))]
    ):
        return []
    if not all(name.replace(".", "", 1).removeprefix("-").isdecimal() for name in names):
        return []
    message = "The first line was taken for column names but holds numbers only: put a line of names above it."
    return [TableWarning("header", None, message)]


def _read(open_bytes: Callable[[], BinaryIO], name: str, layout: _Layout, limits: TableLimits) -> pd.DataFrame:
    ragged: list[arrow_csv.InvalidRow] = []

    def refuse(row: arrow_csv.InvalidRow) -> str:
        ragged.append(row)
        return "error"

    try:
        with open_bytes() as stream:
            table = _bounded_table(_open(stream, layout, refuse), layout, limits)
    except UnicodeDecodeError:
        raise DamagedFileError(name, "CSV", "its text is neither UTF-8 nor UTF-16 nor Windows-1252") from None
    except (pa.ArrowMemoryError, MemoryError):
        raise
    except pa.ArrowInvalid as error:
        raise _translated(error, name, layout, ragged, open_bytes) from None
    _refuse_open_quote(table, open_bytes, layout)
    frame: pd.DataFrame = table.to_pandas(types_mapper={pa.large_string(): TEXT}.get)
    return frame


def _open(
    stream: BinaryIO, layout: _Layout, refuse: Callable[[arrow_csv.InvalidRow], str]
) -> arrow_csv.CSVStreamingReader:
    return arrow_csv.open_csv(
        stream,
        read_options=arrow_csv.ReadOptions(
            use_threads=False,
            block_size=BLOCK_BYTES,
            column_names=layout.names,
            skip_rows=layout.n_skipped,
            skip_rows_after_names=1,
            encoding="utf8" if layout.encoding == "utf-8" else layout.encoding,
        ),
        parse_options=arrow_csv.ParseOptions(
            delimiter=layout.separator,
            newlines_in_values=True,
            invalid_row_handler=refuse,
            ignore_empty_lines=len(layout.names) > 1,
        ),
        convert_options=arrow_csv.ConvertOptions(
            column_types=dict.fromkeys(layout.names, pa.large_string()),  # as pandas keeps it: no second copy
            strings_can_be_null=True,
            null_values=[""],
            check_utf8=False,  # it was checked, or comes from a decoder
        ),
    )


def _bounded_table(reader: arrow_csv.CSVStreamingReader, layout: _Layout, limits: TableLimits) -> pa.Table:
    batches, n_rows = [], 0
    for batch in reader:
        n_rows += batch.num_rows
        check_shape(n_rows, len(layout.names), limits)
        batches.append(batch)
    return pa.Table.from_batches(batches, reader.schema)


def _translated(
    error: pa.ArrowInvalid,
    name: str,
    layout: _Layout,
    ragged: list[arrow_csv.InvalidRow],
    open_bytes: Callable[[], BinaryIO],
) -> Exception:
    """Return the error that says in our words what Arrow found."""
    if ragged:
        line = _line_of(ragged[0], layout, open_bytes)
        return RaggedRowsError(line, ragged[0].actual_columns, ragged[0].expected_columns)
    if "straddling" in str(error):
        return DamagedFileError(name, "CSV", "a row is longer than 16 MB; perhaps a double quote is never closed")
    if "Empty CSV" in str(error):
        return EmptyFileError(name)
    return DamagedFileError(name, "CSV", str(error).split("\n")[0][:200])


def _line_of(ragged: arrow_csv.InvalidRow, layout: _Layout, open_bytes: Callable[[], BinaryIO]) -> int:
    """Return the physical line of a bad row: Arrow counts rows, and a quoted value may span lines."""
    with open_bytes() as stream, io.TextIOWrapper(stream, layout.encoding, errors="replace", newline="") as lines:
        for _ in range(layout.n_skipped):
            lines.readline()
        reader = csv.reader(lines, delimiter=layout.separator)
        before = 0
        try:
            for row in reader:
                if row and len(row) == ragged.actual_columns:
                    return layout.n_skipped + before + 1
                before = reader.line_num
        except csv.Error:  # a value of more than 128 kB
            pass
    return int(ragged.number or 0)


def _refuse_open_quote(table: pa.Table, open_bytes: Callable[[], BinaryIO], layout: _Layout) -> None:
    """Refuse a table whose last value swallowed the lines after a quote that is never closed."""
    if not table.num_rows or layout.encoding.startswith("utf-16"):
        return
    last = [str(column[-1].as_py() or "") for column in table.columns]
    if not any("\n" in value for value in last):
        return
    n_quotes = n_lines = 0
    with open_bytes() as stream:
        while block := stream.read(BLOCK_BYTES):
            n_quotes += block.count(b'"')
            n_lines += block.count(b"\n")
    if n_quotes % 2:
        raise UnclosedQuoteError(n_lines - sum(value.count("\n") for value in last) + 1)
