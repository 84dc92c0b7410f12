"""Numbers as people write them: thousands separators, decimal commas, currency signs, percent, units.

Works on distinct texts in Arrow arrays, so that a column of a million cells costs a few passes in C. The
regular expressions are RE2's: linear in the text, whatever the text is.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

Floats = npt.NDArray[np.float64]
Counts = npt.NDArray[np.int64]

SAMPLE_SIZE = 500
SAMPLE_FIT = 0.9

_PLAIN = r"^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,3})?$"
_INFINITE = r"^[+-]?(?i:inf|infinity|∞)$"
_CURRENCY = r"(?:(?:R|US)?\$|[€£¥₹₽₩₺฿]|(?:USD|EUR|GBP|CHF|JPY|CNY|INR|AUD|CAD|BRL|SEK|NOK|DKK|PLN|CZK)\b)"
_UNIT = r"^.*\d[.,]?\s*(?P<unit>[^\d\s.,+*()-]{1,12})$"
_SPACES = r"[ \x{00A0}\x{202F}]"
_SEPARATORS = {"": "", ",": ",", ".": r"\.", " ": _SPACES, "'": r"['\x{2019}]"}

# The first that fits best is taken: "1,234" is a thousand before it is one and a bit ...
_SPELLINGS = ((".", ""), (".", ","), (",", ""), (",", "."), (".", " "), (",", " "), (".", "'"), (",", "'"))
# ... unless another column of the same table has decimal commas beyond doubt.
_COMMA_SPELLINGS = tuple(sorted(_SPELLINGS, key=lambda spelling: spelling[0] != ","))


@dataclass(frozen=True)
class NumberFormat:
    """How the numbers of a column are written.

    ``decimal`` is a point or a comma; ``thousands`` is empty, a comma, a point, a space or an apostrophe;
    ``unit`` is a word or sign that follows every number. Currency signs are always left out.
    """

    decimal: str = "."
    thousands: str = ""
    unit: str = ""


@dataclass(frozen=True)
class NumberGuess:
    """How a column's numbers are written, and the number of each distinct text (NaN where it is none)."""

    format: NumberFormat
    found: Floats
    notes: tuple[str, ...]


def parse_numbers(texts: pa.Array, number_format: NumberFormat) -> Floats:
    """Read texts as numbers.

    Parameters
    ----------
    texts : pyarrow string array, length n
    number_format : NumberFormat

    Returns
    -------
    float64 array, length n
        NaN where the text is no number; infinities where it says so.

    Examples
    --------
    >>> parse_numbers(pa.array(["1.234,50", "7 %", "$12"]), NumberFormat(",", ".", "%")).tolist()
    [1234.5, 7.0, 12.0]
    """
    texts = pc.utf8_trim_whitespace(pc.fill_null(texts, ""))
    values = np.full(len(texts), np.nan)
    is_plain = np.zeros(len(texts), dtype=bool) if number_format.thousands == "." else matches(texts, _PLAIN)
    values[is_plain] = _cast(texts.filter(pa.array(is_plain)))
    if not is_plain.all():
        values[~is_plain] = _parse_dressed(texts.filter(pa.array(~is_plain)), number_format)
    return values


def guess_numbers(texts: pa.Array, counts: Counts, min_fit: float, has_decimal_commas: bool) -> NumberGuess | None:
    """Tell how a column's numbers are written, if they are numbers at all.

    Parameters
    ----------
    texts : pyarrow string array, length n
        The distinct texts of the column, trimmed, without those that mean missing.
    counts : int array, length n
        How often each occurs.
    min_fit : float
        The share of the column's cells that must be numbers, 0 to 1.
    has_decimal_commas : bool
        Whether another column of the table is known to have them: settles what "1,234" is.

    Returns
    -------
    NumberGuess or None
        None where too few texts are numbers.
    """
    sample, weights = texts[:SAMPLE_SIZE], counts[:SAMPLE_SIZE]
    if share_of(matches(sample, r"\d|(?i:inf|∞)"), weights) < min(SAMPLE_FIT, min_fit):
        return None
    number_format = _likeliest_format(sample, weights, has_decimal_commas)
    if _share(parse_numbers(sample, number_format), weights) < min(SAMPLE_FIT, min_fit):
        return None
    if len(texts) > SAMPLE_SIZE:
        number_format = _likeliest_format(texts, counts, has_decimal_commas)
    values = parse_numbers(texts, number_format)
    if _share(values, counts) < min_fit:
        return None
    return NumberGuess(number_format, values, _notes(texts, values, number_format))


def _likeliest_format(texts: pa.Array, counts: Counts, has_decimal_commas: bool) -> NumberFormat:
    if not has_decimal_commas and share_of(matches(texts, _PLAIN), counts) == 1.0:
        return NumberFormat()
    unit = _shared_unit(texts, counts)
    bodies = _undress(texts, unit)
    spellings = _COMMA_SPELLINGS if has_decimal_commas else _SPELLINGS
    fits = [share_of(matches(bodies, _body_pattern(*spelling)), counts) for spelling in spellings]
    decimal, thousands = spellings[int(np.argmax(fits))]
    return NumberFormat(decimal, thousands, unit)


