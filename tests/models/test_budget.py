"""Seconds that cannot be enough are refused before they are spent, and seconds that may be enough are not."""

import re

import pytest

from models.errors import BudgetError
from models.search.budget import check_enough


@pytest.mark.parametrize(
    ("seconds", "n_rows", "n_columns"),
    [(10, 1_000_000, 20), (10, 2_000, 10_000), (60, 10_000_000, 20), (None, 10**9, 100), (10, 12, 1)],
)
def test_seconds_that_may_be_enough_are_let_through(seconds: float | None, n_rows: int, n_columns: int) -> None:
    """A run that works must never be refused; one that does not says so itself."""
    check_enough(seconds, n_rows, n_columns)


def test_seconds_that_cannot_be_enough_are_refused_with_those_that_would_be() -> None:
    """Whoever is refused must know what to ask for, and that must not be refused again."""
    with pytest.raises(BudgetError, match=r"10 seconds.*5,000,000 rows and 20 columns.*would do") as refused:
        check_enough(10, 5_000_000, 20)

    found = re.search(r"([\d,]+) seconds would do", str(refused.value))
    assert found is not None
    enough = float(found[1].replace(",", ""))
    assert enough > 100
    check_enough(enough, 5_000_000, 20)
