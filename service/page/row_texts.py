"""Rows as people bring them, pasted or in a text file: the good ones, and what is wrong with the others."""

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from service.errors import FieldError

SEPARATORS = ("\t", ";", ",", "|")
# Marks at the beginning of a text that say how it is written; Excel's "Unicode text" is UTF-16.
_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


@dataclass(frozen=True)
class BadRow:
    """A row that cannot be used, by the line that it begins in, and why."""

    line: int
    because: str


@dataclass(frozen=True)
class RowTexts:
    """Rows of text cells under the names of their columns, each with its line; and those that cannot be used."""

    names: Sequence[str]
    rows: Sequence[Sequence[str]]
    lines: Sequence[int]
    bad: Sequence[BadRow]

    def as_csv(self) -> bytes:
        """Write the good rows as CSV."""
        file = io.StringIO()
        writer = csv.writer(file, lineterminator="\n")
        writer.writerows([self.names, *self.rows])
        return file.getvalue().encode()


def decoded(data: bytes) -> str:
    """Return the text of a file; what is not UTF-8 is read as Windows-1252.

    Examples
    --------
    >>> decoded("tenure;größe".encode("cp1252"))
    'tenure;größe'
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data.decode(encoding, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def read_rows(text: str) -> RowTexts:
    r"""Read rows whose first line names the columns; the separator is told from that line.

    Raises
    ------
    FieldError
        Where there is no row, or a quote breaks the table.

    Examples
    --------
    >>> found = read_rows("age;plan\n30;basic\n41\n")
    >>> found.rows, found.bad
    ([['30', 'basic']], [BadRow(line=3, because='has 1 value, the first line names 2')])
    """
    lines = _lines(text.lstrip("\ufeff"))
    _, names = next(lines, (0, []))
    found = list(lines)
    if not found:
        raise FieldError("rows", "Paste rows with their header line first, or choose a file.")
    good = [(line, cells) for line, cells in found if len(cells) == len(names)]
    bad = [BadRow(line, _why(cells, names)) for line, cells in found if len(cells) != len(names)]
    return RowTexts(names, [cells for _, cells in good], [line for line, _ in good], bad)


def _lines(text: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the line that each row begins in, and its cells; empty lines are no rows."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    separator = max(SEPARATORS, key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    begins = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield begins, cells
            begins = reader.line_num + 1
    except csv.Error:
        sentence = (
            f"A double quote in line {begins} is not closed where it should be: close it, or write two to mean one."
        )
        raise FieldError("rows", sentence) from None


def _why(cells: Sequence[str], names: Sequence[str]) -> str:
    values = "1 value" if len(cells) == 1 else f"{len(cells):,} values"
    return f"has {values}, the first line names {len(names):,}"