def _shared_unit(texts: pa.Array, counts: Counts) -> str:
    found = pc.struct_field(pc.extract_regex(_without_currency(texts), _UNIT), "unit")
    totals: dict[str, int] = {}
    for unit, count in zip(found.to_pylist(), counts.tolist(), strict=True):
        if unit:
            totals[unit] = totals.get(unit, 0) + count
    unit = max(totals, key=lambda name: totals[name], default="")
    return unit if unit and totals[unit] >= SAMPLE_FIT * counts.sum() else ""


def _without_currency(texts: pa.Array) -> pa.Array:
    texts = pc.replace_substring(texts, "\N{MINUS SIGN}", "-")
    texts = pc.replace_substring_regex(texts, r"^\(\s*([^()]+?)\s*\)$", r"-\1")  # (12) is how accounts say -12
    texts = pc.replace_substring_regex(texts, rf"^([+-]?)\s*{_CURRENCY}\s*([+-]?)", r"\1\2")
    return pc.replace_substring_regex(texts, rf"\s*{_CURRENCY}$", "")


def _undress(texts: pa.Array, unit: str) -> pa.Array:
    texts = _without_currency(texts)
    return pc.replace_substring_regex(texts, rf"\s*\Q{unit}\E$", "") if unit else texts


def _body_pattern(decimal: str, thousands: str) -> str:
    point = _SEPARATORS[decimal]
    if not thousands:
        return rf"^[+-]?(?:\d+(?:{point}\d*)?|{point}\d+)(?:[eE][+-]?\d{{1,3}})?$"
    between = _SEPARATORS[thousands]  # groups of two are the Indian way: 12,34,567
    return rf"^[+-]?(?:[1-9]\d{{0,2}}(?:{between}\d{{2,3}})*{between}\d{{3}}|\d+)(?:{point}\d*)?$"


def _parse_dressed(texts: pa.Array, number_format: NumberFormat) -> Floats:
    values = np.full(len(texts), np.nan)
    bodies = _undress(texts, number_format.unit)
    fits = matches(bodies, _body_pattern(number_format.decimal, number_format.thousands))
    fitting = bodies.filter(pa.array(fits))
    if number_format.thousands:
        fitting = pc.replace_substring_regex(fitting, _SEPARATORS[number_format.thousands], "")
    values[fits] = _cast(pc.replace_substring(fitting, ",", "."))
    infinite = matches(texts, _INFINITE)
    if infinite.any():
        negative = pc.starts_with(texts, "-").to_numpy(zero_copy_only=False)
        values[infinite] = np.where(negative[infinite], -np.inf, np.inf)
    return values


def _cast(texts: pa.Array) -> Floats:
    unsigned = pc.utf8_ltrim(texts, "+")
    floats: Floats = pc.cast(unsigned, pa.float64()).to_numpy(zero_copy_only=False)
    return floats


def matches(texts: pa.Array, pattern: str) -> npt.NDArray[np.bool_]:
    """Tell which texts match a regular expression of RE2's."""
    found: npt.NDArray[np.bool_] = pc.match_substring_regex(texts, pattern).to_numpy(zero_copy_only=False)
    return found


def _share(values: Floats, counts: Counts) -> float:
    return share_of(~np.isnan(values), counts)


def share_of(fits: npt.NDArray[np.bool_], counts: Counts) -> float:
    """Return the share of a column's cells, 0 to 1, whose distinct texts fit."""
    total = int(counts.sum())
    return float(counts[fits].sum() / total) if total else 0.0


def _notes(texts: pa.Array, values: Floats, number_format: NumberFormat) -> tuple[str, ...]:
    readable = texts.filter(pa.array(np.isfinite(values)))
    notes = []
    if number_format.unit:
        notes.append(f'The unit "{number_format.unit}" was left out of the numbers.')
    signs = readable.filter(pc.match_substring_regex(readable, _CURRENCY))
    if len(signs):
        notes.append(f'The currency was left out of the numbers, as in "{signs[0].as_py()[:40]}".')
    if number_format.decimal == ",":
        notes.extend(_spelling_note(readable, ",", "Decimal commas", number_format))
    if number_format.thousands:
        notes.extend(_spelling_note(readable, number_format.thousands, "Thousands separators", number_format))
    return tuple(notes)


def _spelling_note(texts: pa.Array, sign: str, what: str, number_format: NumberFormat) -> tuple[str, ...]:
    having = texts.filter(pc.match_substring_regex(texts, _SEPARATORS[sign]))[:1]
    if not len(having):
        return ()
    value = parse_numbers(having, number_format)[0]
    return (f'{what}: "{having[0].as_py()[:40]}" was read as {value:.15g}.',)
