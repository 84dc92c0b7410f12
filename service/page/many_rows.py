"""Many rows at once: read, predicted, the first shown, and all of them as a file."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from flask import request
from werkzeug.datastructures import FileStorage

from service.csv_answers import answer_columns, csv_text, safe_cell
from service.engine import Predictions, Predictor
from service.errors import FieldError
from service.page.predicted import confidence, written
from service.page.row_texts import BadRow, RowTexts, decoded, read_rows

ROWS_SHOWN = 50
COLUMNS_SHOWN = 3
# A text larger than this goes to the engine as it is, which refuses it at its first bad row.
MOST_TEXT_BYTES = 50_000_000
# Browsers name the type of a table file in many ways, its ending in one.
TYPES = {
    ".parquet": "application/vnd.apache.parquet",
    ".tsv": "text/tab-separated-values",
    ".jsonl": "application/x-ndjson",
    ".ndjson": "application/x-ndjson",
    ".json": "application/json",
    ".gz": "application/gzip",
}
TEXT_ENDINGS = ("", ".csv", ".tsv", ".tab", ".txt")


@dataclass(frozen=True)
class Line:
    """One predicted row as it is shown: its line in the text, some of its cells, the answer, and how sure it is."""

    line: int
    cells: Sequence[str]
    answer: str
    confidence: str


@dataclass(frozen=True)
class ManyRows:
    """What was predicted for many rows; ``texts`` are the rows themselves, where they came as text."""

    predicted: Predictions
    texts: RowTexts | None
    important: Sequence[str]

    @property
    def n_rows(self) -> int:
        """How many rows were predicted."""
        return len(self.predicted.values)

    @property
    def bad(self) -> Sequence[BadRow]:
        """Rows that could not be used."""
        return () if self.texts is None else self.texts.bad

    @property
    def shown_columns(self) -> Sequence[str]:
        """The columns by which a reader knows a row again: the most important ones."""
        given = () if self.texts is None else [name.strip() for name in self.texts.names]
        return [name for name in self.important if name in given][:COLUMNS_SHOWN]

    @property
    def lines(self) -> Sequence[Line]:
        """The first rows."""
        shown = range(min(ROWS_SHOWN, self.n_rows))
        return [
            Line(self._line(n), self._cells(n), written(self.predicted.values[n]), confidence(self.predicted, n))
            for n in shown
        ]

    def as_csv(self) -> str:
        """Write all rows with their predictions as CSV that a spreadsheet opens without running anything."""
        names, rows = answer_columns(self.predicted)
        given = [[] for _ in rows] if self.texts is None else self.texts.rows
        header = [*map(safe_cell, [] if self.texts is None else self.texts.names), *map(safe_cell, names)]
        return csv_text([header, *([*map(_given_back, cells), *row] for cells, row in zip(given, rows, strict=True))])

    def _line(self, position: int) -> int:
        return position + 1 if self.texts is None else self.texts.lines[position]

    def _cells(self, position: int) -> Sequence[str]:
        if self.texts is None:
            return ()
        names = [name.strip() for name in self.texts.names]
        return [self.texts.rows[position][names.index(name)] for name in self.shown_columns]


def predict_given(model: Predictor, important: Sequence[str]) -> ManyRows:
    """Predict the rows of the request: those of its file, else the pasted ones.

    Raises
    ------
    InputError, FieldError
        What is wrong with all of them; single bad rows are left out and told.
    """
    file = request.files.get("file")
    if file is not None and file.filename:
        return _of_file(file, model, important)
    return _of_text(request.form.get("rows", ""), model, important)


def _of_file(file: FileStorage, model: Predictor, important: Sequence[str]) -> ManyRows:
    ending = PurePath(file.filename or "").suffix.lower()
    data = file.read()
    if ending in TEXT_ENDINGS and len(data) <= MOST_TEXT_BYTES and not _is_binary(data):
        return _of_text(decoded(data), model, important)
    return ManyRows(model.predict_file(data, TYPES.get(ending, "text/csv")), None, important)


def _is_binary(data: bytes) -> bool:
    """Whether the engine knows better what it is: a picture, a workbook, something packed."""
    is_utf16 = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    return not data.strip() or (b"\x00" in data[:65536] and not is_utf16) or data.lstrip()[:1] in (b"{", b"[")


def _of_text(text: str, model: Predictor, important: Sequence[str]) -> ManyRows:
    texts = read_rows(text)
    if not texts.rows:
        first = texts.bad[0]
        raise FieldError("rows", f"No row can be used: line {first.line} {first.because}.")
    return ManyRows(model.predict_file(texts.as_csv(), "text/csv"), texts, important)


def plain_row(row: dict[str, Any]) -> str:
    """Write one row as CSV with its header, for the field that many rows are pasted into."""
    file = io.StringIO()
    cells = ["" if cell is None else f"{cell:.10g}" if isinstance(cell, float) else cell for cell in row.values()]
    csv.writer(file, lineterminator="\n").writerows([list(row), cells])
    return file.getvalue()


def _given_back(cell: str) -> object:
    """Return a cell of the reader's own table: a number that begins with a sign stays one, a formula becomes text."""
    try:
        float(cell)
    except ValueError:
        return safe_cell(cell)
    return safe_cell(cell) if cell != cell.strip() else cell
