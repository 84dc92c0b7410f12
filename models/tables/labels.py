"""Labels: the one spelling of a category, whether it comes from a file, from JSON or from Python."""

import math
import re
from decimal import Decimal

import numpy as np
import pandas as pd
import pyarrow as pa

# Missing wherever they stand. "None", "-" and "missing" are left to be categories among words.
MISSING_WORDS = frozenset(
    ("", "NA", "N/A", "n/a", "N.A.", "n.a.", "NaN", "nan", "NAN", "-nan", "null", "NULL", "Null", "<NA>",
     "#N/A", "#NA", "#N/A N/A", "#VALUE!", "#REF!", "#DIV/0!", "NaT", "\\N", "?")
)  # fmt: skip
_WHOLE = re.compile(r"(-?(?:0|[1-9]\d{0,14}))\.0+")

# So that JSON's true matches what spreadsheets, R and JavaScript write.
_SPELLINGS = {"-0": "0", "true": "True", "TRUE": "True", "false": "False", "FALSE": "False"}


def is_missing(value: object) -> bool:
    """Whether a single value is None, NaN, NaT or pandas' NA.

    Examples
    --------
    >>> [is_missing(value) for value in (None, float("nan"), 0, "")]
    [True, True, False, False]
    """
    if value is None or value is pd.NA or value is pd.NaT:
        return True
    if isinstance(value, (float, np.floating)):
        return math.isnan(value)
    if isinstance(value, Decimal):
        return value.is_nan()
    return isinstance(value, (np.datetime64, np.timedelta64)) and bool(np.isnat(value))


def label_text(value: object) -> str | None:
    """Return the one spelling of a label; None for a missing value.

    Examples
    --------
    >>> [label_text(value) for value in (3, 3.0, "3", " 3.0 ", True, "TRUE", 0.5, "NA", None)]
    ['3', '3', '3', '3', 'True', 'True', '0.5', None, None]
    """
    if is_missing(value):
        return None
    if isinstance(value, (float, np.floating, Decimal)) and math.isfinite(value) and value == int(value):
        return str(int(value))
    text = str(value).strip()
    whole = _WHOLE.fullmatch(text)
    text = whole[1] if whole else text
    return None if text in MISSING_WORDS else _SPELLINGS.get(text, text)


def string_chunks(values: pd.Series) -> pa.ChunkedArray:
    """Return a series of strings as the Arrow arrays that it consists of; nothing is copied."""
    texts = pa.array(values, from_pandas=True)
    return texts if isinstance(texts, pa.ChunkedArray) else pa.chunked_array([texts])


def string_array(values: pd.Series) -> pa.Array:
    """Return a series of strings as one Arrow array."""
    return string_chunks(values).combine_chunks()
