"""Numbers as people write them."""

import numpy as np
import pyarrow as pa
import pytest

from models.tables.number_texts import NumberFormat, guess_numbers, parse_numbers


def guessed(*texts: str, has_decimal_commas: bool = False) -> list[float] | None:
    """Read distinct texts, each there once, as numbers; None where they are none."""
    counts = np.ones(len(texts), dtype=np.int64)
    guess = guess_numbers(pa.array(texts), counts, min_fit=0.98, has_decimal_commas=has_decimal_commas)
    return None if guess is None else guess.found.tolist()


@pytest.mark.parametrize(
    ("texts", "numbers"),
    [
        (("1", "-2.5", "+3", "1e5", ".5", "4."), [1.0, -2.5, 3.0, 1e5, 0.5, 4.0]),
        (("1,234.50", "3"), [1234.5, 3.0]),
        (("1.234,50", "3"), [1234.5, 3.0]),
        (("1,234", "2,345"), [1234.0, 2345.0]),
        (("1,234", "12,5"), [1.234, 12.5]),
        (("0,123", "1,234"), [0.123, 1.234]),
        (("1 234", "1\u00a0234,5"), [1234.0, 1234.5]),
        (("1'234.5", "1’234"), [1234.5, 1234.0]),  # noqa: RUF001  the Swiss separator as word processors set it
        (("12,34,567", "1"), [1234567.0, 1.0]),
        (("$1,200", "-$5", "$ 7"), [1200.0, -5.0, 7.0]),
        (("5 €", "1.200,50 €"), [5.0, 1200.5]),
        (("CHF 12.50", "CHF 3"), [12.5, 3.0]),
        (("12 %", "3%"), [12.0, 3.0]),
        (("36 months", "60 months"), [36.0, 60.0]),
        (("(1,234)", "5"), [-1234.0, 5.0]),
        (("\N{MINUS SIGN}5", "3"), [-5.0, 3.0]),
        (("1", "inf", "-Infinity"), [1.0, np.inf, -np.inf]),
    ],
)
def test_numbers_are_read_as_their_writer_meant_them(texts: tuple[str, ...], numbers: list[float]) -> None:
    """Tables come from spreadsheets of many countries, and a wrong comma is a factor of a thousand."""
    assert guessed(*texts) == numbers


@pytest.mark.parametrize(
    "texts", [("red", "blue"), ("A1", "B2"), ("1.2.3", "1.2.4"), ("5 km", "3 miles"), ("31.12.2024", "1.1.2024")]
)
def test_texts_that_are_no_numbers_are_left_alone(texts: tuple[str, ...]) -> None:
    """A version, a code or a date that becomes a number says something that is not so."""
    assert guessed(*texts) is None


def test_another_column_settles_what_a_comma_is() -> None:
    """In a table with decimal commas, 1,234 is one and a bit."""
    assert guessed("1,234", "2,345", has_decimal_commas=True) == [1.234, 2.345]
    assert guessed("1.234", "2.345", has_decimal_commas=True) == [1234.0, 2345.0]
    assert guessed("1.5", "2.25", has_decimal_commas=True) == [1.5, 2.25]


def test_few_texts_that_are_no_numbers_are_read_as_missing() -> None:
    """One slip of the pen among hundreds of numbers does not turn them into words."""
    numbers = guessed(*map(str, range(100)), "abc")

    assert numbers is not None
    assert np.isnan(numbers[-1])
    assert numbers[:100] == list(range(100))


def test_a_learned_format_reads_new_texts() -> None:
    """Rows to predict are written as the training table was, and only so."""
    texts = pa.array(["1.234,5 km", "7", None, "x", "1e3"])

    read = parse_numbers(texts, NumberFormat(decimal=",", thousands=".", unit="km"))

    np.testing.assert_array_equal(read, [1234.5, 7.0, np.nan, np.nan, np.nan])
