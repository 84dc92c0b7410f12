"""Predictions as CSV that a spreadsheet can open without running anything."""

import csv
import io
from collections.abc import Sequence

from service.engine import Predictions

# A spreadsheet takes a cell that begins so for a formula (OWASP ASVS 1.2.10); a quote before it makes it text.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\x00")


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
    writer = csv.writer(file, lineterminator="\n")
    names, numbers = _beside(predicted)
    writer.writerow(["prediction", *names])
    writer.writerows([safe_cell(value), *row] for value, row in zip(predicted.values, numbers, strict=True))
    return file.getvalue()


def _beside(predicted: Predictions) -> tuple[list[str], Sequence[tuple[float, ...]]]:
    """Return the names and the numbers of the columns beside the prediction."""
    if predicted.probabilities is not None:
        return [f"probability_{name}" for name in predicted.classes], predicted.probabilities
    if predicted.intervals is not None:
        return ["low", "high"], predicted.intervals
    return [], [()] * len(predicted.values)


def safe_cell(value: object) -> object:
    """Return a cell that no spreadsheet takes for a formula.

    Examples
    --------
    >>> safe_cell("=1+1"), safe_cell(-1.5)
    ("'=1+1", -1.5)
    """
    is_formula = isinstance(value, str) and value.startswith(FORMULA_STARTS)
    return f"'{value}" if is_formula else value
