"""Predictions as CSV that a spreadsheet can open without running anything."""

import csv
import io
import re
from collections.abc import Iterable, Sequence

from service.engine import Predictions

# A spreadsheet takes a cell that begins so for a formula (OWASP ASVS 1.2.10); a quote before it makes it text.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "\x00", "\uff1d", "\uff0b", "\uff0d", "\uff20")
# A class may be called -1: as a number it stays one, and nothing of it can be run.
_NUMBER = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?")


def as_csv(predicted: Predictions) -> str:
    """Write predictions as CSV: the prediction, then the probability of each class, or the ends of the interval.

    Examples
    --------
    >>> print(as_csv(Predictions(("yes", "=1+1"), (), None, ())))
    prediction
    yes
    '=1+1
    <BLANKLINE>
    """
    names, rows = answer_columns(predicted)
    return csv_text([names, *rows])


def csv_text(rows: Iterable[Sequence[object]]) -> str:
    """Write rows of safe cells as CSV."""
    file = io.StringIO()
    plain = csv.writer(file, lineterminator="\n")
    # Spreadsheets end a row at a bare carriage return too, which the writer does not quote: what follows would begin a
    # cell of its own.
    quoted = csv.writer(file, lineterminator="\n", quoting=csv.QUOTE_NONNUMERIC)
    for row in rows:
        is_torn = any(isinstance(cell, str) and "\r" in cell for cell in row)
        (quoted if is_torn else plain).writerow(row)
    return file.getvalue()


def answer_columns(predicted: Predictions) -> tuple[list[str], list[list[object]]]:
    """Return the names of the columns that say what was predicted, and their safe cells row by row."""
    names, numbers = _beside(predicted)
    rows = [[safe_cell(value), *row] for value, row in zip(predicted.values, numbers, strict=True)]
    return ["prediction", *names], rows


def safe_cell(value: object) -> object:
    """Return a cell that no spreadsheet takes for a formula.

    Examples
    --------
    >>> safe_cell("=1+1"), safe_cell("-5.5"), safe_cell(-5.5)
    ("'=1+1", '-5.5', -5.5)
    """
    is_formula = isinstance(value, str) and value.startswith(FORMULA_STARTS) and not _NUMBER.fullmatch(value)
    return f"'{value}" if is_formula else value


def _beside(predicted: Predictions) -> tuple[list[str], Sequence[tuple[float, ...]]]:
    """Return the names and the numbers of the columns beside the prediction."""
    if predicted.probabilities is not None:
        return [f"probability_{name}" for name in predicted.classes], predicted.probabilities
    if predicted.intervals is not None:
        return ["low", "high"], predicted.intervals
    return [], [()] * len(predicted.values)
