"""Predictions as CSV that a spreadsheet can open without running anything."""

import csv
import io

from service.engine import Predictions

# A spreadsheet takes a cell that begins so for a formula (OWASP ASVS 1.2.10); a quote before it makes it text.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\x00")


def as_csv(predicted: Predictions) -> str:
    """Write predictions as CSV: the prediction, then the probability of each class.

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
    classes = predicted.classes if predicted.probabilities is not None else ()
    writer.writerow(["prediction", *(f"probability_{name}" for name in classes)])
    if predicted.probabilities is None:
        writer.writerows([_safe(value)] for value in predicted.values)
    else:
        rows = zip(predicted.values, predicted.probabilities, strict=True)
        writer.writerows([_safe(value), *probabilities] for value, probabilities in rows)
    return file.getvalue()


def _safe(value: object) -> object:
    is_formula = isinstance(value, str) and value.startswith(FORMULA_STARTS)
    return f"'{value}" if is_formula else value
