"""Numbers with as few digits as a reader can use: a record holds thousands of them."""

from collections.abc import Iterable

DIGITS = 5


def short(value: float, digits: int = DIGITS) -> float:
    """Return a number rounded to so many significant digits.

    Examples
    --------
    >>> short(0.123456789), short(48210.37), short(0.0000123456, 3)
    (0.12346, 48210.0, 1.23e-05)
    """
    return float(f"{value:.{digits}g}")


def shorts(values: Iterable[float], digits: int = DIGITS) -> tuple[float, ...]:
    """Return numbers, each rounded to so many significant digits.

    Examples
    --------
    >>> shorts([1 / 3, 2 / 3], 2)
    (0.33, 0.67)
    """
    return tuple(short(value, digits) for value in values)
