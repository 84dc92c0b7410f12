"""Which columns name rows rather than measure them: keys, counters, and digits that are codes."""

import re

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from models.tables.number_texts import Floats

_KEY_WORDS = frozenset({"id", "ids", "uid", "uuid", "guid", "pk"})
_COUNTER_WORDS = frozenset(
    {"key", "index", "idx", "nr", "no", "number", "num", "code", "unnamed", "row", "rownum", "rownames"}
    | {"record", "serial", "seq", "sequence", "obs", "observation", "instant", "ref", "reference"}
)
_CODE_WORDS = frozenset(
    {"zip", "zipcode", "postcode", "postal", "postalcode", "plz", "phone", "telephone", "fax", "ssn", "isbn"}
    | {"ean", "sku", "iban", "fips", "barcode"}
)
_TIME_WORDS = frozenset(
    {"year", "years", "month", "months", "week", "weeks", "day", "days", "hour", "hours", "minute", "minutes"}
    | {
        "second",
        "seconds",
        "time",
        "date",
        "age",
        "step",
        "period",
        "quarter",
        "epoch",
        "timestamp",
        "rank",
        "dt",
    }
)
_GLUED_KEY = re.compile(
    r"(?:user|customer|client|member|account|order|record|row|person|passenger|patient|student|employee|product|item"
    r"|transaction|session|booking|loan|case|ticket|trip|ride|house|listing|application|sample|subject|object)id"
)
MIN_COUNTED = 20
MIN_TABLE_COLUMNS = 3


def words_of(name: str) -> list[str]:
    """Split a column name into its words, in lower case.

    Examples
    --------
    >>> words_of("customerID"), words_of("Unnamed: 0"), words_of("paid")
    (['customer', 'id'], ['unnamed', '0'], ['paid'])
    """
    spaced = re.sub(r"(?<=[a-z\d])(?=[A-Z])", " ", name[:200])
    return [word.lower() for word in re.findall(r"[^\W\d_]+|\d+", spaced)]


def is_key_name(name: str) -> bool:
    """Whether a column is named like the key of something.

    Examples
    --------
    >>> [is_key_name(name) for name in ("PassengerId", "order_id", "userid", "humid", "id_type")]
    [True, True, True, False, False]
    """
    words = words_of(name)
    return bool(words) and (words[-1] in _KEY_WORDS or _GLUED_KEY.fullmatch(words[-1]) is not None)


def is_code_name(name: str) -> bool:
    """Whether digits under this name are a code, such as a postal code."""
    return not _CODE_WORDS.isdisjoint(words_of(name))


def is_time_name(name: str) -> bool:
    """Whether a column is named like a time or a date."""
    return not _TIME_WORDS.isdisjoint(words_of(name))


def is_date_name(name: str) -> bool:
    """Whether eight digits under this name may be a date."""
    return not {"date", "day", "dt", "datum", "fecha", "time", "timestamp", "dob"}.isdisjoint(words_of(name))


def key_reason(name: str, values: Floats, n_columns: int, *, are_types_trusted: bool) -> str | None:
    """Say why a column of different whole numbers names rows; None where it measures something.

    Parameters
    ----------
    name : str
    values : float array
        Every value of the column in row order, none of them missing or twice there.
    n_columns : int
        How many columns the table has: the one feature of a small table is never taken away.
    are_types_trusted : bool
        Whether the table comes from Python, where a number is meant as one unless its name says otherwise.
    """
    if is_key_name(name):
        return "Every value is different and it is named like a key."
    counts_up = len(values) >= MIN_COUNTED and bool(np.all(np.diff(values) == 1))
    if not counts_up or is_time_name(name):
        return None
    if not _COUNTER_WORDS.isdisjoint(words_of(name)):
        return "It counts the rows, one by one."
    is_from_start = values[0] in (0, 1) and len(name) > 1
    if is_from_start and n_columns >= MIN_TABLE_COLUMNS and not are_types_trusted:
        return "It counts the rows, one by one."
    return None


def code_reason(name: str, texts: pa.Array) -> str | None:
    """Say why texts that look like numbers are codes; None where they are numbers.

    ``texts`` are the distinct spellings of the column.
    """
    if not pc.all(pc.match_substring_regex(texts, r"^\d+$")).as_py():
        return None
    if pc.any(pc.match_substring_regex(texts, r"^0\d")).as_py():
        return "Its digits begin with zeros, so they are codes and no amounts."
    if pc.any(pc.greater(pc.utf8_length(texts), 15)).as_py():
        return "Its digits are too many for a number, so they are codes."
    if is_code_name(name):
        return "Its name says that the digits are a code and no amount."
    return None
