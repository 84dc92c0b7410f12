"""Predictions as CSV that a spreadsheet can open without running anything."""

import csv
import io
import re
from collections.abc import Sequence

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
    file = io.StringIO()
    plain = csv.writer(file, lineterminator="\n")
    # Spreadsheets end a row at a bare carriage return too, which the writer does not quote: what follows would begin a
    # cell of its own.
    quoted = csv.writer(file, lineterminator="\n", quoting=csv.QUOTE_NONNUMERIC)
    names, numbers = _beside(predicted)
    (quoted if any("\r" in name for name in names) else plain).writerow(["prediction", *names])
    for value, row in zip(predicted.values, numbers, strict=True):
        writer = quoted if isinstance(value, str) and "\r" in value else plain
        writer.writerow([_safe(value), *row])
    return file.getvalue()


def _beside(predicted: Predictions) -> tuple[list[str], Sequence[tuple[float, ...]]]:
    """Return the names and the numbers of the columns beside the prediction."""
    if predicted.probabilities is not None:
        return [f"probability_{name}" for name in predicted.classes], predicted.probabilities
    if predicted.intervals is not None:
        return ["low", "high"], predicted.intervals
    return [], [()] * len(predicted.values)


def _safe(value: object) -> object:
    is_formula = isinstance(value, str) and value.startswith(FORMULA_STARTS) and not _NUMBER.fullmatch(value)
    return f"'{value}" if is_formula else value
