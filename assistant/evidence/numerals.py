"""How a value is written for a reader: one spelling for text, tables and charts."""

from decimal import Decimal
from math import isfinite, isnan

SMALLEST_POSITIONAL = 1e-6


def written(value: float, digits: int = 4) -> str:
    """Write a number in ``digits`` significant digits, never cutting the whole part.

    Parameters
    ----------
    value : float
        Any number; what is not finite is written in words.
    digits : int
        Significant digits; an integer is written in full.

    Examples
    --------
    >>> written(0.84163), written(48210.3), written(1400), written(0.0321, digits=2)
    ('0.8416', '48,210', '1,400', '0.032')
    """
    if isinstance(value, int):
        return f"{value:,}"
    if not isfinite(value):
        return "not a number" if isnan(value) else "infinite"
    if value != 0 and abs(value) < SMALLEST_POSITIONAL:
        return f"{value:.{digits - 1}e}"
    if abs(value) >= 10 ** (digits - 1):
        return f"{value:,.0f}"
    rounded = Decimal(f"{value:.{digits}g}")
    plain = format(rounded, "f")
    return plain.rstrip("0").rstrip(".") if "." in plain else plain
